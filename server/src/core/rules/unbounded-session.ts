import { formatDuration } from '../model/duration.js';
import { isOpen, isStrong } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import { grantWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { knownWrites, runsCode, SessionWords } from './questions/sessions.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'unbounded-session',
  title: 'Nothing in the file bounds a session that can do harm',
  severity: 'hint',
  findingClass: 'session-too-long',
  since: '0.1.0',
  absence: true,
};

/** Enough for most jobs; whoever needs more says so. */
const SUGGESTED_SECONDS = 1800;

function check(scope: TrustScope): readonly RuleHit[] {
  if (!runsCode(scope) || scope.lifetime.basis !== 'platform-default') return [];
  // What ends with the session: its own token. A stored secret outlives it, and a default that nothing tells has a
  // finding of its own.
  const strong = knownWrites(scope).filter((grant) => isStrong(grant) && isOpen(scope, grant));
  if (strong.length === 0) return [];
  return [
    {
      origin: scope.facts.origin,
      message: `${SessionWords(scope)} holds ${grantWords(strong)} for up to ${formatDuration(scope.lifetime.seconds)}: nothing sets ${quoted(scope.lifetime.boundBy)}. A step that hangs or is hijacked keeps the token that long; set it to what the job needs.`,
      confidence: 'high',
      offers: [
        {
          title: `End the session after ${formatDuration(SUGGESTED_SECONDS)}`,
          applicability: 'unsafe',
          caution: 'a job that needs longer is cancelled',
          preferred: true,
          intents: [
            {
              kind: 'bound-lifetime',
              uri: scope.file.uri,
              session: scope.facts.localId,
              seconds: SUGGESTED_SECONDS,
            },
          ],
        },
      ],
    },
  ];
}

export const unboundedSession: Rule = { meta, check };

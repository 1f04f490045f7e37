import { formatDuration } from '../model/duration.js';
import { grantsAreKnown, openStrong } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import { grantWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { runsCode, SessionWords } from './sessions.js';

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
  const strong = openStrong(scope);
  // Without known reach there is no harm to bound, and the default has a finding of its own.
  if (!runsCode(scope) || scope.lifetime.basis !== 'platform-default' || strong.length === 0) return [];
  if (!grantsAreKnown(scope) && strong.every((grant) => grant.identity === undefined)) return [];
  return [
    {
      origin: scope.facts.origin,
      message: `${SessionWords(scope)} holds ${grantWords(strong)} for up to ${formatDuration(scope.lifetime.seconds)}, the platform's default: nothing sets \`${scope.lifetime.boundBy}\`. Set it to what the job needs.`,
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

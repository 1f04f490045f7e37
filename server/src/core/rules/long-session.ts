import { formatDuration } from '../model/duration.js';
import type { CarriedIdentity } from '../model/facts.js';
import { openStrong } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import { untrustedInitiators } from '../model/trustScope.js';
import { grantWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { runsCode, SessionWords } from './sessions.js';

const meta: RuleMeta = {
  id: 'long-session',
  title: 'A session lasts longer than its task',
  severity: 'warning',
  findingClass: 'session-too-long',
  since: '0.1.0',
};

/** What the platform grants anyway: a bound that is written and lower has been thought about. */
const PLATFORM_DEFAULT_SECONDS = 21_600;

function check(scope: TrustScope): readonly RuleHit[] {
  if (!runsCode(scope)) return [];
  return [
    ...ownSession(scope),
    ...scope.carried.flatMap((identity) => carriedSession(scope, identity) ?? []),
  ];
}

export const longSession: Rule = { meta, check };

function ownSession(scope: TrustScope): readonly RuleHit[] {
  const { seconds, basis, boundBy, origin } = scope.lifetime;
  const strong = openStrong(scope);
  const isWritten = basis === 'declared' || basis === 'platform-maximum';
  if (seconds === null || !isWritten || seconds < PLATFORM_DEFAULT_SECONDS || strong.length === 0) return [];
  if (boundBy.includes('computed')) return [];
  return [
    {
      origin,
      message: `${SessionWords(scope)} holds ${grantWords(strong)} for up to ${formatDuration(seconds)}, as ${boundBy} says. Bound it to what the job needs, or move what needs the credential to a short job.`,
      severity: 'information',
      confidence: 'high',
      offers: boundTo(scope, scope.policy.longSessionSeconds),
    },
  ];
}

function carriedSession(scope: TrustScope, identity: CarriedIdentity): RuleHit | undefined {
  const { seconds, basis, boundBy, origin } = identity.lifetime;
  const limit = scope.policy.longSessionSeconds;
  if (basis !== 'declared' || seconds === null || seconds <= limit) return undefined;
  const stranger = untrustedInitiators(scope)[0]?.who;
  return {
    origin,
    message: `The session of \`${identity.name}\` lasts ${formatDuration(seconds)}${stranger === undefined ? '' : `, and ${stranger} starts it`}; it goes on after the job has ended. Set \`${boundBy}\` to ${String(limit)} or less.`,
    confidence: 'high',
    offers: [
      {
        title: `Let the session last ${formatDuration(limit)}`,
        applicability: 'unsafe',
        caution: 'a step that runs longer loses its session',
        preferred: true,
        intents: [
          {
            kind: 'bound-lifetime',
            uri: scope.file.uri,
            session: scope.facts.localId,
            seconds: limit,
            at: origin,
          },
        ],
      },
    ],
  };
}

function boundTo(scope: TrustScope, seconds: number): NonNullable<RuleHit['offers']> {
  return [
    {
      title: `End the session after ${formatDuration(seconds)}`,
      applicability: 'unsafe',
      caution: 'a job that needs longer is cancelled',
      preferred: true,
      intents: [{ kind: 'bound-lifetime', uri: scope.file.uri, session: scope.facts.localId, seconds }],
    },
  ];
}

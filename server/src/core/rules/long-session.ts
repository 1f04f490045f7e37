import { formatDuration } from '../model/duration.js';
import type { CarriedIdentity } from '../model/facts.js';
import { outlives } from '../model/lives.js';
import { isOpen, isStrong } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import { untrustedInitiators } from '../model/trustScope.js';
import { grantWords } from '../model/words.js';
import { accountTokens } from './questions/accountTokens.js';
import { longestOfRole } from './questions/roleSessions.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { knownWrites, runsCode, sessionWords, SessionWords } from './questions/sessions.js';
import { quoted } from '../text/quoted.js';

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
  if (scope.facts.role === 'acted-as') return [...accountTokens(scope), ...longestOfRole(scope)];
  if (!runsCode(scope)) return [];
  return [
    ...ownSession(scope),
    ...scope.carried.flatMap((identity) => carriedSession(scope, identity) ?? []),
  ];
}

export const longSession: Rule = { meta, check };

function ownSession(scope: TrustScope): readonly RuleHit[] {
  const { seconds, basis, boundBy, origin } = scope.lifetime;
  const limit = scope.policy.longSessionSeconds;
  const isWritten = basis === 'declared' || (basis === 'platform-maximum' && !boundBy.includes('computed'));
  if (!isWritten || seconds === null || seconds < PLATFORM_DEFAULT_SECONDS || seconds <= limit) return [];
  // What ends with the session: its own token.
  const strong = knownWrites(scope).filter((grant) => isStrong(grant) && isOpen(scope, grant));
  if (strong.length === 0) return [];
  return [
    {
      origin,
      message: `${SessionWords(scope)} holds ${grantWords(strong)} for up to ${formatDuration(seconds)} (${boundBy}). A hijacked step keeps the token that long; bound it to what the job needs, or give the credential to a short job.`,
      severity: seconds > PLATFORM_DEFAULT_SECONDS ? 'warning' : 'information',
      confidence: 'high',
      offers: [
        {
          title: `End the session after ${formatDuration(limit)}`,
          applicability: 'unsafe',
          caution: 'a job that needs longer is cancelled',
          preferred: true,
          intents: [
            { kind: 'bound-lifetime', uri: scope.file.uri, session: scope.facts.localId, seconds: limit },
          ],
        },
      ],
    },
  ];
}

/**
 * Who asks for more than the role allows gets no session at all.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
function refusedSession(
  scope: TrustScope,
  { name, lifetime: { origin, boundBy } }: CarriedIdentity,
  asked: number,
  most: number,
): RuleHit {
  return {
    origin,
    message: `${SessionWords(scope)} asks for a session of ${formatDuration(asked)} of ${quoted(name)}, which allows ${formatDuration(most)} (${boundBy}): it is refused, and the job gets no session. Ask for ${formatDuration(most)} or less.`,
    severity: 'warning',
    confidence: 'high',
    offers: [
      {
        title: `Ask for a session of ${formatDuration(most)}`,
        applicability: 'unsafe',
        caution: 'a step that runs longer loses its session',
        preferred: true,
        intents: [
          {
            kind: 'bound-lifetime',
            uri: scope.file.uri,
            session: scope.facts.localId,
            seconds: most,
            at: origin,
            written: asked,
          },
        ],
      },
    ],
  };
}

/** How far it goes on when the session has ended: "for up to 11 h 45 min after the job has ended". */
function beyond({ lifetime, facts: { noun } }: TrustScope, identity: CarriedIdentity): string {
  const { seconds } = identity.lifetime;
  const ended = `after the ${noun === 'step' ? 'step' : 'job'} has ended`;
  if (lifetime.seconds === null || seconds === null || !outlives(identity, lifetime.seconds)) return ended;
  return `for up to ${formatDuration(seconds - lifetime.seconds)} ${ended}, which it does after ${formatDuration(lifetime.seconds)} at most`;
}

function carriedSession(scope: TrustScope, identity: CarriedIdentity): RuleHit | undefined {
  const { seconds, basis, boundBy, origin, refused } = identity.lifetime;
  const limit = scope.policy.longSessionSeconds;
  if (refused !== undefined && seconds !== null) return refusedSession(scope, identity, refused, seconds);
  if (basis !== 'declared' || seconds === null || seconds <= limit) return undefined;
  const stranger = untrustedInitiators(scope).find(
    ({ id, withholds }) => !withholds.includes('secrets') && (identity.initiators?.includes(id) ?? true),
  );
  return {
    origin,
    message: `The session of ${quoted(identity.name)} that ${sessionWords(scope)} assumes lasts ${formatDuration(seconds)}${stranger === undefined ? '' : `, and ${stranger.who}, can start it`}: whoever copies it goes on ${beyond(scope, identity)}. ${boundBy.includes(' ') ? 'Ask for' : `Set ${quoted(boundBy)} to`} ${formatDuration(limit)} or less.`,
    severity: isOpen(scope, identity) ? 'warning' : 'information',
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
            written: seconds,
          },
        ],
      },
    ],
  };
}

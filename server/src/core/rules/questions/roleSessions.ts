import { formatDuration } from '../../model/duration.js';
import { isOpen, isStrong, ownGrants } from '../../model/reach.js';
import type { TrustScope } from '../../model/trustScope.js';
import { untrustedInitiators } from '../../model/trustScope.js';
import { grantWords } from '../../model/words.js';
import type { RuleHit } from '../rule.js';
import { sessionWords } from './sessions.js';
import { quoted } from '../../text/quoted.js';

/** What the platforms grant at most by default. */
const LONG_SECONDS = 21_600;

/**
 * How long a session of a role may be asked to last. A service that assumes a role on renews its session as it likes; it
 * matters for people and workloads of elsewhere, who keep what they got.
 */
export function longestOfRole(scope: TrustScope): readonly RuleHit[] {
  const { seconds, basis, boundBy, origin } = scope.lifetime;
  const limit = scope.policy.longSessionSeconds;
  const taken = scope.initiators.filter(({ actor }) => actor !== 'workload');
  if (scope.facts.kind !== 'cloud-role' || basis !== 'declared' || taken.length === 0) return [];
  if (seconds === null || seconds <= limit || scope.facts.role !== 'acted-as') return [];
  const strong = ownGrants(scope).filter((grant) => isStrong(grant) && isOpen(scope, grant));
  if (strong.length === 0) return [];
  const stranger = untrustedInitiators(scope)[0];
  return [
    {
      origin,
      message: `Whoever assumes ${sessionWords(scope)} can have it for ${formatDuration(seconds)}${stranger === undefined ? '' : `, and ${stranger.who}, can`}: a hijacked session holds ${grantWords(strong, 2)} that long, and nothing ends it early. Set ${quoted(boundBy)} to ${formatDuration(limit)} or less.`,
      severity: seconds > LONG_SECONDS || stranger !== undefined ? 'warning' : 'information',
      confidence: 'high',
      offers: [
        {
          title: `Let sessions last ${formatDuration(limit)} at most`,
          applicability: 'unsafe',
          caution: 'whoever asks for a longer session is refused',
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
    },
  ];
}

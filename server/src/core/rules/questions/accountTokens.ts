import { formatDuration } from '../../model/duration.js';
import { isOpen, isStrong } from '../../model/reach.js';
import type { TrustScope } from '../../model/trustScope.js';
import { grantWords } from '../../model/words.js';
import type { RuleHit } from '../rule.js';
import { quoted } from '../../text/quoted.js';

/** Tokens that workloads ask for by themselves, with more time than a session is to have. */
export function accountTokens(scope: TrustScope): readonly RuleHit[] {
  const limit = scope.policy.longSessionSeconds;
  const strong = scope.grants.filter(
    (grant) => grant.via.length === 0 && isStrong(grant) && isOpen(scope, grant),
  );
  if (strong.length === 0) return [];
  return (scope.facts.workloads ?? []).flatMap(({ noun, name, tokens }) =>
    tokens.flatMap(({ seconds, audience, basis, origin }): readonly RuleHit[] => {
      // A token for somebody else opens nothing here.
      if (seconds === null || seconds <= limit || audience !== null || basis !== 'declared') return [];
      return [
        {
          origin,
          message: `${noun} ${quoted(name)} asks for a token of ${quoted(scope.facts.label)} that lasts ${formatDuration(seconds)} and opens ${grantWords(strong, 2)}: whoever copies it has it that long. The kubelet renews it by itself; ${formatDuration(limit)} or less is enough.`,
          severity: seconds >= DAY_SECONDS ? 'warning' : 'information',
          confidence: 'high',
          offers: [
            {
              title: `Let the token last ${formatDuration(limit)}`,
              applicability: 'unsafe',
              caution: 'a program that reads the token only once, at its start, loses its session',
              preferred: true,
              intents: [
                {
                  kind: 'bound-lifetime',
                  uri: origin.uri,
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
    }),
  );
}

/** From a day on, a copied token outlives whoever would notice. */
const DAY_SECONDS = 86_400;

import type { Gate, Grant } from '../../model/facts.js';
import { openStrong } from '../../model/reach.js';
import type { TrustScope } from '../../model/trustScope.js';
import { gateWords, grantWords } from '../../model/words.js';
import type { Related } from '../../model/origin.js';
import type { RuleHit } from '../rule.js';
import { sessionWords } from './sessions.js';
import { quoted } from '../../text/quoted.js';

/** A condition of a policy that every request meets, or that the caller itself fills in. */
export function policyGateHit(scope: TrustScope, { name, why, origin, repair }: Gate): RuleHit {
  const held = openStrong(scope).filter(({ via }) => via.length === 0);
  const holds = held.length === 0 ? '' : `, which holds ${grantWords(held, 2)}`;
  const grave = held.length > 0 && repair !== undefined;
  return {
    origin,
    message: `${gateWords(name)} does not hold back ${sessionWords(scope)}${holds}: ${why}. ${repair === undefined ? 'Ask for something that the caller cannot choose.' : `Write ${quoted(repair)}.`}`,
    severity: grave ? 'warning' : 'information',
    confidence: repair === undefined ? 'medium' : 'high',
    related: heldAt(held),
    offers:
      repair === undefined
        ? []
        : [
            {
              title: `Write ${quoted(repair)}`,
              applicability: 'unsafe',
              caution: 'requests without it are refused from then on',
              preferred: true,
              intents: [{ kind: 'repair-condition', uri: origin.uri, at: origin, condition: repair }],
            },
          ],
  };
}

/** What a gate does not hold back, each with its place. */
export function heldAt(held: readonly Grant[]): readonly Related[] {
  return held
    .slice(0, 5)
    .map((grant) => ({ origin: grant.origin, message: `what it holds: ${grantWords([grant])}` }));
}

/** Sessions whose conditions are those of a policy, not of a pipeline. */
export function isPolicy({ facts }: TrustScope): boolean {
  return facts.role === 'unheld' || (facts.role === 'acted-as' && facts.kind !== 'broker-user');
}

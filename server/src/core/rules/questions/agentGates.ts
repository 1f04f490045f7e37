import type { Gate } from '../../model/facts.js';
import type { TrustScope } from '../../model/trustScope.js';
import { gateWords } from '../../model/words.js';
import type { RuleHit } from '../rule.js';
import { sessionWords } from './sessions.js';
import { quoted } from '../../text/quoted.js';

/** A rule of an agent that is never asked, or that another one goes round. */
export function agentGateHit(scope: TrustScope, { name, why, origin, repair, id, advice }: Gate): RuleHit {
  const leads = id.startsWith('deny-gone-round');
  return {
    origin,
    message: `${gateWords(name)} does not hold back ${sessionWords(scope)}: ${why}. ${repair === undefined ? (advice ?? 'Keep it from the agent in another way.') : `Write ${quoted(repair)}.`}`,
    severity: leads ? 'information' : 'warning',
    confidence: leads ? 'medium' : 'high',
    offers:
      repair === undefined
        ? []
        : [
            {
              title: `Write ${quoted(repair)}`,
              applicability: 'unsafe',
              caution: 'it takes effect from then on',
              preferred: true,
              intents: [{ kind: 'replace-values', uri: origin.uri, at: origin, values: [repair] }],
            },
          ],
  };
}

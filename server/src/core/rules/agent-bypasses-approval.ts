import type { Gate } from '../model/facts.js';
import { isStrong } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import { untrustedInitiators } from '../model/trustScope.js';
import { listWords } from '../model/words.js';
import { HolderWords } from './breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'agent-bypasses-approval',
  title: 'An agent is told not to ask',
  severity: 'warning',
  findingClass: 'agent-no-human-approval',
  since: '0.2.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  if (scope.facts.kind !== 'agent') return [];
  return scope.gates.filter(isSwitchedOff).map((gate) => hit(scope, gate));
}

export const agentBypassesApproval: Rule = { meta, check };

/** Platforms name the gate so where a mode or a switch takes it away. */
function isSwitchedOff({ kind, state, id }: Gate): boolean {
  return kind === 'human-in-the-loop' && state === 'ineffective' && id.startsWith('approval-off');
}

function hit(scope: TrustScope, gate: Gate): RuleHit {
  const tools = scope.grants.filter((grant) => grant.access !== 'read');
  const can = [...new Set(tools.map(({ opens }) => opens))];
  const strangers = untrustedInitiators(scope);
  const grave = strangers.length > 0 && tools.some(isStrong);
  return {
    origin: gate.origin,
    message: `${HolderWords(scope)} does not ask before it acts: ${gate.why}.${can.length === 0 ? '' : ` So nothing stands between a text that it reads and what it can do: ${listWords(can)}.`} Let it ask, or take the tools away that matter.`,
    severity: grave ? 'error' : 'warning',
    confidence: 'high',
    related: strangers.slice(0, 2).map(({ origin, who }) => ({ origin, message: `${who} can start it` })),
    offers:
      gate.repair === undefined
        ? []
        : [
            {
              title: `Let it ask: \`${gate.repair}\``,
              applicability: 'unsafe',
              caution: 'runs that nobody watches stop at the first question',
              preferred: true,
              intents: [
                { kind: 'replace-values', uri: gate.origin.uri, at: gate.origin, values: [gate.repair] },
              ],
            },
          ],
  };
}

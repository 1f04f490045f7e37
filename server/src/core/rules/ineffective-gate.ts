import { isStrong, strangerReach } from '../model/reach.js';
import type { Gate } from '../model/facts.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { sessionWords } from './sessions.js';

const meta: RuleMeta = {
  id: 'ineffective-gate',
  title: 'A check that checks nothing',
  severity: 'warning',
  findingClass: 'no-reauthorization-before-sensitive-action',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  // An environment that the configuration declares open is known to its owners; what it lets through is found elsewhere.
  const gates = scope.gates.filter((gate) => gate.state === 'ineffective' && gate.key === undefined);
  const grave = strangerReach(scope).some(({ grants }) => grants.some(isStrong));
  return gates.map((gate): RuleHit => ({
    origin: gate.origin,
    message: `\`${gate.name}\` does not hold anybody back from ${sessionWords(scope)}: ${gate.why}.`,
    severity: grave ? 'error' : 'warning',
    confidence:
      gate.id.startsWith('condition:coerced') || gate.id === 'condition:tautology' ? 'high' : 'medium',
    offers: repairs(scope, gate),
  }));
}

export const ineffectiveGate: Rule = { meta, check };

function repairs(scope: TrustScope, gate: Gate): NonNullable<RuleHit['offers']> {
  if (gate.repair === undefined) return [];
  return [
    {
      title: `Evaluate the condition: \`${gate.repair}\``,
      applicability: 'unsafe',
      caution: 'runs that it let through until now are skipped when it does not hold',
      preferred: true,
      intents: [{ kind: 'repair-condition', uri: scope.file.uri, at: gate.origin, condition: gate.repair }],
    },
  ];
}

import type { CarriedIdentity } from '../model/facts.js';
import type { TrustScope } from '../model/trustScope.js';
import { HolderWords } from './breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'agent-carries-secret',
  title: "A credential stands in an agent's settings",
  severity: 'warning',
  findingClass: 'never-expires',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  if (scope.facts.kind !== 'agent') return [];
  return scope.carried
    .filter(({ writtenOut }) => writtenOut === true)
    .map((identity) => hit(scope, identity));
}

export const agentCarriesSecret: Rule = { meta, check };

function hit(scope: TrustScope, identity: CarriedIdentity): RuleHit {
  const { minted, alternative, name, origin } = identity;
  // A platform that knows how its files refer to a value outside of them says so in `limits`.
  const references = Object.values(minted?.limits ?? {});
  return {
    origin,
    message: `${HolderWords(scope)} has \`${name}\` written out here: whoever reads the file has it until somebody changes it, and the agent can be made to tell it. ${alternative ?? 'Refer to a variable of the environment instead.'}`,
    severity: 'warning',
    confidence: 'high',
    offers: references.slice(0, 2).map((value, index) => ({
      title: `Refer to it: \`${value}\``,
      applicability: 'unsafe' as const,
      caution: 'the value must then be set where the agent runs',
      ...(index === 0 ? { preferred: true } : {}),
      intents: [{ kind: 'replace-values' as const, uri: origin.uri, at: origin, values: [value] }],
    })),
  };
}

import type { CarriedIdentity } from '../model/facts.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { HolderWords } from './questions/breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'agent-carries-secret',
  title: "A credential stands in an agent's settings",
  severity: 'warning',
  findingClass: 'never-expires',
  since: '0.1.0',
};

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  if (scope.facts.kind !== 'agent') return [];
  return scope.carried
    .filter((identity) => identity.writtenOut === true && !isOfAnother(scope, model, identity))
    .map((identity) => hit(scope, identity));
}

/** A server of a project has what it is handed for itself; its agent has it by the server. */
function isOfAnother({ id, file }: TrustScope, model: TrustModel, { key, origin }: CarriedIdentity): boolean {
  return (
    origin.uri !== file.uri &&
    [...model.carriersOf(key)].some((other) => other.id !== id && other.file.uri === origin.uri)
  );
}

export const agentCarriesSecret: Rule = { meta, check };

function hit(scope: TrustScope, identity: CarriedIdentity): RuleHit {
  const { minted, alternative, name, origin } = identity;
  // A platform that knows how its files refer to a value outside of them says so in `limits`.
  const references = Object.values(minted?.limits ?? {});
  return {
    origin,
    message: `${HolderWords(scope)} has ${quoted(name)} written out here: whoever reads the file has it until somebody changes it, and the agent can be made to tell it. ${alternative ?? 'Refer to a variable of the environment instead.'}`,
    severity: 'warning',
    confidence: 'high',
    offers: references.slice(0, 2).map((value, index) => ({
      title: `Refer to it: ${quoted(value)}`,
      applicability: 'unsafe' as const,
      caution: 'the value must then be set where the agent runs',
      ...(index === 0 ? { preferred: true } : {}),
      intents: [{ kind: 'replace-values' as const, uri: origin.uri, at: origin, values: [value] }],
    })),
  };
}

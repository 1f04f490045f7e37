import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { listWords } from '../model/words.js';
import type { RemediationOffer } from '../model/remediation.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'inherited-secrets',
  title: 'A called workflow gets all secrets of its caller',
  severity: 'information',
  findingClass: 'secrets-inherit',
  since: '0.1.0',
};

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  const sweep = scope.facts.sweeps.find((candidate) => candidate.how === 'inherit');
  const call = scope.references.find(({ reference }) => reference.kind === 'calls');
  if (sweep === undefined || call === undefined) return [];
  const names = declaredNames(
    call.targets.map((target) => target.uri),
    model,
  );
  const outside = call.targets.length === 0;
  const stranger = scope.facts.participants.some((p) => p.form === 'pipeline' && p.party === 'third-party');
  return [
    {
      origin: sweep.origin,
      message: outside
        ? `\`${call.reference.name}\` gets every secret of this repository and its organization, and its code is not in this workspace. Name the secrets that it declares.`
        : `\`${call.reference.name}\` gets every secret, and it ${names.length === 0 ? 'declares none' : `declares ${listWords(names)}`}. Name what it needs, so that a new secret does not reach it by itself.`,
      severity: outside && stranger ? 'warning' : 'information',
      confidence: 'high',
      offers: outside ? [] : offersFor(scope, model, names),
    },
  ];
}

export const inheritedSecrets: Rule = { meta, check };

function declaredNames(uris: readonly string[], model: TrustModel): readonly string[] {
  return [
    ...new Set(uris.flatMap((uri) => model.fileOf(uri)?.callContract?.secrets.map((s) => s.name) ?? [])),
  ];
}

/** Naming is only possible where the callee declares all that it uses: what is not declared cannot be passed. */
function offersFor(
  scope: TrustScope,
  model: TrustModel,
  declared: readonly string[],
): readonly RemediationOffer[] {
  const sweep = scope.facts.sweeps.find((candidate) => candidate.how === 'inherit');
  const callees = scope.delegations.map((delegation) => model.scope(delegation.callee));
  const known = new Set(declared.map((name) => name.toUpperCase()));
  const undeclared = callees
    .flatMap((callee) => callee?.carried ?? [])
    .filter((identity) => identity.kind === 'static-credential' && !known.has(identity.name));
  const passesOn = callees.some((callee) => (callee?.facts.sweeps.length ?? 0) > 0);
  if (sweep === undefined || undeclared.length > 0 || passesOn || callees.length === 0) return [];
  return [
    {
      title:
        declared.length === 0
          ? 'Pass no secrets: the called workflow uses none'
          : `Pass only ${listWords(declared)}`,
      applicability: 'safe',
      preferred: true,
      intents: [{ kind: 'name-secrets', uri: scope.file.uri, at: sweep.origin, names: declared }],
    },
  ];
}

import type { Initiator, Participant } from '../model/facts.js';
import type { RemediationOffer } from '../model/remediation.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { untrustedInitiators } from '../model/trustScope.js';
import { listWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

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
  const elsewhere = scope.facts.participants.find(isElsewhere);
  const callees = scope.delegations.flatMap(({ callee }) => model.scope(callee) ?? []);
  const moves = callees.length === 0 && elsewhere?.pinned === false;
  // What is not read may ask who it is, or do with their text what they like.
  const stranger =
    callees.length === 0
      ? untrustedInitiators(scope).find(({ withholds }) => !withholds.includes('secrets'))
      : undefined;
  return [
    {
      origin: sweep.origin,
      message:
        callees.length === 0
          ? messageElsewhere(call.reference.name, elsewhere, stranger)
          : messageHere(call.reference.name, callees),
      severity: moves || stranger !== undefined ? 'warning' : 'information',
      confidence: stranger !== undefined && !moves ? 'medium' : 'high',
      related: callees
        .slice(0, 1)
        .flatMap(({ file }) =>
          file.callContract === undefined
            ? []
            : [{ origin: file.callContract.origin, message: 'what the called workflow declares' }],
        ),
      offers: offersFor(scope, callees),
    },
  ];
}

export const inheritedSecrets: Rule = { meta, check };

function isElsewhere(participant: Participant): boolean {
  return participant.form === 'pipeline' && participant.party === 'third-party';
}

function messageElsewhere(
  name: string,
  { pinned }: Pick<Participant, 'pinned'> = { pinned: true },
  stranger?: Initiator,
): string {
  const path = name.split('@')[0] ?? name;
  const moves = pinned
    ? ''
    : ` Whoever can move ${quoted(name.split('@')[1] ?? 'its default branch')} there can take them.`;
  return `${quoted(path)} gets every secret of this repository and its organization, and its code is not in this workspace.${moves}${stranger === undefined ? '' : ` It is started by ${stranger.who}.`} Pass only the secrets that it declares.`;
}

function messageHere(name: string, callees: readonly TrustScope[]): string {
  const declared = declaredBy(callees);
  const undeclared = undeclaredBy(callees);
  const file = `${quoted(name.split('/').at(-1) ?? name)} gets every secret`;
  if (passesOn(callees)) {
    return `${file} and uses or passes on all of them. Name there what is used, and pass only that.`;
  }
  if (undeclared.length > 0) {
    const used = [...declared, ...undeclared];
    return `${file} and uses only ${words(used)}; an edit of it could use any other. Declare what it uses under \`on.workflow_call.secrets\`, and pass that by name.`;
  }
  return declared.length === 0
    ? `${file} and uses none; an edit of it could use any. Leave \`secrets\` out.`
    : `${file} and declares only ${words(declared)}; an edit of it could use any other. Pass those by name.`;
}

function words(names: readonly string[]): string {
  return listWords(names.map((name) => quoted(name)));
}

function declaredBy(callees: readonly TrustScope[]): readonly string[] {
  return [
    ...new Set(callees.flatMap(({ file }) => file.callContract?.secrets.map(({ name }) => name) ?? [])),
  ];
}

/** Secrets that the callees use and do not declare: they can only come by inheritance. */
function undeclaredBy(callees: readonly TrustScope[]): readonly string[] {
  const known = new Set(declaredBy(callees).map((name) => name.toUpperCase()));
  const used = callees.flatMap(({ carried, facts }) => [
    ...carried.filter(({ kind }) => kind === 'static-credential').map(({ name }) => name),
    // Also those that only name a role or an account, which are no credentials.
    ...facts.participants.flatMap(({ holdsSecrets }) => holdsSecrets),
  ]);
  return [...new Set(used)].filter((name) => !known.has(name));
}

function passesOn(callees: readonly TrustScope[]): boolean {
  return callees.some(({ facts }) => facts.sweeps.length > 0);
}

/** Naming is only possible where the callee declares all that it uses: what is not declared cannot be passed. */
function offersFor(scope: TrustScope, callees: readonly TrustScope[]): readonly RemediationOffer[] {
  const sweep = scope.facts.sweeps.find((candidate) => candidate.how === 'inherit');
  if (sweep === undefined || callees.length === 0) return [];
  if (passesOn(callees) || undeclaredBy(callees).length > 0) return [];
  const names = declaredBy(callees);
  return [
    {
      title:
        names.length === 0
          ? 'Pass no secrets: the called workflow uses none'
          : `Pass only ${listWords(names)}`,
      applicability: 'safe',
      preferred: true,
      intents: [{ kind: 'name-secrets', uri: scope.file.uri, at: sweep.origin, names }],
    },
  ];
}

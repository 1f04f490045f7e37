import type { CarriedIdentity, FileFacts, Gate, Grant, Unknown } from '../model/facts.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { relevantNeeds, withEvidence } from '../model/needs.js';
import { widthOf } from '../model/width.js';
import type { Uri } from '../text/uri.js';
import { Delegations } from './delegation.js';
import { componentsOf } from './components.js';
import { withIncluded } from './inclusion.js';
import { Initiation } from './initiators.js';
import { linkedNeeds } from './needs.js';
import type { LinkedSession, LinkInput } from './workspaceIndex.js';
import { WorkspaceIndex } from './workspaceIndex.js';

/** What one linking leaves for the next: the scopes of each group of files that refer to each other. */
export interface LinkMemo {
  readonly scopes: ReadonlyMap<
    string,
    { readonly inputs: readonly LinkInput[]; readonly scopes: readonly TrustScope[] }
  >;
}

/** A model, and what the next linking can take over. */
export interface Linked {
  readonly model: TrustModel;
  readonly memo: LinkMemo;
}

/**
 * Joins the facts of all files: who starts each session, what it may do after ceilings, what it carries. Groups of
 * files that refer to each other are linked by themselves, and again only when one of them has changed; the scopes of
 * all others are the very same objects as before.
 */
export function link(inputs: readonly LinkInput[], previous?: LinkMemo): Linked {
  const groups = new Map<string, { inputs: readonly LinkInput[]; scopes: readonly TrustScope[] }>();
  for (const component of componentsOf(inputs)) {
    const name = component.map((input) => input.facts.uri).join('\n');
    const known = previous?.scopes.get(name);
    const unchanged = known?.inputs.every((input, i) => isSame(input, component[i])) === true;
    groups.set(name, unchanged ? known : { inputs: component, scopes: linkComponent(component) });
  }
  const scopes = [...groups.values()].flatMap((group) => group.scopes);
  return { model: modelOf(scopes, inputs), memo: { scopes: groups } };
}

function isSame(a: LinkInput, b: LinkInput | undefined): boolean {
  return a.facts === b?.facts && a.assumptions === b.assumptions && a.root === b.root;
}

function linkComponent(inputs: readonly LinkInput[]): readonly TrustScope[] {
  const index = new WorkspaceIndex(inputs);
  const linker = { index, delegations: new Delegations(index), initiation: new Initiation(index) };
  return index.sessions
    .filter((session) => session.facts.role !== 'included')
    .map((session) => scopeOf(linker, session));
}

interface Linker {
  readonly index: WorkspaceIndex;
  readonly delegations: Delegations;
  readonly initiation: Initiation;
}

function scopeOf(linker: Linker, session: LinkedSession): TrustScope {
  const { index, delegations, initiation } = linker;
  const { facts, input } = session;
  const own = delegations.grantsOf(session);
  const calledBy = delegations.calling(session);
  const inherited = gatesOfOnlyCaller(linker, session);
  const gateIds = inherited.map((gate) => gate.id);
  const behind = <T extends Grant | CarriedIdentity>(item: T): T =>
    gateIds.length === 0 ? item : { ...item, gates: [...item.gates, ...gateIds] };
  const initiators = initiation.initiatorsOf(session);
  const needs = relevantNeeds(linkedNeeds(index, session), own.grants, facts.grantBlock?.form === 'list');
  const scope = {
    id: session.id,
    facts: { ...facts, ...withIncluded(index, session) },
    file: input.facts,
    initiators,
    lifetime: facts.lifetime,
    needs,
    grants: [
      ...own.grants.map((grant) => withEvidence(grant, needs, own.grants)),
      ...facts.grants.filter((grant) => grant.identity !== undefined),
    ].map(behind),
    gates: [...facts.gates, ...inherited],
    carried: facts.carried.map(behind),
    references: facts.references.map((reference) => ({
      reference,
      targets: index.definitions(reference.target).map((definition) => definition.origin),
    })),
    delegations: delegations.calledFrom(session),
    calledBy,
    defaultGrants: own.basis,
    escalations: facts.escalations ?? [],
    becomes: [],
    unknowns: [...facts.unknowns, ...linkUnknowns(linker, session, own.callerUnknown)],
  };
  return {
    ...scope,
    width: widthOf(scope),
    policy: { longSessionSeconds: input.assumptions.longSessionSeconds },
  };
}

/** What stands before the only call of a session stands before the session. */
function gatesOfOnlyCaller({ index }: Linker, session: LinkedSession): readonly Gate[] {
  const { facts } = session;
  if (!facts.callable || facts.initiators.length > 0) return [];
  const [caller, ...others] = index.callersOf(session.input.facts.uri);
  if (caller === undefined || others.length > 0) return [];
  return caller.facts.gates
    .filter((gate) => gate.state !== 'ineffective' && guardsItsOwn(caller, gate))
    .map((gate) => ({ ...gate, id: `caller:${gate.id}`, name: `${gate.name} of the caller` }));
}

/** A gate that stands before nothing of the caller's own was passed before the caller began. */
function guardsItsOwn({ facts }: LinkedSession, { id }: Gate): boolean {
  const own = [...facts.grants, ...(facts.assumed?.choices['permissive'] ?? []), ...facts.sweeps];
  return own.length === 0 || own.some(({ gates }) => gates.includes(id));
}

function linkUnknowns({ index }: Linker, session: LinkedSession, callerUnknown: boolean): readonly Unknown[] {
  const { facts } = session;
  const unknowns: Unknown[] = [];
  if (callerUnknown) {
    unknowns.push({
      what: 'what the token may do',
      why: 'it has what its caller has, and no caller is in this workspace',
      origin: facts.origin,
    });
  }
  for (const reference of facts.references) {
    if (index.definitions(reference.target).length > 0) continue;
    if (reference.kind === 'calls') {
      unknowns.push({
        what: `what ${reference.name} does`,
        why: 'its file is not in this workspace',
        origin: reference.origin,
      });
    } else if (reference.kind === 'follows') {
      unknowns.push({
        what: `who can start "${reference.name}"`,
        why: 'no workflow of that name is in this workspace',
        origin: reference.origin,
      });
    }
  }
  return unknowns;
}

function modelOf(scopes: readonly TrustScope[], inputs: readonly LinkInput[]): TrustModel {
  const byId = new Map(scopes.map((scope) => [scope.id, scope]));
  const byUri = new Map<Uri, TrustScope[]>();
  const carriers = new Map<string, TrustScope[]>();
  for (const scope of scopes) {
    push(byUri, scope.file.uri, scope);
    for (const key of new Set(scope.carried.map((identity) => identity.key))) push(carriers, key, scope);
  }
  const files = new Map<Uri, FileFacts>(inputs.map((input) => [input.facts.uri, input.facts]));
  return {
    scopes,
    scope: (id) => byId.get(id),
    scopesOf: (uri) => byUri.get(uri) ?? [],
    carriersOf: (key) => carriers.get(key) ?? [],
    fileOf: (uri) => files.get(uri),
  };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

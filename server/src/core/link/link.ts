import type { AwsCatalogue } from '../model/awsCatalogue.js';
import type { Starter } from '../model/escalation.js';
import type { CarriedIdentity, FileFacts, Gate, Grant, Unknown } from '../model/facts.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { relevantNeeds, withEvidence } from '../model/needs.js';
import { widthOf } from '../model/width.js';
import type { KubernetesMemo } from '../platforms/kubernetes/join/assemble.js';
import { assembleKubernetes } from '../platforms/kubernetes/join/assemble.js';
import type { Uri } from '../text/uri.js';
import { admittedStarters } from './admitted.js';
import type { AgentMemo } from './agents/assemble.js';
import { assembleAgents } from './agents/assemble.js';
import type { Unreached } from './becoming.js';
import { reachOf } from './becoming.js';
import type { BrokerMemo } from './brokers/assemble.js';
import { assembleBrokers } from './brokers/assemble.js';
import { boundedByTarget } from './carriedLifetime.js';
import { Delegations } from './delegation.js';
import { withEntries } from './entered.js';
import { componentsOf } from './components.js';
import type { Assumed, Edge, EdgeContext } from './edges.js';
import { assumedBy, bestOf, identityOf } from './edges.js';
import type { EscalationMemo, FoundMethods } from './escalations.js';
import { escalationsOfIdentity } from './escalations.js';
import { gainedSteps } from './gained.js';
import { withIncluded } from './inclusion.js';
import { Initiation } from './initiators.js';
import { linkedNeeds } from './needs.js';
import { bindingOffers } from './offers.js';
import { Presented } from './presented.js';
import { withRoleNeeds } from './roleNeeds.js';
import type { AwsIdentity } from './roles.js';
import { awsIdentities, chainedRoles } from './roles.js';
import { withSets } from './sets.js';
import { withTrustDocuments } from './trustDocuments.js';
import { Starters } from './starters.js';
import type { LinkedSession, LinkInput } from './workspaceIndex.js';
import { WorkspaceIndex } from './workspaceIndex.js';

/** What one linking leaves for the next: the scopes of each group of files that refer to each other. */
export interface LinkMemo {
  readonly groups: ReadonlyMap<string, LinkedGroup>;
  readonly kubernetes: KubernetesMemo;
  readonly agents: AgentMemo;
  readonly brokers: BrokerMemo;
  readonly escalations: EscalationMemo;
  readonly tools: LinkTools;
}

/** What linking uses beside the files' facts. */
export interface LinkTools {
  /** Every action of AWS, once it is loaded: what bounds and denies leave of a grant is worked out with it. */
  readonly aws?: AwsCatalogue;
}

interface LinkedGroup {
  readonly inputs: readonly LinkInput[];
  readonly scopes: readonly TrustScope[];
  readonly starters: ReadonlyMap<string, readonly Starter[]>;
  readonly escalations: EscalationMemo;
}

/** A model, and what the next linking can take over. */
export interface Linked {
  readonly model: TrustModel;
  readonly memo: LinkMemo;
}

const NO_TOOLS: LinkTools = {};

/**
 * Joins the facts of all files: who starts each session, what it may do after ceilings, what it carries, and what it can
 * become. Groups of files that refer to each other are linked by themselves, and again only when one of them has
 * changed; the scopes of all others are the very same objects as before.
 */
export function link(given: readonly LinkInput[], previous?: LinkMemo, tools: LinkTools = NO_TOOLS): Linked {
  const { files: placed, memo: kubernetes } = assembleKubernetes(given, previous?.kubernetes);
  const { inputs: joined, memo: agents } = assembleAgents(placed, previous?.agents);
  const { inputs: assembled, memo: brokers } = assembleBrokers(joined, previous?.brokers);
  const inputs = withTrustDocuments(assembled);
  const usable = previous?.tools.aws === tools.aws ? previous?.groups : undefined;
  const groups = new Map<string, LinkedGroup>();
  for (const component of componentsOf(inputs)) {
    const name = component.map((input) => input.facts.uri).join('\n');
    const known = usable?.get(name);
    const unchanged = known?.inputs.every((input, i) => isSame(input, component[i])) === true;
    const earlier = previous?.escalations;
    groups.set(name, unchanged ? known : { inputs: component, ...linkComponent(component, tools, earlier) });
  }
  const all = [...groups.values()];
  const escalations = new Map(all.flatMap((group) => [...group.escalations]));
  return { model: modelOf(all, inputs), memo: { groups, kubernetes, agents, brokers, escalations, tools } };
}

function isSame(a: LinkInput, b: LinkInput | undefined): boolean {
  return a.facts === b?.facts && a.assumptions === b.assumptions && a.root === b.root;
}

interface Linker extends EdgeContext {
  readonly identities: readonly AwsIdentity[];
}

function linkComponent(
  inputs: readonly LinkInput[],
  { aws }: LinkTools,
  earlier: EscalationMemo | undefined,
): Omit<LinkedGroup, 'inputs'> {
  const index = new WorkspaceIndex(withSets(inputs, aws));
  const sessions = index.sessions.filter(({ facts }) => facts.role !== 'included');
  const linker: Linker = {
    index,
    delegations: new Delegations(index),
    initiation: new Initiation(index),
    presented: new Presented(index),
    identities: awsIdentities(sessions),
  };
  const steps = withEntries(
    index,
    sessions.map((session) => stepsOf(linker, session, earlier)),
  );
  const edges = new Map(steps.map((step) => [step.session.id, step.edges]));
  const starters = new Starters(
    index,
    linker.initiation,
    steps.flatMap((step) => step.edges),
    admittedStarters(linker, sessions),
  );
  const scopes = withRoleNeeds(
    steps.map((step) => scopeOf(linker, starters, step)),
    steps.map((step) => step.edges),
    { index, starters },
  );
  const byId = new Map(scopes.map((scope) => [scope.id, scope]));
  return {
    scopes: scopes.map((scope, at) => {
      const reached = { ...scope, ...reachOf(scope, edges, byId) };
      const { longSessionSeconds } = (sessions[at] ?? index.sessions[0])?.input.assumptions ?? {
        longSessionSeconds: 0,
      };
      return { ...reached, width: widthOf(reached), policy: { longSessionSeconds } };
    }),
    starters: new Map(scopes.map(({ id }) => [id, starters.of(id)])),
    escalations: new Map(
      steps.flatMap(({ session, methods }) => (methods ? [[session.id, methods] as const] : [])),
    ),
  };
}

/** A session with the steps that lead from it to others. */
interface Steps {
  readonly session: LinkedSession;
  readonly assumed: Assumed;
  readonly edges: readonly Edge[];
  readonly escalations: TrustScope['escalations'];
  readonly methods?: FoundMethods | undefined;
}

function stepsOf(linker: Linker, session: LinkedSession, earlier: EscalationMemo | undefined): Steps {
  const assumed = behindCaller(linker, session, assumedBy(linker, session));
  const identity = linker.identities.find((one) => one.session === session);
  if (identity === undefined) {
    const edges = [...assumed.edges, ...gainedSteps(session)];
    return { session, assumed, edges, escalations: session.facts.escalations ?? [] };
  }
  const gained = escalationsOfIdentity(identity, linker.identities, earlier);
  const chained = chainedRoles(identity, linker.identities);
  return {
    session,
    assumed,
    edges: bestOf([...assumed.edges, ...chained, ...gained.edges]),
    escalations: gained.escalations,
    methods: gained.methods,
  };
}

function scopeOf(linker: Linker, starters: Starters, { session, assumed, escalations }: Steps): Unreached {
  const { index, delegations } = linker;
  const { facts, input } = session;
  const own = delegations.grantsOf(session);
  const inherited = gatesOfCallers(linker, session);
  const behind = inherited.length === 0 ? <T>(item: T): T => item : behindAll(inherited);
  const needs = relevantNeeds(linkedNeeds(index, session), own.grants, facts.grantBlock?.form === 'list');
  return {
    id: session.id,
    facts: { ...facts, ...withIncluded(index, session), ...bindingOffers(session, starters, linker) },
    file: input.facts,
    initiators: starters.initiatorsOf(session),
    lifetime: facts.lifetime,
    needs,
    grants: [
      ...own.grants.map((grant) => withEvidence(grant, needs, own.grants)),
      ...facts.grants.filter((grant) => grant.identity !== undefined),
    ].map(behind),
    gates: [...facts.gates, ...inherited],
    carried: facts.carried.map((identity) => behind(boundedByTarget(identity, assumed, index))),
    references: facts.references.map((reference) => ({
      reference,
      targets: index.definitions(reference.target).map((definition) => definition.origin),
    })),
    delegations: delegations.calledFrom(session),
    calledBy: delegations.calling(session),
    defaultGrants: own.basis,
    escalations,
    becomes: [],
    refusals: assumed.refused.map(({ reference, by, why }) => ({ reference, by: by.id, why })),
    unknowns: [...facts.unknowns, ...linkUnknowns(linker, session, own.callerUnknown), ...doubts(assumed)],
  };
}

/** Puts something behind gates that stand before the whole session. */
function behindAll(gates: readonly Gate[]): <T extends Grant | CarriedIdentity>(item: T) => T {
  const ids = gates.map((gate) => gate.id);
  return (item) => ({ ...item, gates: [...item.gates, ...ids] });
}

/** What a session becomes is behind the gates that stand before every call of it, as all that it holds is. */
function behindCaller(linker: Linker, session: LinkedSession, assumed: Assumed): Assumed {
  const ids = gatesOfCallers(linker, session).map(({ id }) => id);
  if (ids.length === 0) return assumed;
  return { ...assumed, edges: assumed.edges.map((edge) => ({ ...edge, gates: [...edge.gates, ...ids] })) };
}

/** What stands before every call of a session stands before the session. */
function gatesOfCallers({ index }: Pick<Linker, 'index'>, session: LinkedSession): readonly Gate[] {
  const { facts } = session;
  if (!facts.callable || facts.initiators.length > 0) return [];
  const [first, ...others] = index.callersOf(session.input.facts.uri).map(gatesBefore);
  return (first ?? [])
    .filter(({ kind, name }) =>
      others.every((gates) => gates.some((gate) => gate.kind === kind && gate.name === name)),
    )
    .map((gate) => ({ ...gate, id: `caller:${gate.id}`, name: `${gate.name} of the caller` }));
}

/** The gates that hold back what a caller calls. */
function gatesBefore(caller: LinkedSession): readonly Gate[] {
  return caller.facts.gates.filter((gate) => gate.state !== 'ineffective' && guardsItsOwn(caller, gate));
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
    } else if (reference.kind === 'assumes') {
      const identity = identityOf(session, reference);
      unknowns.push({
        what: `what ${reference.name} may do`,
        why: `its policy in ${identity?.system?.name ?? 'the cloud'} is not in this workspace`,
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

/** Ways of starting the session of which it is not known whether they lead to an identity that others do lead to. */
function doubts({ doubtful }: Assumed): readonly Unknown[] {
  return doubtful.map(({ reference, by, initiators }) => ({
    what: `whether ${by.facts.noun} ${by.facts.label} lets in what ${initiators.map(({ event }) => event).join(' or ')} starts`,
    why: 'what such a run presents is not known from the file',
    origin: reference.origin,
  }));
}

function modelOf(groups: readonly LinkedGroup[], inputs: readonly LinkInput[]): TrustModel {
  const scopes = groups.flatMap((group) => group.scopes);
  const starters = new Map(groups.flatMap((group) => [...group.starters]));
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
    startersOf: (id) => starters.get(id) ?? [],
  };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

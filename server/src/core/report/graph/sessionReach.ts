import { distinct, grouped } from '../../collections/grouping.js';
import { shortGrants } from '../../ide/describe/grants.js';
import { carriedKind, shortName } from '../../ide/describe/identity.js';
import type { Gate, Grant } from '../../model/facts.js';
import { accessRank } from '../../model/vocabulary.js';
import type { AccessLevel } from '../../model/vocabulary.js';
import { gatesBefore } from '../../model/trustScope.js';
import type { TrustScope } from '../../model/trustScope.js';
import { listed } from '../../text/phrases.js';
import { plainMessage, shownName } from '../../text/quoted.js';
import type { EdgeState, GraphNode } from './graph.js';

/** A session with all that is drawn of it. */
export interface DrawnSession {
  readonly scope: TrustScope;
  readonly path: string;
  readonly label: string;
  readonly starts: readonly Start[];
  readonly steps: readonly Step[];
}

/** One step from a session, or from an identity that it holds, to what it leads to. */
export interface Step {
  /** Absent for the session itself. */
  readonly from?: GraphNode;
  /** Another session by id, or a node of its own. */
  readonly to: GraphNode | { readonly session: string };
  readonly state: EdgeState;
  readonly label: string;
  readonly access?: AccessLevel;
}

/** Who starts a session, with what narrows that. */
export interface Start {
  readonly node: GraphNode;
  readonly label: string;
}

/** How the id of a start begins that is the session of another identity: it is drawn as a step of that one. */
const ASSUMED_BY = 'assumed-by:';

export function startsOf(scope: TrustScope): readonly Start[] {
  return scope.initiators
    .filter(({ id }) => !id.startsWith(ASSUMED_BY))
    .map(({ event, who, conditions, origin }) => ({
      node: {
        id: `starter ${event} ${who}`,
        kind: 'starter' as const,
        label: shownName(event),
        detail: plainMessage(who),
        sessions: [],
        origin,
      },
      label: shownName(listed(conditions, 2)),
    }));
}

/** All that a session leads to by itself. What a role behind it reaches is told of the role. */
export function stepsOf(scope: TrustScope): readonly Step[] {
  const own = scope.grants.filter(
    ({ identity, via, idle }) => identity === undefined && via.length === 0 && idle !== true,
  );
  return [
    ...grantSteps(scope, own),
    ...becomingSteps(scope),
    ...identitySteps(scope),
    ...unknownSteps(scope),
  ];
}

/** Own grants by system and by what is asked before. */
function grantSteps(scope: TrustScope, grants: readonly Grant[], from?: GraphNode): readonly Step[] {
  const rows = grouped(grants, (grant) => {
    const { state, words } = passage(gatesBefore(scope, grant));
    return JSON.stringify([grant.system.name, state, words]);
  });
  return [...rows.values()].map((together): Step => {
    const [first] = together as [Grant, ...Grant[]];
    const { state, words } = passage(gatesBefore(scope, first));
    return {
      ...(from && { from }),
      to: systemNode(first),
      state,
      label: withGates(shortGrants(together, 2), words),
      access: widest(together),
    };
  });
}

function systemNode({ system: { kind, name }, origin }: Pick<Grant, 'system' | 'origin'>): GraphNode {
  return {
    id: `system ${name}`,
    kind: 'system',
    label: shownName(name),
    detail: KIND_WORDS[kind],
    sessions: [],
    origin,
  };
}

const KIND_WORDS = {
  repository: 'repository',
  api: 'API',
  'control-plane': 'control plane',
  queue: 'queues and topics',
  data: 'data',
  secrets: 'secrets',
  artifacts: 'artifacts',
  deployment: 'deployments',
  billing: 'billing',
  identity: 'identities',
  compute: 'compute',
  network: 'network',
  tool: 'tool',
} as const satisfies Readonly<Record<Grant['system']['kind'], string>>;

/** The sessions that it becomes in one step; more steps are those of the others. */
function becomingSteps(scope: TrustScope): readonly Step[] {
  return distinct(
    scope.becomes.filter(({ via }) => via.length === 0),
    ({ session }) => session,
  ).map(({ session, certain, gates }): Step => {
    const { state, words } = passage(gatesBefore(scope, { gates }));
    const isSure = certain || state === 'gated';
    return {
      to: { session },
      state: isSure ? state : 'unknown',
      label: withGates(certain ? 'can become' : 'may be able to become', words),
    };
  });
}

/** Identities that it holds, and that are no session of the workspace. */
function identitySteps(scope: TrustScope): readonly Step[] {
  const known = new Set(scope.becomes.flatMap(({ identity }) => identity ?? []));
  return distinct(
    scope.carried.filter(({ key }) => !known.has(key)),
    ({ key }) => key,
  ).flatMap((carried): Step[] => {
    const { state, words } = passage(gatesBefore(scope, carried));
    const node: GraphNode = {
      id: `identity ${carried.key}`,
      kind: 'identity',
      label: shownName(shortName(carried.name)),
      detail: shownName(carriedKind(carried)),
      sessions: [],
      origin: carried.origin,
    };
    const hold: Step = { to: node, state, label: withGates('holds', words) };
    const { system } = carried;
    if (system === undefined) return [hold];
    // What it may do there, no file says.
    const to = systemNode({ system, origin: carried.origin });
    return [hold, { from: node, to, state: 'unknown', label: 'what it may do is not known' }];
  });
}

/** What of its reach is not known, as one step. */
function unknownSteps(scope: TrustScope): readonly Step[] {
  const open = scope.unknowns.filter(({ about }) => about === undefined);
  const [first] = open;
  if (first === undefined) return [];
  const node: GraphNode = {
    id: 'unknown',
    kind: 'unknown',
    label: 'Not known',
    detail: 'what the files do not say',
    sessions: [],
  };
  const more = open.length - 1;
  const label = plainMessage(first.what) + (more > 0 ? ` and ${String(more)} more` : '');
  return [{ to: node, state: 'unknown', label }];
}

/** How what stands behind these gates is reached: the firmest counts. */
function passage(gates: readonly Gate[]): { readonly state: EdgeState; readonly words: string } {
  const proved = gates.filter(({ state }) => state === 'enforced');
  const standing = proved.length > 0 ? proved : gates;
  const words = shownName(listed(distinct(standing.map(({ name }) => name)), 2));
  if (proved.length > 0) return { state: 'gated', words: `after ${words}` };
  return standing.length > 0
    ? { state: 'assumed', words: `if ${words} is asked for` }
    : { state: 'open', words: '' };
}

function withGates(what: string, gates: string): string {
  return gates === '' ? shownName(what) : `${shownName(what)}, ${gates}`;
}

function widest(grants: readonly Grant[]): AccessLevel {
  return grants.reduce<AccessLevel>(
    (most, { access }) => (accessRank(access) > accessRank(most) ? access : most),
    'read',
  );
}

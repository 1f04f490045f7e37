import { verdictWords } from '../../ide/describe/verdict.js';
import { sessionLabel } from '../../ide/describe/identity.js';
import type { TrustScope } from '../../model/trustScope.js';
import { accessRank } from '../../model/vocabulary.js';
import { counted } from '../../text/phrases.js';
import { shownName } from '../../text/quoted.js';
import { clustersOf } from './clusters.js';
import type { DrawnSession } from './sessionReach.js';
import type { EdgeState, GraphEdge, GraphNode, GraphQuery, ReachGraph } from './graph.js';
import type { Step } from './sessionReach.js';
import { startsOf, stepsOf } from './sessionReach.js';

/**
 * The picture of who reaches what: starters, sessions, identities and systems, from left to right. Sessions of one file,
 * or of one folder, stand together in a cluster where there are too many to be drawn one by one.
 *
 * @param pathOf the path of a session's file, for a reader
 */
export function buildGraph(
  scopes: readonly TrustScope[],
  pathOf: (scope: TrustScope) => string,
  query: GraphQuery = {},
): ReachGraph {
  const all = scopes.map((scope): DrawnSession => ({
    scope,
    path: pathOf(scope),
    label: sessionLabel(scope.facts),
    starts: startsOf(scope),
    steps: stepsOf(scope),
  }));
  const wanted = wantedOf(all, query);
  const clusters = clustersOf(wanted, query);
  const drawing = new Drawing(all, clusters);
  for (const session of wanted) drawing.session(session, query);
  return {
    nodes: drawing.nodes,
    edges: drawing.edges,
    shown: wanted.length,
    hidden: all.length - wanted.length,
  };
}

/** The sessions that fit the filters, and those that they can become, which are part of what they reach. */
function wantedOf(all: readonly DrawnSession[], query: GraphQuery): readonly DrawnSession[] {
  const words = (query.search ?? '')
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const byId = new Map(all.map((session) => [session.scope.id, session]));
  const found = new Set(
    all.filter(
      (session) =>
        (query.only?.has(session.scope.id) ?? true) &&
        words.every((word) => textOf(session).includes(word)) &&
        (!isFiltering(query) || session.steps.some((step) => isWanted(step, query, byId))),
    ),
  );
  // A session that is added here is gone through as well.
  for (const { steps } of found) {
    for (const step of steps) {
      if (!('session' in step.to) || !mayPass(step.state, query)) continue;
      const next = byId.get(step.to.session);
      if (next !== undefined) found.add(next);
    }
  }
  return all.filter((session) => found.has(session));
}

function textOf({ label, path, starts, steps }: DrawnSession): string {
  return [
    label,
    path,
    ...starts.map(({ node }) => `${node.label} ${node.detail}`),
    ...steps.map(({ to, label: what }) => ('session' in to ? what : `${to.label} ${what}`)),
  ]
    .join('\n')
    .toLowerCase();
}

function isFiltering({ system, access, onlyOpen }: GraphQuery): boolean {
  return system !== undefined || access !== undefined || onlyOpen === true;
}

/** Whether a step leads to what is asked for, by itself or over the session that it leads to. */
function isWanted(
  step: Step,
  query: GraphQuery,
  byId: ReadonlyMap<string, DrawnSession>,
  depth = 0,
): boolean {
  if (!mayPass(step.state, query)) return false;
  if ('session' in step.to) {
    const next = byId.get(step.to.session);
    return depth < MOST_STEPS && next?.steps.some((one) => isWanted(one, query, byId, depth + 1)) === true;
  }
  return isAskedFor(step, query);
}

/** Roles that assume roles: longer chains than this are no question that a picture answers. */
const MOST_STEPS = 4;

function isAskedFor({ to, access }: Step, { system, access: least }: GraphQuery): boolean {
  if (system !== undefined && ('session' in to || to.kind !== 'system' || to.label !== system)) return false;
  return least === undefined || (access !== undefined && accessRank(access) >= accessRank(least));
}

function mayPass(state: EdgeState, { onlyOpen }: GraphQuery): boolean {
  return onlyOpen !== true || state !== 'gated';
}

/** Whether a step is drawn of a session that is. */
function isDrawn(step: Step, query: GraphQuery): boolean {
  if (!mayPass(step.state, query)) return false;
  return 'session' in step.to || !isFiltering(query) || isAskedFor(step, query);
}

const STATES: readonly EdgeState[] = ['open', 'assumed', 'unknown', 'gated'];

/** Puts nodes and edges together; edges between the same two nodes become one for each state. */
class Drawing {
  readonly #nodes = new Map<string, GraphNode>();
  readonly #edges = new Map<string, GraphEdge & { readonly labels: readonly string[] }>();
  readonly #byId: ReadonlyMap<string, DrawnSession>;

  constructor(
    all: readonly DrawnSession[],
    readonly clusters: ReadonlyMap<string, GraphNode>,
  ) {
    this.#byId = new Map(all.map((session) => [session.scope.id, session]));
  }

  get nodes(): readonly GraphNode[] {
    return [...this.#nodes.values()];
  }

  get edges(): readonly GraphEdge[] {
    return [...this.#edges.values()]
      .map(({ labels, ...edge }) => ({ ...edge, label: shortened(labels) }))
      .sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state));
  }

  session(session: DrawnSession, query: GraphQuery): void {
    const self = this.#sessionNode(session);
    for (const { node, label } of session.starts) {
      this.#nodes.set(node.id, node);
      this.#edge({ from: node.id, to: self.id, state: 'open', label });
    }
    const drawn = session.steps.filter((step) => isDrawn(step, query));
    for (const { from, to, ...step } of drawn) {
      const start = from === undefined ? self : this.#put(from);
      const end = 'session' in to ? this.#target(to.session) : this.#put(to);
      if (end !== undefined && end.id !== start.id) this.#edge({ from: start.id, to: end.id, ...step });
    }
  }

  #target(id: string): GraphNode | undefined {
    const session = this.#byId.get(id);
    return session && this.#sessionNode(session);
  }

  #sessionNode({ scope, label, path }: DrawnSession): GraphNode {
    const cluster = this.clusters.get(scope.id);
    if (cluster !== undefined) return this.#put(cluster);
    const isIdentity = scope.facts.role === 'acted-as' || scope.facts.role === 'unheld';
    return this.#put({
      id: `session ${scope.id}`,
      kind: isIdentity ? 'identity' : 'session',
      label,
      detail: `${verdictWords(scope.width)} · ${shownName(path)}`,
      band: scope.width.band,
      sessions: [scope.id],
      origin: scope.facts.origin,
    });
  }

  #put(node: GraphNode): GraphNode {
    const known = this.#nodes.get(node.id);
    if (known === undefined) this.#nodes.set(node.id, node);
    // One system is of several kinds: what a repository holds, and who may deploy from it.
    else if (node.kind === 'system' && !known.detail.split(', ').includes(node.detail)) {
      this.#nodes.set(node.id, { ...known, detail: `${known.detail}, ${node.detail}` });
    }
    return node;
  }

  #edge({ from, to, state, label, access }: Omit<GraphEdge, 'id'>): void {
    const id = JSON.stringify([from, to, state]);
    const known = this.#edges.get(id);
    const most = accessRank(known?.access) > accessRank(access) ? known?.access : access;
    const labels = known?.labels ?? [];
    this.#edges.set(id, {
      id,
      from,
      to,
      state,
      label: '',
      labels: label === '' || labels.includes(label) ? labels : [...labels, label],
      ...(most === undefined ? {} : { access: most }),
    });
  }
}

/** Of many things that go over one edge the first is told, and how many more there are. */
function shortened(labels: readonly string[]): string {
  const [first = '', ...others] = labels;
  return others.length === 0 ? first : `${first}, and ${counted(others.length, 'way')} more`;
}

/** The names of the systems that sessions reach, for a filter, in order of the alphabet. */
export function systemsOf(scopes: readonly TrustScope[]): readonly string[] {
  return [
    ...new Set(
      scopes.flatMap(({ grants, carried }) =>
        [...grants, ...carried].flatMap(({ system }) => (system === undefined ? [] : shownName(system.name))),
      ),
    ),
  ].sort();
}

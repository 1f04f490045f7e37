import { verdictWords } from '../../ide/describe/verdict.js';
import { accessRank } from '../../model/vocabulary.js';
import { counted } from '../../text/phrases.js';
import { shownName } from '../../text/quoted.js';
import { foldsOf } from './folds.js';
import type { EdgeState, GraphEdge, GraphNode } from './graph.js';
import type { DrawnSession, Step } from './sessionReach.js';

const STATES: readonly EdgeState[] = ['open', 'assumed', 'unknown', 'gated'];

/** An edge with all that goes over it, in words. */
interface LabelledEdge extends Omit<GraphEdge, 'label'> {
  readonly labels: readonly string[];
}

/** Puts nodes and edges together; edges between the same two nodes become one for each state. */
export class Drawing {
  #nodes = new Map<string, GraphNode>();
  #edges = new Map<string, LabelledEdge>();
  readonly #byId: ReadonlyMap<string, DrawnSession>;

  constructor(
    all: readonly DrawnSession[],
    private readonly clusters: ReadonlyMap<string, GraphNode>,
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

  /** Draws a session with who starts it and these of its steps. */
  session(session: DrawnSession, steps: readonly Step[]): void {
    const self = this.#sessionNode(session);
    for (const { node, label } of session.starts) {
      this.#nodes.set(node.id, node);
      this.#edge({ from: node.id, to: self.id, state: 'open' }, [label]);
    }
    for (const { from, to, label, ...step } of steps) {
      const start = from === undefined ? self : this.#put(from);
      const end = 'session' in to ? this.#target(to.session) : this.#put(to);
      if (end !== undefined && end.id !== start.id) {
        this.#edge({ from: start.id, to: end.id, ...step }, [label]);
      }
    }
  }

  /** Puts starters, identities and systems together where there are too many of a kind. */
  fold(): void {
    const folds = foldsOf(this.nodes, [...this.#edges.values()]);
    if (folds.size === 0) return;
    const [nodes, edges] = [this.#nodes, this.#edges];
    this.#nodes = new Map();
    this.#edges = new Map();
    for (const node of nodes.values()) this.#put(folds.get(node.id) ?? node);
    for (const { labels, ...edge } of edges.values()) {
      const ends = { from: folds.get(edge.from)?.id ?? edge.from, to: folds.get(edge.to)?.id ?? edge.to };
      if (ends.from !== ends.to) this.#edge({ ...edge, ...ends }, labels);
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

  #edge(
    { from, to, state, access }: Pick<GraphEdge, 'from' | 'to' | 'state' | 'access'>,
    more: readonly string[],
  ): void {
    const id = JSON.stringify([from, to, state]);
    const known = this.#edges.get(id);
    const most = accessRank(known?.access) > accessRank(access) ? known?.access : access;
    const labels = known?.labels ?? [];
    const fresh = more.filter((label) => label !== '' && !labels.includes(label));
    this.#edges.set(id, {
      id,
      from,
      to,
      state,
      labels: [...labels, ...fresh],
      ...(most === undefined ? {} : { access: most }),
    });
  }
}

/** Of many things that go over one edge the first is told, and how many more there are. */
function shortened(labels: readonly string[]): string {
  const [first = '', ...others] = labels;
  return others.length === 0 ? first : `${first}, and ${counted(others.length, 'way')} more`;
}

import { listed } from '../../text/phrases.js';
import type { GraphEdge, GraphNode, NodeKind } from './graph.js';
import { MOST_OF_A_KIND } from './graph.js';

/** Kinds of which many may stand in a picture of few sessions, with what several of them are called. */
const FOLDED = { starter: 'starters', identity: 'identities', system: 'systems' } as const satisfies Partial<
  Record<NodeKind, string>
>;

/**
 * The node that stands for each one that has no room of its own, by its id. Those stay that have most to do with
 * sessions that are drawn by themselves, then those with the most edges.
 */
export function foldsOf(
  nodes: readonly GraphNode[],
  edges: readonly Pick<GraphEdge, 'from' | 'to'>[],
): ReadonlyMap<string, GraphNode> {
  const kinds = new Map(nodes.map(({ id, kind }) => [id, kind]));
  const weights = new Map<string, number>();
  for (const { from, to } of edges) {
    for (const [end, other] of [
      [from, to],
      [to, from],
    ] as const) {
      const weight = kinds.get(other) === 'session' ? edges.length : 1;
      weights.set(end, (weights.get(end) ?? 0) + weight);
    }
  }
  const folds = new Map<string, GraphNode>();
  for (const [kind, words] of Object.entries(FOLDED) as [keyof typeof FOLDED, string][]) {
    // What is a session, too, stands in a cluster of its own where there are too many.
    const those = nodes.filter((node) => node.kind === kind && node.sessions.length === 0);
    if (those.length <= MOST_OF_A_KIND) continue;
    const rest = those
      .sort((a, b) => (weights.get(b.id) ?? 0) - (weights.get(a.id) ?? 0))
      .slice(MOST_OF_A_KIND - 1);
    const fold: GraphNode = {
      id: `other ${kind}`,
      kind,
      label: `${String(rest.length)} other ${words}`,
      detail: listed(rest.map(({ label }) => label)),
      sessions: [],
    };
    for (const { id } of rest) folds.set(id, fold);
  }
  return folds;
}

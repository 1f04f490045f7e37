import type { Origin } from '../../model/origin.js';
import type { EdgeState, GraphEdge, GraphNode, ReachGraph } from './graph.js';
import { STATE_WORDS } from './graph.js';

/** The picture in words: each session, cluster and identity with what it is started by and what it leads to. */
export interface OutlineEntry {
  readonly id: string;
  readonly kind: GraphNode['kind'];
  readonly label: string;
  readonly detail: string;
  readonly origin?: Origin;
  readonly lines: readonly OutlineLine[];
}

export interface OutlineLine {
  /** For example "reaches this repository, open: contents:write". */
  readonly text: string;
  readonly state: EdgeState;
  /** The node at the other end. */
  readonly to: string;
}

/** The same as the picture says, for who reads or hears it, in order of the nodes. */
export function outlineOf({ nodes, edges }: ReachGraph): readonly OutlineEntry[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return nodes
    .filter(({ kind }) => kind === 'session' || kind === 'cluster' || kind === 'identity')
    .map(({ id, kind, label, detail, origin }) => ({
      id,
      kind,
      label,
      detail,
      ...(origin && { origin }),
      lines: [
        ...edges.filter(({ to }) => to === id).flatMap((edge) => line(edge, byId.get(edge.from), 'in')),
        ...edges.filter(({ from }) => from === id).flatMap((edge) => line(edge, byId.get(edge.to), 'out')),
      ],
    }));
}

function line(edge: GraphEdge, other: GraphNode | undefined, way: 'in' | 'out'): OutlineLine[] {
  if (other === undefined) return [];
  const { state, label } = edge;
  const what = label === '' ? '' : `: ${label}`;
  return [{ text: `${verb(other, way)} ${other.label}, ${STATE_WORDS[state]}${what}`, state, to: other.id }];
}

function verb({ kind }: GraphNode, way: 'in' | 'out'): string {
  if (way === 'in') return kind === 'starter' ? 'started by' : 'held by';
  return kind === 'system' || kind === 'unknown' ? 'reaches' : 'leads to';
}

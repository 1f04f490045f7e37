import * as library from '@dagrejs/dagre';
import type { GraphEdge, GraphNode, NodeKind, ReachGraph } from './graph.js';
import { clipped } from '../../text/phrases.js';

interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * What is used of dagre. Its own types name their files without an extension, which the compiler does not find.
 * https://github.com/dagrejs/dagre/wiki#configuring-the-layout
 */
interface Dagre {
  readonly Graph: new (options: { readonly multigraph: boolean }) => DagreGraph;
  readonly layout: (graph: DagreGraph) => void;
}

interface DagreGraph {
  readonly setGraph: (options: Readonly<Record<string, string | number>>) => void;
  readonly setNode: (id: string, size: { readonly width: number; readonly height: number }) => void;
  readonly setEdge: (
    from: string,
    to: string,
    options: Readonly<Record<string, string | number>>,
    name: string,
  ) => void;
  readonly node: (id: string) => Placing;
  readonly edge: (edge: {
    readonly v: string;
    readonly w: string;
    readonly name: string;
  }) => Placing | undefined;
}

/** What dagre says of a node or an edge. */
interface Placing {
  readonly x?: number;
  readonly y?: number;
  readonly points?: readonly Point[];
}

const { Graph, layout } = library as unknown as Dagre;

/** Where a node is drawn: its middle and its size, in pixels. */
export interface PlacedNode extends GraphNode, Point {
  readonly width: number;
  readonly height: number;
}

export interface PlacedEdge extends GraphEdge {
  readonly points: readonly Point[];
  /** Where its label stands; absent where it has none. */
  readonly at?: Point & { readonly width: number };
}

/** A graph with places, on a sheet of this size. */
export interface PlacedGraph {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

const NODE_WIDTH = 240;
const NODE_HEIGHT = 46;
/** What a character of a label takes, and the most of them that are shown. */
const CHARACTER = 6;
const MOST_CHARACTERS = 38;

/** Columns from left to right; an edge into a later one may cross those between. */
const COLUMNS: Readonly<Record<NodeKind, number>> = {
  starter: 0,
  cluster: 1,
  session: 1,
  identity: 2,
  system: 3,
  unknown: 3,
};

/** Lays a graph out from left to right. The same graph gives the same picture. */
export function placeGraph({ nodes, edges }: ReachGraph): PlacedGraph {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'LR', nodesep: 10, ranksep: 60, edgesep: 4, marginx: 16, marginy: 16 });
  const kinds = new Map(nodes.map(({ id, kind }) => [id, kind]));
  for (const { id } of nodes) graph.setNode(id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  // What nothing leads to stands in its column all the same.
  graph.setNode(ANCHOR, { width: 0, height: 0 });
  const reached = new Set(edges.map(({ to }) => to));
  for (const { id, kind } of nodes) {
    if (reached.has(id)) continue;
    const options = { minlen: COLUMNS[kind] + 1, weight: 0, width: 0, height: 0 };
    graph.setEdge(ANCHOR, id, options, 'column');
  }
  for (const { id, from, to, label, state } of edges) {
    const [start, end] = [kinds.get(from), kinds.get(to)];
    if (start === undefined || end === undefined) continue;
    graph.setEdge(
      from,
      to,
      {
        minlen: Math.max(1, COLUMNS[end] - COLUMNS[start]),
        weight: 2,
        // What is open is told when it is looked at: a picture of all labels has no room for its nodes.
        width: state === 'open' ? 0 : labelWidth(label),
        height: state === 'open' || label === '' ? 0 : 14,
        labelpos: 'c',
      },
      id,
    );
  }
  layout(graph);
  return placed(graph, nodes, edges);
}

const ANCHOR = ' ';

/** A label as far as it is drawn. */
export function shownLabel(label: string, most = MOST_CHARACTERS): string {
  return clipped(label, most);
}

function labelWidth(label: string): number {
  return label === '' ? 0 : shownLabel(label).length * CHARACTER + 8;
}

function placed(graph: DagreGraph, nodes: readonly GraphNode[], edges: readonly GraphEdge[]): PlacedGraph {
  const seen: PlacedNode[] = nodes.map((node) => {
    const { x = 0, y = 0 } = graph.node(node.id);
    return { ...node, x: round(x), y: round(y), width: NODE_WIDTH, height: NODE_HEIGHT };
  });
  // The column of the anchor has nothing to see in it.
  const by = seen.length === 0 ? 0 : Math.min(...seen.map(({ x }) => x - NODE_WIDTH / 2)) - 16;
  const moved = seen.map((node) => ({ ...node, x: round(node.x - by) }));
  const byId = new Map(moved.map((node) => [node.id, node]));
  const drawn = edges.flatMap((edge): PlacedEdge[] => {
    const found = graph.edge({ v: edge.from, w: edge.to, name: edge.id });
    if (found?.points === undefined) return [];
    const inner = found.points.slice(1, -1).map(({ x, y }) => ({ x: round(x - by), y: round(y) }));
    const [start, end] = [byId.get(edge.from), byId.get(edge.to)];
    if (start === undefined || end === undefined) return [];
    const points = fromSideToSide(start, inner, end);
    const width = labelWidth(edge.label);
    const middle = points[Math.floor(points.length / 2)];
    if (width === 0 || middle === undefined) return [{ ...edge, points }];
    const { x = middle.x + by, y = middle.y } = edge.state === 'open' ? {} : found;
    return [{ ...edge, points, at: { x: round(x - by), y: round(y), width } }];
  });
  const ends = [
    ...moved.map(({ x, y }) => ({ x: x + NODE_WIDTH / 2, y: y + NODE_HEIGHT / 2 })),
    ...drawn.flatMap(({ points, at }) => [
      ...points,
      ...(at ? [{ x: at.x + at.width / 2, y: at.y + 8 }] : []),
    ]),
  ];
  return {
    nodes: moved,
    edges: drawn,
    width: Math.ceil(Math.max(NODE_WIDTH, ...ends.map(({ x }) => x)) + 16),
    height: Math.ceil(Math.max(NODE_HEIGHT, ...ends.map(({ y }) => y)) + 16),
  };
}

/** Out at the right side of one node and in at the left side of the other, each straight for a little. */
function fromSideToSide(start: PlacedNode, inner: readonly Point[], end: PlacedNode): readonly Point[] {
  const [out, into] = [start.x + start.width / 2, end.x - end.width / 2];
  return [
    { x: out, y: start.y },
    { x: out + STRAIGHT, y: start.y },
    ...inner,
    { x: into - STRAIGHT, y: end.y },
    { x: into, y: end.y },
  ];
}

const STRAIGHT = 14;

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

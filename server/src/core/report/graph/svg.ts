import { markup } from '../html/markup.js';
import type { Markup } from '../html/markup.js';
import type { EdgeState } from './graph.js';
import { STATE_WORDS } from './graph.js';
import type { PlacedEdge, PlacedGraph, PlacedNode } from './layout.js';
import { shownLabel } from './layout.js';

/**
 * A graph as SVG, without a style of its own: classes say what a thing is, and whoever shows it gives them colours
 * (`graphStyle`). States of edges are told apart by dashes and arrow heads besides, and in words for who cannot see.
 *
 * @param title what the picture is of, for a screen reader
 */
export function graphSvg({ nodes, edges, width, height }: PlacedGraph, title: string): Markup {
  const names = new Map(nodes.map(({ id, label }) => [id, label]));
  return markup`<svg xmlns="http://www.w3.org/2000/svg" class="reach" role="group" aria-label="${title}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<defs>${STATES.map(arrow)}</defs>
<g class="edges">${edges.map((edge) => edgeMarkup(edge, names))}</g>
<g class="nodes">${nodes.map(nodeMarkup)}</g>
</svg>`;
}

const STATES: readonly EdgeState[] = ['open', 'gated', 'assumed', 'unknown'];

/** A full head goes through, an open one is asked, a ring is not known. */
function arrow(state: EdgeState): Markup {
  const shape =
    state === 'open'
      ? markup`<path d="M0 0L9 4.5L0 9z"/>`
      : state === 'unknown'
        ? markup`<circle cx="4.5" cy="4.5" r="3" class="hollow"/>`
        : markup`<path d="M0.7 0.7L8 4.5L0.7 8.3" class="hollow"/>`;
  return markup`<marker id="head-${state}" class="head ${state}" viewBox="0 0 9 9" refX="8" refY="4.5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">${shape}</marker>`;
}

function edgeMarkup(edge: PlacedEdge, names: ReadonlyMap<string, string>): Markup {
  const { from, to, state, label, points, at } = edge;
  const words = `${names.get(from) ?? ''} to ${names.get(to) ?? ''}, ${STATE_WORDS[state]}${label === '' ? '' : `: ${label}`}`;
  const text = at
    ? markup`<rect class="ground" x="${at.x - at.width / 2}" y="${at.y - 8}" width="${at.width}" height="16" rx="3"/><text x="${at.x}" y="${at.y + 4}" text-anchor="middle">${shownLabel(label)}</text>`
    : markup``;
  return markup`<g class="edge ${state}" data-from="${from}" data-to="${to}"><title>${words}</title><path class="line" d="${path(points)}" marker-end="url(#head-${state})"/>${text}</g>`;
}

/** Round corners: through the middles between the points. */
function path(points: PlacedEdge['points']): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  const parts = [`M${String(first.x)} ${String(first.y)}`];
  rest.forEach((point, index) => {
    const next = rest[index + 1];
    const middle = next && { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    parts.push(
      middle === undefined
        ? `L${String(point.x)} ${String(point.y)}`
        : `Q${String(point.x)} ${String(point.y)} ${String(middle.x)} ${String(middle.y)}`,
    );
  });
  return parts.join('');
}

/** What stands before a label, so that kinds are told apart without colour. */
const SIGNS: Readonly<Record<PlacedNode['kind'], string>> = {
  starter: '▶',
  cluster: '⊞',
  session: '●',
  identity: '◆',
  system: '▣',
  unknown: '?',
};

/** The name is what is seen, whole words or cut, as whoever speaks to the page would say it; the tooltip has all of it. */
function nodeMarkup(node: PlacedNode, index: number): Markup {
  const { id, kind, label, detail, band, x, y, width, height } = node;
  const [left, top] = [x - width / 2, y - height / 2];
  const classes = `node ${kind}${band === undefined ? '' : ` ${band}`}`;
  const name = `reach-node-${String(index)}`;
  return markup`<g class="${classes}" data-id="${id}" role="img" aria-labelledby="${`${name} ${name}-detail`}"><title>${`${label}\n${detail}`}</title><rect x="${left}" y="${top}" width="${width}" height="${height}" rx="${kind === 'system' ? 0 : 6}"/><text class="sign" aria-hidden="true" x="${left + 10}" y="${top + 19}">${SIGNS[kind]}</text> <text class="label" id="${name}" x="${left + 25}" y="${top + 19}">${shownLabel(label, 26)}</text> <text class="detail" id="${`${name}-detail`}" x="${left + 10}" y="${top + 36}">${shownLabel(detail, 34)}</text></g>`;
}

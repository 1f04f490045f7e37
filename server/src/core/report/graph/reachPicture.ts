import type { Origin } from '../../model/origin.js';
import type { TrustScope } from '../../model/trustScope.js';
import type { Uri } from '../../text/uri.js';
import { relativePath } from '../../text/uri.js';
import { counted } from '../../text/phrases.js';
import { markupText } from '../html/markup.js';
import { buildGraph, systemsOf } from './buildGraph.js';
import type { GraphQuery, ReachGraph } from './graph.js';
import { graphStyle } from './graphStyle.js';
import { placeGraph } from './layout.js';
import { graphLegend } from './legend.js';
import type { OutlineEntry } from './outline.js';
import { outlineOf } from './outline.js';
import { graphSvg } from './svg.js';

/** The picture of who reaches what, with the same in words. */
export interface ReachPicture {
  /** SVG in which all text is escaped; `style` says how its classes look. */
  readonly svg: string;
  readonly style: string;
  /** What the lines mean, as HTML. */
  readonly legend: string;
  readonly outline: readonly OutlineEntry[];
  /** Where each node with a place stands, by its id. */
  readonly places: ReadonlyMap<string, Origin>;
  /** Names of all systems that are reached, whatever is asked for. */
  readonly systems: readonly string[];
  readonly shown: number;
  readonly hidden: number;
}

/**
 * Draws the sessions that are asked for.
 *
 * @param rootOf the folder that paths are below
 */
export function reachPicture(
  scopes: readonly TrustScope[],
  rootOf: (uri: Uri) => Uri,
  query: GraphQuery,
): ReachPicture {
  const graph = reachGraph(scopes, rootOf, query);
  return {
    svg: markupText(graphSvg(placeGraph(graph), graphTitle(graph))),
    style: graphStyle,
    legend: markupText(graphLegend()),
    outline: outlineOf(graph),
    places: new Map(
      graph.nodes.flatMap(({ id, origin }) => (origin === undefined ? [] : [[id, origin] as const])),
    ),
    systems: systemsOf(scopes),
    shown: graph.shown,
    hidden: graph.hidden,
  };
}

/** The graph of sessions, with the paths of their files below their folders. */
export function reachGraph(
  scopes: readonly TrustScope[],
  rootOf: (uri: Uri) => Uri,
  query: GraphQuery = {},
): ReachGraph {
  return buildGraph(scopes, ({ file: { uri } }) => relativePath(rootOf(uri), uri), query);
}

/** What the picture is of, in one line. */
export function graphTitle({ shown, hidden }: ReachGraph): string {
  const left = hidden === 0 ? '' : `, ${String(hidden)} left out`;
  return `Reach of ${counted(shown, 'session')}${left}`;
}

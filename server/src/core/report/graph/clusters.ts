import { append } from '../../collections/grouping.js';
import type { WidthBand } from '../../model/vocabulary.js';
import { counted } from '../../text/phrases.js';
import { shownName } from '../../text/quoted.js';
import type { DrawnSession } from './sessionReach.js';
import type { GraphNode, GraphQuery } from './graph.js';

/** Sessions and clusters that are drawn at most before anybody opens one: more is a ball of wool. */
const MOST = 30;

const BANDS: readonly WidthBand[] = ['unbounded', 'broad', 'unknown', 'moderate', 'narrow'];

/**
 * The cluster that stands for each session, by its id; sessions that are drawn by themselves are not in it. Where there
 * are too many, those of one file stand together, and where that is still too many, those of one folder.
 */
export function clustersOf(
  sessions: readonly DrawnSession[],
  { expanded = new Set(), focus }: GraphQuery,
): ReadonlyMap<string, GraphNode> {
  const found = new Map<string, GraphNode>();
  if (sessions.length <= MOST) return found;
  const files = groups(sessions, ({ path }) => path);
  const foldersDeep = depthFor([...files.keys()]);
  const top =
    files.size <= MOST ? files : groups(sessions, ({ path }) => folderOf(path, foldersDeep) || path);
  for (const [key, members] of top) {
    // One that was opened shows its files; a file that was opened shows its sessions.
    const inner =
      files.size > MOST && expanded.has(clusterId(key)) ? groups(members, ({ path }) => path) : undefined;
    for (const [name, some] of inner ?? new Map([[key, members]])) {
      if (some.length === 1 || (expanded.has(clusterId(name)) && files.has(name))) continue;
      const node = clusterNode(name, some);
      for (const { scope } of some) if (scope.id !== focus) found.set(scope.id, node);
    }
  }
  return found;
}

function clusterId(key: string): string {
  return `cluster ${key}`;
}

function clusterNode(key: string, members: readonly DrawnSession[]): GraphNode {
  const band = BANDS.find((one) => members.some(({ scope }) => scope.width.band === one)) ?? 'narrow';
  const words = band === 'unknown' ? 'width not known' : band;
  const count = members.filter(({ scope }) => scope.width.band === band).length;
  return {
    id: clusterId(key),
    kind: 'cluster',
    label: shownName(key),
    detail: `${counted(members.length, 'session')}, ${String(count)} ${words}`,
    band,
    sessions: members.map(({ scope }) => scope.id),
  };
}

function groups(
  sessions: readonly DrawnSession[],
  keyOf: (session: DrawnSession) => string,
): ReadonlyMap<string, readonly DrawnSession[]> {
  const found = new Map<string, DrawnSession[]>();
  for (const session of sessions) append(found, keyOf(session), session);
  return found;
}

/** As many folders of a path as give few enough clusters, one at least. */
function depthFor(paths: readonly string[]): number {
  for (let depth = MOST_FOLDERS; depth > 1; depth--) {
    if (new Set(paths.map((path) => folderOf(path, depth))).size <= MOST) return depth;
  }
  return 1;
}

const MOST_FOLDERS = 6;

function folderOf(path: string, depth: number): string {
  return path.split('/').slice(0, -1).slice(0, depth).join('/');
}

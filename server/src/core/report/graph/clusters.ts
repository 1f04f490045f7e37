import { grouped } from '../../collections/grouping.js';
import type { WidthBand } from '../../model/vocabulary.js';
import { counted } from '../../text/phrases.js';
import { shownName } from '../../text/quoted.js';
import type { DrawnSession } from './sessionReach.js';
import type { GraphNode, GraphQuery } from './graph.js';
import { MOST_OF_A_KIND } from './graph.js';

/** Sessions and clusters beyond which older clusters do not stay open. */
const MOST_OPEN = 2 * MOST_OF_A_KIND;

const BANDS: readonly WidthBand[] = ['unbounded', 'broad', 'unknown', 'moderate', 'narrow'];

/** A cluster with what it opens into: other clusters, or, where there are none, its sessions. */
interface Group {
  /** The same after a change, as long as it stands for the same. */
  readonly key: string;
  readonly label: string;
  readonly members: readonly DrawnSession[];
  readonly inner: readonly Group[];
}

/**
 * The cluster that stands for each session, by its id; sessions that are drawn by themselves are not in it. Where there
 * are too many, those of one file stand together, where that is still too many, those of one folder, and what is in one
 * cluster is taken apart by some at a time. Of the clusters that were opened the one opened last is open for certain;
 * older ones close again once the picture would hold too much.
 */
export function clustersOf(
  sessions: readonly DrawnSession[],
  { expanded = new Set(), focus }: GraphQuery,
): ReadonlyMap<string, GraphNode> {
  const found = new Map<string, GraphNode>();
  if (sessions.length <= MOST_OF_A_KIND) return found;
  const top = topGroups(sessions);
  const open = openGroups(top, expanded);
  const close = (group: Group): void => {
    if (open.has(group)) {
      group.inner.forEach(close);
      return;
    }
    const { members } = group;
    if (members.length === 1) return;
    const node = clusterNode(group);
    for (const { scope } of members) if (scope.id !== focus) found.set(scope.id, node);
  };
  top.forEach(close);
  return found;
}

/** The groups that are open: the one that was opened last with all that it is in, then older ones while there is room. */
function openGroups(top: readonly Group[], expanded: ReadonlySet<string>): ReadonlySet<Group> {
  const ways = waysTo(top);
  const open = new Set<Group>();
  let drawn = top.length;
  for (const id of [...expanded].reverse()) {
    const closed = (ways.get(id) ?? []).filter((group) => !open.has(group));
    const more = closed.reduce((sum, group) => sum + breadthOf(group) - 1, 0);
    if (open.size > 0 && drawn + more > MOST_OPEN) continue;
    for (const group of closed) open.add(group);
    drawn += more;
  }
  return open;
}

/** Each group by the id of its cluster, behind all those that it is in. */
function waysTo(top: readonly Group[]): ReadonlyMap<string, readonly Group[]> {
  const ways = new Map<string, readonly Group[]>();
  const walk = (group: Group, outer: readonly Group[]): void => {
    const way = [...outer, group];
    ways.set(clusterId(group.key), way);
    for (const inner of group.inner) walk(inner, way);
  };
  for (const group of top) walk(group, []);
  return ways;
}

/** How many stand in the picture once a group is open. */
function breadthOf({ inner, members }: Group): number {
  return inner.length > 0 ? inner.length : members.length;
}

function topGroups(sessions: readonly DrawnSession[]): readonly Group[] {
  const files = filesOf(sessions);
  if (files.length <= MOST_OF_A_KIND) return files;
  const deep = depthFor(files.map(({ key }) => key));
  const folders = [...grouped(sessions, ({ path }) => folderOf(path, deep) || path)];
  return inParts(
    '',
    folders.map(([key, members]): Group => {
      const inner = filesOf(members);
      const [only] = inner;
      return only?.key === key ? only : { key, label: key, members, inner: inParts(key, inner) };
    }),
  );
}

/** The files of sessions, each with its sessions, some at a time where they are many. */
function filesOf(sessions: readonly DrawnSession[]): readonly Group[] {
  return [...grouped(sessions, ({ path }) => path)].map(([key, members]): Group => {
    const alone = members.map((session): Group => {
      return { key: session.scope.id, label: session.label, members: [session], inner: [] };
    });
    return { key, label: key, members, inner: inParts(key, alone) };
  });
}

/** Groups as they are, or in groups of as many as may stand beside each other. */
function inParts(key: string, groups: readonly Group[]): readonly Group[] {
  if (groups.length <= MOST_OF_A_KIND) return groups;
  const size = Math.max(MOST_OF_A_KIND, Math.ceil(groups.length / MOST_OF_A_KIND));
  return Array.from({ length: Math.ceil(groups.length / size) }, (_, part): Group => {
    const some = groups.slice(part * size, (part + 1) * size);
    const own = `${key} (${String(part + 1)})`;
    return {
      key: own,
      label: `${some[0]?.label ?? ''} to ${some.at(-1)?.label ?? ''}`,
      members: some.flatMap(({ members }) => members),
      inner: inParts(own, some),
    };
  });
}

function clusterId(key: string): string {
  return `cluster ${key}`;
}

function clusterNode({ key, label, members }: Group): GraphNode {
  const band = BANDS.find((one) => members.some(({ scope }) => scope.width.band === one)) ?? 'narrow';
  const words = band === 'unknown' ? 'width not known' : band;
  const count = members.filter(({ scope }) => scope.width.band === band).length;
  return {
    id: clusterId(key),
    kind: 'cluster',
    label: shownName(label),
    detail: `${counted(members.length, 'session')}, ${String(count)} ${words}`,
    band,
    sessions: members.map(({ scope }) => scope.id),
  };
}

/** As many folders of a path as give few enough clusters, one at least. */
function depthFor(paths: readonly string[]): number {
  for (let depth = MOST_FOLDERS; depth > 1; depth--) {
    if (new Set(paths.map((path) => folderOf(path, depth))).size <= MOST_OF_A_KIND) return depth;
  }
  return 1;
}

const MOST_FOLDERS = 6;

function folderOf(path: string, depth: number): string {
  return path.split('/').slice(0, -1).slice(0, depth).join('/');
}

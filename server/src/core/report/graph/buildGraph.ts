import { sessionLabel } from '../../ide/describe/identity.js';
import type { TrustScope } from '../../model/trustScope.js';
import { accessRank } from '../../model/vocabulary.js';
import { shownName } from '../../text/quoted.js';
import { clustersOf } from './clusters.js';
import { Drawing } from './drawing.js';
import type { EdgeState, GraphQuery, ReachGraph } from './graph.js';
import type { DrawnSession, Step } from './sessionReach.js';
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
  for (const session of wanted) {
    drawing.session(
      session,
      session.steps.filter((step) => isDrawn(step, query)),
    );
  }
  drawing.fold();
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

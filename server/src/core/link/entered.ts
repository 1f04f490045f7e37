import type { DefinitionKey } from '../model/facts.js';
import type { Entry } from '../model/identityLink.js';
import type { Edge } from './edges.js';
import { mayBeRole } from './roleNames.js';
import type { LinkedSession, LinkInput, WorkspaceIndex } from './workspaceIndex.js';

/**
 * The step by which one principal enters a session. It reads the entry, the ids of both, and how many sessions the
 * entry's key may mean: nothing of any other session.
 */
export function entering(entry: Entry, from: string, to: string, principals: number): Edge {
  return {
    from,
    to,
    by: 'assuming',
    how: entry.how,
    gates: [],
    certain: principals === 1,
    certainty: 'declared',
    origin: entry.origin,
  };
}

/** Steps from the principals that sessions are entered by to those sessions, one for each pair. */
export function withEntries<T extends { readonly session: LinkedSession; readonly edges: readonly Edge[] }>(
  index: WorkspaceIndex,
  steps: readonly T[],
): readonly T[] {
  const added = new Map<string, Map<string, Edge>>();
  for (const { id, facts } of index.sessions) {
    for (const entry of facts.enteredBy ?? []) {
      const principals = index.defined(entry.from);
      for (const from of principals) {
        const known = added.get(from.id) ?? new Map<string, Edge>();
        added.set(from.id, known);
        if (!known.has(id)) known.set(id, entering(entry, from.id, id, principals.length));
      }
    }
  }
  if (added.size === 0) return steps;
  return steps.map((step) => {
    const more = added.get(step.session.id);
    return more === undefined ? step : { ...step, edges: [...step.edges, ...more.values()] };
  });
}

/** Pairs of inputs, by index, of which the first has a session that one of the second enters. */
export function* enteringFiles(
  inputs: readonly LinkInput[],
  definedIn: ReadonlyMap<string, readonly number[]>,
  openRoles: readonly { readonly at: number; readonly key: DefinitionKey }[],
): Generator<readonly [number, number]> {
  for (const [index, { facts }] of inputs.entries()) {
    for (const { from } of facts.sessions.flatMap(({ enteredBy }) => enteredBy ?? [])) {
      const exact = definedIn.get(`${from.space} ${from.key}`);
      const others = exact ?? openRoles.flatMap(({ at, key }) => (mayBeRole(key, from) ? [at] : []));
      for (const other of others) yield [index, other];
    }
  }
}

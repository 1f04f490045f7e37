import type { NeedFacts, Reference } from '../model/facts.js';
import type { Origin } from '../model/origin.js';
import type { WorkspaceIndex } from './workspaceIndex.js';

const MAX_DEPTH = 10;

/**
 * What a session does with an identity of a cloud, with the parts of the repository that it includes in the place of
 * not knowing what those do.
 */
export function withIncludedNeeds(
  index: WorkspaceIndex,
  needs: NeedFacts,
  references: readonly Reference[],
  cloud: string,
  depth = 0,
): NeedFacts {
  const parts = new Map(
    references
      .filter(({ kind }) => kind === 'includes')
      .flatMap((reference) => {
        const part = depth < MAX_DEPTH ? partNeeds(index, reference, cloud, depth) : undefined;
        return part === undefined ? [] : [[placeOf(reference.origin), part] as const];
      }),
  );
  const open = needs.gaps.filter(({ rights, origin }) => rights !== 'all' || !parts.has(placeOf(origin)));
  const read = needs.gaps
    .filter((gap) => !open.includes(gap))
    .flatMap(({ origin }) => parts.get(placeOf(origin)) ?? []);
  return {
    items: [...needs.items, ...read.flatMap(({ items }) => items)],
    gaps: [...open, ...read.flatMap(({ gaps }) => gaps)],
  };
}

function partNeeds(
  index: WorkspaceIndex,
  { target }: Reference,
  cloud: string,
  depth: number,
): NeedFacts | undefined {
  const [definition, ...others] = index.definitions(target);
  if (definition === undefined || others.length > 0) return undefined;
  const part = index.sessionsOf(definition.origin.uri).find(({ facts }) => facts.role === 'included');
  const needs = part?.facts.needsOfCaller?.[cloud];
  if (part === undefined || needs === undefined || !part.input.facts.complete) return undefined;
  return withIncludedNeeds(index, needs, part.facts.references, cloud, depth + 1);
}

function placeOf({ uri, range }: Origin): string {
  return `${uri} ${String(range.start)}`;
}

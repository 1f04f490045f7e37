import type { Change } from '../../server/src/core/compare/changes.js';
import { compareStates, stateOf } from '../../server/src/core/compare/compareStates.js';
import { openRepository, ROOT } from './repository.js';

/** Files by path, as one state of a workspace. */
export type Files = Readonly<Record<string, string>>;

/** What changed from one state to another, the gravest first. */
export function changesBetween(before: Files, after: Files): readonly Change[] {
  const state = (files: Files): ReturnType<typeof stateOf> =>
    stateOf(openRepository(new Map(Object.entries(files))).model, ROOT);
  return compareStates(state(before), state(after));
}

/** A change in one line: `wider reach job publish: contents:write`. */
export function told({ direction, dimension, session, what }: Change): string {
  return `${direction} ${dimension} ${session.label}: ${what.join(', ')}`;
}

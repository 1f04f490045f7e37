import type { DefinitionKey } from '../model/facts.js';
import type { LinkInput } from './workspaceIndex.js';

/** Kinds of reference over which what one file says changes what is true of another. */
const LINKING: ReadonlySet<string> = new Set(['calls', 'includes', 'follows', 'assumes']);

/**
 * Groups of files that refer to each other, directly or over others, each in the order of the inputs. No fact
 * crosses from one group to another.
 */
export function componentsOf(inputs: readonly LinkInput[]): readonly (readonly LinkInput[])[] {
  const parents = inputs.map((_, index) => index);
  const rootOf = (index: number): number => {
    let at = index;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] ?? at] ?? at;
      at = parents[at] ?? at;
    }
    return at;
  };
  const definedIn = definitionIndex(inputs);
  for (const [index, input] of inputs.entries()) {
    for (const target of targetsOf(input)) {
      for (const other of definedIn.get(keyOf(target)) ?? []) parents[rootOf(index)] = rootOf(other);
    }
  }
  const groups = new Map<number, LinkInput[]>();
  for (const [index, input] of inputs.entries()) {
    const root = rootOf(index);
    groups.set(root, [...(groups.get(root) ?? []), input]);
  }
  return [...groups.values()];
}

function targetsOf(input: LinkInput): readonly DefinitionKey[] {
  return input.facts.sessions.flatMap((session) =>
    session.references.filter(({ kind }) => LINKING.has(kind)).map(({ target }) => target),
  );
}

function definitionIndex(inputs: readonly LinkInput[]): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  for (const [at, input] of inputs.entries()) {
    for (const definition of input.facts.definitions) {
      const key = keyOf(definition);
      index.set(key, [...(index.get(key) ?? []), at]);
    }
  }
  return index;
}

function keyOf({ space, key }: DefinitionKey): string {
  return `${space} ${key}`;
}

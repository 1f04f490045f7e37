import type { PatchableObject, PlacedPatch } from './patches.js';
import { isFor, onlyNameOf } from './patches.js';
import { append } from './multimap.js';

/** Patches by the one name that they are for, and those that may be for more. */
interface PatchTable {
  readonly byName: ReadonlyMap<string, readonly number[]>;
  readonly others: readonly number[];
  /** What stands around names before patches meet them. */
  readonly affixes: readonly (readonly [prefix: string, suffix: string])[];
}

const TABLES = new WeakMap<readonly PlacedPatch[], PatchTable>();

/** The patches that are for an object, in order. */
export function patchesFor(patches: readonly PlacedPatch[], object: PatchableObject): readonly PlacedPatch[] {
  if (patches.length === 0) return patches;
  let table = TABLES.get(patches);
  if (table === undefined) {
    table = tableOf(patches);
    TABLES.set(patches, table);
  }
  const { byName, others, affixes } = table;
  const names = new Set([
    object.name,
    ...affixes.map(([prefix, suffix]) => `${prefix}${object.name}${suffix}`),
  ]);
  const places = new Set(others);
  for (const name of names) for (const at of byName.get(name) ?? []) places.add(at);
  return [...places]
    .sort((a, b) => a - b)
    .flatMap((at) => patches[at] ?? [])
    .filter((patch) => isFor(patch, object));
}

function tableOf(patches: readonly PlacedPatch[]): PatchTable {
  const byName = new Map<string, number[]>();
  const others: number[] = [];
  const affixes = new Map<string, readonly [string, string]>();
  for (const [at, patch] of patches.entries()) {
    const name = onlyNameOf(patch);
    if (name === undefined) others.push(at);
    else append(byName, name, at);
    const { prefix, suffix } = patch.before;
    affixes.set(`${prefix}\n${suffix}`, [prefix, suffix]);
  }
  return { byName, others, affixes: [...affixes.values()] };
}

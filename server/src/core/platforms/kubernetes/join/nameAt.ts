import type { NameChange, PatchableObject, PlacedPatch } from './patches.js';
import { isName, isNamespace, textAt } from './patches.js';
import { patchesFor } from './patchTable.js';
import type { Placement } from './placement.js';

/** A namespace and a name; the namespace is empty for an object of the whole cluster. */
export interface ObjectName {
  readonly namespace: string;
  readonly name: string;
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces */
const DEFAULT_NAMESPACE = 'default';

/**
 * The name that an object gets where it is placed; without a namespace where it is one of the whole cluster. What a
 * patch writes for it is changed by what is done after the patch alone.
 */
export function nameAt(placement: Placement, object: PatchableObject): ObjectName {
  let { name, namespace } = object;
  let around: NameChange = placement;
  let outer = placement.namespace;
  for (const placed of patchesFor(placement.patches, object)) {
    const renamed = patchedText(placed, 'name');
    const moved = patchedText(placed, 'namespace');
    if (renamed !== undefined && renamed !== '') {
      name = renamed;
      around = placed.after;
    }
    if (moved !== undefined) {
      namespace = moved;
      outer = placed.after.namespace;
    }
  }
  return {
    namespace:
      object.namespace === null ? '' : ownNamespace({ ...placement, namespace: outer }, namespace ?? ''),
    name: `${around.prefix}${name}${around.suffix}`,
  };
}

/** What a patch writes for the name or the namespace of its object; empty where it takes that away. */
function patchedText({ patch, document }: PlacedPatch, key: 'name' | 'namespace'): string | undefined {
  if ('merge' in document) {
    return key === 'name' && patch.renames === true ? textAt(document.merge, 'metadata', 'name') : undefined;
  }
  let text: string | undefined;
  for (const { op, path, value } of document.operations) {
    if (!(key === 'name' ? isName(path) : isNamespace(path))) continue;
    if (op === 'remove') text = '';
    else if (op === 'add' || op === 'replace') text = textAt(value) ?? text;
  }
  return text;
}

/** The names that patches give an object: kustomize knows it by each that it ever had. */
export function namesOnTheWay({ patches }: Placement, object: PatchableObject): readonly string[] {
  return patchesFor(patches, object).flatMap((placed) => patchedText(placed, 'name') ?? []);
}

/** The namespace that an object gets where it is placed; an empty one is none written. */
export function ownNamespace(
  placement: { readonly namespace?: string | undefined; readonly implied?: string },
  namespace: string,
): string {
  return orDefault(placement.namespace ?? (namespace === '' ? (placement.implied ?? '') : namespace));
}

/** The namespace of an account for which none is written, in a subject of the whole cluster. */
export function unwrittenNamespace({ implied }: Placement): string {
  return implied ?? DEFAULT_NAMESPACE;
}

/** The namespace that stands for none written. */
export function orDefault(namespace: string): string {
  return namespace === '' ? DEFAULT_NAMESPACE : namespace;
}

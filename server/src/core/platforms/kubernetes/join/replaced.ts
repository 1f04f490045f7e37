import type { FileFacts, Unknown } from '../../../model/facts.js';
import type {
  FieldSource,
  FieldTarget,
  Overlay,
  OverlayReplacement,
  PatchDocument,
  PatchOperation,
  PatchTarget,
  PatchValue,
  TextPart,
} from '../../../model/overlay.js';
import { nameAt } from './nameAt.js';
import type { Change } from './placement.js';
import { fieldAt, fieldsAt } from './fields.js';
import type { NameChange, PatchableObject, PlacedPatch } from './patches.js';
import { isFor, isName, isNamespace, matters, meantBy, patchableIn } from './patches.js';
import { patchesFor } from './patchTable.js';

/** Objects that a kustomization takes in, with what was done to them before it copies values. */
export interface Layer {
  readonly files: readonly FileFacts[];
  /** The objects of those files, and those that kustomizations make. */
  readonly documents: readonly PatchDocument[];
  readonly change: Change;
}

interface Replaced {
  readonly patches: readonly PlacedPatch[];
  readonly unresolved: readonly Unknown[];
}

const UNCHANGED: NameChange = { prefix: '', suffix: '' };

/**
 * What the replacements of a kustomization come to: operations that put the values where they are copied to, as far as
 * what they are copied from is written.
 * https://github.com/kubernetes-sigs/kustomize/blob/master/api/filters/replacement/replacement.go
 */
export function replacedBy({ replacements = [] }: Overlay, layers: readonly Layer[]): Replaced {
  const patches: PlacedPatch[] = [];
  const unresolved: Unknown[] = [];
  for (const replacement of replacements) {
    const found = sourceOf(replacement, layers);
    for (const target of replacement.targets) {
      const paths = target.paths.filter((path) => matters(written(path, undefined, target)));
      if (paths.length === 0) continue;
      const made = found === undefined ? undefined : patchesOf(target, paths, found, layers);
      if (made !== undefined) patches.push(...made);
      else if (layers.some((layer) => holdsOne(layer, target))) unresolved.push(notCopied(target, found));
    }
  }
  return { patches, unresolved };
}

/** The same where the objects that it takes in are too many to be looked at. */
export function notReplaced({ replacements = [] }: Overlay): Replaced {
  const why = 'its kustomization takes in more others than are looked at';
  return {
    patches: [],
    unresolved: replacements.flatMap(({ targets }) =>
      targets.map(({ origin }) => ({ what: 'what this replacement changes', why, origin })),
    ),
  };
}

/** A value that is copied. */
interface Copied {
  readonly value: PatchValue;
  /** The name that an object was written with, where its name is what is copied: references follow names by themselves. */
  readonly written?: string;
}

function notCopied(target: FieldTarget, found: Copied | undefined): Unknown {
  const why = found === undefined ? 'the value that it copies is not known' : 'where it goes is not known';
  return { what: 'what this replacement changes', why, origin: target.origin };
}

function sourceOf({ source, origin }: OverlayReplacement, layers: readonly Layer[]): Copied | undefined {
  if ('value' in source) return { value: { scalar: source.value, origin } };
  const found = layers.flatMap((layer) =>
    layer.documents.flatMap((document) => {
      const object = objectOf(document);
      return object !== undefined && isSelected(source.select, object, layer.change)
        ? [{ layer, document, object }]
        : [];
    }),
  );
  const [only] = found;
  if (only === undefined || found.length > 1 || source.select.selects) return undefined;
  const copied = copiedFrom(source, only, origin);
  if (copied === undefined || source.part === undefined) return copied;
  const { value } = copied;
  const piece =
    'scalar' in value ? String(value.scalar).split(source.part.delimiter)[source.part.index] : undefined;
  return piece === undefined ? undefined : { value: { scalar: piece, origin: value.origin } };
}

interface Found {
  readonly layer: Layer;
  readonly document: PatchDocument;
  readonly object: PatchableObject;
}

function copiedFrom(
  { path }: FieldSource,
  { layer, document, object }: Found,
  origin: OverlayReplacement['origin'],
): Copied | undefined {
  const { namespace, name } = nameAt({ ...layer.change, builds: [] }, object);
  if (isName(path)) return { value: { scalar: name, origin }, written: object.name };
  if (isNamespace(path)) return { value: { scalar: namespace, origin } };
  let value = 'merge' in document ? fieldAt(document.merge, path) : undefined;
  for (const patch of patchesFor(layer.change.patches, object)) {
    if ('merge' in patch.document) value = fieldAt(patch.document.merge, path) ?? value;
    else {
      for (const operation of patch.document.operations) {
        const touches = operation.path.every((part, index) => part === path[index]);
        if (touches) value = operation.path.length === path.length ? operation.value : undefined;
      }
    }
  }
  return value === undefined ? undefined : { value };
}

function isSelected(select: PatchTarget, object: PatchableObject, change: Change): boolean {
  const come = nameAt({ ...change, builds: [] }, object);
  const fits = (text: string | undefined, ...own: readonly (string | null | undefined)[]): boolean =>
    text === undefined || own.includes(text);
  return (
    fits(select.kind, object.kind) &&
    fits(select.group, object.group) &&
    fits(select.name, object.name, come.name) &&
    fits(select.namespace, object.namespace, come.namespace)
  );
}

/** The object that a document is; `undefined` for what names none. */
function objectOf(document: PatchDocument): PatchableObject | undefined {
  return 'merge' in document ? meantBy(document.merge) : undefined;
}

/** Whether one of the objects that are known of here is meant. */
function holdsOne(layer: Layer, target: FieldTarget): boolean {
  const patch = placed(target, { operations: [], origin: target.origin }, target.select);
  const own = { ...patch, before: changeOf(layer) };
  return layer.files.some((file) => patchableIn(file).some((object) => isSelectedBy(own, object)));
}

/** By labels it may be any. */
function isSelectedBy(patch: PlacedPatch, object: PatchableObject): boolean {
  const { target } = patch.patch;
  return isFor(
    target === undefined
      ? patch
      : { ...patch, patch: { ...patch.patch, target: { ...target, selects: false } } },
    object,
  );
}

function changeOf({ change: { namespace, prefix, suffix } }: Layer): NameChange {
  return { ...(namespace === undefined ? {} : { namespace }), prefix, suffix };
}

/** Operations that are for all objects of a target, or for each by itself; `undefined` where that is not known. */
function patchesOf(
  target: FieldTarget,
  paths: readonly (readonly string[])[],
  copied: Copied,
  layers: readonly Layer[],
): readonly PlacedPatch[] | undefined {
  if (target.select.selects || target.rejects.some(({ selects }) => selects)) return undefined;
  const found: PlacedPatch[] = [];
  for (const path of paths) {
    const value = isReference(path) && copied.written !== undefined ? textOf(copied, target) : copied.value;
    if (target.part === undefined && path.every((part) => part !== '*' && !part.startsWith('['))) {
      found.push(placed(target, written(path, value, target), target.select));
      continue;
    }
    // Long files tell nothing of where their lists have what.
    const isOpen = (layer: Layer): boolean =>
      layer.files.some(({ patchDocuments }) => patchDocuments === undefined) && holdsOne(layer, target);
    const each = layers.some(isOpen) ? undefined : eachPlaced(target, path, value, layers);
    if (each === undefined) return undefined;
    found.push(...each);
  }
  return found;
}

/** Operations for each object by itself, where its own fields tell what they are. */
function eachPlaced(
  target: FieldTarget,
  path: readonly string[],
  value: PatchValue,
  layers: readonly Layer[],
): readonly PlacedPatch[] | undefined {
  const found: PlacedPatch[] = [];
  for (const layer of layers) {
    for (const document of layer.documents) {
      const object = objectOf(document);
      const own = { ...placed(target, document, target.select), before: changeOf(layer) };
      if (object === undefined || !('merge' in document) || !isFor(own, object)) continue;
      const only = { kind: object.kind, name: escaped(object.name), selects: false };
      const texts = fieldsAt(document.merge, path).map((field) => ({
        path: field.path,
        text: target.part === undefined ? value : withPart(field.value, target.part, value),
      }));
      if (texts.some(({ text }) => text === undefined)) return undefined;
      found.push(...texts.map((field) => placed(target, written(field.path, field.text, target), only)));
    }
  }
  return found;
}

/** Fields that kustomize changes along with the name of the object that they mean. */
function isReference(path: readonly string[]): boolean {
  const last = path.at(-1);
  if (last === 'serviceAccountName' || last === 'serviceAccount') return true;
  return last === 'name' && (path[0] === 'roleRef' || path[0] === 'subjects');
}

function textOf({ written: name, value }: Copied, { origin }: FieldTarget): PatchValue {
  return name === undefined ? value : { scalar: name, origin };
}

/** A text in which one piece is another: before all of them for a negative place, behind all for one past the end. */
function withPart(
  old: PatchValue,
  { delimiter, index }: TextPart,
  value: PatchValue,
): PatchValue | undefined {
  if (!('scalar' in old) || !('scalar' in value)) return undefined;
  const pieces = String(old.scalar).split(delimiter);
  const text = String(value.scalar);
  if (index < 0) pieces.unshift(text);
  else if (index >= pieces.length) pieces.push(text);
  else pieces[index] = text;
  return { scalar: pieces.join(delimiter), origin: value.origin };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
}

function written(
  path: readonly string[],
  value: PatchValue | undefined,
  { origin }: FieldTarget,
): PatchDocument {
  const operation: PatchOperation = {
    op: 'replace',
    path,
    ...(value === undefined ? {} : { value }),
    origin,
  };
  return { operations: [operation], origin };
}

const MADE = new WeakMap<FieldTarget, Map<string, PlacedPatch>>();

/** The very same patch as before where it says the same: what rests on it need not be made again. */
function placed(target: FieldTarget, document: PatchDocument, meant: PatchTarget): PlacedPatch {
  const key = JSON.stringify([meant, document]);
  const known = MADE.get(target) ?? new Map<string, PlacedPatch>();
  MADE.set(target, known);
  const before = known.get(key);
  if (before !== undefined) return before;
  const { rejects, origin } = target;
  const made: PlacedPatch = {
    patch: { content: { document }, target: meant, rejects, origin },
    document,
    before: UNCHANGED,
    after: UNCHANGED,
  };
  if (known.size >= MOST_MADE) known.clear();
  known.set(key, made);
  return made;
}

/** Patches of one target that are remembered. */
const MOST_MADE = 100;

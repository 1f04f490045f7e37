import { RBAC_GROUP } from '../../../knowledge/kubernetes/subjects.js';
import type { FileFacts, Unknown } from '../../../model/facts.js';
import type {
  Overlay,
  OverlayPatch,
  PatchDocument,
  PatchTarget,
  PatchValue,
} from '../../../model/overlay.js';
import type { Uri } from '../../../text/uri.js';

/** What kustomizations do to an object's place and name. */
export interface NameChange {
  readonly namespace?: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** A patch on its way to the objects of a file. */
export interface PlacedPatch {
  readonly patch: OverlayPatch;
  readonly document: PatchDocument;
  /** What was done to the object before the patch meets it, and what is done to it after. */
  readonly before: NameChange;
  readonly after: NameChange;
}

/** An object as a patch looks for it. The namespace is empty where none is written, and null for one of the cluster. */
export interface PatchableObject {
  readonly group?: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | null;
}

const UNCHANGED: NameChange = { prefix: '', suffix: '' };

/** The patches of a kustomization that the workspace holds, and what is not known of the others. */
export function patchesOf(
  { patches = [] }: Overlay,
  files: ReadonlyMap<Uri, FileFacts>,
): { readonly placed: readonly PlacedPatch[]; readonly unresolved: readonly Unknown[] } {
  const placed: PlacedPatch[] = [];
  const unresolved: Unknown[] = [];
  for (const patch of patches) {
    const documents =
      'document' in patch.content
        ? [patch.content.document]
        : (files.get(patch.content.file)?.patchDocuments ?? []);
    placed.push(...documents.map((document) => ({ patch, document, before: UNCHANGED, after: UNCHANGED })));
    const missing = 'file' in patch.content && !files.has(patch.content.file);
    const why =
      patch.target?.selects === true && documents.some(matters)
        ? 'what it selects by labels or annotations is not known'
        : missing
          ? 'the file is not here'
          : undefined;
    if (why !== undefined) unresolved.push({ what: 'what a patch changes', why, origin: patch.origin });
  }
  return { placed, unresolved };
}

const PARTS_THAT_MATTER: ReadonlySet<string> = new Set([
  'rules',
  'subjects',
  'roleRef',
  'aggregationRule',
  'annotations',
  'serviceAccountName',
  'serviceAccount',
  'automountServiceAccountToken',
  'hostPID',
  'hostIPC',
  'hostNetwork',
  'privileged',
  'hostPath',
]);

/** Whether a patch changes anything that is followed here. */
export function matters(document: PatchDocument): boolean {
  if ('merge' in document) {
    // By its labels a role is taken in by others.
    const isLabelled =
      textAt(document.merge, 'kind') === 'ClusterRole' &&
      valueAt(document.merge, 'metadata', 'labels') !== undefined;
    return isLabelled || removes(document) || holdsKey(document.merge);
  }
  return document.operations.some(
    ({ path, value }) =>
      isNamespace(path) ||
      isName(path) ||
      isLabel(path) ||
      path.some((part) => PARTS_THAT_MATTER.has(part)) ||
      (value !== undefined && holdsKey(value)),
  );
}

/** A path to one label of the object. */
export function isLabel(path: readonly string[]): boolean {
  return path.length === 3 && path[0] === 'metadata' && path[1] === 'labels';
}

/** A path to the namespace of the object. */
export function isNamespace(path: readonly string[]): boolean {
  return path.length === 2 && path[0] === 'metadata' && path[1] === 'namespace';
}

/** A path to the name of the object. */
export function isName(path: readonly string[]): boolean {
  return path.length === 2 && path[0] === 'metadata' && path[1] === 'name';
}

function holdsKey(value: PatchValue): boolean {
  if ('items' in value) return value.items.some(holdsKey);
  return (
    'entries' in value && value.entries.some(([key, inner]) => PARTS_THAT_MATTER.has(key) || holdsKey(inner))
  );
}

/** The file that a patch is, for those that are files of their own. */
export function patchFilesOf({ patches = [] }: Overlay): readonly Uri[] {
  return patches.flatMap(({ content }) => ('file' in content ? [content.file] : []));
}

/**
 * Whether a patch is for the object: by the name that it was written with, or the one that it has come to have.
 * https://github.com/kubernetes-sigs/kustomize/blob/master/api/resmap/reswrangler.go (`Select`)
 */
export function isFor({ patch, document, before }: PlacedPatch, object: PatchableObject): boolean {
  // By labels it may be for any: that is told as not known.
  if (patch.target?.selects === true) return false;
  const { name, namespace, kind, group } = object;
  const written = { name, namespace };
  const come = {
    name: `${before.prefix}${name}${before.suffix}`,
    namespace: namespace === null ? null : (before.namespace ?? namespace),
  };
  if (patch.target !== undefined) {
    const isMeant = (target: PatchTarget): boolean =>
      fits(target.kind, kind) &&
      (group === undefined || fits(target.group, group)) &&
      [written, come].some((id) => fitsName(target, id));
    return isMeant(patch.target) && patch.rejects?.some(isMeant) !== true;
  }
  const meant = 'merge' in document ? meantBy(document.merge) : undefined;
  if (meant?.kind !== kind || (group !== undefined && meant.group !== group)) return false;
  return [written, come].some(
    (id) =>
      id.name === meant.name &&
      (id.namespace === null || orDefault(id.namespace) === orDefault(meant.namespace)),
  );
}

function fitsName(target: PatchTarget, id: Pick<PatchableObject, 'name' | 'namespace'>): boolean {
  if (!fits(target.name, id.name)) return false;
  if (target.namespace === undefined) return true;
  return id.namespace !== null && fits(target.namespace, orDefault(id.namespace));
}

/** Longer expressions are no names. */
const LONGEST = 200;
/** As long as a name of Kubernetes may be. */
const LONGEST_NAME = 253;
const MOST_REPEATS = 3;

/** A text that as an expression means itself alone. */
const LITERAL = /^[\w-]*$/u;

/** Expressions are matched against the whole of a text. */
function fits(pattern: string | undefined, text: string): boolean {
  if (pattern === undefined || pattern === text) return true;
  if (LITERAL.test(pattern) || pattern.length > LONGEST || text.length > LONGEST_NAME) return false;
  // Kustomize reads them in time that grows with the text; here groups that repeat, and many repetitions, could take for
  // ever. No name needs them.
  const repeats = pattern.match(/(?<!\\)(?:[*+]|\{\d+,\d*\})/gu)?.length ?? 0;
  if (repeats > MOST_REPEATS || /\)[*+{]|[*+}][*+{]/u.test(pattern)) return false;
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(text);
  } catch {
    return false;
  }
}

/** The one name that a patch is for; `undefined` where it may be for more. */
export function onlyNameOf({ patch: { target }, document }: PlacedPatch): string | undefined {
  if (target === undefined) return ('merge' in document ? meantBy(document.merge)?.name : undefined) ?? '';
  return target.name !== undefined && LITERAL.test(target.name) ? target.name : undefined;
}

/** The object that a patch names which is merged into it. */
export function meantBy(merge: PatchValue): (PatchableObject & { readonly namespace: string }) | undefined {
  const kind = textAt(merge, 'kind');
  const name = textAt(merge, 'metadata', 'name');
  if (kind === undefined || name === undefined) return undefined;
  const version = textAt(merge, 'apiVersion') ?? '';
  const group = version.slice(0, Math.max(0, version.indexOf('/')));
  return { kind, name, group, namespace: textAt(merge, 'metadata', 'namespace') ?? '' };
}

function orDefault(namespace: string): string {
  return namespace === '' ? 'default' : namespace;
}

/** The value under a path of keys. */
export function valueAt(value: PatchValue | undefined, ...path: readonly string[]): PatchValue | undefined {
  return path.reduce<PatchValue | undefined>(
    (at, key) =>
      at !== undefined && 'entries' in at ? at.entries.find(([own]) => own === key)?.[1] : undefined,
    value,
  );
}

export function textAt(value: PatchValue | undefined, ...path: readonly string[]): string | undefined {
  const found = valueAt(value, ...path);
  return found !== undefined && 'scalar' in found && found.scalar !== null ? String(found.scalar) : undefined;
}

export function itemsAt(value: PatchValue | undefined, ...path: readonly string[]): readonly PatchValue[] {
  const found = valueAt(value, ...path);
  return found !== undefined && 'items' in found ? found.items : [];
}

/** Whether a patch takes the whole object away. */
export function removes(document: PatchDocument): boolean {
  return 'merge' in document && textAt(document.merge, '$patch') === 'delete';
}

/** The objects of a file that patches can be for. */
export function patchableIn({
  sessions,
  sets,
  attachments,
  workloads,
}: FileFacts): readonly PatchableObject[] {
  return [
    ...sessions.flatMap(({ kind, subject }) => {
      const name = kind === 'service-account' ? subject['serviceAccount'] : undefined;
      return name === undefined ? [] : [accountObject(subject['namespace'] ?? '', name)];
    }),
    ...(sets ?? []).map(({ noun, subject, name }) => roleObject(noun, subject, name)),
    ...(attachments ?? []).map(({ noun, namespace, name }) => ({
      group: RBAC_GROUP,
      kind: noun,
      name: plain(namespace, name),
      namespace,
    })),
    ...(workloads ?? []).map(({ noun, namespace, name }) => ({
      kind: noun,
      name: plain(namespace, name),
      namespace: namespace ?? '',
    })),
  ];
}

export function accountObject(namespace: string, name: string): PatchableObject {
  return { group: '', kind: 'ServiceAccount', name, namespace };
}

export function roleObject(
  noun: string,
  subject: Readonly<Record<string, string>>,
  name: string,
): PatchableObject {
  return {
    group: RBAC_GROUP,
    kind: noun,
    name: subject['role'] ?? subject['clusterRole'] ?? name,
    namespace: subject['role'] === undefined ? null : (subject['namespace'] ?? ''),
  };
}

/** A name without the namespace that a reader sees before it. */
export function plain(namespace: string | null, shown: string): string {
  const before = `${namespace ?? ''}/`;
  return before !== '/' && shown.startsWith(before) ? shown.slice(before.length) : shown;
}

import type {
  OverlayPatch,
  PatchDocument,
  PatchOperation,
  PatchTarget,
  PatchValue,
} from '../../model/overlay.js';
import type { Origin } from '../../model/origin.js';
import { parse } from '../../syntax/parse.js';
import type { ScalarNode, SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import { parentUri, resolveUri } from '../../text/uri.js';
import { Embedded } from './embedded.js';
import type { Reading } from './reading.js';
import { itemsOf, truthOf } from './reading.js';

/** Longer documents are no patches, and deeper ones no manifests. */
const LONGEST = 20_000;
const MAX_DEPTH = 12;

type PlaceOf = (node: SyntaxNode) => Origin;

/**
 * The patches of a kustomization in the order in which they are made: those of `patchesStrategicMerge`, then `patches`,
 * then `patchesJson6902`.
 * https://github.com/kubernetes-sigs/kustomize/blob/master/api/internal/target/kusttarget_configplugin.go
 */
export function readPatches(reading: Reading, root: SyntaxNode): readonly OverlayPatch[] {
  const merges = itemsOf(get(root, 'patchesStrategicMerge')).flatMap((item) => patchesAt(reading, item));
  const others = ['patches', 'patchesJson6902'].flatMap((key) =>
    itemsOf(get(root, key)).flatMap((item) => {
      const inline = get(item, 'patch');
      const patches =
        inline === undefined ? filePatch(reading, get(item, 'path')) : writtenPatches(reading, inline);
      const target = targetOf(get(item, 'target'), key === 'patchesJson6902');
      const renames = truthOf(get(get(item, 'options'), 'allowNameChange')) === true ? { renames: true } : {};
      return target === undefined ? patches : patches.map((patch) => ({ ...patch, target, ...renames }));
    }),
  );
  return [...merges, ...others];
}

/** A patch by the name of its file, or written out in a text of its own lines. */
function patchesAt(reading: Reading, node: SyntaxNode): readonly OverlayPatch[] {
  const text = textOf(node) ?? '';
  return !text.includes('\n') && !/^\s*[[{]/u.test(text)
    ? filePatch(reading, node)
    : writtenPatches(reading, node);
}

function filePatch(reading: Reading, node: SyntaxNode | undefined): readonly OverlayPatch[] {
  const text = textOf(node);
  const file = text === undefined ? undefined : resolveUri(parentUri(reading.uri), text);
  return node === undefined || file === undefined
    ? []
    : [{ content: { file }, origin: reading.originOf(node) }];
}

function writtenPatches(reading: Reading, node: SyntaxNode): readonly OverlayPatch[] {
  if (node.kind !== 'scalar') return [];
  const origin = reading.originOf(node);
  return embeddedDocuments(reading, node).map((document) => ({ content: { document }, origin }));
}

function embeddedDocuments(reading: Reading, node: ScalarNode): readonly PatchDocument[] {
  if (node.text.length > LONGEST) return [];
  const place = new Embedded(reading, node);
  return parse(node.text, 'yaml').documents.flatMap(
    (document) => patchDocument(document, ({ range }) => place.originOf(range)) ?? [],
  );
}

/**
 * https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/; the older list takes names as they
 * are, and not as expressions.
 */
export function targetOf(node: SyntaxNode | undefined, literal: boolean): PatchTarget | undefined {
  if (node?.kind !== 'mapping') return undefined;
  const part = (key: 'group' | 'kind' | 'name' | 'namespace'): Partial<PatchTarget> => {
    const text = textOf(get(node, key));
    if (text === undefined || text === '') return {};
    return { [key]: literal ? text.replace(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`) : text };
  };
  const selects = ['labelSelector', 'annotationSelector'].some((key) => textOf(get(node, key)) !== undefined);
  return { ...part('group'), ...part('kind'), ...part('name'), ...part('namespace'), selects };
}

/** A document of a file as a patch; `undefined` for one that changes nothing that matters here, or is none. */
export function patchDocumentOf(reading: Reading, document: SyntaxNode): PatchDocument | undefined {
  return reading.tree.text.length > LONGEST
    ? undefined
    : patchDocument(document, (node) => reading.originOf(node));
}

function patchDocument(document: SyntaxNode, placeOf: PlaceOf): PatchDocument | undefined {
  if (document.kind === 'sequence') {
    const operations = document.items.flatMap((item) => operationOf(item, placeOf) ?? []);
    return operations.length === 0 ? undefined : { operations, origin: placeOf(document) };
  }
  const kind = textOf(get(document, 'kind'));
  if (document.kind !== 'mapping' || kind === undefined) return undefined;
  const merge = valueOf(
    document,
    placeOf,
    WHOLE.has(kind) ? undefined : kind === 'ConfigMap' ? VALUES : RELEVANT,
  );
  return merge === undefined ? undefined : { merge };
}

function operationOf(node: SyntaxNode, placeOf: PlaceOf): PatchOperation | undefined {
  const op = textOf(get(node, 'op'));
  const path = textOf(get(node, 'path'));
  if (op === undefined || path?.startsWith('/') !== true) return undefined;
  const written = get(node, 'value');
  const value = written === undefined ? undefined : valueOf(written, placeOf, undefined);
  return {
    op,
    path: path.slice(1).split('/').map(unescaped),
    ...(value === undefined ? {} : { value }),
    origin: value?.origin ?? placeOf(get(node, 'path') ?? node),
  };
}

/** https://datatracker.ietf.org/doc/html/rfc6901#section-4 */
function unescaped(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** Kinds of which every part matters. */
const WHOLE: ReadonlySet<string> = new Set([
  'ServiceAccount',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
]);

/** Of what carries pods, the parts that say as whom they run, and the way to them. */
const RELEVANT: ReadonlySet<string> = new Set([
  '$patch',
  'apiVersion',
  'kind',
  'metadata',
  'name',
  'namespace',
  'spec',
  'template',
  'jobTemplate',
  'serviceAccountName',
  'serviceAccount',
  'automountServiceAccountToken',
  'hostPID',
  'hostIPC',
  'hostNetwork',
  'containers',
  'initContainers',
  'securityContext',
  'privileged',
  'volumes',
  'hostPath',
  'path',
]);

/** Of a ConfigMap what replacements copy. */
const VALUES = { has: (key: string): boolean => key !== 'binaryData' };

function valueOf(
  node: SyntaxNode,
  placeOf: PlaceOf,
  keys: Pick<ReadonlySet<string>, 'has'> | undefined,
  depth = 0,
): PatchValue | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const origin = placeOf(node);
  if (node.kind === 'scalar') return { scalar: node.value, origin };
  if (node.kind === 'sequence') {
    return { items: node.items.flatMap((item) => valueOf(item, placeOf, keys, depth + 1) ?? []), origin };
  }
  return {
    entries: node.entries.flatMap(({ key, value }) => {
      if (keys !== undefined && !keys.has(key.text)) return [];
      const inner = valueOf(value, placeOf, keys, depth + 1);
      return inner === undefined ? [] : [[key.text, inner] as const];
    }),
    origin,
  };
}

import type { NamedThing } from '../../model/pointing.js';
import { keysOf, pathAt } from '../../syntax/pathAt.js';
import { textOf } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import { parentUri, resolveUri } from '../../text/uri.js';
import type { NamedFiles } from '../platform.js';

/** https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/ */
const LISTS: ReadonlySet<string> = new Set([
  'resources',
  'bases',
  'components',
  'patches',
  'patchesStrategicMerge',
]);

/** What a path in a kustomization leads to: a manifest, a patch, or the kustomization of a folder. */
export function named(files: NamedFiles, uri: Uri, offset: number): NamedThing | undefined {
  const tree = files.tree(uri);
  if (tree === undefined || !/\/kustomization(?:\.ya?ml)?$/iu.test(uri)) return undefined;
  const path = pathAt(tree, offset);
  const node = path.steps.at(-1)?.node;
  const name = textOf(node);
  if (node === undefined || name === undefined || path.isKey || !LISTS.has(keysOf(path)[0] ?? '')) {
    return undefined;
  }
  const target = resolveUri(parentUri(uri), name);
  const found = files
    .uris()
    .filter(
      (one) => one === target || (parentUri(one) === target && /\/kustomization(?:\.ya?ml)?$/iu.test(one)),
    );
  return found.length === 0
    ? undefined
    : { range: node.range, targets: found.map((one) => ({ uri: one, range: { start: 0, end: 0 } })) };
}

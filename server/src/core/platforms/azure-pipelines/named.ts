import type { NamedThing } from '../../model/pointing.js';
import { keysOf, pathAt } from '../../syntax/pathAt.js';
import { textOf } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import type { NamedFiles } from '../platform.js';
import { templatePlace } from './references.js';

/** What the name of a template leads to. */
export function named(files: NamedFiles, uri: Uri, offset: number): NamedThing | undefined {
  const tree = files.tree(uri);
  if (tree === undefined) return undefined;
  const path = pathAt(tree, offset);
  const node = path.steps.at(-1)?.node;
  const name = textOf(node);
  if (node === undefined || name === undefined || keysOf(path).at(-1) !== 'template') return undefined;
  const place = templatePlace(uri, name);
  return place.kind === 'local' && files.tree(place.uri) !== undefined
    ? { range: node.range, targets: [{ uri: place.uri, range: { start: 0, end: 0 } }] }
    : undefined;
}

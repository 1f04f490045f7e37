import type { NamedThing } from '../../model/pointing.js';
import type { Origin } from '../../model/origin.js';
import { keysOf, pathAt } from '../../syntax/pathAt.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { entry, textOf } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import { resolveUri } from '../../text/uri.js';
import type { NamedFiles } from '../platform.js';
import { projectRoot } from './includes.js';

/** What a name in a pipeline means: the job or hidden job that is extended or referenced, the file that is included. */
export function named(files: NamedFiles, uri: Uri, offset: number): NamedThing | undefined {
  const tree = files.tree(uri);
  if (tree === undefined) return undefined;
  const path = pathAt(tree, offset);
  const at = path.steps.at(-1)?.node;
  const name = textOf(at);
  if (at === undefined || name === undefined || path.isKey) return undefined;
  const keys = keysOf(path);
  if (keys[0] === 'include') return included(files, uri, { node: at, keys, name });
  const isReference = path.steps.at(-2)?.node.tag === '!reference';
  return keys[1] === 'extends' || isReference ? toJob(files, uri, at, name) : undefined;
}

/** https://docs.gitlab.com/ci/yaml/#includelocal; a plain text is short for it, where it is no address. */
function included(
  files: NamedFiles,
  uri: Uri,
  {
    node,
    keys,
    name,
  }: { readonly node: SyntaxNode; readonly keys: readonly string[]; readonly name: string },
): NamedThing | undefined {
  const isLocal =
    keys.at(-1) === 'local' ||
    (!keys.some((key) => /^[a-z]/u.test(key) && key !== 'include') && !name.includes('://'));
  const target = isLocal ? resolveUri(projectRoot(uri), name.replace(/^\/+/u, '')) : undefined;
  return target === undefined || files.tree(target) === undefined
    ? undefined
    : { range: node.range, targets: [{ uri: target, range: { start: 0, end: 0 } }] };
}

/** In the same file, else in those of the project, which are composed with it. */
function toJob(files: NamedFiles, uri: Uri, { range }: SyntaxNode, name: string): NamedThing | undefined {
  const inFile = (file: Uri): readonly Origin[] =>
    (files.tree(file)?.documents ?? []).flatMap((root) => {
      const key = entry(root, name)?.key;
      return key === undefined ? [] : [{ uri: file, range: key.range }];
    });
  const own = inFile(uri);
  const targets = own.length > 0 ? own : files.uris().flatMap(inFile);
  return targets.length === 0 ? undefined : { range, targets };
}

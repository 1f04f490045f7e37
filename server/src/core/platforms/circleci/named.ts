import type { NamedThing } from '../../model/pointing.js';
import { keysOf, pathAt } from '../../syntax/pathAt.js';
import { entry, get, textOf } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import type { NamedFiles } from '../platform.js';
import { continuedFile } from './continuations.js';

/** Parameters of CircleCI's orbs that name the configuration to go on with. */
const PATHS: ReadonlySet<string> = new Set(['config-path', 'configuration_path']);

/** What a name in a configuration means: the job of a workflow, the command of a step, the executor of a job, a file. */
export function named(files: NamedFiles, uri: Uri, offset: number): NamedThing | undefined {
  const tree = files.tree(uri);
  if (tree === undefined) return undefined;
  const path = pathAt(tree, offset);
  const at = path.steps.at(-1);
  const node = path.isKey ? at?.entry?.key : at?.node;
  const name = textOf(node);
  if (node === undefined || name === undefined) return undefined;
  if (PATHS.has(keysOf(path).at(-1) ?? '') && !path.isKey) {
    const file = continuedFile(uri, name);
    return file === undefined || files.tree(file) === undefined
      ? undefined
      : { range: node.range, targets: [{ uri: file, range: { start: 0, end: 0 } }] };
  }
  const section = sectionOf(keysOf(path), path.isKey);
  const key = section === undefined ? undefined : entry(get(tree.documents[0], section), name)?.key;
  return key === undefined || key === node
    ? undefined
    : { range: node.range, targets: [{ uri, range: key.range }] };
}

/** https://circleci.com/docs/reference/configuration-reference/ */
function sectionOf(keys: readonly string[], isKey: boolean): 'jobs' | 'commands' | 'executors' | undefined {
  const [top, , inner] = keys;
  const isItem = keys.at(isKey ? -2 : -1) === '*';
  if (top === 'workflows' && inner === 'jobs' && isItem) return 'jobs';
  if ((top === 'jobs' || top === 'commands') && inner === 'steps' && isItem) return 'commands';
  return top === 'jobs' && inner === 'executor' ? 'executors' : undefined;
}

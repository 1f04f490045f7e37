import type { NamedThing } from '../../../model/pointing.js';
import type { Origin } from '../../../model/origin.js';
import { keysOf, pathAt } from '../../../syntax/pathAt.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, entry, get, textOf } from '../../../syntax/syntaxTree.js';
import type { TextRange } from '../../../text/textRange.js';
import { touches } from '../../../text/textRange.js';
import type { Uri } from '../../../text/uri.js';
import { parentUri, resolveUri } from '../../../text/uri.js';
import type { NamedFiles } from '../../platform.js';

/** Names with dots between them, an index left out of each. */
const REFERENCE = /[A-Za-z_][\w-]*(?:\[[^\]\n]*\])?(?:\.(?:[A-Za-z_][\w-]*|\d+|\*)(?:\[[^\]\n]*\])?)+/gu;

/**
 * What a name in Terraform means: a variable, a local value, a data source, a resource, a module or an output of it, in
 * any file of the folder; of a call's `source` the folder that it leads to.
 * https://developer.hashicorp.com/terraform/language/expressions/references
 */
export function namedInTerraform(files: NamedFiles, uri: Uri, offset: number): NamedThing | undefined {
  const tree = files.tree(uri);
  if (tree === undefined) return undefined;
  const path = pathAt(tree, offset);
  const at = path.steps.at(-1);
  const keys = keysOf(path);
  if (path.isKey && keys[0] === 'module' && keys.length === 2 && at?.entry !== undefined) {
    return called(files, uri, { name: at.entry.key, call: at.node });
  }
  if (at?.node.kind !== 'scalar' || path.isKey) return undefined;
  if (keys[0] === 'module' && keys.length === 3) {
    const named = ofCall(files, uri, { key: keys[2] ?? '', node: at.node });
    if (named !== undefined) return named;
  }
  const { range } = at.node;
  if (!at.node.text.includes('${')) return undefined;
  for (const match of tree.text.slice(range.start, range.end).matchAll(REFERENCE)) {
    const whole = { start: range.start + match.index, end: range.start + match.index + match[0].length };
    if (touches(whole, offset)) return meant(files, uri, { text: match[0], range: whole }, offset);
  }
  return undefined;
}

/** How often one name may stand for another one that stands for another one. */
const DEEPEST = 8;

/** What an output or a local value is, where it is nothing but another name. */
function standFor(files: NamedFiles, targets: readonly Origin[], depth: number): readonly Origin[] {
  if (depth > DEEPEST) return [];
  return targets.flatMap(({ uri, range }) => {
    const tree = files.tree(uri);
    const path = tree && pathAt(tree, range.start);
    const keys = path === undefined ? [] : keysOf(path);
    const own = path?.steps.at(-1)?.node;
    const value = keys[0] === 'output' ? get(own, 'value') : keys[0] === 'locals' ? own : undefined;
    const text = /^\$\{([^{}]+)\}$/u.exec(textOf(value) ?? '')?.[1] ?? '';
    if (value === undefined || text === '' || text.replace(REFERENCE, '') !== '') return [];
    const named = meant(files, uri, { text, range: value.range }, value.range.end, depth + 1);
    return named?.standFor ?? named?.targets ?? [];
  });
}

/** What the module of a call is: its files, and the identities that it makes. */
function called(
  files: NamedFiles,
  uri: Uri,
  { name, call }: { readonly name: SyntaxNode; readonly call: SyntaxNode },
): NamedThing | undefined {
  const source = get(call, 'source');
  const folder = source === undefined ? undefined : ofCall(files, uri, { key: 'source', node: source });
  const [main] = folder?.targets ?? [];
  if (folder === undefined || main === undefined) return undefined;
  const made = filesOf(files, parentUri(main.uri)).flatMap((file) =>
    IDENTITIES.flatMap((type) =>
      entries(get(get(rootOf(files, file), 'resource'), type)).map(({ key }) => ({
        uri: file,
        range: key.range,
      })),
    ),
  );
  return { range: name.range, targets: folder.targets, ...(made.length === 0 ? {} : { standFor: made }) };
}

const IDENTITIES = ['aws_iam_role', 'aws_iam_user'];

/** What the folder of a call's `source` holds. */
function ofCall(
  files: NamedFiles,
  uri: Uri,
  { key, node }: { readonly key: string; readonly node: SyntaxNode },
): NamedThing | undefined {
  const folder = key === 'source' ? folderFrom(uri, textOf(node)) : undefined;
  if (folder === undefined) return undefined;
  const all = filesOf(files, folder);
  const first = all.find((one) => /\/main\.(?:tf|tofu)$/u.test(one)) ?? all[0];
  return first === undefined
    ? undefined
    : { range: node.range, targets: [{ uri: first, range: { start: 0, end: 0 } }] };
}

interface Written {
  readonly text: string;
  readonly range: TextRange;
}

function meant(
  files: NamedFiles,
  uri: Uri,
  { text, range }: Written,
  offset: number,
  depth = 0,
): NamedThing | undefined {
  const names = text.replace(/\[[^\]\n]*\]/gu, '').split('.');
  const [space = '', name = '', attribute] = names;
  const folder = parentUri(uri);
  const found = (path: readonly string[]): readonly Origin[] => definedIn(files, folder, path);
  switch (space) {
    case 'each':
    case 'count':
    case 'self':
    case 'path':
    case 'terraform':
      return undefined;
    case 'var':
      return thing(files, range, found(['variable', name]), depth);
    case 'local':
      return thing(files, range, found(['locals', name]), depth);
    case 'data':
      return thing(files, range, found(['data', name, attribute ?? '']), depth);
    case 'module': {
      const isOutput = attribute !== undefined && offset > range.start + `module.${name}`.length;
      const outputs = isOutput ? outputsOf(files, uri, name, attribute) : [];
      return thing(files, range, outputs.length > 0 ? outputs : found(['module', name]), depth);
    }
    default:
      return thing(files, range, found(['resource', space, name]), depth);
  }
}

function thing(
  files: NamedFiles,
  range: TextRange,
  targets: readonly Origin[],
  depth: number,
): NamedThing | undefined {
  if (targets.length === 0) return undefined;
  const behind = standFor(files, targets, depth);
  return { range, targets, ...(behind.length === 0 ? {} : { standFor: behind }) };
}

/** Where the module behind a call says what an output of it is. */
function outputsOf(files: NamedFiles, uri: Uri, call: string, output: string): readonly Origin[] {
  return filesOf(files, parentUri(uri)).flatMap((file) => {
    const source = textOf(get(get(get(rootOf(files, file), 'module'), call), 'source'));
    const folder = folderFrom(file, source);
    return folder === undefined ? [] : definedIn(files, folder, ['output', output]);
  });
}

function folderFrom(uri: Uri, source: string | undefined): Uri | undefined {
  return source !== undefined && /^\.\.?(?:\/|$)/u.test(source)
    ? resolveUri(parentUri(uri), source)
    : undefined;
}

/** The keys at which blocks of a folder stand that are called so. */
function definedIn(files: NamedFiles, folder: Uri, path: readonly string[]): readonly Origin[] {
  return filesOf(files, folder).flatMap((uri) => {
    const outer = path
      .slice(0, -1)
      .reduce<SyntaxNode | undefined>((node, key) => get(node, key), rootOf(files, uri));
    const name = path.at(-1) ?? '';
    // `locals` may stand there several times.
    const blocks = outer?.kind === 'sequence' ? outer.items : [outer];
    return blocks.flatMap((block) => {
      const key = entry(block, name)?.key;
      return key === undefined ? [] : [{ uri, range: key.range }];
    });
  });
}

function filesOf(files: NamedFiles, folder: Uri): readonly Uri[] {
  return files.uris().filter((uri) => parentUri(uri) === folder && /\.(?:tf|tofu)(?:\.json)?$/u.test(uri));
}

function rootOf(files: NamedFiles, uri: Uri): SyntaxNode | undefined {
  return files.tree(uri)?.documents[0];
}

import { CONFIGURATION_NAMES } from './configurationResolver.js';
import type { FileEdits, Snapshot } from './snapshot.js';
import type { Content, ContentEntry } from '../syntax/edit/content.js';
import { blockLines } from '../syntax/edit/content.js';
import { insertEntry, replaceValue } from '../syntax/edit/mappingEdits.js';
import { appendItems } from '../syntax/edit/sequenceEdits.js';
import type { WritingStyle } from '../syntax/edit/style.js';
import type { MappingNode, SyntaxTree } from '../syntax/syntaxTree.js';
import { isAbsent } from '../syntax/syntaxTree.js';
import type { TextEdit } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';
import { baseName, parentUri, relativePath } from '../text/uri.js';

const NEW_FILE: WritingStyle = { indent: 2, lineEnd: '\n' };

const PLAIN_KEY = /^[A-Za-z_][\w.-]*$/u;

/**
 * What is to be written: its name where the key is quoted, and the item alone where a list of that name is there already.
 */
type Addition = ContentEntry & { readonly name?: string; readonly item?: string };

/**
 * Writes an entry below keys of the configuration that counts for a file, or into a new one. `undefined` where it
 * cannot be added to: what is there is kept, and where a value is something else than a mapping nothing is done.
 */
function configurationEdit(
  snapshot: Snapshot,
  uri: Uri,
  keys: readonly [string, ...string[]],
  entryFor: (folder: Uri) => Addition,
): FileEdits | undefined {
  const written = snapshot.configurationFor(uri).uri;
  if (written === undefined) return newConfiguration(snapshot, uri, keys, entryFor);
  const tree = snapshot.configurationTree(written);
  const edit = tree && addition(tree, keys, entryFor(parentUri(written)));
  return edit === undefined ? undefined : { uri: written, edits: edit };
}

/** Silences a rule in one file, for a format that has no comments. */
export function excludingEdit(snapshot: Snapshot, uri: Uri, rule: string): FileEdits | undefined {
  return configurationEdit(snapshot, uri, ['rules', rule], (folder) => {
    const glob = globOf(relativePath(folder, uri));
    return { key: 'exclude', value: `['${glob.replaceAll("'", "''")}']`, item: glob };
  });
}

/** Silences a rule wherever the configuration counts that counts for a file. */
export function switchingOffEdit(snapshot: Snapshot, uri: Uri, rule: string): FileEdits | undefined {
  return configurationEdit(snapshot, uri, ['rules', rule], () => ({ key: 'severity', value: "'off'" }));
}

/** Says of an environment whether its settings ask for reviewers. */
export function reviewersEdit(
  snapshot: Snapshot,
  uri: Uri,
  name: string,
  reviewers: boolean,
): FileEdits | undefined {
  const key = PLAIN_KEY.test(name) ? name : JSON.stringify(name);
  return configurationEdit(snapshot, uri, ['assume', 'environments'], () => ({
    key,
    name,
    value: [{ key: 'reviewers', value: String(reviewers) }],
  }));
}

/** A pattern that fits this path alone. */
function globOf(path: string): string {
  return path.replace(/[\\*?[\]{}()!+@|]/gu, '\\$&');
}

function addition(
  tree: SyntaxTree,
  keys: readonly string[],
  { item, name, ...entry }: Addition,
): readonly TextEdit[] | undefined {
  const [root] = tree.documents;
  if (root?.kind !== 'mapping') return undefined;
  let at: MappingNode = root;
  for (const [depth, key] of keys.entries()) {
    const found = at.entries.find((candidate) => candidate.key.text === key);
    const rest = below(keys.slice(depth + 1), entry);
    if (found === undefined) return one(insertEntry(tree, at, at.entries.at(-1), { key, value: rest }));
    if (isAbsent(found.value)) return one(replaceValue(tree, at, found, rest));
    if (found.value.kind !== 'mapping') return undefined;
    if (found.value.entries.length === 0) return one(replaceValue(tree, at, found, rest));
    at = found.value;
  }
  const there = at.entries.find(({ key }) => key.text === (name ?? entry.key));
  // Within braces a list would be taken for a text.
  if (there === undefined && at.flow && item !== undefined) return undefined;
  if (there === undefined) return one(insertEntry(tree, at, at.entries.at(-1), entry));
  if (there.value.kind !== 'sequence' || item === undefined) return undefined;
  return appendItems(tree, there.value, [item]);
}

function one(edit: TextEdit | undefined): readonly TextEdit[] | undefined {
  return edit && [edit];
}

function below(keys: readonly string[], entry: ContentEntry): Content {
  return keys.reduceRight<readonly ContentEntry[]>((value, key) => [{ key, value }], [entry]);
}

/** In the folder that the file's settings belong to: the first one outside of folders such as `.github`. */
function newConfiguration(
  snapshot: Snapshot,
  uri: Uri,
  [first, ...rest]: readonly [string, ...string[]],
  entryFor: (folder: Uri) => Addition,
): FileEdits | undefined {
  const [file = ''] = CONFIGURATION_NAMES;
  let folder = parentUri(uri);
  for (let inner = folder; parentUri(inner) !== inner; inner = parentUri(inner)) {
    if (baseName(inner).startsWith('.')) folder = parentUri(inner);
  }
  const target = `${folder}/${file}`;
  // One that is there, and counts for nothing because it cannot be read, is not written over.
  if (snapshot.configurationFiles().includes(target)) return undefined;
  const { key, value } = entryFor(folder);
  const whole: ContentEntry = { key: first, value: below(rest, { key, value }) };
  const newText = `${blockLines(whole, 0, NEW_FILE).join('\n')}\n`;
  return { uri: target, edits: [{ range: { start: 0, end: 0 }, newText }], isNew: true };
}

import type { ContentEntry } from '../syntax/edit/content.js';
import { blockLines } from '../syntax/edit/content.js';
import { insertEntry, replaceValue } from '../syntax/edit/mappingEdits.js';
import type { WritingStyle } from '../syntax/edit/style.js';
import type { MappingNode, SyntaxTree } from '../syntax/syntaxTree.js';
import { isAbsent } from '../syntax/syntaxTree.js';
import type { TextEdit } from '../text/textRange.js';
import { baseName, parentUri } from '../text/uri.js';
import type { Uri } from '../text/uri.js';
import { CONFIGURATION_NAMES } from './configurationResolver.js';
import type { FileEdits, Snapshot } from './snapshot.js';

const NEW_FILE: WritingStyle = { indent: 2, lineEnd: '\n' };

/**
 * The configuration that counts for a file with what the settings of an environment are, or a new one; `undefined` where
 * it cannot be added to.
 */
export function withReviewers(
  snapshot: Snapshot,
  uri: Uri,
  name: string,
  reviewers: boolean,
): FileEdits | undefined {
  const key = /^[A-Za-z_][\w.-]*$/u.test(name) ? name : JSON.stringify(name);
  const entry: ContentEntry = { key, value: [{ key: 'reviewers', value: String(reviewers) }] };
  const written = snapshot.configurationFor(uri).uri;
  if (written === undefined) return newConfiguration(snapshot, uri, entry);
  const tree = snapshot.configurationTree(written);
  const edit = tree && addition(tree, entry);
  return edit === undefined ? undefined : { uri: written, edits: [edit] };
}

/** At each key what is there is kept; where a value is something else than a mapping, nothing is done. */
function addition(tree: SyntaxTree, entry: ContentEntry): TextEdit | undefined {
  const [root] = tree.documents;
  if (root?.kind !== 'mapping') return undefined;
  const keys = ['assume', 'environments'];
  let at: MappingNode = root;
  for (const [depth, key] of keys.entries()) {
    const found = at.entries.find((candidate) => candidate.key.text === key);
    const rest = keys
      .slice(depth + 1)
      .reduceRight<readonly ContentEntry[]>((value, inner) => [{ key: inner, value }], [entry]);
    if (found === undefined) return insertEntry(tree, at, at.entries.at(-1), { key, value: rest });
    if (isAbsent(found.value)) return replaceValue(tree, at, found, rest);
    if (found.value.kind !== 'mapping') return undefined;
    if (found.value.entries.length === 0) return replaceValue(tree, at, found, rest);
    at = found.value;
  }
  return insertEntry(tree, at, at.entries.at(-1), entry);
}

/** In the folder that the file's settings belong to: the first one outside of folders such as `.github`. */
function newConfiguration(snapshot: Snapshot, uri: Uri, entry: ContentEntry): FileEdits | undefined {
  const [file = ''] = CONFIGURATION_NAMES;
  let folder = parentUri(uri);
  for (let inner = folder; parentUri(inner) !== inner; inner = parentUri(inner)) {
    if (baseName(inner).startsWith('.')) folder = parentUri(inner);
  }
  const target = `${folder}/${file}`;
  // One that is there, and counts for nothing because it cannot be read, is not written over.
  if (snapshot.configurationFiles().includes(target)) return undefined;
  const whole: ContentEntry = { key: 'assume', value: [{ key: 'environments', value: [entry] }] };
  const newText = `${blockLines(whole, 0, NEW_FILE).join('\n')}\n`;
  return { uri: target, edits: [{ range: { start: 0, end: 0 }, newText }], isNew: true };
}

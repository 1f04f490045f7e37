import { administers } from '../../knowledge/brokers/rabbitmq.js';
import type { Remediation } from '../../model/remediation.js';
import { removeAt, replaceValues, setValue } from '../../syntax/edit/valueEdits.js';
import type { SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import type { TextEdit, TextRange } from '../../text/textRange.js';
import { objectsOf, written } from './definitions.js';

/** Turns a remediation into edits of a definitions file; `undefined` where that cannot be done safely. */
export function remediate(intent: Remediation, tree: SyntaxTree): readonly TextEdit[] | undefined {
  if (!tree.complete) return undefined;
  switch (intent.kind) {
    case 'replace-values':
      return intent.values.length === 1 ? replaceValues(tree, intent.at.range, intent.values) : undefined;
    case 'set-value':
      return setValue(tree, intent.at.range, intent.path, intent.value);
    case 'remove-entry':
      return withoutTags(tree, intent.at.range.start) ?? removeAt(tree, intent.at.range);
    case 'split-session':
      return splitUser(tree, intent.session.replace(/^user:/u, ''), intent.parts.at(-1)?.name);
    default:
      return undefined;
  }
}

/** Where tags are one text, those that administer are taken out of it: a user without the key is refused. */
function withoutTags(tree: SyntaxTree, start: number): readonly TextEdit[] | undefined {
  const tags = objectsOf(tree.documents[0], 'users')
    .flatMap((user) => written(user, 'tags') ?? [])
    .find(({ node }) => node.range.start === start);
  if (tags === undefined) return undefined;
  const kept = tags.text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '' && !administers(tag));
  return [{ range: tags.node.written, newText: JSON.stringify(kept.join(',')) }];
}

const NOTHING = '^$';

/**
 * The user keeps what lets it consume, and a second one gets what lets it publish. It is given no password, so that
 * nobody logs in as it until somebody has set one. https://www.rabbitmq.com/docs/passwords#passwordless-users
 */
function splitUser(
  tree: SyntaxTree,
  user: string,
  publisher: string | undefined,
): readonly TextEdit[] | undefined {
  const [root] = tree.documents;
  const declared = objectsOf(root, 'users').find((entry) => written(entry, 'name')?.text === user);
  const taken = objectsOf(root, 'users').some((entry) => written(entry, 'name')?.text === publisher);
  const permissions = objectsOf(root, 'permissions').filter(
    (entry) => written(entry, 'user')?.text === user && (written(entry, 'write')?.text ?? '') !== NOTHING,
  );
  if (declared === undefined || publisher === undefined || taken || permissions.length === 0) {
    return undefined;
  }
  const edits = [
    copyBehind(tree, declared, [
      ['name', publisher],
      ['password_hash', ''],
      ['tags', []],
    ]),
    ...permissions.flatMap((entry) => [
      copyBehind(tree, entry, [
        ['user', publisher],
        ['vhost', written(entry, 'vhost')?.text ?? '/'],
        ['configure', NOTHING],
        ['write', written(entry, 'write')?.text ?? ''],
        ['read', NOTHING],
      ]),
      valueOf(entry, 'write', NOTHING),
    ]),
  ];
  return edits.every((edit) => edit !== undefined) ? edits : undefined;
}

type Entries = readonly (readonly [key: string, value: string | readonly string[]])[];

/** A new object after this one, laid out as this one is. */
function copyBehind(tree: SyntaxTree, entry: SyntaxNode, entries: Entries): TextEdit | undefined {
  const { start, end } = entry.written;
  const own = tree.text.slice(start, end);
  const line = tree.lines.lineStart(tree.lines.positionAt(start).line);
  const lead = /^[ \t]*/u.exec(tree.text.slice(line, start))?.[0] ?? '';
  const lineEnd = /\r\n|\n|\r/u.exec(tree.text)?.[0] ?? '\n';
  const isAlone = tree.text.slice(line, start).trim() === '';
  const inner = /^\{(?:\r\n|\r|\n)([ \t]*)/u.exec(own)?.[1];
  const texts = entries.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const body =
    inner === undefined
      ? `{${own.startsWith('{ ') ? ' ' : ''}${texts.join(', ')}${own.endsWith(' }') ? ' ' : ''}}`
      : `{${lineEnd}${texts.map((text) => inner + text).join(`,${lineEnd}`)}${lineEnd}${lead}}`;
  return insertion(end, isAlone ? `,${lineEnd}${lead}${body}` : `, ${body}`);
}

function insertion(at: number, newText: string): TextEdit {
  return { range: { start: at, end: at }, newText };
}

function valueOf(entry: SyntaxNode, key: string, text: string): TextEdit | undefined {
  const range: TextRange | undefined = written(entry, key)?.node.written;
  return range === undefined ? undefined : { range, newText: JSON.stringify(text) };
}

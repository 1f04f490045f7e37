import type { Remediation } from '../../model/remediation.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import type { Piece } from '../../text/lines.js';
import { linesOf } from '../../text/lines.js';
import type { TextEdit } from '../../text/textRange.js';
import { readAclFile } from './aclFile.js';

/** Turns a remediation into edits of an ACL file; `undefined` where that cannot be done safely. */
export function remediate(intent: Remediation, tree: SyntaxTree): readonly TextEdit[] | undefined {
  if (!tree.complete) return undefined;
  switch (intent.kind) {
    case 'replace-values': {
      const [only] = intent.values;
      return only === undefined || intent.values.length > 1
        ? undefined
        : [{ range: intent.at.range, newText: only }];
    }
    case 'remove-entry': {
      const line = linesOf(tree.text).find(
        ({ start, end }) => start <= intent.at.range.start && intent.at.range.end <= end,
      );
      return line === undefined ? undefined : [{ range: wholeLine(tree, line), newText: '' }];
    }
    case 'split-session':
      return splitUser(tree, intent.session.replace(/^user:/u, ''), intent.parts.at(-1)?.name);
    default:
      return undefined;
  }
}

function wholeLine({ text }: SyntaxTree, { start, end }: Piece): { start: number; end: number } {
  const after = /^(?:\r\n|\r|\n)/u.exec(text.slice(end, end + 2))?.[0].length ?? 0;
  return { start, end: end + after };
}

/** The user keeps what it reads; a second one, which has no password yet, gets what it wrote. */
function splitUser(
  tree: SyntaxTree,
  user: string,
  publisher: string | undefined,
): readonly TextEdit[] | undefined {
  const { blocks } = readAclFile(tree.text);
  const own = blocks.filter(({ name }) => name?.text === user);
  const [block] = own;
  const topics = own.flatMap((one) => one.topics);
  const writing = topics.filter(({ access }) => access === 'write' || access === 'readwrite');
  if (block?.name === undefined || own.length > 1 || publisher === undefined || writing.length === 0) {
    return undefined;
  }
  if (blocks.some(({ name }) => name?.text === publisher)) return undefined;
  const lineEnd = /\r\n|\n|\r/u.exec(tree.text)?.[0] ?? '\n';
  const end = Math.max(...topics.map(({ line }) => line.end));
  const denied = topics.filter(({ access }) => access === 'deny');
  const added = [
    '',
    `user ${publisher}`,
    ...denied.map(({ topic }) => `topic deny ${topic.text}`),
    ...writing.map(({ topic }) => `topic write ${topic.text}`),
  ];
  const edits = writing.map(({ access, accessAt, topic, line }): TextEdit => {
    if (access === 'write') return { range: wholeLine(tree, line), newText: '' };
    return accessAt === undefined
      ? { range: { start: topic.start, end: topic.start }, newText: 'read ' }
      : { range: { start: accessAt.start, end: accessAt.end }, newText: 'read' };
  });
  // Where the last line goes, the new block comes in its place.
  const last = edits.find(({ range, newText }) => newText === '' && range.end >= end);
  const text = lineEnd + added.join(lineEnd);
  if (last === undefined) return [...edits, { range: { start: end, end }, newText: text }];
  const rest = edits.filter((edit) => edit !== last);
  return [
    ...rest,
    { range: { start: last.range.start, end }, newText: text.replace(/^(?:\r\n|\r|\n)/u, '') },
  ];
}

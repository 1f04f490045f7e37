import type { ShellCommand, ShellScript, ShellWord } from '../../model/shellScript.js';
import { blankExpressions } from './expressions.js';
import { programOf, unwrap } from './wrappers.js';

/**
 * A plain reading of PowerShell and cmd, and of bash where its grammar is not loaded: lines and words, with quotes,
 * but without knowing what a branch or a block is. Commands are found; that a text was read whole is never said.
 */
export function plainShell(script: string): ShellScript {
  const text = blankExpressions(script).replace(/[\\`^]\r?\n/gu, (end) => ' '.repeat(end.length));
  const commands: ShellCommand[] = [];
  let words: PlainWord[] = [];
  for (const token of text.matchAll(TOKEN)) {
    const { separator, comment } = token.groups ?? {};
    if (comment !== undefined) continue;
    if (separator === undefined) words.push(wordOf(token[0], token.index));
    else {
      commands.push(...commandOf(words));
      words = [];
    }
  }
  commands.push(...commandOf(words));
  return { commands, variables: {}, complete: false };
}

interface PlainWord extends ShellWord {
  readonly quoted: boolean;
  readonly start: number;
}

/** A double-quoted text, in which both shells' escapes may stand; a single-quoted one. */
const QUOTED = '"(?:[^"\\\\`]|[\\\\`][\\s\\S])*"|\'[^\']*\'';
/** Comments, separators (braces only where they stand alone: `{owner}` is a word), words with quoted parts. */
const TOKEN = new RegExp(
  `(?<comment>(?<=^|[\\s;|&(){}])#[^\\n]*)|(?<separator>\\n|&&|\\|\\||[;|&()]|(?<=^|\\s)[{}](?=\\s|$))|(?:${QUOTED}|[^\\s;|&()"'])+|["']`,
  'gu',
);

const QUOTED_PARTS = new RegExp(QUOTED, 'gu');

function wordOf(written: string, start: number): PlainWord {
  const text = written.replace(QUOTED_PARTS, (quoted) => quoted.slice(1, -1)).replace(/[\\`](["'$])/gu, '$1');
  const literal = /^'[^']*'$/u.test(written);
  return { text, dynamic: !literal && text.includes('$'), quoted: /^["']/u.test(written), start };
}

function commandOf(words: readonly PlainWord[]): readonly ShellCommand[] {
  const assignments: Record<string, string> = {};
  let at = 0;
  for (; at < words.length; at++) {
    const text = words[at]?.text ?? '';
    const set = /^([A-Za-z_]\w*)=(.*)$/su.exec(text);
    // PowerShell: `$answer = gh api …`.
    const isSet = text.startsWith('$') && /^[-+*/]?=$/u.test(words[at + 1]?.text ?? '');
    if (isSet) at++;
    else if (set?.[1] === undefined) break;
    else assignments[set[1]] = set[2] ?? '';
  }
  const first = words[at];
  if (first === undefined || isExpression(first, words.length - at, at > 0)) return [];
  const args = words.slice(at + 1).map(({ text, dynamic }) => ({ text, dynamic }));
  return [unwrap({ ...programOf(first), args, assignments, start: first.start })];
}

/** Values run nothing: `$env:PATH`, `$list.Add`, a text that is assigned, a number. */
function isExpression(first: PlainWord, count: number, isAssigned: boolean): boolean {
  if (first.text === '' || /^[\d[@-]/u.test(first.text)) return true;
  if (first.quoted) return isAssigned;
  return first.text.startsWith('$') && (count === 1 || isAssigned || /[.[]/u.test(first.text));
}

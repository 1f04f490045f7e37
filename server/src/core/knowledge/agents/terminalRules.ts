/*
 * Keys of `chat.tools.terminal.autoApprove` in VS Code: the start of a command, or a regular expression between slashes,
 * which matches anywhere.
 * https://code.visualstudio.com/docs/agents/run/approvals#_automatically-approve-terminal-commands
 */

/** More patterns than one rule is read as. */
const MOST = 40;

/**
 * The commands that a key stands for, `*` being any text; `undefined` for a regular expression that is not read. What
 * cannot be told of an expression widens its patterns.
 */
export function terminalGlobs(key: string): readonly string[] | undefined {
  const expression = /^\/(.+)\/[a-z]*$/u.exec(key)?.[1];
  return expression === undefined ? [`${key} *`] : globsOf(expression);
}

/** Part of an expression that was read, and where reading goes on. */
interface Read {
  readonly globs: readonly string[];
  readonly next: number;
}

function globsOf(expression: string): readonly string[] | undefined {
  const read = alternatives(expression, 0, 0);
  if (read?.next !== expression.length) return undefined;
  return read.globs.map((glob) => {
    const from = glob.startsWith('^') ? glob.slice(1) : `*${glob}`;
    return (from.endsWith('$') ? from.slice(0, -1) : `${from}*`).replace(/\*[\s*]*\*/gu, '*').trim();
  });
}

/** What stands between bars, up to the end or the parenthesis that closes it. */
function alternatives(text: string, start: number, depth: number): Read | undefined {
  if (depth > 8) return undefined;
  const found: string[] = [];
  for (let at = start; ; at++) {
    const branch = sequence(text, at, depth);
    if (branch === undefined) return undefined;
    found.push(...branch.globs);
    at = branch.next;
    if (found.length > MOST) return undefined;
    if (text.charAt(at) !== '|') return { globs: found, next: at };
  }
}

function sequence(text: string, start: number, depth: number): Read | undefined {
  let globs: readonly string[] = [''];
  let at = start;
  while (at < text.length && text.charAt(at) !== '|' && text.charAt(at) !== ')') {
    const part = atom(text, at, depth);
    if (part === undefined) return undefined;
    const repeated = /^(?:[*+?]|\{[\d,]*\})\??/u.exec(text.slice(part.next))?.[0] ?? '';
    at = part.next + repeated.length;
    const options = repeatedOptions(part.globs, repeated);
    globs = globs.flatMap((head) => options.map((tail) => head + tail));
    if (globs.length > MOST) return undefined;
  }
  return { globs, next: at };
}

function repeatedOptions(globs: readonly string[], repeated: string): readonly string[] {
  if (repeated === '' || globs.every((glob) => glob === ' ' || glob === '*')) return globs;
  return repeated.startsWith('?') ? ['', ...globs] : ['*'];
}

function atom(text: string, at: number, depth: number): Read | undefined {
  const character = text.charAt(at);
  if (character === '(') return group(text, at, depth);
  if (character === '[') {
    const end = /^\[\^?\]?(?:[^\]\\]|\\.)*\]/u.exec(text.slice(at))?.[0].length;
    return end === undefined ? undefined : { globs: ['*'], next: at + end };
  }
  if (character === '\\') return { globs: [escaped(text.charAt(at + 1))], next: at + 2 };
  return { globs: [character === '.' ? '*' : character], next: at + 1 };
}

/** What looks ahead or back only leaves something out. */
function group(text: string, at: number, depth: number): Read | undefined {
  const opening = /^\((?:\?(?::|<?[=!]|<\w+>))?/u.exec(text.slice(at))?.[0] ?? '(';
  const inner = alternatives(text, at + opening.length, depth + 1);
  if (inner === undefined || text.charAt(inner.next) !== ')') return undefined;
  return { globs: /[=!]$/u.test(opening) ? [''] : inner.globs, next: inner.next + 1 };
}

function escaped(character: string): string {
  if (character === 's') return ' ';
  if (character === 'b' || character === 'B') return '';
  return /[A-Za-z0-9]/u.test(character) ? '*' : character;
}

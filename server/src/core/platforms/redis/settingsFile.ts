import type { Piece } from '../../text/lines.js';
import { linesOf } from '../../text/lines.js';

/** What a server's configuration says of who gets in without an ACL file. */
export interface RedisSettings {
  /** The value of a directive, the last line of it counting; its name in small letters. */
  readonly value: (directive: string) => Piece | undefined;
  /** All values of a directive's last line. */
  readonly values: (directive: string) => readonly Piece[];
  /** Commands that nobody can call, in small letters. */
  readonly disabled: readonly string[];
  /** The name of the first directive: where what is so by default is told. */
  readonly first: Piece | undefined;
}

/**
 * Reads `directive value …` in lines; a line that begins with `#` is a comment, and names may be written in any case.
 * https://redis.io/docs/latest/operate/oss_and_stack/management/config/
 */
export function readRedisSettings(text: string): RedisSettings {
  const lines = new Map<string, readonly Piece[]>();
  const disabled: string[] = [];
  let first: Piece | undefined;
  for (const line of linesOf(text)) {
    if (/^\s*#/u.test(line.text)) continue;
    const [directive, ...values] = argumentsOf(line);
    if (directive === undefined) continue;
    first ??= directive;
    const name = directive.text.toLowerCase();
    lines.set(name, values);
    const [command, newName] = values;
    if (name === 'rename-command' && command !== undefined && newName?.text === '') {
      disabled.push(command.text.toLowerCase());
    }
  }
  return {
    value: (directive) => lines.get(directive)?.[0],
    values: (directive) => lines.get(directive) ?? [],
    disabled,
    first,
  };
}

/** Words apart by blanks; one in quotes may be empty. */
function argumentsOf(line: Piece): readonly Piece[] {
  return [...line.text.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|\S+/gu)].map((match) => {
    const quotedText = match[1] ?? match[2];
    const start = line.start + match.index + (quotedText === undefined ? 0 : 1);
    const text = quotedText ?? match[0];
    return { text, start, end: start + text.length };
  });
}

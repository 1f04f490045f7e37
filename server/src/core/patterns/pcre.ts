/*
 * Spellings of PCRE that JavaScript has not, or reads otherwise. https://www.pcre.org/current/doc/html/pcre2syntax.html
 */

/** An expression as JavaScript spells it. */
export interface PlainSpelling {
  readonly source: string;
  readonly ignoreCase: boolean;
}

const ANCHORS: Readonly<Record<string, string>> = { A: '^', z: '$', Z: '$' };

/** Letters that mean something behind a backslash in PCRE, and in JavaScript only themselves. */
const BEYOND = /^[aeghkloCEGHKNPQRXp]$/u;

const POSIX: ReadonlyMap<string, string> = new Map([
  ['alpha', 'A-Za-z'],
  ['digit', '0-9'],
  ['alnum', '0-9A-Za-z'],
  ['upper', 'A-Z'],
  ['lower', 'a-z'],
  ['space', '\\s'],
  ['word', '\\w'],
  ['xdigit', '0-9A-Fa-f'],
]);

/** The same expression in JavaScript's spelling; undefined where it has none. */
export function plainSpelling(expression: string): PlainSpelling | undefined {
  const options = /^\(\?([a-z]+)\)/u.exec(expression);
  // Dots match everything here anyway, and names have one line.
  if (options !== null && !/^[ism]+$/u.test(options[1] ?? '')) return undefined;
  const body = expression.slice(options?.[0].length ?? 0);
  if ([...body.matchAll(SPELLING)].some(isBeyond)) return undefined;
  const source = body.replace(SPELLING, (written, escaped: string | undefined, posix: string | undefined) =>
    posix === undefined ? (ANCHORS[escaped ?? ''] ?? written) : (POSIX.get(posix) ?? written),
  );
  return { source, ignoreCase: options?.[1]?.includes('i') === true };
}

/** An escaped character, or the name of a class between brackets. */
const SPELLING = /\\([^])|\[:(\w+):\]/gu;

function isBeyond([, escaped, posix]: RegExpMatchArray): boolean {
  return posix === undefined ? BEYOND.test(escaped ?? '') : !POSIX.has(posix);
}

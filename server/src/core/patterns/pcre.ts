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

const POSIX: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: '0-9A-Za-z',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
};

/** The same expression in JavaScript's spelling; undefined where it has none. */
export function plainSpelling(expression: string): PlainSpelling | undefined {
  const options = /^\(\?([a-z]+)\)/u.exec(expression);
  // Dots match everything here anyway, and names have one line.
  if (options !== null && !/^[ism]+$/u.test(options[1] ?? '')) return undefined;
  let isBeyond = false;
  const source = expression
    .slice(options?.[0].length ?? 0)
    .replace(/\\([^])|\[:(\w+):\]/gu, (written, escaped: string | undefined, posix: string | undefined) => {
      if (posix !== undefined) {
        isBeyond ||= !Object.hasOwn(POSIX, posix);
        return POSIX[posix] ?? written;
      }
      isBeyond ||= BEYOND.test(escaped ?? '');
      return ANCHORS[escaped ?? ''] ?? written;
    });
  return isBeyond ? undefined : { source, ignoreCase: options?.[1]?.includes('i') === true };
}

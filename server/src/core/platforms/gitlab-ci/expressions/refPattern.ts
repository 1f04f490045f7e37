/** A pattern of `=~`, read as far as it tells which refs it lets through. */
export interface RefPattern {
  /** As written, with its slashes and flags: equal for the same pattern. */
  readonly text: string;
  /** Refs that it stands for, with `*` for any rest: together they take in at least what the pattern does. */
  readonly globs: readonly string[];
  /** Whether a text matches; `undefined` where that is not worked out. */
  readonly test: (text: string) => boolean | undefined;
}

/** Longer names of branches are rare, and a pattern that goes back and forth over them would take long. */
const LONGEST_TEXT = 40;
const MOST_REPEATS = 6;
const MOST_GLOBS = 24;

/** Reads a pattern without its slashes. */
export function refPattern(source: string, flags = ''): RefPattern {
  const matcher = matcherOf(source, flags);
  return {
    text: `/${source}/${flags}`,
    globs: flags.includes('i') ? ['*'] : (globsOf(source) ?? ['*']),
    test: (text) => (matcher === undefined || text.length > LONGEST_TEXT ? undefined : matcher.test(text)),
  };
}

/**
 * The pattern as one of JavaScript. GitLab uses RE2, which takes the same time whatever the pattern; here only those are
 * tried that cannot take long.
 */
function matcherOf(source: string, flags: string): RegExp | undefined {
  const repeats = source.match(/(?<!\\)[*+]|(?<!\\)\{\d+,?\d*\}/gu)?.length ?? 0;
  if (source.length > 300 || repeats > MOST_REPEATS || /\)[*+{]/u.test(source)) return undefined;
  const translated = source
    .replaceAll('\\A', '^')
    .replaceAll('\\z', '$')
    .replaceAll('\\/', '/')
    .replaceAll('(?P<', '(?<');
  try {
    return new RegExp(translated, `${flags.includes('i') ? 'i' : ''}${flags.includes('s') ? 's' : ''}`);
  } catch {
    return undefined;
  }
}

/**
 * What a pattern stands for, alternatives taken apart: `^(main|release\/.*)$` gives `main` and `release/*`.
 * `undefined` where it is not read.
 */
export function globsOf(source: string): readonly string[] | undefined {
  const reader = new PatternReader(source.replaceAll('\\A', '^').replaceAll('\\z', '$'));
  const globs = reader.alternatives(0);
  return globs === undefined || !reader.atEnd
    ? undefined
    : [...new Set(globs.map(({ text, start, end }) => tidy(`${start ? '' : '*'}${text}${end ? '' : '*'}`)))];
}

function tidy(glob: string): string {
  return glob.replace(/\*{2,}/gu, '*');
}

/** A branch of a pattern, and whether it begins and ends where the text does. */
interface Branch {
  readonly text: string;
  readonly start: boolean;
  readonly end: boolean;
}

const EMPTY: Branch = { text: '', start: false, end: false };

class PatternReader {
  #at = 0;

  constructor(readonly source: string) {}

  get atEnd(): boolean {
    return this.#at >= this.source.length;
  }

  alternatives(depth: number): readonly Branch[] | undefined {
    const all: Branch[] = [];
    for (;;) {
      const branch = this.#sequence(depth);
      if (branch === undefined) return undefined;
      all.push(...branch);
      if (all.length > MOST_GLOBS) return undefined;
      if (this.source[this.#at] !== '|') return all;
      this.#at++;
    }
  }

  #sequence(depth: number): readonly Branch[] | undefined {
    let branches: readonly Branch[] = [EMPTY];
    while (!this.atEnd && !'|)'.includes(this.source[this.#at] ?? '')) {
      const next = this.#piece(depth);
      if (next === undefined) return undefined;
      branches = branches.flatMap((before) => next.map((after) => joined(before, after)));
      if (branches.length > MOST_GLOBS) return undefined;
    }
    return branches;
  }

  #piece(depth: number): readonly Branch[] | undefined {
    const piece = this.#atom(depth);
    if (piece === undefined) return undefined;
    const repeat = /^(?:[*+?]|\{\d+(?:,\d*)?\})[?+]?/u.exec(this.source.slice(this.#at, this.#at + 12))?.[0];
    if (repeat === undefined) return piece;
    this.#at += repeat.length;
    return [{ ...EMPTY, text: '*' }];
  }

  #atom(depth: number): readonly Branch[] | undefined {
    const sign = this.source[this.#at++] ?? '';
    switch (sign) {
      case '^':
        return [{ ...EMPTY, start: true }];
      case '$':
        return [{ ...EMPTY, end: true }];
      case '.':
        return [{ ...EMPTY, text: '*' }];
      case '[':
        return this.#set();
      case '(':
        return this.#group(depth);
      case '\\':
        return this.#escaped();
      default:
        return [{ ...EMPTY, text: sign }];
    }
  }

  #set(): readonly Branch[] | undefined {
    const end = this.source.indexOf(']', this.#at + 1);
    if (end < 0) return undefined;
    this.#at = end + 1;
    return [{ ...EMPTY, text: '*' }];
  }

  #group(depth: number): readonly Branch[] | undefined {
    if (depth > 8) return undefined;
    const head = /^\?(?::|P?<\w+>)/u.exec(this.source.slice(this.#at, this.#at + 40))?.[0] ?? '';
    this.#at += head.length;
    // Flags inside of a pattern change what the rest means.
    if (head === '' && this.source[this.#at] === '?') return undefined;
    const inner = this.alternatives(depth + 1);
    if (inner === undefined || this.source[this.#at] !== ')') return undefined;
    this.#at++;
    return inner;
  }

  #escaped(): readonly Branch[] {
    const sign = this.source[this.#at++] ?? '';
    // `\d`, `\w` and their like stand for many signs, `\/` and `\.` for themselves.
    return [{ ...EMPTY, text: /[A-Za-z0-9]/u.test(sign) ? '*' : sign }];
  }
}

function joined(before: Branch, after: Branch): Branch {
  return {
    text: before.text + after.text,
    start: before.start || (after.start && before.text === ''),
    end: before.end || after.end,
  };
}

/** Whether a glob with `*` stands for a text. */
export function globMatches(glob: string, text: string): boolean {
  const parts = glob.split('*');
  const [first = '', ...rest] = parts;
  if (rest.length === 0) return text === glob;
  if (!text.startsWith(first)) return false;
  const last = rest.pop() ?? '';
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/** A control's code found in a text. */
export interface Citation {
  /** In the one spelling of `normalizedCode`. */
  readonly code: string;
  /** The year that it was written with, as publishers do: `NHI1:2025`. */
  readonly year: string | undefined;
}

/** What a text cites, and the words around it that may tell frameworks apart. */
export interface Citations {
  readonly citations: readonly Citation[];
  readonly words: ReadonlySet<string>;
}

const YEAR = /[:-]20\d\d$/u;

/** The longest code in words is three: `CICD SEC 4`. */
const LONGEST_CODE = 3;

/** One spelling for all: `NHI-05`, `nhi 5` and `NHI5:2025` become `nhi5`; parentheses and dots stay. */
export function normalizedCode(code: string): string {
  return code
    .toLowerCase()
    .replace(YEAR, '')
    .replace(/^(?:section\s|§)/u, '')
    .replace(/[\s\-\u2010-\u2015_]/gu, '')
    .replace(/(?<!\d)0+(?=\d)/gu, '');
}

/** Takes a text apart into the codes in it, longest first, and the words that are left. */
export function citationsIn(text: string, isCode: (code: string) => boolean): Citations {
  const tokens = text.split(/\s+/u).map(withoutPunctuation);
  const citations: Citation[] = [];
  const words: string[] = [];
  for (let at = 0; at < tokens.length;) {
    const found = citationAt(tokens, at, isCode);
    if (found === undefined) words.push(...wordsOf(tokens[at] ?? ''));
    else citations.push(found.citation);
    at += found?.length ?? 1;
  }
  return { citations, words: new Set(words) };
}

/** Lower-case words; what is hyphenated counts whole and in parts, so that `800-207` and `207` are both found. */
export function wordsOf(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[a-z0-9]+(?:[.-][a-z0-9]+)*/gu) ?? [];
  return words.flatMap((word) => [word, ...word.split(/[.-]/u)]);
}

function citationAt(
  tokens: readonly string[],
  at: number,
  isCode: (code: string) => boolean,
): { citation: Citation; length: number } | undefined {
  for (let length = Math.min(LONGEST_CODE, tokens.length - at); length > 0; length--) {
    const written = tokens.slice(at, at + length).join(' ');
    const code = normalizedCode(written);
    if (isCode(code)) return { citation: { code, year: YEAR.exec(written)?.[0].slice(1) }, length };
  }
  return undefined;
}

function withoutPunctuation(token: string): string {
  const bare = token.replace(/^["'`([{]+|["'`,;.:\]}]+$/gu, '');
  const unopened = bare.split(')').length > bare.split('(').length;
  return unopened ? withoutPunctuation(bare.slice(0, bare.lastIndexOf(')'))) : bare;
}

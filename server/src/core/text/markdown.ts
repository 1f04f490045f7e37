import { shownMessage, quoted, fenced } from './quoted.js';
import { visibleLines } from './visible.js';

declare const MARKDOWN: unique symbol;

/**
 * Text in Markdown. No string is one, and it is no string, so the compiler refuses to put text from a file where Markdown
 * is meant, and Markdown where it would be escaped again. It is made of `code`, `plain`, `link` and `mark` alone, and
 * `markdownText` hands it to whoever shows it.
 */
export interface Markdown {
  readonly [MARKDOWN]: true;
}

/**
 * What may stand beside Markdown: numbers, and words that are written in our own code, which the compiler knows one by
 * one. A `string` may have come from a file; `code` and `plain` take it.
 */
type Part = Markdown | number | string | undefined;
type Checked<T extends readonly Part[]> = {
  readonly [K in keyof T]: T[K] extends string ? (string extends T[K] ? never : T[K]) : T[K];
};

/** No text: left out wherever parts are put together. */
export const NOTHING = made('');

/** Text from a file as code: never read as Markdown, whatever it contains, and always on one line. */
export function code(text: string): Markdown {
  return made(quoted(text));
}

/**
 * A message in running words: signs of Markdown and HTML lose their meaning, except that runs of backticks pair as in
 * CommonMark, and what stands between them is code. An address, and a word with `@`, becomes code too: otherwise the page
 * that shows it would make a link of it, or call somebody.
 */
export function plain(message: string): Markdown {
  const text = shownMessage(message.replace(/\s+/gu, ' '));
  return made(
    pieces(text)
      .map((piece) => (piece.isCode ? fenced(piece.text) : words(piece.text)))
      .reduce(beside, '')
      .replace(AT_LINE_START, '$<before>\\$<sign>'),
  );
}

/** Words of our own with Markdown, numbers or further words of our own between them. */
export function mark<const T extends readonly Part[]>(
  texts: TemplateStringsArray,
  ...values: Checked<T>
): Markdown {
  let all = texts[0] ?? '';
  for (const [index, value] of (values as readonly Part[]).entries()) {
    all = beside(all, textOf(value));
    all = beside(all, texts[index + 1] ?? '');
  }
  return made(all);
}

/** The text itself, for whoever reads it as Markdown. */
export function markdownText(markdown: Markdown): string {
  return markdown as unknown as string;
}

/** Whether there is anything to read. */
export function isNothing(markdown: Markdown | undefined): boolean {
  return markdown === undefined || markdownText(markdown) === '';
}

/** A link; what stands for it may hold Markdown. A title of our own shows where the pointer rests on it. */
export function link(text: Markdown, url: string, title?: string): Markdown {
  const target = url
    .replace(UNSAFE_IN_TARGET, encodeURIComponent)
    .replace(/\(/gu, '%28')
    .replace(/\)/gu, '%29');
  const tip = title === undefined ? '' : ` "${title.replace(/["\\\s]+/gu, ' ')}"`;
  return made(`[${markdownText(text)}](${target}${tip})`);
}

/** A table of two columns without a heading, as a card has it. Further values of a row stand below the first. */
export function facts(rows: readonly (readonly [name: string, values: readonly Markdown[]])[]): Markdown {
  // Rows and not line breaks: editors drop HTML from hovers, `<br>` included.
  const lines = rows.flatMap(([name, values]) =>
    values.map((value, index) => `| ${index === 0 ? name : ''} | ${cell(value)} |`),
  );
  return made(['| | |', '|---|---|', ...lines].join('\n'));
}

/** What a cell of a table holds: a bar would end the cell even inside of code, a break the table. */
export function cell(markdown: Markdown): string {
  return markdownText(markdown)
    .replace(/(\\*)\|/gu, (bar, slashes: string) => (slashes.length % 2 === 0 ? `${slashes}\\|` : bar))
    .replace(/\r?\n/gu, ' ');
}

/** Paragraphs, the empty ones left out. */
export function paragraphs<const T extends readonly Part[]>(parts: Checked<T>): Markdown {
  return together(parts, '\n\n');
}

/** Lines of one paragraph, the empty ones left out. */
export function lines<const T extends readonly Part[]>(parts: Checked<T>): Markdown {
  return together(parts, '  \n');
}

/** The parts that there are, with a separator of our own between them. */
export function together<const T extends readonly Part[]>(parts: Checked<T>, separator: string): Markdown {
  return made(
    (parts as readonly Part[])
      .map(textOf)
      .filter((text) => text !== '')
      .join(separator),
  );
}

/** A text of several lines as it is, in a block of code whose end nothing in it can be. */
export function verbatim(text: string, language: 'diff'): Markdown {
  const longest = (text.match(/`+/gu) ?? []).reduce((most, run) => Math.max(most, run.length), 2);
  const fence = '`'.repeat(longest + 1);
  const shown = visibleLines(text);
  return made(`${fence}${language}\n${shown}${shown.endsWith('\n') ? '' : '\n'}${fence}`);
}

/** Items of a list, one below the other. */
export function items(parts: readonly Markdown[]): Markdown {
  return made(parts.map((part) => `- ${markdownText(part)}`).join('\n'));
}

function textOf(part: Part): string {
  if (typeof part === 'number') return String(part);
  // Markdown is a string when the program runs.
  return part === undefined ? '' : (part as unknown as string);
}

function made(text: string): Markdown {
  return text as unknown as Markdown;
}

/** Two runs of backticks that meet would become one. */
function beside(left: string, right: string): string {
  return left.endsWith('`') && right.startsWith('`') ? `${left} ${right}` : left + right;
}

interface Piece {
  readonly text: string;
  readonly isCode: boolean;
}

/** Words and code of a message. A run of backticks ends with the next one of its length, or stands for itself. */
function pieces(text: string): readonly Piece[] {
  const runs = [...text.matchAll(/`+/gu)].map((run) => ({ at: run.index, end: run.index + run[0].length }));
  const next = nextOfLength(runs.map(({ at, end }) => end - at));
  const found: Piece[] = [];
  let done = 0;
  for (let index = 0; index < runs.length; index++) {
    const run = runs[index];
    const closing = next[index];
    const close = closing === undefined ? undefined : runs[closing];
    if (run === undefined || closing === undefined || close === undefined) continue;
    found.push(
      { text: text.slice(done, run.at), isCode: false },
      { text: inside(text.slice(run.end, close.at)), isCode: true },
    );
    done = close.end;
    index = closing;
  }
  return [...found, { text: text.slice(done), isCode: false }];
}

/** Of each length the place of the next equal one. */
function nextOfLength(lengths: readonly number[]): readonly (number | undefined)[] {
  const seen = new Map<number, number>();
  const next: (number | undefined)[] = lengths.map(() => undefined);
  for (let index = lengths.length - 1; index >= 0; index--) {
    const length = lengths[index] ?? 0;
    next[index] = seen.get(length);
    seen.set(length, index);
  }
  return next;
}

/** One space on each side belongs to the fence. */
function inside(text: string): string {
  return /^ .*[^ ].* $/u.test(text) ? text.slice(1, -1) : text;
}

function words(text: string): string {
  return text
    .split(' ')
    .map((word) => (LINKED.test(word) ? linkedWord(word) : word.replace(SIGNS, '\\$&')))
    .join(' ');
}

/** An address without the signs around it: ``(see `https://…`).`` */
function linkedWord(word: string): string {
  const [, before = '', address = word, after = ''] =
    /^([([{"'<]*)(.*?)([)\]}"'>.,;:!?]*)$/u.exec(word) ?? [];
  const escaped = (signs: string): string => signs.replace(SIGNS, '\\$&');
  return address === '' ? escaped(word) : escaped(before) + fenced(address) + escaped(after);
}

/** What GitHub or an editor would make a link of. */
const LINKED = /@|:\/\/|(?:^|\W)www\.|^mailto:/iu;
/** Signs that mean something in Markdown, HTML or GitHub's additions, wherever they stand in a line. */
const SIGNS = /[\\*[\]<>|&~$`]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/gu;
/** Signs that begin a heading, a list, a quotation or a rule at the start of a line. */
const AT_LINE_START =
  /^(?<before>\s*\d{0,9})(?<sign>(?<=\d)[.)](?=\s|$)|(?<!\d)(?:#{1,6}(?=\s|$)|[-+](?=\s|$|-)|=))/u;
/** What would end the target of a link, or a line. */
const UNSAFE_IN_TARGET = /[\s<>\\`"|\p{Cc}]/gu;

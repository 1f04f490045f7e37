import { UNKNOWN_PART } from '../../model/policyDocument.js';

/** Builds Markdown. Everything that comes from a file and goes into it passes through `code` or `plain`. */

/** Text from a file as code: never read as Markdown, whatever it contains, and always on one line. */
export function code(text: string): string {
  const line = text.replaceAll(UNKNOWN_PART, '…').replace(/\s+/gu, ' ').trim();
  const longest = Math.max(0, ...[...line.matchAll(/`+/gu)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = line.startsWith('`') || line.endsWith('`') || line === '' ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Text in running words: its Markdown and HTML signs lose their meaning, except that pairs of backticks are code. */
export function plain(text: string): string {
  return text
    .replaceAll(UNKNOWN_PART, '…')
    .replace(/\s+/gu, ' ')
    .replace(
      /(`[^`]+`)|[\\*[\]<>|]|(?<!\w)_|_(?!\w)/gu,
      (sign, span: string | undefined) => span ?? `\\${sign}`,
    );
}

/** A link; the text may hold Markdown. */
export function link(text: string, url: string): string {
  return `[${text}](${url.replace(/\s/gu, '%20').replace(/\(/gu, '%28').replace(/\)/gu, '%29')})`;
}

/** A table of two columns without a heading, as a card has it. Further values of a row stand below the first. */
export function facts(rows: readonly (readonly [name: string, values: readonly string[]])[]): string {
  // Rows and not line breaks: editors drop HTML from hovers, `<br>` included.
  const lines = rows.flatMap(([name, values]) =>
    values.map((value, index) => `| ${index === 0 ? name : ''} | ${cell(value)} |`),
  );
  return ['| | |', '|---|---|', ...lines].join('\n');
}

/** A bar inside a code span would still end the cell; a break would end the table. */
function cell(text: string): string {
  return text.replace(/(?<!\\)\|/gu, '\\|').replace(/\r?\n/gu, ' ');
}

/** Paragraphs, the empty ones left out. */
export function paragraphs(parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

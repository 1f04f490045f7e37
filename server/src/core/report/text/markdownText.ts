import { wrap } from './columns.js';
import type { Paint } from './paint.js';
import { tableText } from './tableText.js';

const WIDEST_TEXT = 100;

/** Markdown for a terminal: headings stand out, code keeps its shape, links are read as text, which is wrapped. */
export function markdownText(markdown: string, paint: Paint, columns: number | undefined): string {
  const lines = markdown.split(/\r?\n/u);
  const text = columns === undefined ? headingsOf(lines, paint) : fitted(lines, paint, columns);
  return `${text.join('\n').trimEnd()}\n`;
}

/** As it is where it goes to a file: headings alone are painted. */
function headingsOf(lines: readonly string[], paint: Paint): readonly string[] {
  let inCode = false;
  return lines.map((line) => {
    if (FENCE.test(line)) inCode = !inCode;
    return !inCode && HEADING.test(line) ? paint.strong(line) : line;
  });
}

function fitted(lines: readonly string[], paint: Paint, columns: number): readonly string[] {
  const width = Math.min(columns, WIDEST_TEXT);
  const all: string[] = [];
  let table: string[] = [];
  let inCode = false;
  // The empty line at the end lets go of a table that is the last.
  for (const line of [...lines, '']) {
    if (!inCode && line.startsWith('|')) {
      table.push(line.replace(LINK, '$<text>'));
      continue;
    }
    if (table.length > 0) all.push(...tableText(table, width));
    table = [];
    if (FENCE.test(line)) inCode = !inCode;
    else if (inCode) all.push(paint.quiet(`    ${line}`.trimEnd()));
    else if (HEADING.test(line)) all.push(paint.strong(line.replace(HEADING, '')));
    else all.push(...wrapped(withoutMarks(line), width));
  }
  return all;
}

const FENCE = /^\s*```/u;
const HEADING = /^#+ /u;

const LINK = /\[(?<text>[^\]\n]+)\]\((?<to>[^)\s]+)\)/gu;

/** A terminal shows no links and no bold type: where a link leads to stands behind it, unless it is another page here. */
function withoutMarks(line: string): string {
  return line
    .replace(LINK, (_link, text: string, to: string) => (/^https?:/u.test(to) ? `${text} (${to})` : text))
    .replace(/\*\*(?=\S)(.+?)\*\*/gu, '$1');
}

/** In two pieces an address cannot be opened. */
const ADDRESS = /^\(?https?:/u;

/** Items of a list hang below their sign. */
function wrapped(line: string, width: number): string[] {
  if (line.trim() === '') return [line];
  const sign = /^\s*(?:[-*]|\d+\.)?\s*/u.exec(line)?.[0] ?? '';
  const lines = wrap(line.slice(sign.length), width - sign.length, ADDRESS);
  return lines.map((text, index) => (index === 0 ? sign : ' '.repeat(sign.length)) + text);
}

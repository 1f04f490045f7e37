import { wrap } from './columns.js';
import type { Paint } from './paint.js';
import { tableText } from './tableText.js';

const WIDEST_TEXT = 100;

/** Markdown for a terminal: headings stand out, code keeps its shape, running text is wrapped. */
export function markdownText(markdown: string, paint: Paint, columns: number | undefined): string {
  const width = columns === undefined ? undefined : Math.min(columns, WIDEST_TEXT);
  let inCode = false;
  const lines = (width === undefined ? markdown : withTables(markdown, width))
    .split(/\r?\n/u)
    .flatMap((line) => {
      if (/^\s*```/u.test(line)) {
        inCode = !inCode;
        return columns === undefined ? [line] : [];
      }
      if (inCode) return [columns === undefined ? line : paint.quiet(`    ${line}`.trimEnd())];
      if (/^#+ /u.test(line)) return [paint.strong(columns === undefined ? line : line.replace(/^#+ /u, ''))];
      return width === undefined ? [line] : wrapped(line, width);
    });
  return `${lines.join('\n').trimEnd()}\n`;
}

/** With its tables as they fit. */
function withTables(markdown: string, width: number): string {
  return markdown.replace(
    TABLE,
    (table) => `${tableText(table.trimEnd().split(/\r?\n/u), width).join('\n')}\n`,
  );
}

/** Lines that follow each other and begin with a bar. */
const TABLE = /^(?:\|.*(?:\r?\n|$))+/gmu;

/** Items of a list hang below their sign; tables have been fitted. */
function wrapped(line: string, width: number): string[] {
  if (line.trim() === '' || line.startsWith('|')) return [line];
  const sign = /^\s*(?:[-*]|\d+\.)?\s*/u.exec(line)?.[0] ?? '';
  const lines = wrap(line.slice(sign.length), width - sign.length);
  return lines.map((text, index) => (index === 0 ? sign : ' '.repeat(sign.length)) + text);
}

import { wrap } from './columns.js';
import type { Paint } from './paint.js';

const WIDEST_TEXT = 100;

/** Markdown for a terminal: headings stand out, code keeps its shape, running text is wrapped. */
export function markdownText(markdown: string, paint: Paint, columns: number | undefined): string {
  const width = columns === undefined ? undefined : Math.min(columns, WIDEST_TEXT);
  let inCode = false;
  const lines = markdown.split(/\r?\n/u).flatMap((line) => {
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

/** Items of a list hang below their sign; tables stay as they are. */
function wrapped(line: string, width: number): string[] {
  if (line.trim() === '' || line.startsWith('|')) return [line];
  const sign = /^\s*(?:[-*]|\d+\.)?\s*/u.exec(line)?.[0] ?? '';
  const lines = wrap(line.slice(sign.length), width - sign.length);
  return lines.map((text, index) => (index === 0 ? sign : ' '.repeat(sign.length)) + text);
}

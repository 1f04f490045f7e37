import type { ResolveLink } from './renderInline.js';
import { renderInline } from './renderInline.js';

/** A table is a row of cells above a row of dashes. */
export function isTableStart(lines: readonly string[]): boolean {
  const [head = '', dashes = ''] = lines;
  return head.trimStart().startsWith('|') && /^\s*\|(?:\s*:?-+:?\s*\|)+\s*$/u.test(dashes);
}

/** A table without words in its head is a list of facts: then the first cell of each row names it. */
export function renderTable(rows: readonly string[], resolveLink: ResolveLink): string {
  const [head = [], , ...body] = rows.map(cellsOf);
  const isFacts = head.every((cell) => cell === '');
  const headHtml = head.map((cell) => `<th scope="col">${renderInline(cell, resolveLink)}</th>`).join('');
  const bodyHtml = body.map((cells) => {
    const html = cells.map((cell, index) => {
      const content = renderInline(cell, resolveLink);
      return isFacts && index === 0 ? `<th scope="row">${content}</th>` : `<td>${content}</td>`;
    });
    return `<tr>${html.join('')}</tr>`;
  });
  return `<table>${isFacts ? '' : `<thead><tr>${headHtml}</tr></thead>`}<tbody>${bodyHtml.join('')}</tbody></table>`;
}

/** A bar after a backslash belongs to the cell, also within code. */
function cellsOf(row: string): string[] {
  const inner = row
    .trim()
    .replace(/^\|/u, '')
    .replace(/(?<!\\)\|$/u, '');
  return inner.split(/(?<!\\)\|/u).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

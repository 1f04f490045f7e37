import { columnsOf, wrap } from './columns.js';

/** More than that in a first cell, and what goes with it stands below. */
const WIDEST_NAME = 30;

const GAP = '  ';

/**
 * A table of Markdown for a terminal: its rows as they are where they fit, else each with its first cell and beside it, or
 * below, what the others say, wrapped.
 *
 * @param rows the lines of the table
 * @param width columns of the terminal
 */
export function tableText(rows: readonly string[], width: number): readonly string[] {
  if (rows.every((row) => columnsOf(row) <= width)) return rows;
  const cells = rows.filter((row) => !/^\|[\s|:-]*\|\s*$/u.test(row)).map(cellsOf);
  const names = cells.map(([name = '']) => columnsOf(name)).filter((length) => length <= WIDEST_NAME);
  const indent = ' '.repeat(Math.max(0, ...names) + GAP.length);
  return cells.flatMap(([name = '', ...others]) => {
    const said = wrap(others.filter((cell) => cell !== '').join(' · '), width - indent.length);
    if (said.length === 0 || columnsOf(name) > WIDEST_NAME) {
      return [...wrap(name, width), ...said.map((line) => indent + line)];
    }
    return said.map((line, at) => (at === 0 ? name + indent.slice(columnsOf(name)) : indent) + line);
  });
}

/** The cells of a row; a bar behind a backslash is none between cells. */
function cellsOf(row: string): readonly string[] {
  return row
    .trim()
    .replace(/^\||\|$/gu, '')
    .split(/(?<!\\)\|/u)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}

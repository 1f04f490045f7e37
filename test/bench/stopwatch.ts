import { percentile } from './table.js';

/** One line of the result. */
export interface Row {
  readonly what: string;
  readonly samples: readonly number[];
  readonly unit: 'ms' | 'MB' | 's';
}

/** A table with median and 95th percentile. */
export function renderTable(rows: readonly Row[]): string {
  const number = (value: number): string => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
  const cells = rows.map(({ what, samples, unit }) => [
    what,
    `${number(percentile(samples, 0.5))} ${unit}`,
    samples.length > 1 ? `${number(percentile(samples, 0.95))} ${unit}` : '',
    String(samples.length),
  ]);
  const all = [['', 'median', '95 %', 'runs'], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}

/** Rounds that are run and not counted. */
export const WARM_UP = 3;

/** Runs `work` some times to warm up and then `times` times; gives the milliseconds of each. */
export async function measure(
  times: number,
  work: (round: number) => Promise<unknown>,
): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let round = 0; round < WARM_UP + times; round++) {
    const start = performance.now();
    await work(round);
    if (round >= WARM_UP) samples.push(performance.now() - start);
  }
  return samples;
}

/** The value below which `share` of the samples lie; the median for 0.5. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

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

import type { Measured, Outcome, Reading, Series } from './series.js';

/** The value below which `share` of the samples lie; the median for 0.5. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** How much more something costs at twice the size; what it costs with nothing at all is left out of account. */
export function growthPerDoubling(
  sizes: readonly [number, number],
  costs: readonly [number, number],
): number {
  return (costs[1] / costs[0]) ** (1 / Math.log2(sizes[1] / sizes[0]));
}

/** One row of the table at its sizes: each build's figures, how they grow, and how they stand to the first build's. */
export function renderMeasured({ series, outcomes }: Measured): string {
  const names = [...new Set([...outcomes.values()].flatMap((byName) => [...byName.keys()]))];
  const lines = [
    [series.of, '', ...columnsOf(series), '× a doubling', names.length > 1 ? `to ${names[0] ?? ''}` : ''],
  ];
  for (const name of names) {
    let before: readonly [number, number] | undefined;
    for (const [size, byName] of outcomes) {
      const outcome = byName.get(name);
      if (outcome === undefined) continue;
      const cost = costOf(outcome);
      const growth =
        before === undefined || cost === undefined || before[0] === 0
          ? ''
          : factor(growthPerDoubling([before[0], size], [before[1], cost]));
      const first = byName.get(names[0] ?? '');
      const ratio = name === names[0] || first === undefined ? '' : ratioOf(first, outcome);
      lines.push([size.toLocaleString('en'), name, ...cellsOf(series, outcome), growth, ratio]);
      if (cost !== undefined) before = [size, cost];
    }
  }
  return `${series.what}\n${aligned(lines)}`;
}

function columnsOf({ rounds, unit }: Series): readonly string[] {
  if (rounds > 1) return ['median', '95 %', 'processor', 'its 95 %', 'rounds'];
  return unit === 's' ? ['wall', 'processor', 'peak'] : ['each'];
}

function cellsOf({ rounds, unit }: Series, outcome: Outcome): readonly string[] {
  if ('failure' in outcome) {
    return [outcome.failure, ...Array<string>(columnsOf({ rounds, unit } as Series).length - 1).fill('')];
  }
  const values = outcome.readings.map(({ value }) => value);
  const cpu = numbers(outcome.readings, 'cpu');
  if (rounds > 1) {
    return [
      `${figure(percentile(values, 0.5))} ${unit}`,
      `${figure(percentile(values, 0.95))} ${unit}`,
      ...[0.5, 0.95].map((share) => (cpu.length === 0 ? '' : `${figure(percentile(cpu, share))} ${unit}`)),
      String(values.length),
    ];
  }
  const value = `${figure(percentile(values, 0.5))} ${unit}`;
  if (unit !== 's') return [value];
  return [
    value,
    `${figure(percentile(cpu, 0.5))} s`,
    `${figure(percentile(numbers(outcome.readings, 'peak'), 0.5))} MB`,
  ];
}

function numbers(readings: readonly Reading[], field: 'cpu' | 'peak'): readonly number[] {
  return readings.flatMap((reading) => reading[field] ?? []);
}

/** What grows: the time of the processor where it was read, since it is the steadier figure. */
function costOf(outcome: Outcome): number | undefined {
  if ('failure' in outcome || outcome.readings.length === 0) return undefined;
  const cpu = numbers(outcome.readings, 'cpu');
  return percentile(cpu.length > 0 ? cpu : outcome.readings.map(({ value }) => value), 0.5);
}

/** How one build stands to another: by the processor where it was read, as growth is. */
function ratioOf(first: Outcome, other: Outcome): string {
  const [was, is] = [costOf(first), costOf(other)];
  return was === undefined || is === undefined ? '' : factor(is / was);
}

function figure(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}

function factor(value: number): string {
  return `× ${value.toFixed(value < 0.1 ? 3 : 2)}`;
}

/** Columns of the same width, the first two to the left. */
export function aligned(lines: readonly (readonly string[])[]): string {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          column === 1 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

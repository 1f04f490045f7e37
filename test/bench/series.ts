import type { Build } from './serverProcess.js';
import { ServerProcess } from './serverProcess.js';

/** One reading: what is measured, and the milliseconds of the processor that it took where they were read. */
export interface Reading {
  readonly value: number;
  readonly cpu?: number;
  /** A second figure of the same run, such as its peak of memory. */
  readonly peak?: number;
}

/** Something that can be measured again and again. */
export interface Subject {
  readonly step: (round: number) => Promise<Reading>;
  readonly stop: () => void;
}

/** One row of the table, at several sizes. */
export interface Series {
  readonly what: string;
  readonly unit: 'ms' | 'MB' | 's' | 'KB';
  /** What the sizes count. */
  readonly of: string;
  readonly sizes: readonly number[];
  /** Rounds that count; 1 where each takes long and is steady. */
  readonly rounds: number;
  readonly prepare: (build: Build, size: number) => Promise<Subject>;
  /** Milliseconds within which one step must be done, where it takes long by nature. */
  readonly patience?: number;
  /** Builds that only this row knows, such as the server of somebody else. */
  readonly others?: readonly Build[];
}

/** The readings of one build at one size, or why there are none. */
export type Outcome = { readonly readings: readonly Reading[] } | { readonly failure: string };

/** What was measured of one row: outcomes by size, then by name of the build. */
export interface Measured {
  readonly series: Series;
  readonly outcomes: ReadonlyMap<number, ReadonlyMap<string, Outcome>>;
}

/** Rounds that are run and not counted: the compiler is done with what runs over and over only after some. */
const WARM_UP = 10;

/** Milliseconds for which a size is measured over and over at most, and within which one step must be done. */
export interface Limits {
  readonly budget: number;
  readonly step: number;
}

/** Measures the row with every build, turn by turn, so that what disturbs one disturbs the others as well. */
export async function measure(
  series: Series,
  builds: readonly Build[],
  limits: Limits,
  tell: (what: string) => void,
): Promise<Measured> {
  const outcomes = new Map<number, ReadonlyMap<string, Outcome>>();
  const all = [...builds, ...(series.others ?? [])];
  for (const size of series.sizes) {
    tell(`${series.what}, ${String(size)} ${series.of}`);
    outcomes.set(size, await atSize(series, size, all, { ...limits, step: series.patience ?? limits.step }));
  }
  return { series, outcomes };
}

interface Turn {
  readonly build: Build;
  readonly readings: Reading[];
  subject?: Subject;
  failure?: string;
}

async function atSize(
  series: Series,
  size: number,
  builds: readonly Build[],
  { budget, step }: Limits,
): Promise<ReadonlyMap<string, Outcome>> {
  const turns: Turn[] = builds.map((build) => ({ build, readings: [] }));
  const attempt = async (turn: Turn, work: () => Promise<void>): Promise<void> => {
    if (turn.failure !== undefined) return;
    try {
      await within(step, work());
    } catch (error) {
      turn.failure = error instanceof Error ? error.message : String(error);
      ServerProcess.stopAllOf(turn.build);
    }
  };
  for (const turn of turns) {
    await attempt(turn, async () => {
      turn.subject = await series.prepare(turn.build, size);
    });
  }
  const turnAll = async (round: number, counts: boolean): Promise<void> => {
    for (const turn of turns) {
      await attempt(turn, async () => {
        const reading = await turn.subject?.step(round);
        if (reading !== undefined && counts) turn.readings.push(reading);
      });
    }
  };
  const start = performance.now();
  const spent = (share: number): boolean => performance.now() - start > budget * share;
  let round = 0;
  while (series.rounds > 1 && round < WARM_UP && !spent(1 / 3)) await turnAll(round++, false);
  const first = round;
  while (round < first + series.rounds && (round < first + 3 || !spent(1))) await turnAll(round++, true);
  for (const turn of turns) if (turn.failure === undefined) turn.subject?.stop();
  return new Map(
    turns.map(({ build, readings, failure }) => [
      build.name,
      failure === undefined ? { readings } : { failure },
    ]),
  );
}

/** Fails when the work is not done in time. The work itself must be stopped by who started it. */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`not done in ${String(Math.round(milliseconds / 1000))} s`));
    }, milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Counts } from './steps/results.js';
import { RESULTS } from './steps/results.js';

/** What all parts of a test run left in `.test-results`, and the sum of it. */
export interface Summary {
  readonly parts: ReadonlyMap<string, Counts>;
  readonly total: Counts;
}

/** Vitest's own report, as far as it matters here. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
}

export async function readSummary(): Promise<Summary> {
  const names = (await readdir(RESULTS).catch(() => [])).filter((name) => name.endsWith('.json')).sort();
  const parts = new Map<string, Counts>();
  for (const name of names) {
    parts.set(basename(name, '.json'), toCounts(JSON.parse(await readFile(join(RESULTS, name), 'utf8'))));
  }
  const sum = (key: keyof Counts): number =>
    [...parts.values()].reduce((total, counts) => total + counts[key], 0);
  return { parts, total: { passed: sum('passed'), failed: sum('failed') } };
}

/** The counts in a result file, whichever of the two shapes it has. */
export function toCounts(report: unknown): Counts {
  const { passed, failed, numPassedTests, numFailedTests, numFailedTestSuites } = report as Partial<
    Counts & VitestReport
  >;
  if (numPassedTests === undefined) return { passed: passed ?? 0, failed: failed ?? 1 };
  // A file that cannot be loaded has no test that could fail, but is no success.
  return {
    passed: numPassedTests,
    failed: Math.max(numFailedTests ?? 0, Math.min(1, numFailedTestSuites ?? 0)),
  };
}

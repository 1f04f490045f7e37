import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './root.js';

/** How many checks or tests of one kind passed and failed. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** Where every kind of test leaves its counts, for `scripts/test-summary.ts` to add up. */
export const RESULTS = join(ROOT, '.test-results');

export async function writeCounts(name: string, counts: Counts): Promise<void> {
  await mkdir(RESULTS, { recursive: true });
  await writeFile(join(RESULTS, `${name}.json`), JSON.stringify(counts));
}

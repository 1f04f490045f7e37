import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { defineConfig } from 'vitest/config';
import { instrument } from './instrument.js';
import type { Mutant } from './mutants.js';

const ROOT = join(import.meta.dirname, '../..');
const mutants = JSON.parse(
  readFileSync(join(ROOT, '.test-results/mutation/mutants.json'), 'utf8'),
) as readonly Mutant[];

/** The unit tests, with all mutants in the code; `MUTANT` says which one counts. */
export default defineConfig({
  root: ROOT,
  plugins: [
    {
      name: 'mutants',
      enforce: 'pre',
      load: (id) => {
        const own = mutants.filter(({ file }) => file === relative(ROOT, id));
        return own.length === 0 ? undefined : instrument(readFileSync(id, 'utf8'), own);
      },
    },
  ],
  test: {
    include: ['test/unit/**/*.test.ts'],
    setupFiles: [join(import.meta.dirname, 'askedMutants.ts')],
    maxWorkers: 2,
    testTimeout: 60_000,
  },
});

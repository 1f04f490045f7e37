import { writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { afterAll, expect } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const active = process.env['MUTANT'] === undefined ? -1 : Number(process.env['MUTANT']);
const asked = new Set<number>();

Object.assign(globalThis, {
  __mutant: (id: number): boolean => {
    asked.add(id);
    return id === active;
  },
});

// Which mutants the tests of a file come by, for the run without any.
afterAll(() => {
  const { testPath } = expect.getState();
  if (active >= 0 || testPath === undefined) return;
  const file = relative(ROOT, testPath);
  const name = `${file.replaceAll('/', '+')}.json`;
  writeFileSync(
    join(ROOT, '.test-results/mutation/reached', basename(name)),
    JSON.stringify({ file, asked: [...asked] }),
  );
});

/**
 * `npm run mutate -- [FOLDER…] [--count N] [--seed N] [--list]`: changes the code in many small ways and tells which
 * changes no test notices. See docs/testing.md.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { Random } from '../support/random.js';
import { killedByFixtures } from './fixtures.js';
import type { Mutant } from './mutants.js';
import { mutantsOf } from './mutants.js';
import { killedByTests } from './unitTests.js';

const ROOT = join(import.meta.dirname, '../..');
const CORE = 'server/src/core';
const FOLDERS = ['link', 'rules', 'model', 'analysis'].map((name) => `${CORE}/${name}`);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: 'string', default: '400' },
    seed: { type: 'string', default: '1' },
    'fixtures-only': { type: 'boolean', default: false },
  },
});

const drawn = draw(positionals.length > 0 ? positionals : FOLDERS, Number(values.count), values.seed);
console.log(`${drawn.length} mutants, seed ${values.seed}`);

const alive: Mutant[] = [];
let killed = 0;
await killedByFixtures(drawn, (mutant, killer) => {
  if (killer === undefined) alive.push(mutant);
  else killed += 1;
});
console.log(`${killed} killed by the fixtures of rules`);

const survivors = values['fixtures-only'] ? alive : await killedByTests(drawn, alive);
killed = drawn.length - survivors.length;
for (const { file, line, kind, code } of survivors) {
  console.log(`survived: ${file}:${line} ${kind}${code === '' ? '' : `: ${code.replace(/\s+/gu, ' ')}`}`);
}
console.log(`${killed} of ${drawn.length} killed: ${Math.round((1000 * killed) / drawn.length) / 10} %`);

/** A seeded sample of all mutants of the TypeScript files in these folders, what is generated left out. */
function draw(folders: readonly string[], count: number, seed: string): readonly Mutant[] {
  const all = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.generated.ts'))
      .sort()
      .flatMap((name) => {
        const file = relative(ROOT, join(ROOT, folder, name));
        return mutantsOf(file, readFileSync(join(ROOT, file), 'utf8'));
      }),
  );
  const random = Random.of(seed);
  const sample = Array.from({ length: Math.min(count, all.length) }, () =>
    all.splice(random.below(all.length), 1),
  );
  return sample.flat().map((mutant, id) => ({ ...mutant, id }));
}

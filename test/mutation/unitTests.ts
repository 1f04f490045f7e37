import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from './mutants.js';

const ROOT = join(import.meta.dirname, '../..');
const PLACE = join(ROOT, '.test-results/mutation');
/** Fixtures of rules are tried before; these take minutes each and judge by what they find in the same fixtures. */
const LEFT_OUT = ['rules', 'fixes', 'platformContract', 'robustness', 'docs', 'wording'];
const PATIENCE_MS = 600_000;

/** The mutants that no unit test notices either. Only test files that come by a mutant are run with it. */
export async function killedByTests(
  mutants: readonly Mutant[],
  alive: readonly Mutant[],
): Promise<readonly Mutant[]> {
  rmSync(join(PLACE, 'reached'), { recursive: true, force: true });
  mkdirSync(join(PLACE, 'reached'), { recursive: true });
  writeFileSync(join(PLACE, 'mutants.json'), JSON.stringify(mutants));
  run([], {});
  const reached = readdirSync(join(PLACE, 'reached')).map(
    (name) =>
      JSON.parse(readFileSync(join(PLACE, 'reached', name), 'utf8')) as {
        file: string;
        asked: readonly number[];
      },
  );
  const survivors: Mutant[] = [];
  for (const mutant of alive) {
    const files = reached.filter(({ asked }) => asked.includes(mutant.id)).map(({ file }) => file);
    if (files.length === 0 || run(files, { MUTANT: String(mutant.id) })) survivors.push(mutant);
    await Promise.resolve();
  }
  return survivors;
}

/** Whether tests pass. */
function run(files: readonly string[], environment: Readonly<Record<string, string>>): boolean {
  const left = LEFT_OUT.map((name) => `--exclude=test/unit/${name}.test.ts`);
  const { status } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/vitest/vitest.mjs'),
      'run',
      `--config=${join(import.meta.dirname, 'vitest.config.ts')}`,
      '--bail=1',
      ...left,
      ...files,
    ],
    { cwd: ROOT, env: { ...process.env, ...environment }, stdio: 'ignore', timeout: PATIENCE_MS },
  );
  return status === 0;
}

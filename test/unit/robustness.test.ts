import { expectBoundedWork, expectCalm } from '../support/contract/calm.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workflowOf } from '../bench/workflow.js';
import { everyFixtureFile } from '../support/contract/everyFixture.js';
import { mutations, yamlish } from '../support/contract/mutations.js';

const files = everyFixtureFile();
/** About as long as files get that people write, in characters. */
const MANY = 300_000;

const path = '.github/workflows/ci.yml';

describe('whatever stands in a file', () => {
  it('a workflow with careless edits is read, judged and offered fixes for, without an exception', () => {
    expect(files.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.constantFrom(...files), mutations(), (file, mutate) => {
        expectCalm(file.path, mutate(file.text));
      }),
      { numRuns: 300 },
    );
  });

  it('so is a text that only looks like YAML', () => {
    fc.assert(
      fc.property(yamlish(), (text) => {
        expectCalm(path, text);
      }),
      { numRuns: 300 },
    );
  });

  it('so is any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expectCalm(path, text);
      }),
      { numRuns: 200 },
    );
  });

  it.each<[string, string]>([
    ['aliases that multiply', aliasBomb()],
    ['an anchor that holds itself', 'on: push\njobs: &a\n  x: *a\n'],
    ['deep flow nesting', `a: ${'['.repeat(20_000)}`],
    ['deep block nesting', Array.from({ length: 3_000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['20,000 equal keys', `jobs:\n${'  a: 1\n'.repeat(20_000)}`],
    ['5,000 aliases', `a: &a x\nb:\n${'  - *a\n'.repeat(5_000)}`],
    ['10 MB', `on: push\njobs:\n${'  # filler\n'.repeat(1_000_000)}`],
    ['as many jobs as are read', workflowOf(MANY / 25).slice(0, MANY - 1)],
    ['a long line', `on: push # ${'x'.repeat(1_000_000)}\n`],
    ['many unclosed expressions', `on: push\njobs:\n  a:\n    if: ${'${{ ('.repeat(5_000)}\n`],
    ['NUL bytes', 'on: push\0\njobs:\n'],
  ])('so is a file with %s', (_name, text) => {
    expectBoundedWork(path, text);
  });
});

/** Nine levels of nine aliases each: 387 million leaves for who follows them all. */
function aliasBomb(): string {
  const levels = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];
  const bomb = levels.map((name, index) => {
    const inner = index === 0 ? 'lol' : `*${levels[index - 1] ?? ''}`;
    return `${name}: &${name} [${Array<string>(9).fill(inner).join(', ')}]`;
  });
  return `${bomb.join('\n')}\non: push\njobs: *i\n`;
}

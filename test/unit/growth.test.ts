import '../support/work.js';
import { describe, expect, it } from 'vitest';
import { GRAVEST } from '../support/growth/gravest.js';
import { allShapes } from '../support/growth/allShapes.js';
import { GITHUB } from '../support/growth/github.js';
import { fixesWorkAt, workAt } from '../support/growth/workGrowth.js';
import { everyTool } from '../support/tools.js';

/** What twice the text may cost at most. A little is asked once however long the text is, and a sort costs more. */
const TWICE = 2.6;

/** Shapes whose answer itself grows with the square: each of them leads to each other, limits each other, or says something of each. */
const SQUARES: ReadonlySet<string> = new Set([
  'agents rules that allow and deny everything',
  // Each deny is held against each allow.
  'aws denies beside as many allows',
  'aws roles that may assume the next',
  'aws roles that may pass each other',
  'aws roles that trust anybody and may assume anything',
  'kubernetes accounts that can each become each other',
  'kubernetes applications in files of their own',
  'kubernetes applications in one file',
  'mosquitto users, and patterns for all',
  'terraform roles that trust anybody and may assume anything',
]);
const FOUR_TIMES = 4.4;

/** Shapes each of whose fixes is tried on the whole file, until that is too much for a file (`fixJudge.ts`). */
const TRIED: ReadonlyMap<string, number> = new Map([
  ['agents rules about cloud commands', FOUR_TIMES],
  ['agents rules that allow and deny everything', 2 * FOUR_TIMES],
]);

/** What twice as much costs where each part is found by halving. */
const TWICE_AND_A_SEARCH = 2.2;

/** How much more the work may grow than the text does. */
const MORE = 1.35;

/** Calls of one workflow from many jobs: each job of it is held against each of them. */
const CALLS = /call each other|calls itself|each from so many jobs/u;
const CALLED = 5.5;

const tools = await everyTool();
const shapes = await allShapes();
const known = new Set(shapes.flatMap(([, of]) => Object.values(of)));

describe.each(shapes)('twice as much of %s', (platform, ofPlatform) => {
  it.each(Object.entries(ofPlatform))('is about twice the work: %s', (shape, files) => {
    // What is worked out once and remembered is so beforehand.
    workAt(files, [8], tools);
    const [half = 0, whole = 0] = workAt(files, [32, 64], tools);
    const name = `${platform} ${shape}`;
    expect(whole / half).toBeLessThan(TRIED.get(name) ?? (SQUARES.has(name) ? FOUR_TIMES : TWICE));
  });
});

describe('of other shapes that once held the program', () => {
  const others = GRAVEST.filter(({ files }) => !known.has(files));
  it.each(others.map(({ name, files }) => [name, files] as const))(
    'the work grows as the text: %s',
    { timeout: 120_000 },
    (name, files) => {
      const lengthAt = (size: number): number =>
        [...files(size).values()].reduce((sum, { length }) => sum + length, 0);
      workAt(files, [8], tools);
      const [half = 0, whole = 0] = workAt(files, [32, 64], tools);
      expect(whole / half).toBeLessThan(CALLS.test(name) ? CALLED : (MORE * lengthAt(64)) / lengthAt(32));
    },
  );
});

describe('of long files', () => {
  it('the work for the fixes of each finding is the same', () => {
    const files = GITHUB['comments that suppress'];
    if (files === undefined) throw new Error('the shape is gone');
    fixesWorkAt(files, [8], tools);
    const [half = 0, whole = 0] = fixesWorkAt(files, [200, 400], tools);
    expect(whole / half).toBeLessThan(TWICE_AND_A_SEARCH);
  });
});

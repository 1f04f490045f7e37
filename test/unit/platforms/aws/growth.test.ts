import { workOf } from '../../../support/work.js';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AwsCatalogue } from '../../../../server/src/core/model/awsCatalogue.js';
import type { FileFacts } from '../../../../server/src/core/model/facts.js';
import { aws } from '../../../../server/src/core/platforms/aws/index.js';
import { parse } from '../../../../server/src/core/syntax/parse.js';
import { awsCatalogue } from '../../../support/aws/catalogue.js';
import { AWS } from '../../../support/growth/aws.js';
import { TERRAFORM } from '../../../support/growth/terraform.js';

let catalogue: AwsCatalogue;

beforeAll(async () => {
  catalogue = await awsCatalogue();
});

/** Parses and lowers each file of a shape. */
function lower(files: ReadonlyMap<string, string>): readonly FileFacts[] {
  return [...files].map(([path, text]) => {
    const uri = `file:///w/${path}`;
    const tree = parse(text, aws.format({ uri, path, text }));
    return aws.lower(uri, tree, { aws: catalogue });
  });
}

const SIZES = [20, 40, 80];

/** Shapes that come to more than is read at the second of these sizes already: from there on they do not grow. */
const LIMITED: ReadonlySet<string> = new Set([
  'denies beside as many allows',
  'locals that stand twice in the next',
]);

describe('work on files that grow', () => {
  it.each(Object.keys({ ...AWS, ...TERRAFORM }))('%s: about twice as much at twice the size', (name) => {
    const shape = { ...AWS, ...TERRAFORM }[name];
    if (shape === undefined) throw new Error(`no shape ${name}`);
    // What comes to be known once and stays is not counted to the first.
    lower(shape(2 * (SIZES.at(-1) ?? 0)));
    const counts = SIZES.map((size) => workOf(() => lower(shape(size))));
    const growth = counts.slice(1).map((count, at) => count / (counts[at] ?? 1));
    const counting = LIMITED.has(name) ? growth.slice(-1) : growth;
    expect(Math.max(...counting), counts.join(' ')).toBeLessThan(2.5);
  });
});

describe('depths beyond what anybody writes', () => {
  it.each([
    ['operators of one sum', 3_000],
    ['names of one sum', 3_000],
    ['locals that rest on each other', 1_000],
    ['lists that rest on each other', 400],
    ['locals that stand twice in the next', 1_000],
    ['lists that stand twice in the next', 400],
    ['conditions that stand twice in the next', 1_000],
    ['locals in a ring', 1_000],
    ['documents that take in the one before', 500],
    ['roles that are called after the one before', 300],
  ])('%s: %i of them are read, or said not to be known', (name, size) => {
    const [facts] = lower(TERRAFORM[name]?.(size) ?? new Map());
    expect([...(facts?.sessions ?? []), ...(facts?.sets ?? [])].length).toBeGreaterThan(0);
  });

  it('reads what stands at the far end of a chain of locals', () => {
    const [facts] = lower(TERRAFORM['locals that rest on each other']?.(1_000) ?? new Map());
    expect(facts?.sets?.flatMap(({ grants }) => grants.map(({ action }) => action))).toContain(
      's3:GetObject',
    );
  });
});

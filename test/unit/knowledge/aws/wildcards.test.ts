import { workOf } from '../../../support/work.js';
import { describe, expect, it } from 'vitest';
import {
  patternCovers,
  patternMatches,
  patternsOverlap,
} from '../../../../server/src/core/knowledge/aws/wildcards.js';
import { Random } from '../../../support/random.js';

describe('patterns with * and ?', () => {
  it.each([
    ['*', '', true],
    ['?', '', false],
    ['?', 'a', true],
    ['s3:Get*', 's3:GetObject', true],
    ['s3:Get*', 's3:PutObject', false],
    ['s3:?etObject', 's3:GetObject', true],
    ['s3:?etObject', 's3:etObject', false],
    ['a*b*c', 'abbc', true],
    ['a*b*c', 'acb', false],
    ['*a*a*a*', 'aa', false],
    ['arn:aws:s3:::b/*/test/*', 'arn:aws:s3:::b/1/2/test/3/o.jpg', true],
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
    ['arn:aws:s3:::b/*/test/*', 'arn:aws:s3:::b/1-test/o.jpg', false],
    ['.+', 'aa', false],
    ['[a]', 'a', false],
  ])('%s and %s: %s', (pattern, text, expected) => {
    expect(patternMatches(pattern, text)).toBe(expected);
  });

  it('does not take long for patterns that are made to', () => {
    const pattern = `${'*a'.repeat(200)}*b`;
    const work = workOf(() => {
      expect(patternMatches(pattern, 'a'.repeat(4_000))).toBe(false);
      expect(patternsOverlap(pattern, `${'a*'.repeat(200)}c`)).toBe(false);
      expect(patternCovers(`*a${'?'.repeat(60)}b*`, `${'a*b*'.repeat(50)}c`)).toBe(false);
    });
    expect(work).toBeLessThan(2_000_000);
  });

  it('compares nothing that is longer than any name', () => {
    const long = 'a'.repeat(100_000);
    expect(patternMatches(`${long}b`, long)).toBe(true);
    expect(patternsOverlap(long, 'b')).toBe(true);
    expect(patternCovers('b', long)).toBe(false);
  });

  // Every text of a few letters, among them one that no pattern names: enough for patterns this short.
  const texts = [''];
  for (let from = 0, length = 1; length <= 6; length++) {
    const to = texts.length;
    for (; from < to; from++) for (const letter of 'abx') texts.push(`${texts[from] ?? ''}${letter}`);
  }
  const random = new Random(1);
  const pairs = Array.from({ length: 700 }, () => [some(random), some(random)] as const);

  it('decides overlap and cover by language', () => {
    for (const [a, b] of pairs) {
      const [of, within] = [accepted(a), accepted(b)];
      expect(patternsOverlap(a, b), `${a} overlaps ${b}`).toBe(within.some((text) => of.includes(text)));
      expect(patternCovers(a, b), `${a} covers ${b}`).toBe(within.every((text) => of.includes(text)));
    }
  });

  function accepted(pattern: string): readonly string[] {
    const source = pattern.replace(/\*/g, '.*').replace(/\?/g, '.');
    const expression = new RegExp(`^${source}$`);
    return texts.filter((text) => expression.test(text));
  }
});

function some(random: Random): string {
  return random.some(0, 4, () => random.pick(['a', 'b', '*', '*', '?'])).join('');
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { globsMeet } from '../../../server/src/core/knowledge/agents/permissions/globs.js';
import { HeadIndex, headOf } from '../../../server/src/core/patterns/headIndex.js';
import { MQTT_TOKENS, NATS_TOKENS, tokensMeet } from '../../../server/src/core/patterns/tokens.js';

const patterns = (signs: string): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom('a', 'b', ...signs.split('')), { maxLength: 5 }).map((parts) => parts.join(''));

describe('patterns by what they begin with', () => {
  it('are found in their order, each once, where one head begins with the other', () => {
    const index = new HeadIndex(['ab', '', 'b', 'a', 'abc', 'ab'], (text) => [text, text]);
    expect(index.near(['ab'])).toEqual(['ab', '', 'a', 'abc', 'ab']);
    expect(index.near(['b', 'a'])).toEqual(['ab', '', 'b', 'a', 'abc', 'ab']);
    expect(index.near(['c'])).toEqual(['']);
    expect(index.near([])).toEqual([]);
    expect(new HeadIndex<string>([], () => []).near([''])).toEqual([]);
  });

  it.each<[string, string, RegExp, (a: string, b: string) => boolean]>([
    ['stars', '*', /\*/u, globsMeet],
    ['subjects', '.*>', /[*>]/u, (a, b) => tokensMeet(a, b, NATS_TOKENS)],
    ['topics', '/+#', /\/?[+#]/u, (a, b) => tokensMeet(a, b, MQTT_TOKENS)],
  ])('leave out no pattern with something in common: %s', (_name, signs, sign, meet) => {
    fc.assert(
      fc.property(fc.array(patterns(signs), { maxLength: 12 }), patterns(signs), (all, one) => {
        const near = new HeadIndex(all, (text) => [headOf(text, sign)]).near([headOf(one, sign)]);
        const meeting = all.filter((other) => meet(one, other));
        expect(near.filter((other) => meet(one, other))).toEqual(meeting);
      }),
      { numRuns: 2_000 },
    );
  });
});

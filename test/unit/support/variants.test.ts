import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VARIANTS } from '../../support/fixtures/variant.js';

const text = fc
  .array(fc.constantFrom('a', ': b', '\n', '\r\n', '🚀', '#'), { maxLength: 30 })
  .map((parts) => parts.join(''));

describe.each(VARIANTS)('a file $name', ({ rewrite, place }) => {
  it('has each character again, at the place that the variant names', () => {
    fc.assert(
      fc.property(text, (source) => {
        const rewritten = rewrite('ci.yml', source);
        for (const [offset, character] of source.split('').entries()) {
          if (character !== '\n') expect(rewritten.charAt(place('ci.yml', source, offset))).toBe(character);
        }
      }),
    );
  });

  it('is not rewritten further by doing it twice to a file that has it already', () => {
    const once = rewrite('data.json', '{\n}\n');
    expect(rewrite('data.json', once)).toBe(once);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scalarText } from '../../../../server/src/core/syntax/edit/scalar.js';
import { parse } from '../../../../server/src/core/syntax/parse.js';
import { get, textOf } from '../../../../server/src/core/syntax/syntaxTree.js';

describe('a text written as a scalar', () => {
  it('reads back the same, in block and in flow style', () => {
    const piece = fc.constantFrom(
      ...`!&*?|>%@#:,[]{}'"\\ -ab1~.`.split(''),
      "'x'",
      ' && ',
      '== ',
      'true',
      'null',
      ': ',
      ' #',
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        expect(textOf(get(parse(`a: ${scalarText(text, false)} # why\n`, 'yaml').documents[0], 'a'))).toBe(
          text,
        );
        expect(textOf(get(parse(`{ a: ${scalarText(text, true)}, b: c }\n`, 'yaml').documents[0], 'a'))).toBe(
          text,
        );
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ["github.ref == 'main'", false, "github.ref == 'main'"],
    ['!cancelled()', false, "'!cancelled()'"],
    ["!x && y == 'z'", false, `"!x && y == 'z'"`],
    ["contains(a, 'b')", true, `"contains(a, 'b')"`],
    [`'a' == '"'`, false, `'''a'' == ''"'''`],
  ])('%s is written as short as it can be (in flow: %s)', (text, flow, written) => {
    expect(scalarText(text, flow)).toBe(written);
  });
});

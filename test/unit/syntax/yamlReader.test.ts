import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../server/src/core/syntax/parse.js';
import { coreScalar } from '../../../server/src/core/syntax/yaml/coreScalar.js';
import { readByPieces } from '../../../server/src/core/syntax/yaml/readByPieces.js';
import { Block } from '../../../server/src/core/text/block.js';
import { mutations, yamlish } from '../../support/contract/mutations.js';
import { byLibrary, plainText } from '../../support/syntax/plainNode.js';
import { fixtureTexts, longWorkflow, ODD_TEXTS } from '../../support/syntax/yamlTexts.js';

const FIXTURES = fixtureTexts();
/** Text enough around another one for it to be read by pieces. */
const FILLER = longWorkflow(4);

function expectSame(text: string, merge = false): void {
  expect(plainText(parse(text, 'yaml', { merge }))).toEqual(byLibrary(text, merge));
}

function indented(text: string, by = '  '): string {
  return text.replace(/^(?=[^\r\n])/gmu, by);
}

describe('the reader of plain YAML', () => {
  it('gives what the library gives for every fixture', () => {
    expect(FIXTURES.length).toBeGreaterThan(500);
    for (const text of FIXTURES) expectSame(text);
  });

  it('reads nearly all fixtures itself', () => {
    const whole = FIXTURES.filter((text) => parse(text, 'yaml').complete);
    const own = whole.filter(
      (text) => readByPieces(text, { merge: false, block: new Block(0) }) !== undefined,
    );
    expect(own.length / whole.length).toBeGreaterThan(0.75);
  });

  it.each(ODD_TEXTS.map((text) => [JSON.stringify(text), text]))('gives the same for %s', (_name, text) => {
    for (const merge of [false, true]) {
      expectSame(text, merge);
      expectSame(text.replaceAll(/(?<!\r)\n/gu, '\r\n'), merge);
      expectSame(`k:\n${indented(text)}z: 1\n`, merge);
      expectSame(`k:\n  - ${indented(text, '    ').slice(4)}z: 1\n`, merge);
      expectSame(`${text}${FILLER}`, merge);
      expectSame(`${FILLER}  odd:\n${indented(text, '    ')}  last: 1\n`, merge);
    }
  });

  it('gives the same after careless edits', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FIXTURES, ...ODD_TEXTS, FILLER), mutations(), (text, mutate) => {
        const edited = mutate(text).replaceAll('\0', '');
        expectSame(edited);
      }),
      { numRuns: 600 },
    );
  });

  it('gives the same for what only looks like YAML', () => {
    fc.assert(
      fc.property(yamlish(), fc.boolean(), (text, merge) => {
        expectSame(text.replaceAll('\0', ''), merge);
      }),
      { numRuns: 600 },
    );
  });

  it('gives the same for a broken entry before a key by `?`', () => {
    expectSame(`${FILLER}[a]\n? a\n: b\n`);
  });

  it.each(['# c\n: 1\n', '\n\n: 1\n', '# c\n:\n', '# c\n: 1\nz: 1\n'])(
    'gives the same for a value without a key after a comment or a gap: %j',
    (text) => {
      expectSame(`${FILLER}${text}`);
      expectSame(`${FILLER}  odd:\n${indented(text, '    ')}  last: 1\n`);
    },
  );

  it('gives the same for odd texts put together', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ODD_TEXTS), { maxLength: 4 }), (texts) => {
        expectSame(texts.join(''));
        expectSame(`${FILLER}${texts.join('')}`);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the core schema', () => {
  it.each<[string, unknown]>([
    ['12', 12],
    ['-0', -0],
    ['0x1f', 31],
    ['0o17', 15],
    ['1e-3', 0.001],
    ['.5', 0.5],
    ['-.inf', -Infinity],
    ['.NaN', NaN],
    ['1.2.3', '1.2.3'],
    ['NULL', null],
    ['nul', 'nul'],
    ['FALSE', false],
    ['False!', 'False!'],
  ])('takes %s for %s', (text, value) => {
    expect(coreScalar(text)).toBe(value);
  });
});

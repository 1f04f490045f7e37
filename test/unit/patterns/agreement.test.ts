import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Destination, DestinationSyntax } from '../../../server/src/core/model/breadth.js';
import {
  accepts,
  destinationsMeet,
  isEveryDestination,
  languageOf,
} from '../../../server/src/core/patterns/destinations.js';
import { isEverything, overlap } from '../../../server/src/core/patterns/language.js';

function of(syntax: DestinationSyntax, pattern: string, except: readonly string[] = []): Destination {
  return { space: 'broker', syntax, pattern, except };
}

function texts(parts: readonly string[], separator = '', maxLength = 6): fc.Arbitrary<string> {
  return fc
    .array(fc.constantFrom(...parts), { minLength: 1, maxLength })
    .map((chosen) => chosen.join(separator));
}

const globs = texts(['a', 'b', '*', '?', 'ab']);
const names = texts(['a', 'b', 'c', '.', '-']);
const subjects = fc
  .tuple(texts(['a', 'b', '*'], '.', 4), fc.constantFrom('', '.>'))
  .map(([tokens, rest]) => tokens + rest);
const topics = fc
  .tuple(texts(['a', 'b', '+'], '/', 4), fc.constantFrom('', '/#'))
  .map(([levels, rest]) => levels + rest);

/** Expressions as people write them, and some that only look like it. */
const expressions = fc.letrec<{ one: string; many: string; all: string }>((tie) => ({
  one: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('a', 'b', '\\.', '.', '.*', '.+', 'a?', 'a+', '[ab]', '[^a]', '\\w', '(?:)', '-'),
    fc.tuple(tie('many'), tie('many')).map(([a, b]) => `(${a}|${b})`),
  ),
  many: fc.array(tie('one'), { maxLength: 3 }).map((parts) => parts.join('')),
  all: fc
    .array(
      fc
        .tuple(
          fc.constantFrom('', '^'),
          fc.constantFrom('', '(?!ab)', '(?=a)'),
          tie('many'),
          fc.constantFrom('', '$'),
        )
        .map(([start, look, body, end]) => start + (start === '' ? '' : look) + body + end),
      { minLength: 1, maxLength: 2 },
    )
    .map((alternatives) => alternatives.join('|')),
})).all;

describe('what is told of patterns without an automaton', () => {
  it.each([
    ['glob', globs],
    ['nats', subjects],
    ['mqtt', topics],
  ] as const)('is what their languages say: %s', (syntax, patterns) => {
    fc.assert(
      fc.property(patterns, patterns, (a, b) => {
        const [x, y] = [of(syntax, a), of(syntax, b)];
        expect(destinationsMeet(x, y)).toBe(overlap(languageOf(x), languageOf(y)));
      }),
    );
  });

  it('is so for every name', () => {
    fc.assert(
      fc.property(globs, (pattern) => {
        expect(isEveryDestination(of('glob', pattern))).toBe(isEverything(languageOf(of('glob', pattern))));
      }),
    );
  });
});

describe('an expression', () => {
  it('accepts the names that it is found in', () => {
    fc.assert(
      fc.property(expressions, names, (expression, name) => {
        expect(accepts(of('regex', expression), name)).toBe(new RegExp(expression, 's').test(name));
      }),
      { numRuns: 300 },
    );
  });

  it('meets another one where some name is in both', () => {
    fc.assert(
      fc.property(expressions, expressions, names, (a, b, name) => {
        const meets = destinationsMeet(of('regex', a), of('regex', b));
        if (new RegExp(a, 's').test(name) && new RegExp(b, 's').test(name)) expect(meets).toBe(true);
        else expect(typeof meets).toBe('boolean');
      }),
      { numRuns: 200 },
    );
  });
});

describe('what is kept out', () => {
  it.each([
    ['nats', subjects, texts(['a', 'b', 'c'], '.', 4)],
    ['mqtt', topics, texts(['a', 'b', 'c'], '/', 4)],
  ] as const)('takes names away and no others: %s', (syntax, patterns, someNames) => {
    fc.assert(
      fc.property(patterns, patterns, someNames, (allow, deny, name) => {
        const isIn = accepts(of(syntax, allow), name) === true && accepts(of(syntax, deny), name) !== true;
        expect(accepts(of(syntax, allow, [deny]), name)).toBe(isIn);
      }),
    );
  });
});

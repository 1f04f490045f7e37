import { describe, expect, it } from 'vitest';
import { expected, readMatrix } from './matrix.js';
import type { BrokerWords } from './said.js';
import { saidOf } from './said.js';

const SHAPES = ['allow', 'deny', 'wildcard', 'prefix', 'overlap'];

/** Holds what TrustScope says of a broker's file against what the documentation says. */
export function describeMatrix(words: BrokerWords): void {
  const matrix = readMatrix(words.broker);
  const said = saidOf(words, matrix);

  describe(`what the users of ${words.broker} may do`, () => {
    for (const user of matrix.users) {
      it(`${user.user === '' ? 'clients without a name' : user.user}: ${user.why}`, () => {
        expect(said.users.get(user.user)).toEqual(expected(user));
        expect(said.wide.get(user.user)).toEqual(user.wide ?? []);
      });
    }

    it('covers each shape', () => {
      const shapes = new Set(matrix.users.map(({ shape }) => shape));
      expect(SHAPES.filter((shape) => !shapes.has(shape as never))).toEqual([]);
    });

    it('names only destinations that are asked about', () => {
      const known = new Set(matrix.destinations);
      const named = matrix.users.flatMap(({ consume, publish, administer, loops }) =>
        [consume, publish, administer, loops].flatMap((list) => list ?? []),
      );
      expect(named.filter((name) => !known.has(name))).toEqual([]);
    });
  });
}

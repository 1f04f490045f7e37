import { describe, expect, it } from 'vitest';
import { expandBraces } from '../../../client/src/expandBraces.js';

describe('expandBraces', () => {
  it.each([
    ['**/node_modules', ['**/node_modules']],
    ['**/*.{js,map}', ['**/*.js', '**/*.map']],
    ['{a,b{c,d}}/e', ['a/e', 'bc/e', 'a/e', 'bd/e']],
    ['{open', ['{open']],
    ['a{}b', ['ab']],
  ])('expands %s', (glob, expected) => {
    expect(expandBraces(glob)).toEqual(expected);
  });
});

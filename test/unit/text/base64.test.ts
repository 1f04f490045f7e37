import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { decodedBase64 } from '../../../server/src/core/text/base64.js';
import { Random } from '../../support/random.js';

describe('base64', () => {
  it.each([
    ['YQ==', 'a'],
    ['YWI=', 'ab'],
    ['YWJj', 'abc'],
    ['w6TigqzwnZ+Y', 'ä€𝟘'],
    ['YW\n Jj\r\n', 'abc'],
    ['LS0tCg==', '---\n'],
    ['', undefined],
    ['YQ', undefined],
    ['YQ=', undefined],
    ['Y Q', undefined],
    ['abc_', undefined],
    ['AAEC//4=', undefined],
    ['AAAA', undefined],
    ['${TOKEN}', undefined],
  ])('%j is %j', (written, text) => {
    expect(decodedBase64(written)).toBe(text);
  });

  it('is read as Node reads it', () => {
    const random = new Random(7);
    for (let round = 0; round < 300; round += 1) {
      const letters = Array.from({ length: random.below(40) + 1 }, () =>
        String.fromCodePoint(0x20 + random.below(0xd7 * 80)),
      );
      const text = letters.join('').replace(/\p{Cc}/gu, '');
      const written = Buffer.from(text, 'utf8').toString('base64');
      expect(decodedBase64(written)).toBe(text === '' ? undefined : text);
    }
  });
});

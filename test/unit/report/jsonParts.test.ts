import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonParts } from '../../../server/src/core/report/jsonParts.js';

describe('JSON in pieces', () => {
  it('is the text that comes of the whole at once', () => {
    const member = fc.oneof(
      fc.jsonValue().filter((value) => !(typeof value === 'object' && value !== null && 'items' in value)),
      fc.array(fc.jsonValue()).map((items) => ({ items })),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string(), member), (members) => {
        const whole = Object.entries(members).map(([name, value]) => [
          name,
          typeof value === 'object' && value !== null && 'items' in value ? value.items : value,
        ]);
        const names = new Set(whole.map(([name]) => name));
        fc.pre(!names.has('__proto__'));
        const text = `${JSON.stringify(Object.fromEntries(whole), undefined, 2)}\n`;
        expect([...jsonParts(Object.entries(members))].join('')).toBe(text);
      }),
    );
  });
});

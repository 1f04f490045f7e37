import { describe, expect, it } from 'vitest';
import { parse } from '../../../../server/src/core/syntax/parse.js';
import { lower } from '../../../../server/src/core/platforms/kubernetes/lower.js';
import { uriOf } from '../../../support/repository.js';

describe('Secrets that kustomizations make', () => {
  it('hold the credentials that stand in them', () => {
    const text = `namespace: shop
secretGenerator:
- name: db
  literals: [user=shop, 'password="hunter2-Correct-Horse"', url=$(DATABASE)]
- name: elsewhere
  envs: [secrets.env]
`;
    const { sessions } = lower(uriOf('kustomization.yaml'), parse(text, 'yaml'));
    expect(sessions.map(({ label, carried }) => [label, carried.map(({ name }) => name)])).toEqual([
      ['shop/db', ['password']],
    ]);
    const { start, end } = sessions[0]?.carried[0]?.origin.range ?? { start: 0, end: 0 };
    expect(text.slice(start, end)).toContain('hunter2');
  });
});

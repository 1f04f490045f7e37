import { describe, expect, it } from 'vitest';
import { openRepository } from '../../../support/repository.js';

describe('a secret in a text', () => {
  it.each([
    ['secrets.NPM_TOKEN', 'NPM_TOKEN', 'secrets.NPM_TOKEN'],
    ['secrets.npm_token', 'NPM_TOKEN', 'secrets.npm_token'],
    ["secrets['NPM_TOKEN']", 'NPM_TOKEN', "secrets['NPM_TOKEN']"],
    // No name that GitHub allows, but one that can be written.
    ['secrets.my-token', 'MY-TOKEN', 'secrets.my-token'],
    ["secrets['a.b(c']", 'A', undefined],
  ])('%s is %s', (text, name, place) => {
    const path = '.github/workflows/ci.yml';
    const workflow = `on: push\njobs:\n  job:\n    runs-on: x\n    steps:\n      - run: echo \${{ ${text} }}\n`;
    const [scope] = openRepository(new Map([[path, workflow]]), []).model.scopes;
    const [carried] = scope?.carried ?? [];
    expect(carried?.name).toBe(name);
    if (place === undefined || carried === undefined) return;
    expect(workflow.slice(carried.origin.range.start, carried.origin.range.end)).toBe(place);
  });
});

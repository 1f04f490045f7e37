import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { read } from './configurationSample.js';

const actionsOf = (text: string): unknown => Object.fromEntries(read(text).configuration.actions);

describe('what the configuration says of actions', () => {
  it.each([
    ['none', undefined],
    ['default', { inputs: [], env: [], default: true }],
    ['[a, b]', { inputs: ['a', 'b'], env: [], default: false }],
    ['{ env: [GITHUB_TOKEN] }', { inputs: [], env: ['GITHUB_TOKEN'], default: false }],
    ['{ inputs: [a], default: true }', { inputs: ['a'], env: [], default: true }],
  ])('reads `token: %s`', (token, intake) => {
    expect(actionsOf(`actions: { acme/notify: { token: ${token} } }`)).toEqual({
      'acme/notify': { ...(intake === undefined ? {} : { token: intake }), needs: {}, federates: false },
    });
  });

  it('is documented by an example that is right', () => {
    const page = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');
    const [, example = ''] = /```yaml\n(actions:[\s\S]*?)```/u.exec(page) ?? [];
    expect(read(example).problems).toEqual([]);
    expect(read(example).configuration.actions.size).toBe(4);
  });

  it('tells no upper from lower case in names', () => {
    expect(actionsOf('actions: { ACME/Notify/Send: { token: none } }')).toHaveProperty('acme/notify/send');
  });

  it.each([
    [
      'actions: { a/b: { token: default, needs: { content: read } } }',
      '`actions.a/b.needs`: there is no permission `content`; did you mean `contents`? @ content',
    ],
    [
      'actions: { a/b: { token: default, needs: { everything: read } } }',
      '`actions.a/b.needs`: there is no permission `everything`. @ everything',
    ],
    [
      'actions: { a/b: { token: default, needs: { id-token: read } } }',
      '`actions.a/b.needs`: `id-token` has no level `read`; allowed: write. @ id-token',
    ],
    [
      'actions: { a/b: { token: none, needs: { issues: write } } }',
      '`actions.a/b.needs`: `issues` is of no use to an action with `token: none`; name the input that carries the token, or leave the scope out. @ issues',
    ],
    [
      'actions: { a/b: { token: default }, A/B: { token: none } }',
      '`actions.A/B` is the same action as `a/b`, which counts. @ A/B',
    ],
    [
      'actions: { a/b: { token: default, needs: { issues: admin } } }',
      '`actions.a/b.needs.issues` is `admin`; allowed: read, write. @ admin',
    ],
    ['actions: { a/b: { needs: { issues: read } } }', '`actions.a/b` lacks `token`. @ a/b'],
    [
      'actions: { a/b@v1: { token: none } }',
      '`actions` has a key `a/b@v1` of the wrong form; write it like `acme/notify`. @ a/b@v1',
    ],
    [
      'actions: { ./.github/actions/x: { token: none } }',
      '`actions` has a key `./.github/actions/x` of the wrong form; write it like `acme/notify`. @ ./.github/actions/x',
    ],
    [
      'actions: { a/b/.github/workflows/c.yml: { token: none } }',
      '`actions` has a key `a/b/.github/workflows/c.yml` of the wrong form; write it like `acme/notify`. @ a/b/.github/workflows/c.yml',
    ],
  ])('%j is a mistake at its place', (text, problem) => {
    expect(read(text).problems).toEqual([problem]);
  });

  it('keeps what is right beside a mistake', () => {
    const text =
      'actions: { a/b: { token: default, needs: { content: read, issues: write } }, A/B: { token: none } }';
    expect(read(text).problems).toHaveLength(2);
    expect(actionsOf(text)).toEqual({
      'a/b': { token: { inputs: [], env: [], default: true }, needs: { issues: 'write' }, federates: false },
    });
  });

  it.each([
    'actions: { token: default }',
    'actions: [a/b]',
    'actions: { a/b: }',
    'actions: { a/b: none }',
    'actions: { a/b: { token: } }',
    'actions: { a/b: { token: [[]] } }',
    'actions: { a/b: { token: { inputs: x } } }',
    'actions: { a/b: { token: default, needs: [contents] } }',
    'actions: { a/b: { token: default, needs: { __proto__: write, constructor: write, toString: read } } }',
    'actions: { a/__proto__: { token: none }, __proto__: { token: none } }',
    'actions: { a/b: { token: *missing',
  ])('%j is no exception', (text) => {
    expect(() => read(text)).not.toThrow();
  });
});

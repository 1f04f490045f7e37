import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  completeConfiguration,
  hoverConfiguration,
} from '../../../server/src/core/ide/configurationAssist.js';
import { parse } from '../../../server/src/core/syntax/parse.js';
import { extractCursor } from '../../support/cursor.js';
import { markdownText } from '../../../server/src/core/text/markdown.js';

const RULES = [
  { id: 'long-session', title: 'A session lasts longer than its work' },
  { id: 'ungated-secret', title: 'A sensitive secret outside any environment' },
];

function complete(marked: string): string[] {
  const { text, offset } = extractCursor(marked);
  return completeConfiguration(parse(text, 'yaml'), offset, RULES).map(({ insertText }) => insertText);
}

function hover(marked: string): { text: string; markdown: string } | undefined {
  const { text, offset } = extractCursor(marked);
  const found = hoverConfiguration(parse(text, 'yaml'), offset, RULES);
  return (
    found && { text: text.slice(found.range.start, found.range.end), markdown: markdownText(found.markdown) }
  );
}

describe('completeConfiguration', () => {
  it.each([
    ['<|>', ['rules:', 'assume:', 'sensitive:', 'limits:', 'ignore:', 'scopes:', 'actions:']],
    [
      'rules: {}\nign<|>\nlimits:\n  long-session: 1h\n',
      ['assume:', 'sensitive:', 'ignore:', 'scopes:', 'actions:'],
    ],
    ['ig<|>n: []', ['rules', 'assume', 'sensitive', 'limits', 'ignore', 'scopes', 'actions']],
    ['rules:\n  <|>', ['long-session: ', 'ungated-secret: ']],
    ['rules:\n  long-session: off\n\n  # more\n  <|>', ['ungated-secret: ']],
    ['rules:\r\n  long-session: <|>\r\n', ['off', 'hint', 'information', 'warning', 'error']],
    ['rules:\n  long-session:\n    <|>', ['severity: ', 'paths:', 'exclude:']],
    ['rules:\n  long-session:\n    severity: w<|>', ['off', 'hint', 'information', 'warning', 'error']],
    ['assume:\n  defaultTokenPermissions: <|>', ['permissive', 'restricted']],
    ['assume:\n  environments:\n    <|>', ['production:', 'staging:']],
    ['assume:\n  environments:\n    "my env":\n      reviewers: <|>', ['true', 'false']],
    ['limits:\n  long-session: <|>', ['1h', '90m', '5400']],
    ['ignore:\n  - <|>', ['**/*.yml']],
    ['ignore:\n- <|>', ['**/*.yml']],
    [
      'scopes:\n  - identities: [a]\n    <|>',
      ['identities:', 'files:', 'may:', 'lasts: ', 'credentialsLast: ', 'startedBy:', 'gates:', 'notKnown:'],
    ],
    [
      'scopes:\n  - identities: [a]\n    may:\n      - system: data\n        access: <|>',
      ['read', 'write', 'admin'],
    ],
    [
      'scopes:\n  - identities: [a]\n    gates:\n      - kind: <|>',
      ['approval', 'step-up', 'condition', 'fresh-session', 'human-in-the-loop'],
    ],
    ['scopes:\n  - identities: [a]\n    lasts: <|>', ['1h', '5400', 'unbounded']],
    ['# <|>', []],
    ['ignore: [<|>]', []],
    ['colour:\n  <|>', []],
  ])('in %j offers %j', (text, expected) => {
    expect(complete(text)).toEqual(expected);
  });

  it('says what each thing means, and replaces what is begun', () => {
    const text = 'assume:\n  defaultTok';
    const [item] = completeConfiguration(parse(text, 'yaml'), text.length, RULES);
    expect(item).toMatchObject({ label: 'defaultTokenPermissions', detail: 'Default token permissions' });
    expect(item?.documentation).toContain('- `restricted`: Read contents and packages only.');
    expect(item?.range).toEqual({ start: text.indexOf('defaultTok'), end: text.length });
  });
});

describe('hoverConfiguration', () => {
  it('explains what stands in an item of a list', () => {
    const found = hover('scopes:\n  - identities: [a]\n    gates:\n      - { proof: set<|>tings }\n');
    expect(found?.text).toBe('settings');
    expect(found?.markdown).toContain('**Proof**');
    expect(hover('scopes:\n  - las<|>ts: 1h\n')?.markdown).toContain('**Longest session**');
  });

  it('explains a key, with its values', () => {
    const found = hover('assume:\n  defaultToken<|>Permissions: restricted\n');
    expect(found?.text).toBe('defaultTokenPermissions');
    expect(found?.markdown).toMatch(
      /^\*\*Default token permissions\*\* \(`assume\.defaultTokenPermissions`\)\n\n/u,
    );
    expect(found?.markdown).toContain('- `permissive`: Read and write in every scope.');
  });

  it('explains the value that is written, alone', () => {
    const found = hover('assume:\n  defaultTokenPermissions: restr<|>icted\n');
    expect(found?.text).toBe('restricted');
    expect(found?.markdown).toContain('- `restricted`');
    expect(found?.markdown).not.toContain('- `permissive`');
  });

  it('explains a rule', () => {
    expect(hover('rules: { long-<|>session: off }')?.markdown).toContain(
      'A session lasts longer than its work',
    );
    expect(hover('rules: { long-<|>sesion: off }')?.markdown).toContain('No rule has this id.');
  });

  it.each(['<|>', '# ru<|>les', 'colour: r<|>ed', 'rules:<|>  \n'])(
    'says nothing in %j but where a key is',
    (text) => {
      const found = hover(text);
      expect(found?.text ?? 'rules').toBe('rules');
    },
  );

  it('never throws, whatever the text', () => {
    const piece = fc.constantFrom(
      'rules:',
      ' ',
      '\n',
      '  ',
      '- ',
      'long-session',
      ': ',
      '{',
      '[',
      '"',
      '#',
      'off',
      '&a',
      '*a',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), fc.nat(40), (pieces, offset) => {
        const tree = parse(pieces.join(''), 'yaml');
        const at = Math.min(offset, tree.text.length);
        hoverConfiguration(tree, at, RULES);
        for (const { range } of completeConfiguration(tree, at, RULES)) {
          expect(range.start).toBeLessThanOrEqual(at);
          expect(range.end).toBeGreaterThanOrEqual(at);
        }
      }),
    );
  });
});

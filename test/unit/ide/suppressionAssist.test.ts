import { describe, expect, it } from 'vitest';
import { suppressionComments } from '../../../server/src/core/analysis/suppressionComments.js';
import {
  completeSuppression,
  hoverSuppression,
  suppressEdit,
} from '../../../server/src/core/ide/suppressionAssist.js';
import { parse } from '../../../server/src/core/syntax/parse.js';
import { applyEdits } from '../../../server/src/core/text/textRange.js';
import { extractCursor } from '../../support/cursor.js';

const URI = 'file:///w/a.yml';
const RULES = [
  { id: 'long-session', title: 'A session lasts longer than its work' },
  { id: 'ungated-secret', title: 'A sensitive secret outside any environment' },
];

describe('completeSuppression', () => {
  it.each([
    ['a: x # trustscope: ignore[<|>]', ['long-session', 'ungated-secret']],
    ['a: x # trustscope: ignore[long-session, ung<|>] why', ['ungated-secret']],
    ['# trustscope: ig<|>', ['ignore[] <why this is accepted>']],
    ['# trustscope: ignore[long-session] <|>', []],
    ['run: |\n  # trustscope: ignore[<|>]\n', []],
    ['a: <|>', []],
  ])('in %j offers %j', (marked, expected) => {
    const { text, offset } = extractCursor(marked);
    const items = completeSuppression(parse(text, 'yaml'), offset, RULES);
    expect(items.map(({ insertText }) => insertText)).toEqual(expected);
  });

  it('replaces the id that is begun', () => {
    const { text, offset } = extractCursor('# trustscope: ignore[long-se<|>');
    const [item] = completeSuppression(parse(text, 'yaml'), offset, RULES);
    expect(text.slice(item?.range.start, item?.range.end)).toBe('long-se');
  });
});

describe('hoverSuppression', () => {
  it('explains the rule, and why it is suppressed', () => {
    const { text, offset } = extractCursor('# trustscope: ignore[long-<|>session] load tests\na: x\n');
    const found = hoverSuppression(parse(text, 'yaml'), offset, RULES);
    expect(text.slice(found?.range.start, found?.range.end)).toBe('long-session');
    expect(found?.markdown).toBe(
      '**`long-session`**\n\nA session lasts longer than its work\n\nSuppressed: load tests',
    );
  });

  it('is silent elsewhere', () => {
    const { text, offset } = extractCursor('# trustscope: ignore[long-session] lo<|>ad\na: x\n');
    expect(hoverSuppression(parse(text, 'yaml'), offset, RULES)).toBeUndefined();
  });
});

describe('suppressEdit', () => {
  function suppressed(marked: string): string {
    const { text, offset } = extractCursor(marked);
    const tree = parse(text, 'yaml');
    const edit = suppressEdit(
      tree,
      { uri: URI, range: { start: offset, end: offset } },
      'long-session',
      'why',
    );
    const result = applyEdits(text, edit === undefined ? [] : [edit]);
    const [comment] = suppressionComments(parse(result, 'yaml'));
    expect(comment?.rules?.map(({ id }) => id)).toEqual(['long-session']);
    return result;
  }

  it.each([
    ['jobs:\n  a:\n    b: <|>x\n', 'jobs:\n  a:\n    # trustscope: ignore[long-session] why\n    b: x\n'],
    ['a: <|>x', '# trustscope: ignore[long-session] why\na: x'],
    ['a:\r\n  b: <|>x\r\n', 'a:\r\n  # trustscope: ignore[long-session] why\r\n  b: x\r\n'],
    ['\uFEFFa: <|>x\n', '\uFEFF# trustscope: ignore[long-session] why\na: x\n'],
    ['- run: |\n    a\n    <|>b\n', '# trustscope: ignore[long-session] why\n- run: |\n    a\n    b\n'],
    ['a:\n  - b: <|>x\n', 'a:\n  # trustscope: ignore[long-session] why\n  - b: x\n'],
  ])('turns %j into %j', (marked, expected) => {
    expect(suppressed(marked)).toBe(expected);
  });

  it('leaves a reason to write, without which nothing is suppressed', () => {
    const text = 'a: x\n';
    const edit = suppressEdit(parse(text, 'yaml'), { uri: URI, range: { start: 3, end: 4 } }, 'long-session');
    const [comment] = suppressionComments(parse(applyEdits(text, edit === undefined ? [] : [edit]), 'yaml'));
    expect(comment).toMatchObject({ directive: 'ignore', reason: '' });
  });

  it('declines where there are no comments', () => {
    const tree = parse('{"a": 1}', 'json');
    expect(suppressEdit(tree, { uri: URI, range: { start: 1, end: 2 } }, 'long-session')).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { removeAt, replaceValues, setValue } from '../../../server/src/core/syntax/edit/valueEdits.js';
import type { WhenLast } from '../../../server/src/core/syntax/edit/valueEdits.js';
import type { WritableValue } from '../../../server/src/core/syntax/edit/written.js';
import { parse } from '../../../server/src/core/syntax/parse.js';
import type { SyntaxFormat, SyntaxTree } from '../../../server/src/core/syntax/syntaxTree.js';
import type { TextEdit, TextRange } from '../../../server/src/core/text/textRange.js';
import { applyEdits } from '../../../server/src/core/text/textRange.js';

/** The text with the span between « and » as the place that is meant. */
function marked(
  source: string,
  format: SyntaxFormat,
): { readonly tree: SyntaxTree; readonly range: TextRange } {
  const start = source.indexOf('«');
  const end = source.indexOf('»') - 1;
  const text = source.replace('«', '').replace('»', '');
  const tree = parse(text, format);
  expect(tree.problems).toEqual([]);
  return { tree, range: { start, end } };
}

function applied(tree: SyntaxTree, edits: readonly TextEdit[] | undefined): string | undefined {
  if (edits === undefined) return undefined;
  const result = applyEdits(tree.text, edits);
  expect(parse(result, tree.format).problems).toEqual([]);
  return result;
}

const replaced = (
  source: string,
  values: readonly string[],
  format: SyntaxFormat = 'yaml',
): string | undefined => {
  const { tree, range } = marked(source, format);
  return applied(tree, replaceValues(tree, range, values));
};
const set = (
  source: string,
  path: string,
  value: WritableValue,
  format: SyntaxFormat = 'yaml',
): string | undefined => {
  const { tree, range } = marked(source, format);
  return applied(tree, setValue(tree, range, path === '' ? [] : path.split('/'), value));
};
const removed = (source: string, format: SyntaxFormat = 'yaml', whenLast?: WhenLast): string | undefined => {
  const { tree, range } = marked(source, format);
  return applied(tree, removeAt(tree, range, whenLast));
};

describe('replaceValues in YAML', () => {
  it('replaces one value by one, in its own quotes', () => {
    expect(replaced('a: «x» # why\n', ['y'])).toBe('a: y # why\n');
    expect(replaced("a: «'x'»\n", ['y*'])).toBe("a: 'y*'\n");
    expect(replaced('a: «"x"»\n', ['y'])).toBe('a: "y"\n');
    expect(replaced('a: «x»\n', ['*'])).toBe("a: '*'\n");
  });
  it('turns an item into several', () => {
    expect(replaced('a:\n  - «"x:*"» # all\n  - z\n', ['x:A', 'x:B'])).toBe(
      'a:\n  - "x:A"\n  - "x:B" # all\n  - z\n',
    );
    expect(replaced("a: ['q', «'x'»]\n", ['1', '2'])).toBe("a: ['q', '1', '2']\n");
    expect(replaced('a:\r\n- «x»\r\n', ['y', 'z'])).toBe('a:\r\n- y\r\n- z\r\n');
    expect(replaced('a:\n  - !Sub «"x-${Y}/*"»\n', ['x-${Y}/a', 'x-${Y}/b'])).toBe(
      'a:\n  - !Sub "x-${Y}/a"\n  - !Sub "x-${Y}/b"\n',
    );
  });
  it('turns a lone value into a list that looks like the others', () => {
    expect(replaced('a:\n  b: «x:*»\n  c: 1\n', ['y', 'z'])).toBe('a:\n  b:\n    - y\n    - z\n  c: 1\n');
    expect(replaced('k:\n- 1\na:\n  b: «x:*»\n', ['y', 'z'])).toBe('k:\n- 1\na:\n  b:\n  - y\n  - z\n');
    expect(replaced('a: { b: «x», c: 1 }\n', ['y', 'z'])).toBe('a: { b: [y, z], c: 1 }\n');
  });
  it('replaces a whole list', () => {
    expect(replaced('a: «[x, y]»\n', ['z'])).toBe('a: [z]\n');
    expect(replaced('a:\n  «- x\n  - y»\nb: 1\n', ['z', 'q'])).toBe('a:\n  - z\n  - q\nb: 1\n');
  });
  it('refuses what is read at several places, or is not here', () => {
    expect(replaced('a: &x «q»\nb: *x\n', ['z'])).toBeUndefined();
    expect(replaced('a: &x q\nb: «*x»\n', ['z'])).toBeUndefined();
    expect(replaced('a: «|\n  q»\n', ['z'])).toBeUndefined();
    expect(replaced('a: b«»cd\n', ['z'])).toBeUndefined();
  });
});

describe('replaceValues in JSON', () => {
  it('replaces an item by several, as the others stand', () => {
    expect(replaced('{"a": [\n  «"x"»,\n  "y"\n]}', ['1', '2'], 'json')).toBe(
      '{"a": [\n  "1",\n  "2",\n  "y"\n]}',
    );
    expect(replaced('{"a": ["x", «"y"»]}', ['1', '2'], 'json')).toBe('{"a": ["x", "1", "2"]}');
  });
  it('makes a list of a lone value', () => {
    expect(replaced('{\n\t"a": «"x"»,\n\t"b": 1\n}', ['1', '2'], 'json')).toBe(
      '{\n\t"a": [\n\t\t"1",\n\t\t"2"\n\t],\n\t"b": 1\n}',
    );
    expect(replaced('{"a": «"x"»}', ['1', '2'], 'json')).toBe('{"a": ["1", "2"]}');
  });
  it('replaces a whole list', () => {
    expect(replaced('{\n  "a": «["x", "y"]»\n}', ['1'], 'json')).toBe('{\n  "a": ["1"]\n}');
  });
});

describe('setValue', () => {
  it('sets what is there', () => {
    expect(set('«a»:\n  b: 1 # one\n', 'b', 2)).toBe('a:\n  b: 2 # one\n');
    expect(set('a:\n  «b»: x\n', '', 'y')).toBe('a:\n  b: y\n');
    expect(set('{"a": «{"b": 1}»}', 'b', 2, 'json')).toBe('{"a": {"b": 2}}');
    expect(set('a:\n  «b: !Ref X\n  c: 1»\n', 'b', 3600)).toBe('a:\n  b: 3600\n  c: 1\n');
    expect(set('«a»:\n  b:\n    - x\n    - y\n  c: 1\n', 'b', ['z'])).toBe('a:\n  b:\n    - z\n  c: 1\n');
    expect(set('«a»:\n  - b: 1\n  - b: 2\n', '1/b', 3)).toBe('a:\n  - b: 1\n  - b: 3\n');
  });
  it('creates what is absent, with the keys on the way', () => {
    expect(set('a:\n  «b: 1\n  z: 2»\nd: 1\n', 'c', { x: { y: ['p', 'q'] } })).toBe(
      'a:\n  b: 1\n  z: 2\n  c:\n    x:\n      y:\n        - p\n        - q\nd: 1\n',
    );
    expect(set('«a»:\n  b: 1 # one\n', 'c/d', true)).toBe('a:\n  b: 1 # one\n  c:\n    d: true\n');
    expect(set('«a»: # here\nb: 1\n', 'c', 'x')).toBe('a: # here\n  c: x\nb: 1\n');
    expect(set('a: { «b»: {} }\n', 'c', 'x')).toBe('a: { b: {c: x} }\n');
    expect(set('{"a": «{"b": 1}»}', 'c', 'x', 'json')).toBe('{"a": {"b": 1, "c": "x"}}');
    expect(set('{\n  "a": «{\n    "b": 1\n  }»\n}', 'c/d', ['x'], 'json')).toBe(
      '{\n  "a": {\n    "b": 1,\n    "c": {\n      "d": [\n        "x"\n      ]\n    }\n  }\n}',
    );
    expect(set('{\n  "a": «{}»\n}', 'c', 'x', 'json')).toBe('{\n  "a": {\n    "c": "x"\n  }\n}');
    expect(set('- «a»:\n    b: 1\n', 'c', [{ d: 1, e: 2 }])).toBe(
      '- a:\n    b: 1\n    c:\n      - d: 1\n        e: 2\n',
    );
  });
  it('quotes what would read back as something else', () => {
    expect(set('«a»:\n  b: 1\n', 'c', '2012-10-17')).toBe("a:\n  b: 1\n  c: '2012-10-17'\n");
    expect(set('«a»:\n  b: 1\n', 'aws:x', 'true')).toBe("a:\n  b: 1\n  aws:x: 'true'\n");
  });
  it('refuses scalars on the way, merged keys and shared text', () => {
    expect(set('«a»:\n  b: 1\n', 'b/c', 2)).toBeUndefined();
    expect(set('x: &m\n  b: 1\n«a»: *m\n', 'b', 2)).toBeUndefined();
    expect(set('«x»: &m\n  b: 1\na: *m\n', 'b', 2)).toBeUndefined();
  });
});

describe('removeAt', () => {
  it('takes an item away with its line', () => {
    expect(removed('a:\n  - x\n  - «y» # gone\n  - z\n')).toBe('a:\n  - x\n  - z\n');
    expect(removed('a:\n  - «x»\n  - y')).toBe('a:\n  - y');
    expect(removed('- - «x»\n  - y\n')).toBe('- - y\n');
    expect(removed('a: [«x», y]\n')).toBe('a: [y]\n');
    expect(removed('a: [x, !Sub «y»]\n')).toBe('a: [x]\n');
    expect(removed('a: [!Sub «x», !Sub y]\n')).toBe('a: [!Sub y]\n');
    expect(removed('{"a": [\n  "x",\n  «"y"»\n]}', 'json')).toBe('{"a": [\n  "x"\n]}');
    expect(removed('a:\n  - «b: 1\n    c: 2»\n  - d\n')).toBe('a:\n  - d\n');
  });
  it('takes an entry away by key or by value', () => {
    expect(removed('a: 1\n«b»:\n  c: 1\nd: 2\n')).toBe('a: 1\nd: 2\n');
    expect(removed('{"a": 1, "b": «2»}', 'json')).toBe('{"a": 1}');
    expect(removed('{\n  "a": 1,\n  «"b"»: 2\n}', 'json')).toBe('{\n  "a": 1\n}');
  });
  it('does with the last one as is asked', () => {
    expect(removed('a:\n  - «x»\nb: 1\n')).toBe('a: []\nb: 1\n');
    expect(removed('a:\n  - «x»\nb: 1\n', 'yaml', 'remove-owner')).toBe('b: 1\n');
    expect(removed('a:\n  - «x»\nb: 1\n', 'yaml', 'refuse')).toBeUndefined();
    expect(removed('{"a": [«"x"»]}', 'json')).toBe('{"a": []}');
    expect(removed('- b: [«x»]\n- c\n', 'yaml', 'remove-owner')).toBe('- c\n');
  });
  it('keeps what an alias names', () => {
    expect(removed('a:\n  - «&x y»\n  - z\nb: *x\n')).toBeUndefined();
    expect(removed('a:\n  - &x «y»\n  - z\nb: *x\n')).toBeUndefined();
  });
});

describe('every edit leaves a text that parses', () => {
  const yaml =
    '# top\nA: &u\n  - one\n  - "two"\nB:\n  c: {d: [1, two], e: }\n  f:\n  - g: h\n    i: |\n      text\n  - !Sub "${x}"\nC: !Ref y\n';
  const json =
    '{"A": ["one", "two"],\n  "B": {"c": {"d": [1, "two"]}, "f": [{"g": "h"}], "e": {}},\n "C": null}';
  for (const [format, text] of [
    ['yaml', yaml],
    ['json', json],
  ] as const) {
    it(`in ${format}`, () => {
      const tree = parse(text, format);
      const nodes = placesOf(tree);
      expect(nodes.length).toBeGreaterThan(15);
      for (const range of nodes) {
        applied(tree, replaceValues(tree, range, ['a: b', '#c']));
        applied(tree, setValue(tree, range, ['new', 'key'], [{ x: 'y: z' }, true]));
        for (const last of ['empty', 'remove-owner', 'refuse'] as const) {
          applied(tree, removeAt(tree, range, last));
        }
      }
    });
  }
});

/** Where any key or value stands. */
function placesOf(tree: SyntaxTree): readonly TextRange[] {
  const places: TextRange[] = [];
  const visit = (node: SyntaxTree['documents'][number]): void => {
    places.push(node.written);
    if (node.kind === 'sequence') node.items.forEach(visit);
    if (node.kind === 'mapping') {
      for (const { key, value } of node.entries) {
        places.push(key.written);
        visit(value);
      }
    }
  };
  tree.documents.forEach(visit);
  return places;
}

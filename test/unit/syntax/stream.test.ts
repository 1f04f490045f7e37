import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../server/src/core/syntax/parse.js';
import { parseYaml } from '../../../server/src/core/syntax/parseYaml.js';
import type { SyntaxNode, SyntaxTree } from '../../../server/src/core/syntax/syntaxTree.js';

/** A node as plain data: what it is and where it stands. */
function plain(node: SyntaxNode): unknown {
  const place = [node.range, node.written, node.range === node.written, node.shared, node.tag];
  if (node.kind === 'scalar') return [place, node.value, node.text, node.style];
  if (node.kind === 'sequence') return [place, node.flow, node.items.map(plain)];
  return [place, node.flow, node.entries.map(({ key, value, merged }) => [plain(key), plain(value), merged])];
}

function documentsOf(tree: Pick<SyntaxTree, 'documents'>): readonly unknown[] {
  return tree.documents.filter((node) => node.kind !== 'scalar' || node.value !== null).map(plain);
}

const PIECES = [
  '---\n',
  '--- # note\n',
  'a: 1\n',
  'b: [x, y]\n',
  'c: &anchor {d: e}\nf: *anchor\n',
  '- g\n- h: i\n',
  'text: |\n  --- is no marker here\n   ---\n',
  '# a comment\n',
  '\n',
  '...\n',
  'emoji: "🚀"\r\n',
  '"---": quoted\n',
  'x---\n',
  '---x: y\n',
];

describe('a stream of documents', () => {
  it('gives what the parser gives for the whole text', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }), (pieces) => {
        const text = pieces.join('');
        const whole = parseYaml(text, false);
        fc.pre(whole.complete && whole.problems.length === 0);
        const tree = parse(text, 'yaml');
        expect(documentsOf(tree)).toEqual(documentsOf(whole));
        expect(tree.problems).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same with and without what is known from before', () => {
    const texts = fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const fresh = parse(after, 'yaml');
        const again = parse(after, 'yaml', { previous: parse(before, 'yaml') });
        expect(documentsOf(again)).toEqual(documentsOf(fresh));
        expect(again.problems).toEqual(fresh.problems);
        expect(again.complete).toBe(fresh.complete);
      }),
      { numRuns: 500 },
    );
  });

  it('takes over the very nodes of documents that did not change, moved or not', () => {
    const before = parse('a: 1\n---\nb: 2\n---\nc: 3\n', 'yaml');
    const after = parse('a: 1\n---\nb: 20\n---\nc: 3\n', 'yaml', { previous: before });
    expect(after.documents[0]).toBe(before.documents[0]);
    expect(after.documents[1]).not.toBe(before.documents[1]);
    expect(after.documents[2]).toBe(before.documents[2]);
    expect(after.documents[2]?.range).toEqual({ start: 19, end: 23 });
    expect(before.starts.rangeThen(after.documents[2]?.range ?? { start: 0, end: 0 })).toEqual({
      start: 18,
      end: 22,
    });
  });

  it('keeps documents with the same text apart', () => {
    const before = parse('a: 1\n---\na: 1\n---\na: 1\n', 'yaml');
    const after = parse('b: 1\n---\na: 1\n---\na: 1\n---\na: 1\n', 'yaml', { previous: before });
    expect(new Set(after.documents).size).toBe(4);
    expect(after.documents.map(({ range }) => range.start)).toEqual([0, 9, 18, 27]);
  });

  it('reads the others when one is broken, and says where', () => {
    const text = 'a: 1\n---\nb: "open\n---\nc: 3\n';
    const tree = parse(text, 'yaml');
    expect(tree.complete).toBe(false);
    expect(tree.documents).toHaveLength(3);
    expect(tree.problems).toHaveLength(1);
    expect(tree.problems[0]?.range.start).toBeGreaterThanOrEqual(9);
    expect(tree.problems[0]?.range.start).toBeLessThanOrEqual(text.indexOf('---\nc'));
  });

  it('leaves out the documents that need not be read, and reads them once they must be', () => {
    const text = 'kind: A\n---\nkind: B\n---\nkind: C\n';
    const skipping = parse(text, 'yaml', { skip: (document) => document.includes('kind: B') });
    expect(skipping.documents).toHaveLength(2);
    expect(skipping.complete).toBe(true);
    expect(parse(text, 'yaml', { previous: skipping }).documents).toHaveLength(3);
    expect(parse('kind: B\n', 'yaml', { skip: () => true }).documents).toHaveLength(0);
  });

  it('ends, whatever stands before the first marker', () => {
    for (const before of ['\n', '\n\n', '\r\n', ' \n', '#\n', '%\n', '\uFEFF', '\uFEFF\n', '\n%YAML 1.2\n']) {
      expect(parse(`${before}---\na: 1\n---\nb: 2\n`, 'yaml').documents.length).toBeGreaterThan(0);
    }
  });

  it('keeps a directive with the document that it speaks of', () => {
    const tree = parse('a: 1\n...\n%YAML 1.2\n---\nb: 2\n---\nc: 3\n', 'yaml');
    expect(tree.problems).toEqual([]);
    expect(tree.documents).toHaveLength(3);
  });

  it('reads a file that is longer than one document may be, and says what it does not read', () => {
    const document = `---\nkind: A\ndata:\n${'  key: some value of a usual length\n'.repeat(2_500)}`;
    const some = parse(document.repeat(10), 'yaml');
    expect(some.documents).toHaveLength(10);
    expect(some.complete).toBe(true);
    const many = parse(document.repeat(100), 'yaml');
    expect(many.documents.length).toBeGreaterThan(80);
    expect(many.documents.length).toBeLessThan(100);
    expect(many.complete).toBe(false);
    expect(many.problems.at(-1)?.message).toContain('8,000,000');
    const long = parse(`a: 1\n---\nb: &x |\n${'  text\n'.repeat(150_000)}---\nc: 3\n`, 'yaml');
    expect(long.documents).toHaveLength(2);
    expect(long.problems[0]?.message).toContain('1,000,000');
  });
});

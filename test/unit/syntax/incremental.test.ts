import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../server/src/core/syntax/parse.js';
import type { SyntaxTree } from '../../../server/src/core/syntax/syntaxTree.js';
import { entries, entry, get } from '../../../server/src/core/syntax/syntaxTree.js';
import { byLibrary, plainText } from '../../support/syntax/plainNode.js';
import type { TextStep } from '../../support/syntax/textSteps.js';
import { textSteps } from '../../support/syntax/textSteps.js';
import { fixtureTexts, longWorkflow, ODD_TEXTS } from '../../support/syntax/yamlTexts.js';

const LONG = longWorkflow(12);
const STARTS = [
  ...fixtureTexts(),
  LONG,
  `# Deploys.\n---\n${LONG}`,
  LONG.replaceAll('\n', '\r\n'),
  `kind: A\n---\n${LONG}---\n${LONG}---\nkind: B\n`,
  `${LONG}x: &a {b: 1}\ny: *a\n`,
  `${LONG}${ODD_TEXTS.slice(0, 9).join('')}`,
];

function read(text: string, previous?: SyntaxTree): SyntaxTree {
  return parse(text, 'yaml', { previous });
}

describe('an edit of a YAML file', () => {
  it('gives what the new text gives', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STARTS), textSteps(), (text, steps) => {
        expectFresh(text, steps);
      }),
      { numRuns: 200 },
    );
  });

  it('of a long workflow gives what the new text gives', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STARTS.slice(-6)), textSteps(), (text, steps) => {
        expectFresh(text, steps);
      }),
      { numRuns: 40 },
    );
  });

  it('reads no more than its block again', () => {
    const text = longWorkflow(205);
    expect(text.split('\n').length).toBeGreaterThan(4_000);
    const before = read(text);
    expect(before.count?.characters).toBeGreaterThan(text.length * 0.9);
    const at = text.indexOf('npm run lint', text.length / 2);
    const after = read(`${text.slice(0, at)}npm ci && ${text.slice(at)}`, before);
    expect(after.count?.blocks).toBe(1);
    expect(after.count?.characters).toBeLessThan(1_500);
  });

  it('keeps the nodes of all other blocks, where they stand now', () => {
    const before = read(LONG);
    const at = LONG.indexOf('npm run lint', LONG.length / 2);
    const after = read(`${LONG.slice(0, at)}x\n          ${LONG.slice(at)}`, before);
    const jobs = [before, after].map(({ documents: [root] }) => get(root, 'jobs'));
    const [first, second] = jobs.map((node) => (node?.kind === 'mapping' ? node.entries : []));
    const same = second?.filter((job, index) => job === first?.[index]).length;
    expect(same).toBe((first?.length ?? 0) - 1);
    expect(entry(after.documents[0], 'on')).toBe(entry(before.documents[0], 'on'));
    const last = second?.at(-1)?.key;
    expect(after.text.slice(last?.range.start, last?.range.end)).toBe(last?.text);
    expect(before.starts.rangeThen(last?.range ?? { start: 0, end: 0 }).start).toBe(
      (last?.range.start ?? 0) - 12,
    );
  });

  it('keeps the blocks around one that only the library reads', () => {
    const odd = `${LONG}  odd:\n    name: |2\n        text\n`;
    const before = read(odd);
    expect(before.complete).toBe(true);
    const after = read(odd.replace('text', 'texts'), before);
    expect(after.count?.blocks).toBe(1);
  });

  it('keeps the blocks of a document in a stream', () => {
    const text = `kind: A\n---\n${LONG}---\nkind: B\n`;
    const before = read(text);
    const at = text.indexOf('npm run lint', text.length / 2);
    const after = read(`${text.slice(0, at)}x\n          ${text.slice(at)}`, before);
    expect(after.count?.blocks).toBe(1);
    expect(after.count?.characters).toBeLessThan(1_500);
    expect(after.documents[2]).toBe(before.documents[2]);
  });

  it('keeps the blocks around one that is broken, and has them all again once it is whole', () => {
    const before = read(LONG);
    const at = LONG.lastIndexOf('\n    runs-on', LONG.length / 2);
    const broken = read(`${LONG.slice(0, at)}\n    tim${LONG.slice(at)}`, before);
    expect(broken.complete).toBe(false);
    expect(broken.problems).toHaveLength(1);
    expect(plainText(broken)).toEqual(byLibrary(broken.text));
    const jobs = [before, broken].map(({ documents: [root] }) => entries(get(root, 'jobs')));
    expect(jobs[1]?.filter((job) => jobs[0]?.includes(job)).length).toBeGreaterThan(9);
    const open = read(LONG.replace('npm ci', '"npm ci'), broken);
    expect(open.complete).toBe(false);
    const again = read(LONG, open);
    expect(again.count?.blocks).toBeLessThan(4);
    expect(plainText(again)).toEqual(plainText(read(LONG)));
  });

  it('gives what the library gives while a line is typed', () => {
    const line = fc.tuple(fc.nat(), fc.nat(), fc.nat(60), fc.constantFrom(-1, 0, 0, 0, 2, 4, 6));
    fc.assert(
      fc.property(fc.constantFrom(...STARTS.slice(-6)), fc.array(line, { maxLength: 4 }), (start, typed) => {
        let tree = read(start);
        for (const [at, other, length, by] of typed) {
          const lines = start.split('\n');
          const own = lines[at % lines.length] ?? '';
          const indent = by < 0 ? own.length - own.trimStart().length : by;
          const begun = (lines[other % lines.length] ?? '').trimStart().slice(0, length);
          const text = lines.toSpliced(at % lines.length, 0, ' '.repeat(indent) + begun).join('\n');
          tree = read(text, tree);
          expect(plainText(tree)).toEqual(byLibrary(text));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('reads the whole once anchors come in', () => {
    const before = read(LONG);
    const text = `${LONG}x: &a 1\ny: *a\n`;
    const after = read(text, before);
    expect(after.count?.characters).toBe(text.length);
    expect(plainText(after)).toEqual(plainText(read(text)));
  });
});

/** After each step the tree is that of the text, however it was come by. */
function expectFresh(start: string, steps: readonly TextStep[]): void {
  const texts = [start];
  let tree = read(start);
  for (const step of steps) {
    const text = step(texts);
    texts.push(text);
    tree = read(text, tree);
    expect(plainText(tree)).toEqual(plainText(read(text)));
  }
}

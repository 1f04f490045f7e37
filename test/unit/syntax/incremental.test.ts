import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../server/src/core/syntax/parse.js';
import type { SyntaxTree } from '../../../server/src/core/syntax/syntaxTree.js';
import { entry, get } from '../../../server/src/core/syntax/syntaxTree.js';
import { plainText } from '../../support/syntax/plainNode.js';
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

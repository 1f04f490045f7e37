import { describe, expect, it } from 'vitest';
import { chooseFixes } from '../../../server/src/cli/fixing/chooseFixes.js';
import type { Fix } from '../../../server/src/core/analysis/snapshot.js';
import type { SelectedFinding } from '../../../server/src/core/report/selection.js';
import { findingOf, originAt } from '../report/sample.js';

const A = 'file:///a.yml';
const B = 'file:///b.yml';
const policy = { unsafe: false, mayChange: () => true };

function fix(uri: string, start: number, end: number, more: Partial<Fix> = {}): Fix {
  const edits = [{ range: { start, end }, newText: 'x' }];
  return { title: 'x', applicability: 'safe', preferred: true, changes: [{ uri, edits }], ...more };
}

function selected(...fixes: Fix[]): SelectedFinding {
  return {
    finding: findingOf(),
    place: { path: '', range: NOWHERE },
    fixes,
    hasUntriedFix: false,
    scope: undefined,
  };
}

const NOWHERE = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

describe('chooseFixes', () => {
  it('takes fixes that do not meet, and leaves the others for the next pass', () => {
    const findings = [
      selected(fix(A, 0, 5)),
      selected(fix(A, 3, 8)),
      selected(fix(A, 5, 6)),
      selected(fix(A, 9, 9)),
    ];
    expect(
      chooseFixes(findings, policy)
        .edits.get(A)
        ?.map(({ range }) => range.start),
    ).toEqual([0, 9]);
  });

  it('takes a fix of several files whole or not at all', () => {
    const both = fix(A, 0, 5, { changes: [...fix(A, 0, 5).changes, ...fix(B, 0, 5).changes] });
    const { chosen, edits } = chooseFixes([selected(fix(B, 2, 3)), selected(both)], policy);
    expect(chosen).toHaveLength(1);
    expect(edits.has(A)).toBe(false);
  });

  it('passes over unsafe fixes unless they are allowed', () => {
    const unsafe = fix(A, 0, 5, { applicability: 'unsafe' });
    expect(chooseFixes([selected(unsafe, fix(A, 7, 8))], policy).edits.get(A)?.[0]?.range.start).toBe(7);
    expect(chooseFixes([selected(unsafe)], { ...policy, unsafe: true }).chosen).toHaveLength(1);
  });

  it('leaves suppressed findings and files that may not change alone', () => {
    const suppressed = { rule: 'x', reason: 'y', origin: originAt('jobs') };
    const finding = { ...selected(fix(A, 0, 5)), finding: findingOf({ suppressed }) };
    expect(chooseFixes([finding], policy).chosen).toEqual([]);
    expect(
      chooseFixes([selected(fix(A, 0, 5))], { ...policy, mayChange: (uri) => uri !== A }).chosen,
    ).toEqual([]);
  });
});

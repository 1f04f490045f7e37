import { describe, expect, it } from 'vitest';
import type { Finding, Fix } from '../../../server/src/core/analysis/snapshot.js';
import { codeActions, fixAll } from '../../../server/src/core/ide/codeActions.js';
import { mergeChanges } from '../../../server/src/core/ide/mergeEdits.js';
import { applyEdits } from '../../../server/src/core/text/textRange.js';
import { Sample, snapshotOf, URI } from './sample.js';

const sample = new Sample('permissions: write-all\njobs:\n  a:\n    permissions: read-all\n');
const offers = [{ title: 'x', applicability: 'safe', intents: [] }] as const;
const broad = sample.finding('broad', sample.at('write-all'), { offers });
const alsoBroad = sample.finding('broad', sample.at('read-all'), { offers });
const other = sample.finding('other', sample.at('write-all'), { offers });

function replace(words: string, newText: string, more: Partial<Fix> = {}): Fix {
  return {
    title: `Write ${newText}`,
    applicability: 'safe',
    preferred: true,
    changes: [{ uri: URI, edits: [{ range: sample.at(words).range, newText }] }],
    ...more,
  };
}

function fixes(finding: Finding): readonly Fix[] {
  if (finding === broad) {
    return [
      replace('write-all', '{}', {
        applicability: 'unsafe',
        preferred: false,
        caution: 'may stop the upload',
      }),
      replace('write-all', 'read-all'),
    ];
  }
  if (finding === alsoBroad) return [replace('read-all', '{}')];
  return [replace('write-all', 'none', { preferred: false })];
}

const snapshot = snapshotOf([sample], { findings: [broad, other, alsoBroad], fixes });
const here = sample.at('write-all').range;

describe('code actions', () => {
  it('offer preferred fixes first, then all of a kind, then suppression', () => {
    expect(codeActions(snapshot, URI, here).map(({ title }) => title)).toEqual([
      'Write read-all',
      'Write none',
      'Write {} ⚠ may stop the upload',
      'Fix all broad in this file',
      'Suppress broad with a reason…',
      'Suppress other with a reason…',
      'Turn off broad in the workspace',
      'Turn off other in the workspace',
      'Open the page of broad',
      'Open the page of other',
    ]);
  });

  it('are about findings at the place only, and not about suppressed ones', () => {
    expect(codeActions(snapshot, URI, sample.at('jobs').range)).toEqual([]);
    const reason = { rule: 'broad', reason: 'why', origin: sample.at('write-all') };
    const quiet = snapshotOf([sample], { findings: [{ ...broad, suppressed: reason }], fixes });
    expect(codeActions(quiet, URI, here)).toEqual([]);
  });

  it('leave the reason of a suppression to the person', () => {
    const action = codeActions(snapshot, URI, here).find(({ of }) => of === 'suppression');
    expect(action).toMatchObject({
      suppression: {
        before: '# trustscope: ignore[broad] ',
        after: '\n',
        edit: { range: { start: 0, end: 0 } },
      },
    });
  });
});

describe('fixing all', () => {
  const after = (rule?: string): string => {
    const [change] = fixAll(snapshot, URI, rule);
    return applyEdits(sample.text, change?.edits ?? []);
  };

  it('takes the best safe fix of each finding and leaves what overlaps', () => {
    expect(after()).toBe('permissions: read-all\njobs:\n  a:\n    permissions: {}\n');
  });

  it('keeps to one rule when asked', () => {
    expect(after('other')).toBe('permissions: none\njobs:\n  a:\n    permissions: read-all\n');
  });

  it('takes an unsafe fix only when its rule was asked for, and none that reaches into other files', () => {
    const unsafe = snapshotOf([sample], {
      findings: [broad],
      fixes: () => [replace('write-all', '{}', { applicability: 'unsafe' })],
    });
    expect(fixAll(unsafe, URI)).toEqual([]);
    expect(fixAll(unsafe, URI, 'broad')).toHaveLength(1);
    const far = snapshotOf([sample], {
      findings: [broad],
      fixes: () => [replace('write-all', '{}', { changes: [{ uri: 'file:///other', edits: [] }] })],
    });
    expect(fixAll(far, URI)).toEqual([]);
  });
});

describe('merging changes', () => {
  const edit = (start: number, end: number, newText: string) => ({ range: { start, end }, newText });

  it('takes a change whole or not at all', () => {
    const merged = mergeChanges([
      [{ uri: 'a', edits: [edit(5, 8, 'x')] }],
      [
        { uri: 'a', edits: [edit(7, 9, 'y')] },
        { uri: 'b', edits: [edit(0, 1, 'z')] },
      ],
      [{ uri: 'a', edits: [edit(0, 2, 'w')] }],
    ]);
    expect(merged).toEqual([{ uri: 'a', edits: [edit(0, 2, 'w'), edit(5, 8, 'x')] }]);
  });

  it('counts equal edits once and leaves insertions at the same place for later', () => {
    expect(
      mergeChanges([[{ uri: 'a', edits: [edit(3, 3, 'x')] }], [{ uri: 'a', edits: [edit(3, 3, 'x')] }]]),
    ).toEqual([{ uri: 'a', edits: [edit(3, 3, 'x')] }]);
    expect(
      mergeChanges([[{ uri: 'a', edits: [edit(3, 3, 'x')] }], [{ uri: 'a', edits: [edit(3, 3, 'y')] }]]),
    ).toEqual([{ uri: 'a', edits: [edit(3, 3, 'x')] }]);
  });
});

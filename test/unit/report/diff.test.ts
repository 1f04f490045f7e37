import { workOf } from '../../support/work.js';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../../server/src/core/report/diff.js';
import { lineChanges } from '../../../server/src/core/report/lineChanges.js';

const numbered = Array.from({ length: 20 }, (_, index) => `line ${String(index + 1)}\n`);

describe('unifiedDiff', () => {
  it('is empty for equal texts', () => {
    expect(unifiedDiff('a.yml', 'x\n', 'x\n')).toBe('');
  });

  it('shows three lines around a change', () => {
    const after = numbered.map((line, index) => (index === 9 ? 'changed\n' : line)).join('');
    expect(unifiedDiff('a.yml', numbered.join(''), after)).toBe(
      [
        '--- a/a.yml',
        '+++ b/a.yml',
        '@@ -7,7 +7,7 @@',
        ' line 7',
        ' line 8',
        ' line 9',
        '-line 10',
        '+changed',
        ' line 11',
        ' line 12',
        ' line 13',
        '',
      ].join('\n'),
    );
  });

  it('puts changes far apart into hunks of their own', () => {
    const after = numbered.map((line, index) => (index === 1 || index === 18 ? 'changed\n' : line)).join('');
    expect(unifiedDiff('a.yml', numbered.join(''), after).match(/^@@/gmu)).toHaveLength(2);
  });

  it('tells when the last line has no end', () => {
    expect(unifiedDiff('a', 'x', 'x\n')).toBe(
      '--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n',
    );
  });

  it('is what git applies to get from one text to the other', () => {
    const folder = mkdtempSync(join(tmpdir(), 'trustscope-diff-'));
    try {
      fc.assert(
        fc.property(texts, texts, (before, after) => {
          fc.pre(before !== '' && after !== '' && before !== after);
          writeFileSync(join(folder, 'file'), before);
          const input = unifiedDiff('file', before, after);
          execFileSync('git', ['apply', '-'], { cwd: folder, input, stdio: 'pipe' });
          expect(readFileSync(join(folder, 'file'), 'utf8')).toBe(after);
        }),
        { numRuns: 40 },
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

const texts = fc
  .tuple(fc.array(fc.constantFrom('a', 'b', 'c', 'd\r', ''), { maxLength: 30 }), fc.boolean())
  .map(([lines, end]) => lines.join('\n') + (end && lines.length > 0 ? '\n' : ''));

describe('lineChanges', () => {
  it('leads from the old lines to the new ones with the fewest changed lines', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 }),
        fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 }),
        (old, fresh) => {
          const changes = lineChanges(old, fresh);
          const rebuilt = [...old];
          for (const { oldStart, oldEnd, newStart, newEnd } of [...changes].reverse()) {
            rebuilt.splice(oldStart, oldEnd - oldStart, ...fresh.slice(newStart, newEnd));
          }
          expect(rebuilt).toEqual(fresh);
          const changed = changes.reduce((sum, c) => sum + c.oldEnd - c.oldStart + c.newEnd - c.newStart, 0);
          expect(changed).toBe(old.length + fresh.length - 2 * longestCommon(old, fresh));
        },
      ),
    );
  });

  it('takes no longer than a moment for texts that have nothing in common', () => {
    const old = Array.from({ length: 20_000 }, (_, index) => `old ${String(index)}`);
    const fresh = Array.from({ length: 20_000 }, (_, index) => `new ${String(index)}`);
    const work = workOf(() => {
      expect(lineChanges(old, fresh)).toHaveLength(1);
    });
    expect(work).toBeLessThan(5_000_000);
  });
});

function longestCommon(a: readonly string[], b: readonly string[]): number {
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const up = table[i - 1]?.[j] ?? 0;
      const left = table[i]?.[j - 1] ?? 0;
      const both = (table[i - 1]?.[j - 1] ?? 0) + 1;
      const row = table[i];
      if (row !== undefined) row[j] = a[i - 1] === b[j - 1] ? both : Math.max(up, left);
    }
  }
  return table[a.length]?.[b.length] ?? 0;
}

import { describe, expect, it } from 'vitest';
import { renderMarkdown } from '../../../server/src/core/report/markdown.js';
import { findingOf, ROOT, scopeOf, snapshotOf } from './sample.js';

const render = (sample: Parameters<typeof snapshotOf>[0] = {}) => renderMarkdown(snapshotOf(sample), ROOT);

describe('renderMarkdown', () => {
  it('starts with the widths, then lists findings and sessions', () => {
    const output = render();
    expect(output).toContain('1 session broad · 1 error');
    expect(output).toContain('| error | `.github/workflows/release.yml:3:14` |');
    expect(output).toContain('| broad | `publish`');
  });

  it('does not let text of a file become markup', () => {
    const message = 'Job <img src=x> | [a](b) *c*';
    const output = render({ findings: [findingOf({ message })], scopes: [scopeOf({}, { name: 'a|b`c' })] });
    expect(output).toContain('Job \\<img src=x\\> \\| \\[a\\](b) \\*c\\*');
    for (const row of output.split('\n').filter((line) => line.startsWith('| '))) {
      expect(row.match(/(?<!\\)\|/gu)).toHaveLength(5);
    }
  });

  it('does not list narrow sessions', () => {
    const output = render({
      scopes: [
        scopeOf({
          width: { band: 'narrow', atLeast: 'narrow', ifAssumed: 'narrow', assuming: [], reasons: [] },
        }),
      ],
    });
    expect(output).toContain('1 session narrow');
    expect(output).not.toContain('### Sessions');
  });

  it('stays within what a job summary may hold', () => {
    const findings = Array.from({ length: 5_000 }, () => findingOf({ message: 'long '.repeat(60) }));
    const output = render({ findings });
    expect(output.length).toBeLessThan(1_000_000);
    expect(output).toContain('… and 4800 more.');
  });
});

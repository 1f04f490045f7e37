import { describe, expect, it, vi } from 'vitest';
import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import { FixJudge } from '../../../server/src/core/analysis/fixJudge.js';
import type { Finding, Snapshot } from '../../../server/src/core/analysis/snapshot.js';
import { hover } from '../../../server/src/core/ide/hover.js';
import { renderReport } from '../../../server/src/core/report/renderReport.js';
import { markdownText } from '../../../server/src/core/text/markdown.js';
import { AGENTS } from '../../support/growth/agents.js';
import { uriOf } from '../../support/repository.js';

const ROOT = uriOf('').replace(/\/$/u, '');

/** Settings of an agent with so many rules about commands of AWS: each fix of one has to be tried on all of them. */
function settings(rules: number): { readonly snapshot: Snapshot; readonly findings: readonly Finding[] } {
  const files = AGENTS['rules about cloud commands']?.(rules) ?? new Map<string, string>();
  const changes = [...files].map(([path, text]) => ({ uri: uriOf(path), root: ROOT, text }));
  const snapshot = new AnalysisHost().apply(changes);
  return { snapshot, findings: changes.flatMap(({ uri }) => snapshot.findings(uri)) };
}

describe('a fix that has to be tried', () => {
  it('is offered in a short file, and nothing is said', () => {
    const { snapshot, findings } = settings(2);
    const fixable = findings.filter(({ offers }) => offers.length > 0);
    expect(fixable.length).toBeGreaterThan(0);
    const tried = vi.spyOn(FixJudge.prototype, 'judge');
    expect(fixable.filter((finding) => snapshot.hasUntriedFix(finding))).toEqual([]);
    for (const { origin } of fixable) hover(snapshot, origin.uri, origin.range.start);
    // A hover tries nothing out.
    expect(tried).not.toHaveBeenCalled();
    tried.mockRestore();
    expect(renderReport(snapshot, ROOT, 'text', { version: '0' })).not.toContain('too long to try');
  });

  it('is left out of a long one, which its place and the report say', () => {
    const { snapshot, findings } = settings(400);
    const untried = findings.filter(
      (finding) => snapshot.fixes(finding).length === 0 && snapshot.hasUntriedFix(finding),
    );
    const [first] = untried;
    expect(first).toBeDefined();
    const { uri, range } = first?.origin ?? { uri: '', range: { start: 0 } };
    const shown = hover(snapshot, uri, range.start);
    expect(shown && markdownText(shown.markdown)).toContain('No fix is offered here');
    expect(renderReport(snapshot, ROOT, 'text', { version: '0' })).toContain(
      `${String(untried.length)} without a fix as the file is too long to try one`,
    );
  });
});

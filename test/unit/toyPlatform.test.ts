import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../server/src/core/analysis/analysisHost.js';
import type { Snapshot } from '../../server/src/core/analysis/snapshot.js';
import { codeLenses } from '../../server/src/core/ide/codeLenses.js';
import { hover } from '../../server/src/core/ide/hover.js';
import { PLATFORMS } from '../../server/src/core/platforms/index.js';
import { buildReport } from '../../server/src/core/report/report.js';
import { applyEdits } from '../../server/src/core/text/textRange.js';
import { workshop } from '../toyPlatform/index.js';

const ROOT = 'file:///repository';
const URI = `${ROOT}/.workshop/robots.yml`;
const ROBOTS = `robots:
  sweeper:
    uses: [camera]
  locksmith:
    uses:
      - safe
      - lathe
    hours: 24
    start: button
`;

/** The platform is handed to the analysis; nothing else of the core knows of it. */
function opened(text: string): Snapshot {
  return new AnalysisHost({ platforms: [...PLATFORMS, workshop] }).apply([{ uri: URI, root: ROOT, text }]);
}

describe('a platform from outside of the core', () => {
  const snapshot = opened(ROBOTS);

  it('has its files read, beside those of all others', () => {
    expect(snapshot.file(URI)?.platform).toBe('workshop');
    expect(snapshot.file(URI)?.facts.sessions.map(({ localId }) => localId)).toEqual([
      'robot:sweeper',
      'robot:locksmith',
    ]);
  });

  it('is judged by the rules there are', () => {
    const rules = snapshot.findings(URI).map(({ rule }) => rule);
    expect(rules).toContain('long-session');
    expect(rules).toContain('untrusted-initiator');
    // The robot that only looks around for half an hour is nobody's worry.
    const sweeper = ROBOTS.indexOf('locksmith');
    expect(snapshot.findings(URI).every(({ origin }) => origin.range.start >= sweeper)).toBe(true);
  });

  it('is offered fixes, which it carries out', () => {
    const finding = snapshot.findings(URI).find(({ rule }) => rule === 'long-session');
    const [fix] = finding === undefined ? [] : snapshot.fixes(finding);
    const edits = fix?.changes.flatMap((change) => change.edits) ?? [];
    const fixed = applyEdits(ROBOTS, edits);
    expect(fixed).toBe(ROBOTS.replace('hours: 24', 'hours: 1'));
    expect(
      opened(fixed)
        .findings(URI)
        .map(({ rule }) => rule),
    ).not.toContain('long-session');
  });

  it('is shown in the editor and in reports', () => {
    expect(hover(snapshot, URI, ROBOTS.indexOf('locksmith'))?.markdown).toContain('locksmith');
    expect(codeLenses(snapshot, URI)).toHaveLength(2);
    const report = buildReport(snapshot, ROOT, { version: '0.0.0' });
    expect(report.sessions.map(({ platform }) => platform)).toEqual(['workshop', 'workshop']);
  });

  it('leaves the files of others to them', () => {
    const workflow = `${ROOT}/.github/workflows/ci.yml`;
    const text = 'on: push\njobs: {}\nrobots:\n  a: {}\n';
    const host = new AnalysisHost({ platforms: [workshop, ...PLATFORMS] });
    expect(host.apply([{ uri: workflow, root: ROOT, text }]).file(workflow)?.platform).toBe('github-actions');
  });
});

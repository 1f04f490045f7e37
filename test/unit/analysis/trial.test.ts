import { afterAll, describe, expect, it, vi } from 'vitest';
import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import { Journal } from '../../../server/src/core/engine/journal.js';
import { awsCatalogue, managedPolicies } from '../../support/aws/catalogue.js';
import { severalFiles } from '../../support/randomWorkspace.js';
import { allFindings, ROOT, uriOf } from '../../support/repository.js';

describe('trying fixes out leaves no trace', async () => {
  const tools = { aws: await awsCatalogue(), managedPolicies: managedPolicies() };
  const attempts = vi.spyOn(Journal.prototype, 'tryOut');
  afterAll(() => {
    attempts.mockRestore();
  });

  it.each([...severalFiles()])('in %s', (_name, files) => {
    const host = new AnalysisHost({ tools });
    host.apply([...files].map(([path, text]) => ({ uri: uriOf(path), root: ROOT, text })));
    const findings = allFindings(host.snapshot, files);
    const { scopes } = host.snapshot.model;
    const known = new Map(scopes.map((scope) => [scope.id, JSON.stringify(scope)]));
    const fixes = findings.map((finding) => host.snapshot.fixes(finding));
    // By now the judge has asked of the workspace as it is whatever it asks.
    const computed = new Map(host.computed);
    expect(host.snapshot.model.scopes).toBe(scopes);
    expect(new Map(scopes.map((scope) => [scope.id, JSON.stringify(scope)]))).toEqual(known);
    expect(allFindings(host.snapshot, files)).toEqual(findings);
    expect(worked(computed, host.computed)).toEqual([]);
    expect(findings.map((finding) => host.snapshot.fixes(finding))).toEqual(fixes);
  });

  it('though many are', () => {
    expect(attempts.mock.calls.length).toBeGreaterThan(20);
  });
});

/** Queries that were worked out since. */
function worked(before: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>): readonly string[] {
  return [...now].flatMap(([query, times]) => (times === before.get(query) ? [] : [query]));
}

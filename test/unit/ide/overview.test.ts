import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import type { OverviewQuery, OverviewScope } from '../../../server/src/core/ide/overview/overview.js';
import { newOverview } from '../../../server/src/core/ide/overview/overview.js';
import { listedFinding, listedSession } from '../../../server/src/core/ide/overview/listing.js';
import { uriOf } from '../../support/repository.js';

const ROOT = uriOf('').replace(/\/$/u, '');
const ALL: OverviewQuery = { groupBy: 'width', search: '' };
const SCOPE: OverviewScope = { key: '', wanted: () => true, shown: () => true, rootOf: () => ROOT };

function workflow(typed: string, permissions = 'write-all', more = 0): string {
  return [
    'on: push',
    `permissions: ${permissions}`,
    'jobs:',
    ...['build', 'publish', ...Array.from({ length: more }, (_, at) => `job${String(at)}`)].flatMap((job) => [
      `  ${job}:`,
      '    runs-on: ubuntu-latest',
      '    steps:',
      `      - run: npm test${job === 'publish' ? typed : ''}`,
      `        env: { TOKEN: '\${{ secrets.${job.toUpperCase()}_TOKEN }}' }`,
    ]),
    '',
  ].join('\n');
}

function hostOf(files: number): AnalysisHost {
  const host = new AnalysisHost();
  host.apply([
    { uri: uriOf('.github/workflows/release.yml'), root: ROOT, text: workflow('') },
    ...Array.from({ length: files }, (_, at) => ({
      uri: uriOf(`.github/workflows/other${String(at)}.yml`),
      root: ROOT,
      text: workflow('', 'read-all'),
    })),
  ]);
  return host;
}

describe('the overview of all sessions', () => {
  it('gathers by width, the widest first', () => {
    const groups = newOverview().groups(hostOf(2).snapshot, SCOPE, ALL);
    expect(groups.map(({ label, detail }) => `${label}: ${detail}`)).toEqual([
      'Broad: 2 sessions',
      'Moderate: 4 sessions',
    ]);
    expect(groups[0]?.rows.map(({ label }) => label)).toEqual(['job build', 'job publish']);
  });

  it('gathers by file, identity, system and control', () => {
    const overview = newOverview();
    const { snapshot } = hostOf(1);
    const labels = (groupBy: OverviewQuery['groupBy']) =>
      overview.groups(snapshot, SCOPE, { ...ALL, groupBy }).map(({ label }) => label);
    expect(labels('file')).toEqual(['.github/workflows/other0.yml', '.github/workflows/release.yml']);
    expect(labels('identity')).toContain('GITHUB_TOKEN');
    expect(labels('identity').some((label) => label.includes('PUBLISH_TOKEN'))).toBe(true);
    expect(labels('system')).toContain('this repository');
    expect(labels('control').some((label) => label.startsWith('NHI5:2025'))).toBe(true);
  });

  it('takes all words of a search, wherever they stand, and a framework or a control', () => {
    const overview = newOverview();
    const { snapshot } = hostOf(1);
    const found = (query: Partial<OverviewQuery>) =>
      overview
        .groups(snapshot, SCOPE, { ...ALL, ...query })
        .flatMap(({ rows }) => rows)
        .map(({ scope: { id } }) => id);
    expect(found({ search: 'PUBLISH release' })).toHaveLength(1);
    expect(found({ search: 'publish nowhere' })).toEqual([]);
    const all = overview.frameworks(snapshot, SCOPE);
    const nhi = all.find(({ id }) => id === 'owasp-nhi-2025');
    expect(nhi?.controls.length).toBeGreaterThan(0);
    expect(found({ framework: 'owasp-nhi-2025' }).length).toBeGreaterThan(0);
    expect(found({ control: 'owasp-nhi-2025:NHI5:2025' }).length).toBeGreaterThan(0);
    expect(found({ framework: 'no such framework' })).toEqual([]);
  });

  it('makes only the rows again that a keystroke changes, however many sessions there are', () => {
    // A text of fewer than 2,000 characters is read as a whole, and all that it says is new then.
    const made = [20, 40].map((more) => {
      const host = hostOf(more);
      const uri = uriOf('.github/workflows/release.yml');
      host.apply([{ uri, root: ROOT, text: workflow('', 'write-all', more) }]);
      const overview = newOverview();
      overview.groups(host.snapshot, SCOPE, ALL);
      const before = overview.made;
      expect(before).toBe(2 + 3 * more);
      host.apply([{ uri, root: ROOT, text: workflow(' -- --fast', 'write-all', more) }]);
      overview.groups(host.snapshot, SCOPE, ALL);
      return overview.made - before;
    });

    expect(made).toEqual([1, 1]);
  });

  it('is the same after a keystroke as one that is made anew', () => {
    const host = hostOf(3);
    const overview = newOverview();
    overview.groups(host.snapshot, SCOPE, ALL);
    host.apply([{ uri: uriOf('.github/workflows/release.yml'), root: ROOT, text: workflow('', 'read-all') }]);
    const shown = (made: ReturnType<typeof newOverview>) =>
      made
        .groups(host.snapshot, SCOPE, ALL)
        .map(({ label, rows }) => [
          label,
          rows.map(listedSession),
          rows.map(({ findings }) => findings.map(listedFinding)),
        ]);
    expect(JSON.stringify(shown(overview))).toBe(JSON.stringify(shown(newOverview())));
  });

  it('leaves out what is suppressed and folders that are switched off', () => {
    const { snapshot } = hostOf(1);
    const overview = newOverview();
    const off = { ...SCOPE, key: 'off', wanted: (uri: string) => !uri.includes('other') };
    expect(overview.count(snapshot, off)).toBe(2);
    const grave = { ...SCOPE, key: 'grave', shown: () => false };
    expect(overview.groups(snapshot, grave, { ...ALL, groupBy: 'control' })).toEqual([]);
  });
});

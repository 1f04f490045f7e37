import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import { compareStates, stateOf } from '../../../server/src/core/compare/compareStates.js';
import { inOrder } from '../../../server/src/core/compare/changes.js';
import { StandingComparison } from '../../../server/src/core/compare/standingComparison.js';
import type { TrustModel } from '../../../server/src/core/model/trustScope.js';
import { openRepository, ROOT, uriOf } from '../../support/repository.js';
import { Random } from '../../support/random.js';
import { RandomWorkspace, severalFiles } from '../../support/randomWorkspace.js';

const ALL = { root: ROOT, wanted: () => true };
const STEPS = 3;

function workflow(jobs: readonly string[], permissions = 'contents: read'): string {
  return [
    'on: { push: { branches: [main] } }',
    'permissions: {}',
    'jobs:',
    ...jobs.flatMap((job) => [
      `  ${job}:`,
      `    permissions: { ${permissions} }`,
      '    runs-on: ubuntu-latest',
      '    timeout-minutes: 15',
      `    steps: [{ run: npm run ${job} }]`,
    ]),
    '',
  ].join('\n');
}

/** A host of so many workflows of three jobs each. */
function hostOf(files: number): AnalysisHost {
  const host = new AnalysisHost({ rules: [] });
  host.apply(
    Array.from({ length: files }, (_, at) => ({
      uri: uriOf(`.github/workflows/w${String(at)}.yml`),
      root: ROOT,
      text: workflow(['build', 'test', `publish${String(at)}`]),
    })),
  );
  return host;
}

/** What a standing comparison and a fresh one say. */
function both(standing: StandingComparison, base: TrustModel, now: TrustModel): readonly [string, string] {
  const kept = inOrder([...standing.compare(now).values()].flatMap(({ changes }) => changes));
  return [JSON.stringify(kept), JSON.stringify(compareStates(stateOf(base, ROOT), stateOf(now, ROOT)))];
}

describe('a comparison that stands while one types', () => {
  it.each([10, 60])('costs what a keystroke changes, of %i files', (files) => {
    const base = hostOf(files).snapshot.model;
    const host = hostOf(files);
    const standing = new StandingComparison(base, ALL);
    standing.compare(host.snapshot.model);
    const before = { ...standing.counts };
    expect(before).toEqual({ made: 3 * files, compared: 3 * files, likened: 0 });
    host.apply([
      {
        uri: uriOf('.github/workflows/w3.yml'),
        root: ROOT,
        text: workflow(['build', 'test', 'publish3']).replace('npm run test', 'npm run tests'),
      },
    ]);
    standing.compare(host.snapshot.model);
    // A short file is read as a whole: its three sessions, and none of any other.
    expect(standing.counts.made - before.made).toBeLessThanOrEqual(3);
    expect(standing.counts.compared - before.compared).toBeLessThanOrEqual(3);
  });

  it('reckons once how much moved sessions have in common', () => {
    const base = hostOf(20).snapshot.model;
    const host = hostOf(0);
    host.apply(
      Array.from({ length: 20 }, (_, at) => ({
        uri: uriOf(`.github/workflows/moved${String(at)}.yml`),
        root: ROOT,
        text: workflow(['build', 'test', `publish${String(at)}`]),
      })),
    );
    const standing = new StandingComparison(base, ALL);
    standing.compare(host.snapshot.model);
    const { likened } = standing.counts;
    expect(likened).toBe(60 * 60);
    host.apply([
      {
        uri: uriOf('.github/workflows/moved3.yml'),
        root: ROOT,
        text: workflow(['build', 'test', 'publish3'], 'contents: write'),
      },
    ]);
    standing.compare(host.snapshot.model);
    // Three sessions of one file, each with all sixty that are gone.
    expect(standing.counts.likened - likened).toBeLessThanOrEqual(3 * 60);
  });

  it('gives each session the one that it was, and nothing to a new one', () => {
    const base = openRepository(new Map([['.github/workflows/a.yml', workflow(['build'])]])).model;
    const now = openRepository(
      new Map([['.github/workflows/a.yml', workflow(['build', 'publish'], 'contents: write')]]),
    ).model;
    const standing = new StandingComparison(base, ALL);
    const compared = standing.compare(now);
    const names = now.scopes.map((scope) => [scope.facts.label, standing.before(scope)?.facts.label]);
    expect(names).toEqual([
      ['build', 'build'],
      ['publish', undefined],
    ]);
    expect(compared.size).toBe(2);
  });

  it('leaves out what nobody asks for', () => {
    const base = openRepository(new Map([['.github/workflows/a.yml', workflow(['build'])]])).model;
    const now = openRepository(
      new Map([['.github/workflows/a.yml', workflow(['build'], 'contents: write')]]),
    ).model;
    expect(new StandingComparison(base, { root: ROOT, wanted: () => false }).compare(now).size).toBe(0);
  });

  it.each([...severalFiles()].filter((_, at) => at % 4 === 0))(
    'says after random changes what a fresh one says: %s',
    (_, files) => {
      const base = openRepository(files, []).model;
      const workspace = new RandomWorkspace(files, new Random(20261202), {});
      const standing = new StandingComparison(base, ALL);
      for (let step = 0; step < STEPS; step += 1) {
        const said = workspace.step();
        const [kept, fresh] = both(standing, base, workspace.host.snapshot.model);
        expect(`${said}: ${kept}`).toBe(`${said}: ${fresh}`);
      }
    },
  );
});

import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import { minimumOf } from '../../../server/src/core/model/needs.js';
import { uriOf } from '../../support/repository.js';

const WORKFLOW = '.github/workflows/ci.yml';
const ROOT = uriOf('').replace(/\/$/u, '');

function change(path: string, text: string | null): { uri: string; root: string; text: string | null } {
  return { uri: uriOf(path), root: ROOT, text };
}

/** A job with one step. */
function workflow(step: string): string {
  return `on: push
permissions: write-all
jobs:
  job:
    runs-on: ubuntu-latest
    steps:
      - ${step}
`;
}

/** What the only job needs, or, where something is not known, what that is. */
function needsIn(host: AnalysisHost): unknown {
  const [scope] = host.snapshot.model.scopes;
  const needs = scope?.facts.needs;
  if (needs === undefined || needs === null) return undefined;
  return needs.gaps.length > 0 ? needs.gaps.map(({ why }) => why) : minimumOf(needs);
}

function needsOf(step: string, configuration: string): unknown {
  const host = new AnalysisHost();
  host.apply([change('.trustscope.yml', configuration), change(WORKFLOW, workflow(step))]);
  return needsIn(host);
}

const NOTIFY = 'actions: { acme/notify: { token: [github-token], needs: { issues: write } } }';
const UNKNOWN = ['what acme/notify does with the token is not known'];

describe('an action that the configuration knows', () => {
  it.each([
    ['is handed the token', 'with: { github-token: "${{ github.token }}" }', { issues: 'write' }],
    ['is handed another one', 'with: { github-token: "${{ secrets.PAT }}" }', {}],
    ['is handed none', 'with: { other: "${{ github.token }}" }', {}],
  ])('%s', (_, inputs, minimum) => {
    const step = inputs.replace('with:', 'uses: acme/notify@v1\n        with:');
    expect(needsOf(step, NOTIFY)).toEqual(minimum);
  });

  it.each([
    [
      'uses: ACME/Notify@v9',
      'acme/notify: { token: default, needs: { issues: write } }',
      { issues: 'write' },
    ],
    ['uses: acme/notify/send@v1', 'acme/notify/send: { token: none }', {}],
    ['uses: acme/notify@v1', 'acme/notify: { token: none, federates: true }', { 'id-token': 'write' }],
    [
      'uses: acme/notify@v1',
      'acme/notify: { token: none, needs: { id-token: write } }',
      { 'id-token': 'write' },
    ],
    [
      'env: { GH: "${{ github.token }}" }\n        uses: acme/notify@v1',
      'acme/notify: { token: { env: [GH] }, needs: { issues: read } }',
      { issues: 'read' },
    ],
    [
      'uses: acme/notify@v1',
      'acme/notify: { token: { inputs: [token], default: true }, needs: { statuses: write } }',
      { statuses: 'write' },
    ],
  ])('%s by %s', (step, entry, minimum) => {
    expect(needsOf(step, `actions: { ${entry} }`)).toEqual(minimum);
  });

  it('is not another action of the same repository', () => {
    expect(needsOf('uses: acme/notify/other@v1', NOTIFY)).toEqual([
      'what acme/notify/other does with the token is not known',
    ]);
  });

  it.each([
    ['softprops/action-gh-release', { issues: 'read' }],
    ['actions/github-script', { issues: 'read' }],
  ])('counts before what is built in of %s', (action, minimum) => {
    const entry = `actions: { ${action}: { token: default, needs: { issues: read } } }`;
    expect(needsOf(`uses: ${action}@v2`, entry)).toEqual(minimum);
    expect(needsOf(`uses: ${action}@v2`, '')).not.toEqual(minimum);
  });

  it('leaves behind for git what it is known to leave', () => {
    const step = 'uses: actions/checkout@v4\n      - run: git push';
    const entry = 'actions: { actions/checkout: { token: none } }';
    expect(needsOf(step, entry)).toEqual({ contents: 'write' });
  });

  it('counts in composite actions too', () => {
    const host = new AnalysisHost();
    host.apply([
      change('.trustscope.yml', NOTIFY.replace('[github-token]', 'default')),
      change('act/action.yml', 'name: a\nruns:\n  using: composite\n  steps:\n    - uses: acme/notify@v1\n'),
      change(WORKFLOW, workflow('uses: ./act')),
    ]);
    const needs = host.snapshot.model.scopes[0]?.needs;
    expect(needs && minimumOf(needs)).toEqual({ issues: 'write' });
    expect(needs?.gaps).toEqual([]);
  });
});

describe('a change of the configuration', () => {
  const STEP = workflow('uses: acme/notify@v1');
  const DEFAULT = NOTIFY.replace('[github-token]', 'default');

  it('is taken in for files that were read before, and taken back', () => {
    const host = new AnalysisHost();
    host.apply([change(WORKFLOW, STEP)]);
    expect(needsIn(host)).toEqual(UNKNOWN);
    host.apply([change('.trustscope.yml', DEFAULT)]);
    expect(needsIn(host)).toEqual({ issues: 'write' });
    host.apply([change('.trustscope.yml', DEFAULT.replace('issues', 'checks'))]);
    expect(needsIn(host)).toEqual({ checks: 'write' });
    host.apply([change('.trustscope.yml', null)]);
    expect(needsIn(host)).toEqual(UNKNOWN);
  });

  it('counts for the files of its folder alone', () => {
    const host = new AnalysisHost();
    host.apply([
      change('.trustscope.yml', DEFAULT),
      change(WORKFLOW, STEP),
      change(`sub/${WORKFLOW}`, STEP),
      change('sub/.trustscope.yml', 'ignore: []'),
    ]);
    const gaps = host.snapshot.model.scopes.map(({ facts }) => facts.needs?.gaps.length);
    expect(gaps).toEqual([0, 1]);
  });

  it('that says the same of actions reads no file again', () => {
    const host = new AnalysisHost();
    host.apply([change('.trustscope.yml', DEFAULT), change(WORKFLOW, STEP)]);
    const before = host.snapshot.file(uriOf(WORKFLOW))?.facts;
    const after = host.apply([change('.trustscope.yml', `${DEFAULT}\nlimits: { long-session: 2h }`)]);
    expect(after.file(uriOf(WORKFLOW))?.facts).toBe(before);
  });

  it('changes what is shown of a file while its text is broken', () => {
    const host = new AnalysisHost();
    host.apply([change(WORKFLOW, STEP)]);
    host.apply([change(WORKFLOW, `${STEP}      - run: "\n`)]);
    expect(host.snapshot.file(uriOf(WORKFLOW))?.facts.complete).toBe(false);
    host.apply([change('.trustscope.yml', DEFAULT)]);
    expect(needsIn(host)).toEqual({ issues: 'write' });
  });
});

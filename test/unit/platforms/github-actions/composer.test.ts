import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../../server/src/core/analysis/analysisHost.js';
import type { TrustScope } from '../../../../server/src/core/model/trustScope.js';
import { knownMinimum } from '../../../../server/src/core/model/needs.js';
import { bashParser } from '../../../support/bash.js';
import { ROOT, uriOf } from '../../../support/repository.js';

const parseShell = await bashParser();
const WORKFLOW = '.github/workflows/ci.yml';

type Files = Readonly<Record<string, string | null>>;

function open(files: Files): AnalysisHost {
  const host = new AnalysisHost({ tools: { parseShell } });
  apply(host, files);
  return host;
}

function apply(host: AnalysisHost, files: Files): void {
  host.apply(Object.entries(files).map(([path, text]) => ({ uri: uriOf(path), root: ROOT, text })));
}

function job(host: AnalysisHost): TrustScope {
  const scope = host.snapshot.model.scope(`${WORKFLOW}#job:a`);
  if (scope === undefined) throw new Error('no session');
  return scope;
}

const EVERYTHING = 'permissions: { contents: write, issues: write, packages: write, id-token: write }\n';

/** A workflow of one job. */
function workflow(steps: string, more = ''): string {
  const indented = steps.replaceAll('\n', '\n      ');
  return `on: push\n${EVERYTHING}${more}jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      ${indented}\n`;
}

const CHECKOUT = '- uses: actions/checkout@v5\n';

describe('scripts that a job runs', () => {
  it('are what the job is for, and bring in what a stranger opens', () => {
    const host = open({
      [WORKFLOW]: workflow(`${CHECKOUT}- run: ./ci/all.sh 7`),
      'ci/all.sh': '#!/bin/sh\nset -e\nsh ci/pull.sh "$1"\nmake publish\n',
      'ci/pull.sh': 'git fetch origin "pull/$1/head"\ngit checkout FETCH_HEAD\n',
      Makefile: 'publish:\n\tnpm publish\n',
    });
    expect(job(host).facts.purposes).toMatchObject([
      { purpose: 'publish', why: 'step 2 publishes to a package registry' },
    ]);
    expect(job(host).facts.influences.map(({ kind, how }) => [kind, how])).toEqual([
      ['code', "step 2 fetches the pull request's code"],
    ]);
    apply(host, { 'ci/pull.sh': 'git fetch origin main\n', Makefile: 'publish:\n\techo later\n' });
    expect(job(host).facts).toMatchObject({ purposes: [], influences: [] });
  });

  it('say what they need of the token', () => {
    const host = open({
      [WORKFLOW]: workflow(`${CHECKOUT}- run: ./ci/release.sh`),
      'ci/release.sh': 'git push origin main\n',
    });
    expect(knownMinimum(job(host))).toEqual({ contents: 'write' });
  });

  it('need nothing where they neither run programs nor ask a network, whatever they see', () => {
    const steps = `${CHECKOUT}- run: python ci/x.py\n  env: { GITHUB_TOKEN: "\${{ github.token }}" }`;
    const host = open({ [WORKFLOW]: workflow(steps), 'ci/x.py': 'import json\n' });
    expect(knownMinimum(job(host))).toEqual({ contents: 'read' });
    apply(host, { 'ci/x.py': 'import json, requests\n' });
    expect(knownMinimum(job(host))).toBeNull();
  });

  it('are wanted, and what rests on one is worked out again when it comes, changes and goes', () => {
    const host = open({ [WORKFLOW]: workflow(`${CHECKOUT}- run: ./ci/x.sh`) });
    expect(knownMinimum(job(host))).toBeNull();
    expect(host.wanted).toEqual([uriOf('ci/x.sh')]);
    apply(host, { 'ci/x.sh': 'gh issue create\n' });
    expect(knownMinimum(job(host))).toEqual({ contents: 'read' });
    apply(host, { 'ci/x.sh': 'GH_TOKEN=$GITHUB_TOKEN git push\n' });
    expect(knownMinimum(job(host))).toEqual({ contents: 'write' });
    apply(host, { 'ci/x.sh': null });
    expect(knownMinimum(job(host))).toBeNull();
  });

  it.each([
    ['without a checkout', '- run: ./x.sh'],
    ['of another commit', `- uses: actions/checkout@v5\n  with: { ref: main }\n- run: ./x.sh`],
    ['of another repository', `- uses: actions/checkout@v5\n  with: { repository: a/b }\n- run: ./x.sh`],
    ['that something may lie over', `${CHECKOUT}- run: git checkout v1\n- run: ./x.sh`],
    ['in a folder that is not known', `${CHECKOUT}- run: cd "$DIR" && ./x.sh`],
    ['that are handed the token as a word', `${CHECKOUT}- run: ./x.sh \${{ github.token }}`],
  ])('stay unknown %s', (_, steps) => {
    const host = open({ [WORKFLOW]: workflow(steps), 'x.sh': 'ls\n' });
    expect(knownMinimum(job(host))).toBeNull();
  });

  it('are found where the repository was checked out', () => {
    const steps = `- uses: actions/checkout@v5\n  with: { path: src }\n- run: cd src/ci && ./x.sh`;
    const host = open({ [WORKFLOW]: workflow(steps), 'ci/x.sh': 'ls\n' });
    expect(knownMinimum(job(host))).toEqual({ contents: 'read' });
  });

  it('are those to which github-script hands its client', () => {
    const steps = `${CHECKOUT}- uses: actions/github-script@v8\n  with:\n    script: |\n      const ship = require('./ci/ship.js');\n      await ship({ github, context });`;
    const ship = 'module.exports = async ({ github, context }) => { await github.rest.issues.create({}); };';
    const host = open({ [WORKFLOW]: workflow(steps), 'ci/ship.js': ship });
    expect(knownMinimum(job(host))).toEqual({ contents: 'read', issues: 'write' });
    apply(host, {
      'ci/ship.js': 'module.exports = async (tools) => { await tools.github.rest.issues.create({}); };',
    });
    expect(knownMinimum(job(host))).toBeNull();
  });
});

describe('a local composite action', () => {
  const action = [
    'inputs:',
    '  role: { required: true }',
    '  push: { default: "false" }',
    '  token: { default: "${{ github.token }}" }',
    'runs:',
    '  using: composite',
    '  steps:',
    '    - uses: aws-actions/configure-aws-credentials@v5',
    '      with: { role-to-assume: "${{ inputs.role }}", aws-region: eu-west-1 }',
    "    - if: inputs.push == 'true'",
    '      shell: bash',
    '      run: gh issue create',
    '      env: { GH_TOKEN: "${{ inputs.token }}" }',
    '    - shell: bash',
    '      run: uv publish',
    '',
  ].join('\n');
  const role = 'arn:aws:iam::123456789012:role/deploy';
  const steps = (inputs: string): string =>
    workflow(`${CHECKOUT}- uses: ./.github/actions/deploy\n  with: { role: '${role}'${inputs} }`);

  it('shows at the job what it takes and where it publishes', () => {
    const scope = job(open({ [WORKFLOW]: steps(''), '.github/actions/deploy/action.yml': action }));
    expect(scope.carried.map(({ name }) => name).sort()).toEqual(['PyPI', role]);
    expect(scope.unknowns.filter(({ what }) => what.includes('identity'))).toEqual([]);
  });

  it('points at what the caller gives', () => {
    const text = steps('');
    const scope = job(open({ [WORKFLOW]: text, '.github/actions/deploy/action.yml': action }));
    const origin = scope.carried.find(({ name }) => name === role)?.origin;
    expect(text.slice(origin?.range.start, origin?.range.end)).toBe(`'${role}'`);
    const published = scope.carried.find(({ name }) => name === 'PyPI')?.origin;
    expect(text.slice(published?.range.start, published?.range.end)).toBe('./.github/actions/deploy');
  });

  it('needs what its steps need with what the caller gives', () => {
    const files = { '.github/actions/deploy/action.yml': action };
    const needs = (inputs: string): readonly string[] =>
      (job(open({ [WORKFLOW]: steps(inputs), ...files })).needs?.items ?? []).map(
        ({ right, access }) => `${right}:${access}`,
      );
    expect(needs('')).not.toContain('issues:write');
    expect(needs(", push: 'true'")).toContain('issues:write');
    expect(needs(", push: 'true', token: '${{ secrets.PAT }}'")).not.toContain('issues:write');
  });

  it('that is not there, or is none, stays unknown', () => {
    for (const text of [null, 'runs: { using: node20, main: index.js }\n']) {
      const host = open({ [WORKFLOW]: steps(''), '.github/actions/deploy/action.yml': text });
      expect(job(host).needs?.gaps.map(({ why }) => why)).toContain(
        'what ./.github/actions/deploy does is not read here',
      );
    }
  });

  it('is read again when it changes', () => {
    const host = open({ [WORKFLOW]: steps(''), '.github/actions/deploy/action.yml': action });
    expect(job(host).carried).toHaveLength(2);
    apply(host, { '.github/actions/deploy/action.yml': action.replace('uv publish', 'ls') });
    expect(job(host).carried).toHaveLength(1);
  });
});

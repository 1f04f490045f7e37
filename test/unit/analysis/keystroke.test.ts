import { workOf } from '../../support/work.js';
import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import { deployment } from '../../bench/workflow.js';
import { uriOf } from '../../support/repository.js';

const ROOT = uriOf('').replace(/\/$/u, '');
const WORKFLOW = uriOf('.github/workflows/build.yml');

/** A workflow of jobs that each need the one before. */
function workflow(jobs: number, typed: string): string {
  const job = (at: number): string =>
    [
      `  job${String(at)}:`,
      '    runs-on: ubuntu-latest',
      ...(at > 0 ? [`    needs: [job${String(at - 1)}]`] : []),
      '    permissions: { contents: read, id-token: write }',
      '    steps:',
      '      - uses: actions/checkout@v4',
      '      - uses: aws-actions/configure-aws-credentials@v4',
      '        with:',
      `          role-to-assume: arn:aws:iam::123456789012:role/role${String(at)}`,
      '          aws-region: eu-west-1',
      `      - run: npm test${at === 2 ? typed : ''}`,
      `        env: { TOKEN: '\${{ secrets.TOKEN_${String(at)} }}' }`,
      '',
    ].join('\n');
  return `name: build\non: [push, pull_request]\njobs:\n${Array.from({ length: jobs }, (_, at) => job(at)).join('')}`;
}

function role(at: number): string {
  const issuer = 'token.actions.githubusercontent.com';
  return JSON.stringify({
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: `role${String(at)}`,
          AssumeRolePolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${issuer}` },
                Action: 'sts:AssumeRoleWithWebIdentity',
                Condition: { StringLike: { [`${issuer}:sub`]: 'repo:acme/*' } },
              },
            ],
          },
        },
      },
    },
  });
}

/** How often each query is worked out for one keystroke, in a workspace of so many jobs, roles and other files. */
function workOfKeystroke(jobs: number, roles: number, others: number): ReadonlyMap<string, number> {
  const host = new AnalysisHost();
  host.apply([
    { uri: WORKFLOW, root: ROOT, text: workflow(jobs, '') },
    ...Array.from({ length: roles }, (_, at) => ({
      uri: uriOf(`infra/role${String(at)}.json`),
      root: ROOT,
      text: role(at),
    })),
    ...Array.from({ length: others }, (_, at) => ({
      uri: uriOf(`.github/workflows/other${String(at)}.yml`),
      root: ROOT,
      text: 'on: push\njobs:\n  lint:\n    runs-on: ubuntu-latest\n    permissions: {}\n    steps:\n      - run: npm test\n',
    })),
  ]);
  host.snapshot.findings(WORKFLOW);
  const before = new Map(host.computed);
  host.apply([{ uri: WORKFLOW, root: ROOT, text: workflow(jobs, ' -- --fast') }]);
  host.snapshot.findings(WORKFLOW);
  const work = [...host.computed].map(([query, times]) => [query, times - (before.get(query) ?? 0)] as const);
  return new Map(work.filter(([, times]) => times > 0));
}

function total(work: ReadonlyMap<string, number>): number {
  return [...work.values()].reduce((sum, times) => sum + times, 0);
}

describe('a keystroke in one job', () => {
  const small = workOfKeystroke(8, 4, 4);

  it('links that session anew, and asks the rules of it', () => {
    expect(small.get('session')).toBe(1);
    expect(small.get('steps')).toBe(1);
    expect(small.get('initiators')).toBe(1);
    // Its own, that of the role that it assumes, and that of the next job, which names it under `needs`.
    expect(small.get('scope')).toBe(3);
    expect(small.get('rules')).toBe(3);
  });

  it.each([
    ['more jobs', workOfKeystroke(80, 4, 4)],
    ['more roles that trust it', workOfKeystroke(8, 60, 4)],
    ['more other files', workOfKeystroke(8, 4, 200)],
  ])('costs no more with %s', (_what, work) => {
    expect(Object.fromEntries(work)).toEqual(Object.fromEntries(small));
    expect(total(work)).toBe(total(small));
  });
});

/**
 * The work of a keystroke in a job that reads its role's name from a secret, beside so many roles that trust it. Few
 * jobs: each may mean each role before anything is typed, and what other jobs cost would hide what a role does.
 */
function workBeside(roles: number): number {
  const unnamed = (typed: string): string =>
    workflow(6, typed).replaceAll(/arn:aws:iam::123456789012:role\/role\d+/gu, '${{ secrets.ROLE }}');
  const host = new AnalysisHost();
  host.apply([
    { uri: WORKFLOW, root: ROOT, text: unnamed('') },
    ...Array.from({ length: roles }, (_, at) => ({
      uri: uriOf(`infra/role${String(at)}.json`),
      root: ROOT,
      text: role(at),
    })),
  ]);
  host.snapshot.findings(WORKFLOW);
  return workOf(() => {
    host.apply([{ uri: WORKFLOW, root: ROOT, text: unnamed(' -- --fast') }]);
    host.snapshot.findings(WORKFLOW);
  });
}

describe('a keystroke in a job whose role is not named', () => {
  it('looks at no role again, however many may be meant', () => {
    // What each role says is still asked whether it has changed, which is little.
    expect(workBeside(80) / workBeside(20)).toBeLessThan(1.3);
  });
});

/** How often queries are worked out for each of two keys, among so many workflows that each assume a role of their own. */
function workAmong(deployments: number, lean = false): readonly ReadonlyMap<string, number>[] {
  const files = new Map(Array.from({ length: deployments }, (_, at) => deployment(at)).flat());
  const host = new AnalysisHost({ lean });
  host.apply([...files].map(([path, text]) => ({ uri: uriOf(path), root: ROOT, text })));
  const path = '.github/workflows/deploy-0.yml';
  host.snapshot.findings(uriOf(path));
  host.edit(uriOf(path), true);
  return ['npm ci --quiet', 'npm ci --silent'].map((command) => {
    const before = new Map(host.computed);
    const typed = (files.get(path) ?? '').replace('npm ci', command);
    host.apply([{ uri: uriOf(path), root: ROOT, text: typed }]);
    host.snapshot.findings(uriOf(path));
    const work = [...host.computed].map(
      ([query, times]) => [query, times - (before.get(query) ?? 0)] as const,
    );
    return new Map(work.filter(([, times]) => times > 0));
  });
}

describe('a keystroke in a job that every role trusts', () => {
  it('costs no more with more workflows that each assume a role', () => {
    expect(workAmong(48).map(inWords)).toEqual(workAmong(12).map(inWords));
  });

  it('costs no more either where files that nobody edits are held in less room', () => {
    const [first = new Map(), second = new Map()] = workAmong(12, true);
    expect(workAmong(48, true).map(inWords)).toEqual([first, second].map(inWords));
    // What the first key has worked out again stays for the next one.
    expect(inWords(second)).toEqual(inWords(workAmong(12)[1] ?? new Map()));
    expect(total(first)).toBeGreaterThan(total(second));
  });
});

function inWords(work: ReadonlyMap<string, number>): object {
  return Object.fromEntries([...work].sort());
}

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { runIn } from './fakeTerminal.js';
import { temporaryFolder } from './temporaryFolder.js';

const PATH = '.github/workflows/ci.yml';
const WORKFLOW = `on: { push: { branches: [main] } }
permissions: {}
jobs:
  release:
    permissions: { contents: read }
    runs-on: ubuntu-latest
    timeout-minutes: 10
    environment: production
    steps: [{ run: make }]
  test:
    permissions: { contents: read }
    runs-on: ubuntu-latest
    timeout-minutes: 5
    steps: [{ run: make test }]
`;
const RULE = ['--rule', 'scope-exceeds-contract', '--fail-on', 'hint', '-q'];

function git(folder: string, ...words: readonly string[]): void {
  execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...words], {
    stdio: 'ignore',
  });
}

/** A repository whose main branch has a contract. */
function agreed(): string {
  const folder = temporaryFolder({ [PATH]: WORKFLOW });
  git(folder, 'init', '-b', 'main');
  expect(runIn(folder, ['contract', '--init', '-q'])).toMatchObject({ code: 0, err: '' });
  git(folder, 'add', '-A');
  git(folder, 'commit', '-m', 'first');
  return folder;
}

function rewrite(folder: string, path: string, from: string, to: string): void {
  const before = readFileSync(join(folder, path), 'utf8');
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  writeFileSync(join(folder, path), after);
}

describe('trustscope contract --init', () => {
  it('writes a contract that the workspace meets, behind what the configuration says', () => {
    const folder = temporaryFolder({ [PATH]: WORKFLOW, '.trustscope.yml': 'ignore: [old/**]\n' });
    const { err } = runIn(folder, ['contract', '--init']);
    expect(err).toContain('2 sessions in 2 entries of .trustscope.yml');
    const text = readFileSync(join(folder, '.trustscope.yml'), 'utf8');
    expect(text).toMatch(/^ignore: \[old\/\*\*\]\n\n# What sessions may do/u);
    expect(runIn(folder, ['scan', ...RULE])).toMatchObject({ code: 0, out: '' });
    expect(runIn(folder, ['check', '-q']).code).toBe(0);
    expect(runIn(folder, ['contract', '--init']).err).toContain('has a contract already');
  });

  it('counts where nothing is there yet', () => {
    const folder = temporaryFolder({ 'README.md': 'shop' });
    expect(runIn(folder, ['contract', '--init', '-q']).code).toBe(0);
    expect(runIn(folder, ['check', '-q'])).toMatchObject({ code: 0, err: '' });
  });

  it('holds conditions that are longer than names', () => {
    const paths = Array.from({ length: 30 }, (_, index) => `services/part-${String(index)}/**`).join(', ');
    const filtered = WORKFLOW.replace('branches: [main]', `branches: [main], paths: [${paths}]`);
    const folder = temporaryFolder({ [PATH]: filtered });
    expect(runIn(folder, ['contract', '--init', '-q'])).toMatchObject({ code: 0, err: '' });
    expect(runIn(folder, ['check', '-q'])).toMatchObject({ code: 0, err: '' });
  });

  it.each([
    ['reach', 'contents: read', 'contents: write', 'may `contents:write`'],
    ['life', 'timeout-minutes: 10', 'timeout-minutes: 11', 'lasts up to 11 min'],
    ['starter', 'branches: [main]', 'branches: [main, next]', 'can be started by `push`'],
    ['gate', '    environment: production\n', '', 'without `environment production`'],
  ])('notices a change of %s', (_, from, to, told) => {
    const folder = agreed();
    rewrite(folder, PATH, from, to);
    const { code, out } = runIn(folder, ['check', '-q']);
    expect(code).toBe(1);
    expect(out).toContain('Beyond the contract');
    expect(out).toContain(told);
  });

  it('notices a session that nobody agreed on, unless it only reads the repository', () => {
    const folder = agreed();
    const job = (right: string): string =>
      `  new:\n    permissions: { contents: ${right} }\n    runs-on: ubuntu-latest\n    steps: [{ run: make }]\n`;
    writeFileSync(join(folder, PATH), WORKFLOW + job('read'));
    expect(runIn(folder, ['check', '-q']).code).toBe(0);
    writeFileSync(join(folder, PATH), WORKFLOW + job('write'));
    expect(runIn(folder, ['check', '-q'])).toMatchObject({
      code: 1,
      out: expect.stringContaining('Job `new` may `contents:write`') as string,
    });
  });
});

describe('the contract of the base', () => {
  it.each([
    ['widens the contract', '.trustscope.yml', 'actions: [contents:read]', 'actions: [contents:write]'],
    [
      'switches the rule off',
      '.trustscope.yml',
      'scopes:',
      'rules: { scope-exceeds-contract: off }\nscopes:',
    ],
    ['leaves the file out', '.trustscope.yml', 'scopes:', 'ignore: [.github/**]\nscopes:'],
    ['drops the contract', '.trustscope.yml', 'scopes:', 'x-scopes:'],
  ])('counts for a change that %s', (what, path, from, to) => {
    const folder = agreed();
    rewrite(folder, PATH, 'contents: read', 'contents: write');
    rewrite(folder, path, from, to);
    if (what !== 'drops the contract') {
      expect(runIn(folder, ['check', '--base', 'main', '-q'])).toMatchObject({
        code: 1,
        out: expect.stringContaining('may `contents:write`') as string,
      });
    }
    git(folder, 'checkout', '-qb', 'change');
    git(folder, 'commit', '-qam', 'wider');
    const { code, out } = runIn(folder, ['diff', 'main..change', '--fail-on', 'ungated']);
    expect(code).toBe(1);
    expect(out).toContain('Beyond the contract (1)');
  });

  it('is not helped by a comment that suppresses the finding', () => {
    const folder = agreed();
    rewrite(folder, PATH, 'contents: read', 'contents: write');
    rewrite(
      folder,
      PATH,
      '    permissions: { contents: write }',
      '    # trustscope-ignore scope-exceeds-contract -- mine\n    permissions: { contents: write }',
    );
    expect(runIn(folder, ['check', '--base', 'main', '-q']).code).toBe(1);
  });

  it('tells of a change only what it brought', () => {
    const folder = agreed();
    rewrite(folder, PATH, 'contents: read', 'contents: write');
    git(folder, 'commit', '-qam', 'already wider on main');
    git(folder, 'checkout', '-qb', 'change');
    rewrite(folder, PATH, 'timeout-minutes: 5', 'timeout-minutes: 50');
    const { out } = runIn(folder, ['diff', 'main', '-f', 'json', '-q']);
    const told = JSON.parse(out) as { contract: { message: string }[] };
    expect(told.contract.map(({ message }) => message)).toEqual([expect.stringContaining('50 min')]);
  });
});

describe('the formats of a comparison', () => {
  it('are as their schemas say, and SARIF tells only what the change brought', () => {
    const folder = agreed();
    rewrite(folder, PATH, 'contents: read', 'contents: write');
    const schema = JSON.parse(runIn(folder, ['schema', 'diff']).out) as object;
    const ajv = new Ajv({ strict: true, allowUnionTypes: true });
    ajv.validate(schema, JSON.parse(runIn(folder, ['diff', '-f', 'json', '-q']).out));
    expect(ajv.errors).toBeNull();
    const sarif = JSON.parse(runIn(folder, ['diff', '-f', 'sarif', '-q']).out) as {
      runs: { results: { ruleId: string }[]; tool: { driver: { rules: { id: string }[] } } }[];
    };
    const [run] = sarif.runs;
    const ids = new Set(run?.results.map(({ ruleId }) => ruleId));
    expect(ids).toContain('session-wider');
    expect(ids).toContain('scope-exceeds-contract');
    // Job `test` is as it was.
    expect(JSON.stringify(run?.results)).not.toContain('job:test');
    expect(new Set(run?.tool.driver.rules.map(({ id }) => id))).toEqual(ids);
    expect(runIn(folder, ['diff', '-f', 'markdown', '-q']).out).toContain('### Beyond the contract');
  });
});

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runIn } from './fakeTerminal.js';
import { temporaryFolder } from './temporaryFolder.js';

const WORKFLOW = `on: { push: { branches: [main] } }
permissions: {}
jobs:
  release:
    permissions: { contents: read }
    runs-on: ubuntu-latest
    timeout-minutes: 10
    steps: [{ run: make }]
`;
const WIDER = WORKFLOW.replace('contents: read', 'contents: write');
const PATH = '.github/workflows/ci.yml';

function git(folder: string, ...words: readonly string[]): void {
  execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...words], {
    stdio: 'ignore',
  });
}

/** A repository with one commit on main. */
function repository(files: Readonly<Record<string, string>> = { [PATH]: WORKFLOW }): string {
  const folder = temporaryFolder(files);
  git(folder, 'init', '-b', 'main');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-m', 'first');
  return folder;
}

describe('trustscope diff', () => {
  it('says that nothing changed', () => {
    const { code, out } = runIn(repository(), ['diff', '--fail-on', 'unknown']);
    expect([code, out]).toEqual([0, 'No session is wider, narrower or other than in main\n']);
  });

  it('compares the files as they are with the main branch', () => {
    const folder = repository();
    writeFileSync(join(folder, PATH), WIDER);
    const { code, out } = runIn(folder, ['diff', '--fail-on', 'widened']);
    expect(code).toBe(1);
    expect(out).toContain('Wider (1)\n  + job release may now contents:write on this repository\n');
    expect(out).toContain('Against main: 1 wider, in 1 session');
    expect(runIn(folder, ['diff']).code).toBe(0);
  });

  it('compares two commits from what they have in common, and two folders', () => {
    const folder = repository();
    git(folder, 'checkout', '-b', 'feature');
    writeFileSync(join(folder, PATH), WIDER);
    git(folder, 'commit', '-am', 'wider');
    git(folder, 'checkout', 'main');
    writeFileSync(join(folder, 'other.txt'), 'x');
    git(folder, 'add', '-A');
    git(folder, 'commit', '-m', 'goes on');
    const told = JSON.parse(runIn(folder, ['diff', 'main..feature', '-f', 'json']).out) as {
      changes: { direction: string; what: string[]; path: string }[];
    };
    expect(told.changes).toEqual([
      expect.objectContaining({ direction: 'wider', what: ['contents:write'], path: PATH }),
    ]);
    const [old, next] = [temporaryFolder({ [PATH]: WIDER }), temporaryFolder({ [PATH]: WORKFLOW })];
    expect(runIn(folder, ['diff', old, next, '-f', 'markdown']).out).toContain(
      '| `-` | job release | may no longer contents:write',
    );
  });

  it('says where a changed file could not be read, and counts it as not known', () => {
    const folder = repository({ [PATH]: WORKFLOW, '.github/workflows/broken.yml': 'on: [push\n' });
    writeFileSync(join(folder, PATH), WORKFLOW.replace('contents: read }', 'contents: read'));
    const { code, out } = runIn(folder, ['diff', '--fail-on', 'unknown']);
    expect(code).toBe(1);
    expect(out).toContain(
      `Could not be read, so what changed there is not known (1)\n  ? ${PATH}\n    This YAML`,
    );
    expect(out).toContain('what changed in 1 file that could not be read is not known');
    expect(runIn(folder, ['diff', '-f', 'markdown']).out).toContain(
      `### Could not be read, so what changed there is not known\n\n- \`${PATH}\`: This YAML`,
    );
    const told = JSON.parse(runIn(folder, ['diff', '-f', 'json']).out) as { unreadable: unknown };
    expect(told.unreadable).toEqual([
      { path: PATH, state: 'after', why: expect.stringContaining('YAML') as string },
    ]);
    expect(runIn(folder, ['diff', '-f', 'github']).out).toMatch(
      /^::warning file=\.github\/workflows\/ci\.yml,line=1,.*title=changed-not-read::Could not be read, so what changed there is not known: This YAML/u,
    );
    expect(JSON.parse(runIn(folder, ['diff', '-f', 'rdjson']).out)).toMatchObject({
      diagnostics: expect.arrayContaining([
        expect.objectContaining({ severity: 'WARNING', code: { value: 'changed-not-read' } }),
      ]) as unknown,
    });
    const sarif = JSON.parse(runIn(folder, ['diff', '-f', 'sarif']).out) as {
      runs: [{ results: { ruleId: string; locations: unknown }[]; tool: { driver: { rules: unknown } } }];
    };
    const [run] = sarif.runs;
    expect(run.results.filter(({ ruleId }) => ruleId === 'changed-file-not-read')).toMatchObject([
      { level: 'warning', locations: [{ physicalLocation: { artifactLocation: { uri: PATH } } }] },
    ]);
    expect(run.tool.driver.rules).toContainEqual(expect.objectContaining({ id: 'changed-file-not-read' }));
    git(folder, 'commit', '-am', 'broken');
    writeFileSync(join(folder, PATH), WORKFLOW);
    expect(runIn(folder, ['diff']).out).toContain(`  ? ${PATH}\n    as it was before: This YAML`);
  });

  it('tells a job that only read, and is gone, as gone', () => {
    const folder = repository({ [PATH]: WORKFLOW, '.github/workflows/other.yml': WIDER });
    writeFileSync(join(folder, PATH), '');
    expect(runIn(folder, ['diff']).out).toContain('  ~ job release is gone, which could contents:read on');
  });

  it('tells services what got wider, beside its line', () => {
    const folder = repository();
    writeFileSync(join(folder, PATH), WIDER);
    const annotations = runIn(folder, ['diff', '-f', 'github']).out.split('\n');
    expect(annotations).toEqual([
      expect.stringMatching(
        /^::warning file=\.github\/workflows\/ci\.yml,line=5,.*,title=wider::job release may now contents:write on this repository · started by push/u,
      ),
      '',
    ]);
    expect(JSON.parse(runIn(folder, ['diff', '-f', 'rdjson']).out)).toMatchObject({
      diagnostics: [
        { severity: 'WARNING', code: { value: 'wider' }, location: { range: { start: { line: 5 } } } },
      ],
    });
    writeFileSync(join(folder, PATH), WORKFLOW.replace('contents: read', 'contents: none'));
    expect(runIn(folder, ['diff', '-f', 'github']).out).toBe('');
  });

  it('runs nothing that the repository names', () => {
    const folder = repository();
    const mark = join(folder, 'ran');
    const script = join(folder, 'script.sh');
    writeFileSync(script, `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
    for (const setting of ['core.fsmonitor', 'core.pager', 'diff.external', 'filter.x.smudge']) {
      git(folder, 'config', setting, script);
    }
    writeFileSync(join(folder, '.gitattributes'), '* filter=x\n');
    runIn(folder, ['diff']);
    expect(existsSync(mark)).toBe(false);
  });

  it('says what is wrong', () => {
    const folder = repository();
    expect(runIn(folder, ['diff', 'nowhere']).err).toContain('no commit "nowhere"');
    expect(runIn(folder, ['diff', '--output=x']).code).toBe(0);
    expect(runIn(folder, ['diff', 'a', 'b']).err).toContain('no folder "a"');
    expect(runIn(temporaryFolder({}), ['diff']).err).toContain('in no git repository');
  });
});

describe('trustscope lock and check', () => {
  it('fail where the workspace is wider than what was agreed on, and only there', () => {
    const folder = repository();
    expect(runIn(folder, ['check']).err).toContain(
      'trustscope lock or trustscope contract --init writes one',
    );
    expect(runIn(folder, ['lock', '-q']).code).toBe(0);
    const lock = readFileSync(join(folder, '.trustscope.lock.json'), 'utf8');
    expect(runIn(folder, ['check']).code).toBe(0);
    writeFileSync(join(folder, PATH), `# same\n${WORKFLOW}`);
    runIn(folder, ['lock', '-q']);
    expect(readFileSync(join(folder, '.trustscope.lock.json'), 'utf8')).toBe(lock);
    writeFileSync(join(folder, PATH), WIDER);
    const { code, out } = runIn(folder, ['check']);
    expect([code, out]).toEqual([1, expect.stringContaining('may now contents:write')]);
  });

  it('says why a lock cannot be read', () => {
    const folder = repository({ [PATH]: WORKFLOW, '.trustscope.lock.json': '{}' });
    expect(runIn(folder, ['check'])).toMatchObject({
      code: 2,
      err: 'trustscope: .trustscope.lock.json: it is no lock of TrustScope\n',
    });
  });
});

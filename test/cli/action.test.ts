import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { LOOSE, NARROW, WIDER, Workbench } from '../support/ci/workbench.js';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: {
    readonly using: string;
    readonly steps: readonly {
      readonly run: string;
      readonly shell: string;
      readonly env: Readonly<Record<string, string>>;
    }[];
  };
}

const ROOT = join(import.meta.dirname, '../..');
const ACTION = parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as Action;
const MANIFEST = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };

let bench: Workbench;

beforeAll(async () => {
  bench = await Workbench.build();
}, 120_000);

afterAll(() => {
  bench.remove();
});

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly output: string;
  readonly summary: string;
}

/** Runs the steps as a runner does: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell */
function runAction(
  root: string,
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Run {
  const temp = bench.runner();
  const files = { output: join(temp, 'output'), summary: join(temp, 'summary') };
  for (const file of Object.values(files)) writeFileSync(file, '');
  let last = { status: 0 as number | null, stdout: '', stderr: '' };
  for (const step of ACTION.runs.steps) {
    const script = join(temp, 'script.sh');
    writeFileSync(script, step.run);
    const { status, stdout, stderr } = spawnSync(
      'bash',
      ['--noprofile', '--norc', '-e', '-o', 'pipefail', script],
      {
        cwd: root,
        encoding: 'utf8',
        env: {
          PATH: bench.path,
          HOME: temp,
          RUNNER_TEMP: temp,
          GITHUB_WORKSPACE: root,
          GITHUB_OUTPUT: files.output,
          GITHUB_STEP_SUMMARY: files.summary,
          ...env,
          ...Object.fromEntries(
            Object.entries(step.env).map(([name, value]) => [name, filled(value, inputs)]),
          ),
        },
      },
    );
    last = { status, stdout: last.stdout + stdout, stderr: last.stderr + stderr };
    if (status !== 0) break;
  }
  return {
    ...last,
    output: readFileSync(files.output, 'utf8'),
    summary: readFileSync(files.summary, 'utf8'),
  };
}

function filled(value: string, inputs: Readonly<Record<string, string>>): string {
  return value.replace(/\$\{\{ inputs\.([\w-]+) \}\}/gu, (_, name: string) => {
    const input = ACTION.inputs[name];
    if (input === undefined) throw new Error(`no input ${name}`);
    return inputs[name] ?? input.default;
  });
}

describe('action.yml', () => {
  it('hands its inputs over by the environment alone', () => {
    expect(ACTION.runs.using).toBe('composite');
    for (const { run, shell, env } of ACTION.runs.steps) {
      expect(run).not.toContain('${{');
      expect(shell).toBe('bash');
      for (const value of Object.values(env)) expect(value).toMatch(/^\$\{\{ inputs\.[\w-]+ \}\}$/u);
    }
    const used = ACTION.runs.steps.flatMap(({ env }) => Object.values(env).map((value) => filled(value, {})));
    expect(used).toHaveLength(Object.keys(ACTION.inputs).length);
  });

  it('runs the version that it belongs to, from a folder in which the repository has no say', () => {
    expect(ACTION.inputs['version']?.default).toBe(MANIFEST.version);
    const root = bench.clone('pinned', NARROW);
    bench.write('pinned/.npmrc', 'registry=https://evil.example\n');
    expect(runAction(root, {}).status).toBe(0);
    const [line] = readFileSync(bench.npmLog, 'utf8').trim().split('\n').slice(-1);
    expect(line).toMatch(
      new RegExp(
        `/runner-\\w+/trustscope install .*--ignore-scripts .*trustscope@${MANIFEST.version.replaceAll('.', '\\.')}$`,
        'u',
      ),
    );
    for (const version of ['', '1.0.0; echo x', '../x', '$(id)']) {
      expect(runAction(root, { version }).stdout).toBe(
        '::error title=TrustScope::version is not a version\n',
      );
    }
  });

  it('scans: annotations, a summary, SARIF and the text of a comment', () => {
    const root = bench.clone('scanned', LOOSE);
    const run = runAction(root, { 'sarif-file': 'found.sarif', 'comment-file': 'comment.txt' });
    expect(run.status).toBe(1);
    expect(run.stdout).toMatch(/^::(?:error|warning) file=\.github\/workflows\/ci\.yml,line=2,/mu);
    expect(run.output).toBe('exit-code=1\n');
    expect(run.summary).toMatch(/^## Session trust scope\n[\s\S]*broad-token-permissions/u);
    expect(JSON.parse(readFileSync(join(root, 'found.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
    expect(readFileSync(join(root, 'comment.txt'), 'utf8')).toContain('broad-token-permissions');
    expect(runAction(root, { 'fail-on': 'none' })).toMatchObject({ status: 0, output: 'exit-code=0\n' });
    const quiet = runAction(root, { annotations: 'false', summary: 'false' });
    expect([quiet.status, quiet.summary]).toEqual([1, '']);
    expect(quiet.stdout).not.toContain('::warning');
  });

  it('compares with the base of the pull request, and fails where a session gets wider', () => {
    const root = bench.clone('widened', WIDER);
    const run = runAction(root, { mode: 'diff', 'comment-file': 'comment.txt' }, { GITHUB_BASE_REF: 'main' });
    expect(run.status).toBe(1);
    expect(run.stdout).toContain('::warning file=.github/workflows/ci.yml,line=5,');
    expect(run.summary).toContain('### Wider');
    expect(readFileSync(join(root, 'comment.txt'), 'utf8')).toMatch(
      /^Wider \(1\)\n {2}\+ job release may now contents:write on this repository\n/u,
    );
    expect(runAction(root, { mode: 'diff', 'fail-on': 'none' }, { GITHUB_BASE_REF: 'main' }).status).toBe(0);
    expect(runAction(root, { mode: 'diff', base: 'HEAD' }).status).toBe(0);
    expect(existsSync(join(root, 'no.sarif'))).toBe(false);
  });

  it('passes where a change makes nothing wider', () => {
    const root = bench.clone('narrowed', NARROW.replace('contents: read', 'contents: none'));
    const run = runAction(root, { mode: 'diff' }, { GITHUB_BASE_REF: 'main' });
    expect([run.status, run.stdout]).toEqual([0, '']);
    expect(run.summary).toContain('### Narrower');
  });

  it('takes no input for a command or an option', () => {
    const root = bench.clone('hostile', NARROW);
    const mark = join(root, 'ran');
    for (const input of [
      `$(touch ${mark})`,
      `"; touch ${mark}; "`,
      '--output=ran',
      '-o ran',
      `main; touch ${mark}`,
    ]) {
      for (const name of ['path', 'base', 'fail-on', 'min-severity', 'mode']) {
        const mode = name === 'base' ? { mode: 'diff' } : {};
        const { status } = runAction(root, { ...mode, [name]: input });
        // Brackets in a path are a pattern that fits nothing.
        expect(name === 'path' && input.startsWith('$(') ? [0] : [2]).toContain(status);
      }
    }
    expect(existsSync(mark)).toBe(false);
  });
});

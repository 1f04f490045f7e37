import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { LOOSE, NARROW, WIDER, Workbench } from '../support/ci/workbench.js';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

let bench: Workbench;

beforeAll(async () => {
  bench = await Workbench.build();
}, 120_000);

afterAll(() => {
  bench.remove();
});

function bash(cwd: string, script: string, env: Readonly<Record<string, string>>) {
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script], {
    cwd,
    encoding: 'utf8',
    env: { PATH: bench.path, HOME: bench.runner(), ...env },
  });
  return { status, stdout, stderr };
}

describe('the component for GitLab', () => {
  const [head, body] = parseAllDocuments(read('templates/trustscope/template.yml')).map(
    (document) => document.toJS() as unknown,
  ) as [
    { spec: { inputs: Record<string, { default: string }> } },
    { trustscope: { script: string[]; variables: Record<string, string | number> } },
  ];

  /** Lines of a script run one after the other in one shell: https://docs.gitlab.com/ci/yaml/script/ */
  const run = (
    cwd: string,
    inputs: Readonly<Record<string, string>>,
    env: Readonly<Record<string, string>> = {},
  ) => {
    const variables = Object.fromEntries(
      Object.entries(body.trustscope.variables).map(([name, value]) => [
        name,
        String(value).replace(/\$\[\[ inputs\.([\w-]+) \]\]/gu, (_, input: string) => {
          return inputs[input] ?? head.spec.inputs[input]?.default ?? '';
        }),
      ]),
    );
    return bash(cwd, body.trustscope.script.join('\n'), { CI_DEFAULT_BRANCH: 'main', ...variables, ...env });
  };

  it('scans, reports code quality, and fails where something is found', () => {
    const root = bench.clone('gitlab-loose', LOOSE);
    const { status, stdout } = run(root, {});
    expect([status, stdout]).toEqual([1, expect.stringContaining('broad-token-permissions')]);
    const report = JSON.parse(readFileSync(join(root, 'gl-code-quality-report.json'), 'utf8')) as object[];
    expect(report).toContainEqual(
      expect.objectContaining({
        check_name: 'broad-token-permissions',
        location: { path: '.github/workflows/ci.yml', lines: { begin: 2 } },
      }),
    );
    expect(run(root, { 'fail-on': 'none' }).status).toBe(0);
    expect(run(bench.clone('gitlab-narrow', NARROW), {}).status).toBe(0);
  });

  it('compares a merge request with its base', () => {
    const root = bench.clone('gitlab-wider', WIDER);
    const { stdout: base } = spawnSync('git', ['-C', root, 'rev-parse', 'origin/main'], { encoding: 'utf8' });
    const merge = { CI_MERGE_REQUEST_DIFF_BASE_SHA: base.trim() };
    expect(run(root, { mode: 'diff' }, merge)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('Wider (1)') as string,
    });
    expect(run(root, { mode: 'diff' }).status).toBe(1);
    expect(run(root, { mode: 'diff', 'fail-on': 'none' }, merge).status).toBe(0);
    expect(run(root, { path: '$(touch ran)' }).status).toBe(0);
    expect(existsSync(join(root, 'ran'))).toBe(false);
  });
});

describe('the snippet for Azure Pipelines', () => {
  const { jobs } = parse(read('docs/ci/azure/azure-pipelines.yml')) as {
    jobs: [{ steps: { bash?: string; env?: Record<string, string>; inputs?: Record<string, string> }[] }];
  };
  const step = jobs[0].steps.find((each) => each.bash !== undefined)!;

  it('fails for a pull request that widens a session, and writes test results', () => {
    const root = bench.clone('azure', WIDER);
    const env = { ...step.env, SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main' };
    expect(bash(root, step.bash!, env)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('Wider (1)') as string,
    });
    const { testResultsFiles = '' } = jobs[0].steps.find((each) => each.inputs !== undefined)!.inputs!;
    expect(readFileSync(join(root, testResultsFiles), 'utf8')).toContain('<testsuites name="trustscope"');
    expect(bash(bench.clone('azure-narrow', NARROW), step.bash!, { ...step.env }).status).toBe(0);
    expect(bash(bench.clone('azure-loose', LOOSE), step.bash!, { ...step.env }).status).toBe(1);
  });
});

describe('the snippet for CircleCI', () => {
  const { jobs } = parse(read('docs/ci/circleci/config.yml')) as {
    jobs: {
      trustscope: { environment: Record<string, string>; steps: (string | { run?: { command: string } })[] };
    };
  };
  const { environment, steps } = jobs.trustscope;
  const command = steps.flatMap((each) => (typeof each === 'string' ? [] : (each.run?.command ?? [])))[0]!;

  it('fails where the branch widens a session, and writes test results', () => {
    const root = bench.clone('circleci', WIDER);
    expect(bash(root, command, environment).status).toBe(1);
    expect(readFileSync(join(root, 'results/trustscope.xml'), 'utf8')).toContain('<testsuites');
    expect(bash(bench.clone('circleci-narrow', NARROW), command, environment).status).toBe(0);
  });
});

describe('the workflow that comments', () => {
  const { jobs } = parse(read('docs/ci/github/trustscope-comment.yml')) as {
    jobs: { comment: { steps: { with?: { script?: string } }[] } };
  };
  const script = jobs.comment.steps.flatMap((step) => step.with?.script ?? [])[0]!;

  const RUN = {
    html_url: 'https://github.com/acme/shop/actions/runs/1',
    head_sha: 'abc',
    head_branch: 'fix',
    head_repository: { id: 7, owner: { login: 'stranger' } },
  };
  const PULL = { number: 12, head: { sha: 'abc', repo: { id: 7 } } };

  interface Call {
    readonly name: string;
    readonly given: Readonly<Record<string, unknown>>;
  }

  /** Runs it as actions/github-script does: https://github.com/actions/github-script#this-action */
  async function comment(
    file: string,
    pulls: readonly object[],
    comments: readonly object[] = [],
  ): Promise<readonly Call[]> {
    const calls: Call[] = [];
    const noting = (name: string) => (given: Call['given']) => {
      calls.push({ name, given });
      return Promise.resolve({ data: pulls });
    };
    const rest = {
      pulls: { list: noting('list') },
      issues: {
        listComments: 'listComments',
        createComment: noting('create'),
        updateComment: noting('update'),
      },
    };
    const github = { rest, paginate: () => Promise.resolve(comments) };
    const context = { repo: { owner: 'acme', repo: 'shop' }, payload: { workflow_run: RUN } };
    const before = process.env['COMMENT_FILE'];
    process.env['COMMENT_FILE'] = file;
    try {
      // eslint-disable-next-line @typescript-eslint/no-implied-eval -- it is how the action runs it
      const made = new Function('github', 'context', 'require', `return (async () => {${script}\n})()`) as (
        ...given: readonly unknown[]
      ) => Promise<void>;
      await made(github, context, createRequire(import.meta.url));
    } finally {
      if (before === undefined) delete process.env['COMMENT_FILE'];
      else process.env['COMMENT_FILE'] = before;
    }
    return calls;
  }

  const bodyOf = (calls: readonly Call[]): string => calls.at(-1)?.given['body'] as string;

  it('writes one comment on the pull request of the event, and then keeps that up to date', async () => {
    const file = bench.write('comment/a.txt', 'Wider (1)\n  + job release may now contents:write\n');
    const calls = await comment(file, [PULL]);
    expect(calls.map(({ name }) => name)).toEqual(['list', 'create']);
    expect(calls[0]?.given).toMatchObject({ state: 'open', head: 'stranger:fix' });
    expect(calls[1]?.given).toMatchObject({ owner: 'acme', repo: 'shop', issue_number: 12 });
    expect(bodyOf(calls)).toBe(
      '<!-- trustscope -->\n**TrustScope**, by [this run](https://github.com/acme/shop/actions/runs/1):\n\n' +
        '```text\nWider (1)\n  + job release may now contents:write\n```\n',
    );
    const own = { id: 5, user: { login: 'github-actions[bot]' }, body: bodyOf(calls) };
    const others = [{ id: 4, user: { login: 'stranger' }, body: '<!-- trustscope -->' }];
    expect((await comment(file, [PULL], [...others, own])).at(-1)).toMatchObject({
      name: 'update',
      given: { comment_id: 5 },
    });
    expect((await comment(file, [PULL], others)).at(-1)?.name).toBe('create');
  });

  it('comments on no pull request but those whose head the run was for', async () => {
    const file = bench.write('comment/b.txt', 'x');
    const others = [
      { number: 1, head: { sha: 'other', repo: { id: 7 } } },
      { number: 2, head: { sha: 'abc', repo: { id: 8 } } },
      { number: 3, head: { sha: 'abc', repo: null } },
    ];
    expect((await comment(file, others)).map(({ name }) => name)).toEqual(['list']);
  });

  it('shows the artifact as text, whatever it says, and not all of it', async () => {
    const file = bench.write(
      'comment/c.txt',
      '```\n@everyone <img src=x> [a](b)\n~~~~````\u202e\u0000\u001b[2J',
    );
    const body = bodyOf(await comment(file, [PULL]));
    expect(body.split('\n').slice(3)).toEqual([
      '`````text',
      '```',
      '@everyone <img src=x> [a](b)',
      '~~~~````\ufffd\ufffd\ufffd[2J',
      '`````',
      '',
    ]);
    writeFileSync(file, 'a'.repeat(100_000));
    expect(bodyOf(await comment(file, [PULL])).length).toBeLessThan(61_000);
  });

  it('reads nothing but one regular file of a usual size', async () => {
    const file = bench.write('comment/d.txt', 'a'.repeat(2 * 1024 * 1024));
    await expect(comment(file, [PULL])).rejects.toThrow('no text of a usual size');
    rmSync(file);
    symlinkSync('/etc/hostname', file);
    await expect(comment(file, [PULL])).rejects.toThrow('no text of a usual size');
  });
});

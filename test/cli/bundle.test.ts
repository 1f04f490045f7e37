import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCli } from '../../scripts/build.js';
import { awsTable } from '../../scripts/generate/aws/table.js';
import { managedPoliciesFile } from '../support/aws/catalogue.js';

/** The program as it ships: away from the source tree. */
let folder: string;
let program: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trustscope-bundle-'));
  program = await buildCli(folder);
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function trustscope(words: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(program, words, {
    cwd: folder,
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, stdout, stderr };
}

function workflow(jobs: number): string {
  const job = (index: number): string =>
    `  job${String(index)}:\n    runs-on: ubuntu-latest\n    steps: [{ uses: actions/checkout@v4 }]\n`;
  return `on: push\njobs:\n${Array.from({ length: jobs }, (_, index) => job(index)).join('')}`;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

describe('the bundled program', () => {
  it('starts by itself and carries its texts', () => {
    expect(trustscope(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/u);
    expect(trustscope(['schema']).stdout).toContain('"TrustScope report"');
    expect(trustscope(['explain', 'NHI-01']).stdout).toContain('NHI5:2025');
  });

  it('reads standard input', () => {
    const { stdout, status } = trustscope(
      ['scan', '-', '--format', 'json', '--fail-on', 'none'],
      workflow(1),
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { sessions: 1 } });
  });

  it('reads scripts by their grammar where that lies beside it', () => {
    // What runs in a condition is found by the grammar alone.
    const text = `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - run: |
          if ! claude -p "x" --allowedTools Read; then exit 1; fi
`;
    const agents = (): number => {
      const { stdout } = trustscope(['scan', '-', '--format', 'json', '--fail-on', 'none'], text);
      const report = JSON.parse(stdout) as { sessions: { kind: string }[] };
      return report.sessions.filter(({ kind }) => kind === 'agent').length;
    };
    expect(agents()).toBe(0);
    for (const path of ['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter-bash/tree-sitter-bash.wasm']) {
      const file = new URL(`../../node_modules/${path}`, import.meta.url);
      copyFileSync(file, join(folder, basename(path)));
    }
    expect(agents()).toBe(1);
  });

  it('explains actions of AWS where their list lies beside it', async () => {
    writeFileSync(join(folder, 'aws-catalogue.txt'), await awsTable());
    writeFileSync(join(folder, 'aws-managed-policies.json'), managedPoliciesFile());
    expect(trustscope(['explain', 's3:PutObject']).stdout).toContain('Access level: Write');
    expect(trustscope(['explain', 's3:PutObjekt']).stderr).toContain('Did you mean s3:PutObject?');
  });

  it('answers the hook of an agent, and loads nothing for what is none of its business', () => {
    write('guarded/.github/workflows/ci.yml', workflow(1));
    const hook = (path: string, content: string) =>
      JSON.stringify({
        tool_name: 'Write',
        tool_input: { file_path: join(folder, path), content },
        cwd: folder,
      });
    const wider = workflow(1).replace('jobs:', 'permissions: write-all\njobs:');
    const { status, stdout } = trustscope(['guard'], hook('guarded/.github/workflows/ci.yml', wider));
    expect([status, JSON.parse(stdout)]).toEqual([
      0,
      { hookSpecificOutput: expect.objectContaining({ permissionDecision: 'ask' }) as unknown },
    ]);
    expect(trustscope(['guard'], hook('guarded/src/main.ts', 'let a;'))).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('answers a coding agent over the Model Context Protocol, by the client of its SDK', async () => {
    write('agent/.github/workflows/ci.yml', workflow(1));
    const transport = new StdioClientTransport({ command: program, args: ['mcp', 'agent'], cwd: folder });
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(transport);
    expect((await client.listTools()).tools).toHaveLength(5);
    const { content } = await client.callTool({ name: 'scan', arguments: {} });
    expect(content).toEqual([{ type: 'text', text: expect.stringMatching(/^1 session /u) as unknown }]);
    await client.close();
  });

  it('loads the protocol for that command alone', () => {
    const loaded = (...words: readonly string[]): readonly string[] => {
      const recorder = `process.on('exit', () => require('node:fs').writeSync(2, JSON.stringify(Object.keys(require.cache))));`;
      write('recorder.cjs', recorder);
      const { stderr } = spawnSync(
        process.execPath,
        ['--require', join(folder, 'recorder.cjs'), program, ...words],
        { cwd: folder, input: '', encoding: 'utf8' },
      );
      return (JSON.parse(stderr) as string[]).map((file) => basename(file));
    };
    expect(loaded('mcp', '.')).toContain('mcp.cjs');
    expect(loaded('scan', '-q', '-o', 'x.txt', '--fail-on', 'none', '.')).not.toContain('mcp.cjs');
  });

  it('writes a large report to a pipe to its end', () => {
    write('large/.github/workflows/ci.yml', workflow(400));
    const { stdout, status } = trustscope(['scan', 'large', '--format', 'json', '--fail-on', 'none']);
    expect(status).toBe(0);
    expect(stdout.length).toBeGreaterThan(500_000);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { sessions: 400 } });
  });

  it('is quiet when the reader of a pipe leaves', async () => {
    write('large/.github/workflows/ci.yml', workflow(400));
    const child = spawn(program, ['scan', 'large', '--format', 'json', '--fail-on', 'none'], { cwd: folder });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdout.once('data', () => child.stdout.destroy());
    const status = await new Promise((resolve) => child.on('close', resolve));
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('exits with 2 for wrong usage', () => {
    expect(trustscope(['scan', '--formt', 'json'])).toMatchObject({ status: 2, stdout: '' });
  });
});

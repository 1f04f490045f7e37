import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { Build } from './serverProcess.js';
import type { Series, Subject } from './series.js';
import { workflowOf } from './workflow.js';

const SIZES = [100, 1_000, 5_000];
const PATH = '.github/workflows/ci.yml';

/** What a coding agent waits for: the answer to an edit, and a server that has just been started. */
export const ANSWERING: readonly Series[] = [
  series('guard, an edit of the workflow', (build, folder, text) => guard(build, folder, PATH, text)),
  series('guard, an edit of source code', (build, folder) => guard(build, folder, 'src/main.ts', 'let a;\n')),
  series('mcp, from the start to the list of tools', (build, folder) => tools(build, folder)),
];

function series(
  what: string,
  measure: (build: Build, folder: string, text: string) => Promise<unknown>,
): Series {
  return {
    what,
    unit: 'ms',
    of: 'lines of workflow',
    sizes: SIZES,
    rounds: 20,
    prepare: (build, lines): Promise<Subject> => {
      const folder = mkdtempSync(join(tmpdir(), 'trustscope-answering-'));
      const text = workflowOf(lines);
      mkdirSync(join(folder, '.github/workflows'), { recursive: true });
      writeFileSync(join(folder, PATH), text);
      const wider = text.replace(/^jobs:/mu, 'permissions: write-all\njobs:');
      return Promise.resolve({
        stop: () => {
          rmSync(folder, { recursive: true, force: true });
        },
        step: async () => {
          const started = performance.now();
          await measure(build, folder, wider);
          return { value: performance.now() - started };
        },
      });
    },
  };
}

function guard(build: Build, folder: string, path: string, content: string): Promise<void> {
  const child = spawn(process.execPath, [join(build.dist, 'cli.cjs'), 'guard'], {
    cwd: folder,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  child.stdin.end(
    JSON.stringify({
      cwd: folder,
      tool_name: 'Write',
      tool_input: { file_path: join(folder, path), content },
    }),
  );
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`guard ended with ${String(code)}`));
    });
  });
}

async function tools(build: Build, folder: string): Promise<void> {
  const client = new Client({ name: 'bench', version: '1' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [join(build.dist, 'cli.cjs'), 'mcp', folder],
    }),
  );
  await client.listTools();
  await client.close();
}

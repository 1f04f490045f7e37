import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createProtocolConnection,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { buildPrograms } from '../../../scripts/build.js';
import { PLATFORMS } from '../../../server/src/core/platforms/index.js';

/** What is not the chunk of a platform. */
const OTHERS = [
  'compare',
  'configuration',
  'contract',
  'core',
  'escalation',
  'frameworks',
  'hcl',
  'ide',
  'javascript',
  'json',
  'limits',
  'mcp',
  'patterns',
  'report',
  'scripts',
  'shared',
  'shell',
  'toml',
  'yaml',
];

/** What the command line alone loads, which the extension does not ship. */
const MCP = 'chunks/mcp.cjs';

/** Most bytes of the Model Context Protocol: the SDK and what it checks messages with. */
const MOST_OF_MCP = 300_000;

/** Most bytes that are loaded before the server answers, and before it has read a first workflow. */
const BUDGET = { start: 792_000, workflow: 1_512_000 };

let folder: string;
let sizes: ReadonlyMap<string, number>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'trustscope-chunks-'));
  sizes = await buildPrograms(folder);
}, 120_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the programs for Node', () => {
  it('are split into the files that the package ships, one for each platform', () => {
    const chunks = [...sizes.keys()].filter((file) => file.startsWith('chunks/'));
    const expected = [...PLATFORMS.map(({ id }) => id), ...OTHERS].map((name) => `chunks/${name}.cjs`);
    expect(chunks.sort()).toEqual(expected.sort());
    const shipped = readFileSync(new URL('../../../scripts/package-files.txt', import.meta.url), 'utf8');
    expect(shipped.split('\n').filter((line) => line.startsWith('dist/chunks/'))).toEqual(
      chunks.filter((file) => file !== MCP).map((file) => `dist/${file}`),
    );
  });

  it('keep the Model Context Protocol small, and apart', () => {
    expect(sizes.get(MCP)).toBeLessThan(MOST_OF_MCP);
  });

  it('start with little', async () => {
    const { files, bytes } = await loadedBy([]);
    expect(files).toEqual(['core.cjs', 'server.cjs']);
    expect(bytes).toBeLessThan(BUDGET.start);
  });

  it('load what a workflow needs with the first one, and nothing else', async () => {
    const { files, bytes } = await loadedBy([
      [
        '.github/workflows/ci.yml',
        'on: pull_request_target\npermissions: write-all\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n',
      ],
    ]);
    expect(files).toEqual(['core.cjs', 'github-actions.cjs', 'server.cjs', 'shared.cjs']);
    expect(bytes).toBeLessThan(BUDGET.workflow);
  });

  it('load JavaScript and patterns only for files that have them', async () => {
    const script = `on: push
permissions: write-all
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/github-script@v7
        with:
          script: |
            await github.rest.issues.create({ ...context.repo, title: 'x' });
`;
    const { files } = await loadedBy([['.github/workflows/ci.yml', script]]);
    expect(files).toContain('javascript.cjs');
    expect(files).not.toContain('patterns.cjs');
    expect(files).not.toContain('aws.cjs');
  });
});

/** What a server loads of its own files while it opens documents, each of which something is found in. */
async function loadedBy(
  documents: readonly (readonly [path: string, text: string])[],
): Promise<{ readonly files: readonly string[]; readonly bytes: number }> {
  const recorder = join(folder, 'recorder.cjs');
  const list = join(folder, 'loaded.json');
  writeFileSync(
    recorder,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(list)}, JSON.stringify(Object.keys(require.cache))));`,
  );
  const child = spawn(process.execPath, ['--require', recorder, join(folder, 'server.cjs'), '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const shown = new Promise<void>((resolve) => {
    connection.onNotification(PublishDiagnosticsNotification.type, () => {
      resolve();
    });
  });
  connection.listen();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the protocol's type still demands it
  await connection.sendRequest(InitializeRequest.type, { processId: null, rootUri: null, capabilities: {} });
  await connection.sendNotification(InitializedNotification.type, {});
  for (const [path, text] of documents) {
    const textDocument = { uri: `file:///repository/${path}`, languageId: 'yaml', version: 1, text };
    await connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }
  if (documents.length > 0) await shown;
  await connection.sendRequest(ShutdownRequest.type);
  const exited = new Promise((resolve) => child.once('exit', resolve));
  await connection.sendNotification(ExitNotification.type);
  await exited;
  connection.dispose();
  const loaded = (JSON.parse(readFileSync(list, 'utf8')) as string[]).filter((file) => file !== recorder);
  return {
    files: loaded.map((file) => basename(file)).sort(),
    bytes: loaded.reduce((total, file) => total + statSync(file).size, 0),
  };
}

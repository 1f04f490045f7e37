import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  createProtocolConnection,
  DidOpenTextDocumentNotification,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { cpuOf } from './processFigures.js';
import type { Build } from './serverProcess.js';
import { ServerProcess, uriOf } from './serverProcess.js';
import type { Reading, Series } from './series.js';
import { workflowOf } from './workflow.js';

const PATH = '.github/workflows/ci.yml';

/** What GitHub's own server is called in the table. */
export const GITHUB_SERVER = '@actions/languageserver';

/** From nothing running to the first diagnostics of an open workflow; with the server of GitHub where it is at hand. */
export function starting(peers: string | undefined): readonly Series[] {
  const program =
    peers === undefined
      ? undefined
      : join(peers, 'node_modules', GITHUB_SERVER, 'bin', 'actions-languageserver');
  const there = program !== undefined && existsSync(program);
  return [
    {
      what: 'server start to first diagnostics',
      unit: 'ms',
      of: 'lines',
      sizes: [100, 500, 2_000, 4_500, 10_000],
      rounds: 8,
      others: there ? [{ name: GITHUB_SERVER, dist: program }] : [],
      prepare: (build, lines) => {
        const text = workflowOf(lines, { needing: true });
        return Promise.resolve({
          stop: () => undefined,
          step: () => (build.name === GITHUB_SERVER ? startOfPeer(build, text) : start(build, text)),
        });
      },
    },
  ];
}

async function start(build: Build, text: string): Promise<Reading> {
  const begun = performance.now();
  const server = await ServerProcess.start(build, new Map([[PATH, text]]), { probed: false });
  await server.open(uriOf(PATH), text);
  const found = await server.diagnostics(uriOf(PATH));
  const value = performance.now() - begun;
  const cpu = await server.cpu();
  server.stop();
  if (found.some(({ code }) => code === 'limit')) throw new Error('not read');
  return { value, cpu };
}

/** The same of a server that sends diagnostics by itself. */
async function startOfPeer(build: Build, text: string): Promise<Reading> {
  const begun = performance.now();
  const child = spawn(process.execPath, [build.dist, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  try {
    connection.onUnhandledNotification(() => undefined);
    const published = new Promise<void>((resolve) => {
      connection.onNotification(PublishDiagnosticsNotification.type, () => {
        resolve();
      });
    });
    connection.listen();
    await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- the protocol's type still demands it
      rootUri: 'file:///bench',
      capabilities: {},
      initializationOptions: { servesFiles: true },
    });
    await connection.sendNotification(InitializedNotification.type, {});
    await connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri: uriOf(PATH), languageId: 'github-actions-workflow', version: 1, text },
    });
    await published;
    return { value: performance.now() - begun, cpu: cpuOf(child.pid ?? 0) ?? Number.NaN };
  } finally {
    connection.dispose();
    child.kill('SIGKILL');
  }
}

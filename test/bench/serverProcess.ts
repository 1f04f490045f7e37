import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import picomatch from 'picomatch';
import type { ProtocolConnection } from 'vscode-languageserver/node';
import {
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import type {
  FindFilesParams,
  FindFilesResult,
  ReadFileParams,
  ReadFileResult,
} from '../../server/src/protocol.js';
import { FindFilesRequest, ReadFileRequest } from '../../server/src/protocol.js';

const SERVER = fileURLToPath(new URL('../../dist/server.cjs', import.meta.url));

/** The built server in a process of its own, spoken to as an editor does. */
export class ServerProcess {
  readonly #process: ChildProcess;
  readonly #connection: ProtocolConnection;
  #version = 1;

  private constructor(child: ChildProcess, connection: ProtocolConnection) {
    this.#process = child;
    this.#connection = connection;
  }

  /** Starts the server and opens `folder`. It does not wait for a pause in typing: that is chosen, not measured. */
  static async start(folder: string): Promise<ServerProcess> {
    const child = spawn(process.execPath, [SERVER, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    answerServer(connection, folder);
    connection.listen();
    const uri = pathToFileURL(folder).href;
    await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- the protocol's type still demands it
      rootUri: uri,
      workspaceFolders: [{ uri, name: 'bench' }],
      initializationOptions: { debounce: 0 },
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true, diagnostics: { refreshSupport: true } },
        textDocument: {
          diagnostic: { relatedDocumentSupport: false },
          hover: { contentFormat: ['markdown'] },
        },
      },
    });
    await connection.sendNotification(InitializedNotification.type, {});
    return new ServerProcess(child, connection);
  }

  async open(uri: string, text: string): Promise<void> {
    const textDocument = { uri, languageId: 'yaml', version: this.#version, text };
    await this.#connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }

  /** One keystroke: replaces what stands between two places of a line. */
  async type(uri: string, line: number, from: number, to: number, text: string): Promise<void> {
    this.#version += 1;
    const range = { start: { line, character: from }, end: { line, character: to } };
    await this.#connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: this.#version },
      contentChanges: [{ range, text }],
    });
  }

  /** The number of diagnostics of a document. */
  async diagnostics(uri: string): Promise<number> {
    const report = await this.#connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri },
    });
    return report.kind === 'full' ? report.items.length : 0;
  }

  async hover(uri: string, line: number, character: number): Promise<void> {
    await this.#connection.sendRequest(HoverRequest.type, {
      textDocument: { uri },
      position: { line, character },
    });
  }

  /** Resident memory in MB, where the system tells it. */
  memory(): number {
    const status = readFileSync(`/proc/${String(this.#process.pid)}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/mu.exec(status)?.[1] ?? Number.NaN) / 1024;
  }

  async stop(): Promise<void> {
    await this.#connection.sendRequest(ShutdownRequest.type);
    await this.#connection.sendNotification(ExitNotification.type);
    this.#connection.dispose();
    this.#process.kill();
  }
}

/** Requests that need no more than a yes. */
const GRANTED = [
  'client/registerCapability',
  'client/unregisterCapability',
  'window/workDoneProgress/create',
  'workspace/diagnostic/refresh',
  'workspace/codeLens/refresh',
  'workspace/inlayHint/refresh',
];

/** What a client answers: files of the folder, no settings, and consent to everything else. */
function answerServer(connection: ProtocolConnection, folder: string): void {
  connection.onRequest(ReadFileRequest, ({ uri }: ReadFileParams): ReadFileResult => {
    try {
      return { text: readFileSync(fileURLToPath(uri), 'utf8') };
    } catch {
      return { text: null };
    }
  });
  connection.onRequest(FindFilesRequest, ({ globs, limit }: FindFilesParams): FindFilesResult => {
    const matches = picomatch([...globs], { dot: true });
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => matches(path));
    return { uris: files.slice(0, limit).map((path) => pathToFileURL(join(folder, path)).href) };
  });
  connection.onRequest('workspace/configuration', ({ items }: { readonly items: readonly unknown[] }) =>
    items.map(() => null),
  );
  connection.onRequest('workspace/workspaceFolders', () => [
    { uri: pathToFileURL(folder).href, name: 'bench' },
  ]);
  for (const method of GRANTED) connection.onRequest(method, () => null);
  connection.onUnhandledNotification(() => undefined);
}

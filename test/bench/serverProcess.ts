import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import picomatch from 'picomatch';
import type { Diagnostic, FileEvent, ProtocolConnection } from 'vscode-languageserver/node';
import {
  CancellationTokenSource,
  CodeLensRequest,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  FileChangeType,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { encodeSegment } from '../../server/src/core/text/uri.js';
import type {
  FindFilesParams,
  FindFilesResult,
  ReachGraphParams,
  ReachGraphResult,
  ReadFileParams,
  ReadFileResult,
} from '../../server/src/protocol.js';
import {
  AnalysisDoneNotification,
  ComparisonRequest,
  FindFilesRequest,
  ReachGraphRequest,
  ReadFileRequest,
} from '../../server/src/protocol.js';
import { cpuOf } from './processFigures.js';

/** The files of a workspace in memory: texts by path. The client reads them to the server, so no disk is measured. */
export type Workspace = ReadonlyMap<string, string>;

/** A program under measurement. */
export interface Build {
  readonly name: string;
  /** The folder with `server.cjs` and `cli.cjs`. */
  readonly dist: string;
}

/** A place to type at. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

const ROOT = 'file:///bench';

/** The server says at once what it has used: to be asked by message, in memory after a collection. */
const PROBE = `data:text/javascript,${encodeURIComponent(`
process.on('message', (what) => {
  if (what === 'cpu') { const { user, system } = process.cpuUsage(); process.send((user + system) / 1000); return; }
  for (let round = 0; round < 4; round++) globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  process.send(heapUsed + external);
});
process.channel?.unref();
`)}`;

export function uriOf(path: string): string {
  return `${ROOT}/${path.split('/').map(encodeSegment).join('/')}`;
}

/** The built server in a process of its own, spoken to as an editor does. */
export class ServerProcess {
  static readonly #running = new Set<readonly [Build, ServerProcess]>();
  readonly #process: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #activity: Activity;
  #version = 1;

  private constructor(child: ChildProcess, connection: ProtocolConnection, activity: Activity) {
    this.#process = child;
    this.#connection = connection;
    this.#activity = activity;
  }

  /**
   * Starts the server on a workspace. It does not wait for a pause in typing: that is chosen, not measured. Without
   * `probed` nothing but the server runs in the process, and what it has used cannot be asked.
   */
  static async start(build: Build, workspace: Workspace, { probed = true } = {}): Promise<ServerProcess> {
    const flags = probed ? ['--expose-gc', '--import', PROBE] : [];
    const child = spawn(process.execPath, [...flags, `${build.dist}/server.cjs`, '--stdio'], {
      stdio: ['pipe', 'pipe', 'ignore', ...(probed ? (['ipc'] as const) : [])],
    });
    if (child.stdout === null || child.stdin === null) throw new Error('the server has no streams');
    const connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    const activity = new Activity(workspace);
    const server = new ServerProcess(child, connection, activity);
    ServerProcess.#running.add([build, server]);
    answerServer(connection, activity);
    connection.listen();
    await connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- the protocol's type still demands it
      rootUri: ROOT,
      workspaceFolders: [{ uri: ROOT, name: 'bench' }],
      initializationOptions: { debounce: 0, servesFiles: true },
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true, diagnostics: { refreshSupport: true } },
        textDocument: {
          diagnostic: { relatedDocumentSupport: false },
          hover: { contentFormat: ['markdown'] },
          codeLens: {},
        },
      },
    });
    await connection.sendNotification(InitializedNotification.type, {});
    return server;
  }

  /** Ends what runs of a build: it took too long, and nobody may hold the one that hangs yet. */
  static stopAllOf(build: Build): void {
    for (const entry of ServerProcess.#running) {
      if (entry[0] !== build) continue;
      entry[1].stop();
      ServerProcess.#running.delete(entry);
    }
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  async open(uri: string, text: string): Promise<void> {
    const textDocument = { uri, languageId: 'yaml', version: this.#version, text };
    await this.#connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
  }

  async close(uri: string): Promise<void> {
    await this.#connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  /** Puts other files in the place of those of the workspace, and waits until they are read. */
  async replaceFiles(workspace: Workspace): Promise<void> {
    const { texts } = this.#activity;
    const changes: FileEvent[] = [...texts.keys()].map((uri) => ({ uri, type: FileChangeType.Deleted }));
    texts.clear();
    for (const [path, text] of workspace) {
      texts.set(uriOf(path), text);
      changes.push({ uri: uriOf(path), type: FileChangeType.Created });
    }
    this.#activity.last = performance.now();
    await this.#connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
    await this.quiet(100);
  }

  /** One keystroke: replaces what stands between two places of a line. */
  async type(uri: string, { line, character }: Place, replaced: number, text: string): Promise<void> {
    this.#version += 1;
    const range = { start: { line, character }, end: { line, character: character + replaced } };
    await this.#connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: this.#version },
      contentChanges: [{ range, text }],
    });
  }

  /** The diagnostics of a document. */
  async diagnostics(uri: string): Promise<readonly Diagnostic[]> {
    const report = await this.#connection.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri },
    });
    return report.kind === 'full' ? report.items : [];
  }

  /** Asks for diagnostics as an editor does while one types on: it takes the question back at the next key. */
  askDiagnostics(uri: string): { readonly answered: Promise<boolean>; readonly cancel: () => void } {
    const source = new CancellationTokenSource();
    const answered = this.#connection
      .sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } }, source.token)
      .then(
        () => true,
        () => false,
      );
    return {
      answered,
      cancel: () => {
        source.cancel();
      },
    };
  }

  async hover(uri: string, position: Place): Promise<unknown> {
    return this.#connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
  }

  async lenses(uri: string): Promise<number> {
    return (await this.#connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } }))?.length ?? 0;
  }

  /** The picture of who reaches what. */
  async reachGraph(params: ReachGraphParams): Promise<ReachGraphResult> {
    return this.#connection.sendRequest(ReachGraphRequest, params);
  }

  /** Asks the server to shut down; nothing can be asked afterwards. */
  async shutdown(): Promise<void> {
    await this.#connection.sendRequest(ShutdownRequest.type);
  }

  /** Tells of files that were written on the disk, each in a message of its own, as some tools do. */
  async written(paths: readonly string[], text: string): Promise<void> {
    for (const path of paths) {
      const uri = uriOf(path);
      this.#activity.texts.set(uri, text);
      await this.#connection.sendNotification(DidChangeWatchedFilesNotification.type, {
        changes: [{ uri, type: FileChangeType.Changed }],
      });
    }
    this.#activity.last = performance.now();
  }

  /** Resolves once all that the server has found is read and linked. */
  async settled(): Promise<void> {
    while (!this.#activity.asked || this.#activity.toRead > 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await this.#connection.sendRequest(ComparisonRequest, {});
  }

  /** How many files were read so far. */
  get reads(): number {
    return this.#activity.reads;
  }

  /** Resolves once everything that the server has found is read and it has been still for a while. */
  async quiet(milliseconds = 400): Promise<void> {
    for (;;) {
      const still = performance.now() - this.#activity.last;
      if (this.#activity.asked && this.#activity.toRead === 0 && still > milliseconds) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
      // An answer comes only between two analyses: one that takes long is not mistaken for rest.
      await this.diagnostics(uriOf('.github/workflows/none.yml'));
    }
  }

  /** Milliseconds of the processor that the server has used so far. */
  async cpu(): Promise<number> {
    if (this.#process.channel === undefined) return cpuOf(this.pid) ?? Number.NaN;
    return this.#ask('cpu');
  }

  /** Bytes that the server still holds after a collection. */
  async heap(): Promise<number> {
    return this.#ask('heap');
  }

  async #ask(what: string): Promise<number> {
    return new Promise((resolve) => {
      this.#process.once('message', (value) => {
        resolve(Number(value));
      });
      this.#process.send(what);
    });
  }

  stop(): void {
    this.#connection.dispose();
    this.#process.kill('SIGKILL');
  }
}

/** The files as they are now, and what the server was last heard to do. */
class Activity {
  readonly texts: Map<string, string>;
  /** Whether the server has asked for the files of the folder yet. */
  asked = false;
  toRead = 0;
  reads = 0;
  last = performance.now();

  constructor(workspace: Workspace) {
    this.texts = new Map([...workspace].map(([path, text]) => [uriOf(path), text]));
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

/** What a client answers: files of the workspace, no settings, and consent to everything else. */
function answerServer(connection: ProtocolConnection, activity: Activity): void {
  connection.onRequest(ReadFileRequest, ({ uri }: ReadFileParams): ReadFileResult => {
    activity.last = performance.now();
    activity.reads += 1;
    activity.toRead = Math.max(0, activity.toRead - 1);
    return { text: activity.texts.get(uri) ?? null };
  });
  connection.onRequest(FindFilesRequest, ({ globs, limit }: FindFilesParams): FindFilesResult => {
    const matches = picomatch([...globs], { dot: true });
    const uris = [...activity.texts.keys()].filter((uri) => matches(uri.slice(ROOT.length + 1)));
    activity.last = performance.now();
    activity.asked = true;
    activity.toRead += Math.min(uris.length, limit);
    return { uris: uris.slice(0, limit) };
  });
  connection.onNotification(AnalysisDoneNotification, () => {
    activity.last = performance.now();
  });
  connection.onRequest('workspace/configuration', ({ items }: { readonly items: readonly unknown[] }) =>
    items.map(() => null),
  );
  connection.onRequest('workspace/workspaceFolders', () => [{ uri: ROOT, name: 'bench' }]);
  for (const method of GRANTED) connection.onRequest(method, () => null);
  connection.onUnhandledNotification(() => undefined);
}

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type {
  ClientCapabilities,
  Diagnostic,
  ProtocolConnection,
  PublishDiagnosticsParams,
  RegistrationParams,
} from 'vscode-languageserver/node';
import {
  createProtocolConnection,
  DidChangeWatchedFilesNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  FileChangeType,
  InitializedNotification,
  InitializeRequest,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** What editors without anything of ours can do: diagnostics are sent to them, and they watch files when asked to. */
const CAPABILITIES: ClientCapabilities = {
  textDocument: {
    publishDiagnostics: { relatedInformation: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } },
      resolveSupport: { properties: ['edit'] },
    },
  },
  workspace: {
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
};

/** How the client greets. */
export interface Greeting {
  /** Whether it names its folder as clients did before there were several. */
  readonly older?: boolean;
}

/** An editor that knows nothing of TrustScope, and the server as a program that it starts in a folder. */
export class PlainClient {
  readonly published = new Map<string, Diagnostic[]>();
  readonly watched: string[] = [];
  readonly connection: ProtocolConnection;
  readonly ended: Promise<number | null>;
  serverInfo: { readonly name: string; readonly version?: string } | undefined;
  readonly #folder: string;
  readonly #waiting = new Set<() => void>();
  readonly #child: ChildProcess;

  private constructor(command: readonly [string, ...string[]], folder: string) {
    this.#folder = folder;
    const [program, ...words] = command;
    const child = spawn(program, words, { cwd: '/', stdio: ['pipe', 'pipe', 'inherit'] });
    this.#child = child;
    this.ended = new Promise((resolve) => child.on('exit', resolve));
    this.connection = createProtocolConnection(
      new StreamMessageReader(child.stdout),
      new StreamMessageWriter(child.stdin),
    );
    this.connection.onNotification(
      PublishDiagnosticsNotification.type,
      (params: PublishDiagnosticsParams) => {
        this.published.set(params.uri, params.diagnostics);
        this.#heard();
      },
    );
    this.connection.onRequest(RegistrationRequest.type, ({ registrations }: RegistrationParams) => {
      for (const { method, registerOptions } of registrations) {
        if (method !== DidChangeWatchedFilesNotification.method) continue;
        const { watchers } = registerOptions as { watchers: { globPattern: string }[] };
        this.watched.push(...watchers.map(({ globPattern }) => globPattern));
      }
      this.#heard();
    });
    this.connection.listen();
  }

  static async start(
    command: readonly [string, ...string[]],
    folder: string,
    { older = false }: Greeting = {},
  ): Promise<PlainClient> {
    const client = new PlainClient(command, folder);
    const uri = pathToFileURL(folder).href;
    const { serverInfo } = await client.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- what older clients send
      rootUri: uri,
      ...(older ? {} : { workspaceFolders: [{ uri, name: 'folder' }] }),
      capabilities: CAPABILITIES,
    });
    client.serverInfo = serverInfo;
    await client.connection.sendNotification(InitializedNotification.type, {});
    return client;
  }

  /** A URI as most editors write it, which leave more characters as they are than VS Code does. */
  uri(path: string): string {
    return pathToFileURL(join(this.#folder, path)).href;
  }

  /** Opens a file of the folder. */
  async open(path: string): Promise<TextDocument> {
    const text = readFileSync(join(this.#folder, path), 'utf8');
    const document = TextDocument.create(this.uri(path), 'yaml', 1, text);
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri: document.uri, languageId: 'yaml', version: 1, text },
    });
    return document;
  }

  /** Asks about the words in a document. */
  async ask<R>(method: string, document: TextDocument, words: string): Promise<R> {
    const position = document.positionAt(document.getText().indexOf(words) + 1);
    return this.connection.sendRequest<R>(method, { textDocument: { uri: document.uri }, position });
  }

  /** Writes a file and tells, as an editor does that was asked to watch. */
  async write(path: string, text: string): Promise<void> {
    writeFileSync(join(this.#folder, path), text);
    await this.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: this.uri(path), type: FileChangeType.Changed }],
    });
  }

  /** The paths of the files that diagnostics were sent for and stand. */
  complained(): string[] {
    return [...this.published]
      .filter(([, items]) => items.length > 0)
      .map(([uri]) => fileURLToPath(uri).slice(this.#folder.length + 1))
      .sort();
  }

  /** The rules that found something in a file. */
  rules(path: string): unknown[] {
    return (this.published.get(this.uri(path)) ?? []).map(({ code }) => code);
  }

  /** Waits until something that came from the server makes the condition true. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  /** Says goodbye as the protocol wants it; the exit code of the server. */
  async end(): Promise<number | null> {
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    const code = await this.ended;
    this.connection.dispose();
    return code;
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  #heard(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const resolve of waiting) resolve();
  }
}

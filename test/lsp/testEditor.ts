import { PassThrough } from 'node:stream';
import type {
  ClientCapabilities,
  CodeAction,
  Diagnostic,
  InitializeResult,
  Position,
  ProtocolConnection,
  PublishDiagnosticsParams,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import {
  ConfigurationRequest,
  createConnection,
  createProtocolConnection,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  FileChangeType,
  InitializedNotification,
  InitializeRequest,
  LogMessageNotification,
  MessageType,
  ProposedFeatures,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ReadAsset } from '../../server/src/core/analysis/ownAssets.js';
import { orderly } from '../../server/src/lsp/orderly.js';
import { startServer } from '../../server/src/lsp/server.js';
import type {
  AnalysisDoneParams,
  ChangedSinceBaseResult,
  FindFilesParams,
  FindFilesResult,
  ReadBaseParams,
  ReadBaseResult,
  ReadFileParams,
  ReadFileResult,
} from '../../server/src/protocol.js';
import {
  AnalysisDoneNotification,
  BaseChosenNotification,
  ChangedSinceBaseRequest,
  FindFilesRequest,
  ReadBaseRequest,
  ReadFileRequest,
} from '../../server/src/protocol.js';

export const ROOT = 'file:///repository';

/** What an editor of a test can do and holds. */
export interface TestEditorOptions {
  /** Texts on the "disk", by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: object;
  readonly settings?: object;
  /** Gives the server's own files, as the entry in Node does; without it the server asks for none. */
  readonly readAsset?: ReadAsset;
  /** Whether it answers `trustscope/readFile` and `trustscope/findFiles`. */
  readonly servesFiles?: boolean;
}

const PULLS: ClientCapabilities = {
  textDocument: {
    diagnostic: { relatedInformation: true, tagSupport: { valueSet: [1] } },
    definition: { linkSupport: true },
    codeAction: { resolveSupport: { properties: ['edit'] } },
  },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    workspaceEdit: { documentChanges: true },
  },
};

/** An editor that pushes are sent to: it knows nothing of pulling. */
export const PUSHES: ClientCapabilities = {
  textDocument: { publishDiagnostics: { relatedInformation: true } },
  workspace: { workspaceEdit: { documentChanges: true } },
};

/** An editor without a screen, in the same process as the server, speaking the protocol over streams. */
export class TestEditor {
  readonly disk: Map<string, string>;
  readonly published: PublishDiagnosticsParams[] = [];
  readonly analysed: AnalysisDoneParams[] = [];
  readonly logged: string[] = [];
  readonly refreshed = new Set<string>();
  readonly client: ProtocolConnection;
  initialized: InitializeResult | undefined;
  readonly #documents = new Map<string, TextDocument>();
  readonly #waiting = new Set<() => void>();
  readonly #reads = new Map<string, number>();

  private constructor(options: TestEditorOptions) {
    this.disk = new Map(Object.entries(options.files ?? {}).map(([path, text]) => [uriOf(path), text]));
    const [there, back] = [new PassThrough(), new PassThrough()];
    const { reader, writer, received } = orderly(
      new StreamMessageReader(there),
      new StreamMessageWriter(back),
    );
    startServer(
      createConnection(ProposedFeatures.all, reader, writer),
      options.readAsset === undefined ? { received } : { received, readAsset: options.readAsset },
    );
    this.client = createProtocolConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
    this.#answer(options);
    this.client.listen();
  }

  /** Starts a server and shakes hands. */
  static async start(options: TestEditorOptions = {}): Promise<TestEditor> {
    const editor = new TestEditor(options);
    editor.initialized = await editor.client.sendRequest(InitializeRequest.type, {
      processId: null,
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- the protocol's type still demands it
      rootUri: null,
      workspaceFolders: [{ uri: ROOT, name: 'repository' }],
      capabilities: options.capabilities ?? PULLS,
      initializationOptions: { debounce: 1, ...options.initializationOptions },
    });
    await editor.client.sendNotification(InitializedNotification.type, {});
    return editor;
  }

  /** Texts of the base that was chosen last, by URI; the client's git has them in an editor. */
  base: ReadonlyMap<string, string> = new Map();
  /** Files of the base that the server has asked for. */
  readonly baseReads: string[] = [];

  /** Chooses a base with these texts by path. */
  async chooseBase(name: string, texts: Readonly<Record<string, string>>): Promise<void> {
    this.base = new Map(Object.entries(texts).map(([path, text]) => [uriOf(path), text]));
    await this.client.sendNotification(BaseChosenNotification, {
      repositories: [{ root: ROOT, name, commit: name }],
    });
  }

  /** Opens a file with the text of the disk, or another one. */
  async open(path: string, text = this.disk.get(uriOf(path)) ?? ''): Promise<void> {
    const document = TextDocument.create(uriOf(path), 'yaml', 1, text);
    this.#documents.set(document.uri, document);
    await this.client.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri: document.uri, languageId: 'yaml', version: 1, text },
    });
  }

  /** Replaces words of an open document. */
  async type(path: string, words: string, newText: string): Promise<void> {
    const document = this.document(path);
    const start = this.position(path, words);
    const range = { start, end: this.position(path, words, words.length) };
    const version = document.version + 1;
    this.#documents.set(document.uri, TextDocument.update(document, [{ range, text: newText }], version));
    await this.client.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri: document.uri, version },
      contentChanges: [{ range, text: newText }],
    });
  }

  async close(path: string): Promise<void> {
    this.#documents.delete(uriOf(path));
    await this.client.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri: uriOf(path) },
    });
  }

  /** Writes to the disk behind the editor's back (null deletes), and tells as a watcher does. */
  async write(path: string, text: string | null): Promise<void> {
    if (text === null) this.disk.delete(uriOf(path));
    else this.disk.set(uriOf(path), text);
    const type = text === null ? FileChangeType.Deleted : FileChangeType.Changed;
    await this.client.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: uriOf(path), type }],
    });
  }

  document(path: string): TextDocument {
    const document = this.#documents.get(uriOf(path));
    if (document === undefined) throw new Error(`${path} is not open`);
    return document;
  }

  /** The position of the words in an open document. */
  position(path: string, words: string, add = 0): Position {
    const document = this.document(path);
    const offset = document.getText().indexOf(words);
    if (offset === -1) throw new Error(`${words} is not in ${path}`);
    return document.positionAt(offset + add);
  }

  /** What a request about a place says. */
  at(path: string, words: string): { textDocument: { uri: string }; position: Position } {
    return { textDocument: { uri: uriOf(path) }, position: this.position(path, words, 1) };
  }

  /** Pulls the diagnostics of a document. */
  async diagnostics(path: string): Promise<Diagnostic[]> {
    const report = await this.client.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri: uriOf(path) },
    });
    return report.kind === 'full' ? report.items : [];
  }

  /** Code actions for the words, as a light bulb asks for them. */
  async actions(path: string, words: string, only?: string[]): Promise<CodeAction[]> {
    const range = { start: this.position(path, words), end: this.position(path, words, words.length) };
    const context = { diagnostics: await this.diagnostics(path), ...(only === undefined ? {} : { only }) };
    const params = { textDocument: { uri: uriOf(path) }, range, context };
    return await this.client.sendRequest<CodeAction[]>('textDocument/codeAction', params);
  }

  /** The text of a document after an edit; checks that the edit was made for the version that is open. */
  edited(path: string, edit: WorkspaceEdit | undefined): string {
    const document = this.document(path);
    const changes = edit?.documentChanges ?? [];
    return changes.reduce((text, change) => {
      if (!('textDocument' in change) || change.textDocument.uri !== document.uri) return text;
      if (change.textDocument.version !== document.version) {
        throw new Error('the edit is for another version');
      }
      const edits = change.edits.filter((one) => 'newText' in one);
      return TextDocument.applyEdits(document, edits);
    }, document.getText());
  }

  /** Waits until something that came from the server makes the condition true. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      if (this.logged.length > 0) throw new Error(this.logged.join('\n'));
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** How often the server has read a file of the disk. */
  reads(uri: string): number {
    return this.#reads.get(uri) ?? 0;
  }

  /** The newest diagnostics pushed for a file. */
  pushed(path: string): PublishDiagnosticsParams | undefined {
    return this.published.findLast(({ uri }) => uri === uriOf(path));
  }

  dispose(): void {
    this.client.dispose();
  }

  #answer({ settings = {}, servesFiles = true }: TestEditorOptions): void {
    const heard = (): void => {
      const waiting = [...this.#waiting];
      this.#waiting.clear();
      for (const resolve of waiting) resolve();
    };
    if (servesFiles) {
      this.client.onRequest(ReadFileRequest, ({ uri }: ReadFileParams): ReadFileResult => {
        this.#reads.set(uri, this.reads(uri) + 1);
        heard();
        return { text: this.disk.get(uri) ?? null };
      });
      this.client.onRequest(FindFilesRequest, ({ folder }: FindFilesParams): FindFilesResult => {
        return { uris: [...this.disk.keys()].filter((uri) => uri.startsWith(`${folder}/`)) };
      });
    }
    this.client.onRequest(ChangedSinceBaseRequest, (): ChangedSinceBaseResult => {
      return {
        uris: [...this.disk.keys()].filter((uri) => this.base.get(uri) !== this.disk.get(uri)),
        gone: [...this.base.keys()].filter((uri) => !this.disk.has(uri)),
      };
    });
    this.client.onRequest(ReadBaseRequest, ({ uri }: ReadBaseParams): ReadBaseResult => {
      this.baseReads.push(uri);
      return { text: this.base.get(uri) ?? null };
    });
    this.client.onRequest(ConfigurationRequest.type, ({ items }) => items.map(() => settings));
    this.client.onRequest(RegistrationRequest.type, () => undefined);
    for (const kind of ['diagnostic', 'codeLens', 'inlayHint']) {
      const method = `workspace/${kind}/refresh`;
      this.client.onRequest(method, () => {
        this.refreshed.add(method);
        heard();
        return null;
      });
    }
    this.client.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.published.push(params);
      heard();
    });
    this.client.onNotification(AnalysisDoneNotification, (params: AnalysisDoneParams) => {
      this.analysed.push(params);
      heard();
    });
    this.client.onNotification(LogMessageNotification.type, ({ type, message }) => {
      // What is only told is no failure.
      if (type <= MessageType.Warning) this.logged.push(message);
      heard();
    });
  }
}

export function uriOf(path: string): string {
  return `${ROOT}/${path}`;
}

import type {
  Connection,
  DocumentDiagnosticReport,
  InitializeParams,
  InitializeResult,
  ServerCapabilities,
  TextDocumentsConfiguration,
} from 'vscode-languageserver';
import {
  CodeActionKind,
  DocumentDiagnosticReportKind,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { ReadAsset } from '../core/analysis/ownAssets.js';
import type { Uri } from '../core/text/uri.js';
import type { AnalysisDoneParams } from '../protocol.js';
import { AnalysisDoneNotification } from '../protocol.js';
import { Base } from './base/base.js';
import { registerBaseRequests } from './base/baseRequests.js';
import { clientBaseTexts } from './base/baseTexts.js';
import type { ClientFeatures } from './clientFeatures.js';
import { clientFeatures, initializationOptions } from './clientFeatures.js';
import { clientFiles } from './clientFiles.js';
import { CodeActionHandler, FIX_ALL_KIND } from './codeActionHandler.js';
import { registerCompletion, TRIGGERS } from './completionHandler.js';
import { Diagnostics, SOURCE } from './diagnostics.js';
import { DiagnosticsPublisher } from './diagnosticsPublisher.js';
import type { Files } from './files.js';
import { Folders } from './folders.js';
import { registerGraph } from './graphRequest.js';
import { Guard } from './guard.js';
import { registerLanguageFeatures } from './languageFeatures.js';
import { Loader } from './loader.js';
import { registerOwnRequests } from './ownRequests.js';
import { registerOverview } from './overviewRequests.js';
import { PulledDiagnostics } from './pulledDiagnostics.js';
import { Refresh } from './refresh.js';
import { Scan } from './scan.js';
import { Settings } from './settings.js';
import { ToolLoading } from './toolLoading.js';
import { ToProtocol } from './toProtocol.js';
import { Views } from './views.js';
import { watchChanges } from './watching.js';
import { Workspace } from './workspace.js';

/** Documents in the order of their versions: a change that was made to an older text would garble this one. */
const DOCUMENTS: TextDocumentsConfiguration<TextDocument> = {
  create: (uri, languageId, version, content) => TextDocument.create(uri, languageId, version, content),
  update: (document, changes, version) =>
    version < document.version ? document : TextDocument.update(document, changes, version),
};

/** Milliseconds without typing before a document is analysed, unless the client asks for another number. */
const DEBOUNCE = 50;

/** What the place where the server runs gives it. */
export interface Surroundings {
  /** Gives our own files; without it what they would tell stays unknown. */
  readonly readAsset?: ReadAsset;
  /** Reads the workspace where the client does not; without it only open documents are known then. */
  readonly readDisk?: (folders: Folders, warn: (message: string) => void) => Files;
  /** The version of TrustScope, where the client does not say it. */
  readonly version?: string;
  /** How many messages came in so far: long work waits until they are taken up. */
  readonly received?: () => number;
}

/** Serves one client over the connection. Wires the parts together and does nothing itself. */
export function startServer(connection: Connection, surroundings: Surroundings = {}): void {
  const documents = new TextDocuments(DOCUMENTS);
  connection.onInitialize((params) => {
    const { version = surroundings.version ?? '' } = initializationOptions(params);
    wire(connection, documents, params, { ...surroundings, version });
    return answer(clientFeatures(params), version);
  });
  documents.listen(connection);
  connection.listen();
}

function wire(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  params: InitializeParams,
  { readAsset, readDisk, version = '', received }: Surroundings,
): void {
  const client = clientFeatures(params);
  const { debounce = DEBOUNCE, settings: sent } = initializationOptions(params);
  const guard = new Guard(connection);
  const folders = new Folders();
  folders.set(foldersOf(params));
  const settings = new Settings(connection, client.settings, sent);
  const workspace = new Workspace({ folders, documents, guard, debounce, received });
  const warn = (message: string): void => {
    connection.console.warn(message);
  };
  const files =
    client.servesFiles || readDisk === undefined ? clientFiles(connection) : readDisk(folders, warn);
  const loader = new Loader(files, workspace);
  const convert = new ToProtocol(workspace, client);
  const views = new Views(workspace, settings);
  const refresh = new Refresh(connection, client, guard);
  const showDiagnostics = diagnosticsFor(connection, { client, workspace, settings, convert, guard });

  const base = new Base({
    workspace,
    loader,
    texts: clientBaseTexts(connection),
    guard,
    warn,
    renewed: () => {
      show([]);
    },
  });
  registerLanguageFeatures(connection, { views, convert, guard, client, base });
  registerCompletion(connection, { views, convert, guard });
  new CodeActionHandler(views, convert, client).register(connection, guard);
  registerOverview(connection, { workspace, settings, convert, guard });
  registerGraph(connection, { workspace, settings, convert, guard, changed: () => base.changed() });
  registerBaseRequests(connection, { workspace, views, convert, guard, base });

  const show = (first: readonly Uri[]): void => {
    showDiagnostics(first);
    refresh.soon();
    const done: AnalysisDoneParams = { uris: first };
    guard.run('analysisDone', () => connection.sendNotification(AnalysisDoneNotification, done));
  };
  workspace.onAnalysed(({ uris }) => {
    show(uris);
  });
  workspace.onLinkedLate(() => {
    show([]);
  });
  const tools = readAsset === undefined ? undefined : new ToolLoading(workspace, guard, readAsset);
  const reading = { workspace, loader, tools };
  const scan = new Scan(connection, reading);
  registerOwnRequests(connection, { views, reading, convert, scan, guard, version });
  watchChanges({ connection, client, workspace, loader, settings, guard, show, pause: debounce });
  connection.onShutdown(() => {
    workspace.dispose();
    refresh.dispose();
  });
}

/** The folders that are open; an older client knows one only. */
function foldersOf({ workspaceFolders, ...older }: InitializeParams): readonly Uri[] {
  if (workspaceFolders !== null && workspaceFolders !== undefined) {
    return workspaceFolders.map(({ uri }) => uri);
  }
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- that client sends nothing else
  return older.rootUri === null ? [] : [older.rootUri];
}

/** What diagnostics need. */
interface DiagnosticParts {
  readonly client: ClientFeatures;
  readonly workspace: Workspace;
  readonly settings: Settings;
  readonly convert: ToProtocol;
  readonly guard: Guard;
}

/** Answers a client that asks for diagnostics, and gives a way to send them to one that does not; never both. */
function diagnosticsFor(connection: Connection, parts: DiagnosticParts): (first: readonly Uri[]) => void {
  const { client, workspace, settings, convert, guard } = parts;
  const diagnostics = new Diagnostics(convert, client);
  if (!client.pullsDiagnostics) {
    const publisher = new DiagnosticsPublisher(connection, workspace, settings, diagnostics);
    return (first) => {
      guard.run('publishDiagnostics', () => publisher.publish(first));
    };
  }
  const pulled = new PulledDiagnostics(workspace, settings, diagnostics);
  const none: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
  connection.languages.diagnostics.on(
    guard.request('diagnostic', none, (params, token) => pulled.document(params, token)),
  );
  connection.languages.diagnostics.onWorkspace(
    guard.request('workspace/diagnostic', { items: [] }, (params, token) => pulled.workspace(params, token)),
  );
  return () => undefined;
}

function answer(client: ClientFeatures, version: string): InitializeResult {
  const capabilities: ServerCapabilities = {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    hoverProvider: true,
    codeLensProvider: { resolveProvider: false },
    inlayHintProvider: { resolveProvider: false },
    definitionProvider: true,
    referencesProvider: true,
    completionProvider: { triggerCharacters: [...TRIGGERS] },
    documentLinkProvider: { resolveProvider: false },
    codeActionProvider: {
      codeActionKinds: [CodeActionKind.QuickFix, CodeActionKind.RefactorRewrite, FIX_ALL_KIND],
      resolveProvider: true,
    },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
  if (client.pullsDiagnostics) {
    capabilities.diagnosticProvider = {
      identifier: SOURCE,
      interFileDependencies: true,
      workspaceDiagnostics: true,
    };
  }
  return { capabilities, serverInfo: { name: 'TrustScope', ...(version === '' ? {} : { version }) } };
}

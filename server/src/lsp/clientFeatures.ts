import type {
  ClientCapabilities,
  InitializeParams,
  WorkspaceEditClientCapabilities,
} from 'vscode-languageserver';

/** What the client can do, as far as the server asks. */
export interface ClientFeatures {
  readonly pullsDiagnostics: boolean;
  readonly refreshes: {
    readonly diagnostics: boolean;
    readonly codeLens: boolean;
    readonly inlayHint: boolean;
  };
  readonly relatedInformation: boolean;
  readonly diagnosticTags: boolean;
  readonly documentChanges: boolean;
  readonly snippetEdits: boolean;
  /** Whether changes of several files can be shown before they are made. */
  readonly confirmsChanges: boolean;
  /** Whether an edit may make a file. */
  readonly makesFiles: boolean;
  readonly resolvesActionEdits: boolean;
  readonly definitionLinks: boolean;
  readonly folders: boolean;
  /** Whether it answers `workspace/configuration`. */
  readonly settings: boolean;
  /** Whether it must be asked to watch files and settings, as clients other than ours must. */
  readonly registersWatchers: boolean;
  readonly registersSettings: boolean;
  /** Whether it answers `trustscope/findFiles` and `trustscope/readFile`. */
  readonly servesFiles: boolean;
  /** Whether it shows progress that the server begins. */
  readonly showsProgress: boolean;
  /** Our own client: it watches files by itself, and has commands of its own. */
  readonly own: boolean;
}

/** What `initializationOptions` may hold. */
export interface InitializationOptions {
  /** The version of TrustScope. Our own client sends it, and is known by it. */
  readonly version?: string;
  /** Whether the client answers `trustscope/findFiles` and `trustscope/readFile`; else the server reads the folders itself. */
  readonly servesFiles?: boolean;
  /** Milliseconds without typing before a document is analysed. */
  readonly debounce?: number;
  /** The settings under `trustscope`, from a client that does not answer `workspace/configuration`. */
  readonly settings?: unknown;
}

/** The initialization options, whatever the client has put there. */
export function initializationOptions({
  initializationOptions: sent,
}: InitializeParams): InitializationOptions {
  const given = (typeof sent === 'object' && sent !== null ? sent : {}) as Record<string, unknown>;
  return {
    ...(typeof given['version'] === 'string' ? { version: given['version'] } : {}),
    ...(typeof given['debounce'] === 'number' ? { debounce: given['debounce'] } : {}),
    servesFiles: given['servesFiles'] === true,
    settings: given['settings'],
  };
}

/** Reads the client's capabilities once, so that no handler has to. */
export function clientFeatures(params: InitializeParams): ClientFeatures {
  const { textDocument, workspace } = params.capabilities;
  const { version, servesFiles = false } = initializationOptions(params);
  const own = version !== undefined;
  return {
    ...diagnosticFeatures(textDocument),
    ...editFeatures(workspace?.workspaceEdit),
    ...workspaceFeatures(workspace),
    resolvesActionEdits: textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true,
    definitionLinks: textDocument?.definition?.linkSupport === true,
    registersWatchers: !own && workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    servesFiles,
    showsProgress: params.capabilities.window?.workDoneProgress === true,
    own,
  };
}

type Diagnosing = Pick<ClientFeatures, 'pullsDiagnostics' | 'relatedInformation' | 'diagnosticTags'>;

function diagnosticFeatures(client: ClientCapabilities['textDocument']): Diagnosing {
  const { diagnostic: pull, publishDiagnostics: push } = client ?? {};
  const tags = pull?.tagSupport ?? push?.tagSupport;
  return {
    pullsDiagnostics: pull !== undefined,
    relatedInformation: pull?.relatedInformation === true || push?.relatedInformation === true,
    diagnosticTags: tags !== undefined,
  };
}

type Editing = Pick<ClientFeatures, 'documentChanges' | 'snippetEdits' | 'confirmsChanges' | 'makesFiles'>;

function editFeatures(client: WorkspaceEditClientCapabilities | undefined): Editing {
  const documentChanges = client?.documentChanges === true;
  return {
    documentChanges,
    snippetEdits: documentChanges && client.snippetEditSupport === true,
    confirmsChanges: client?.changeAnnotationSupport !== undefined,
    makesFiles: documentChanges && client.resourceOperations?.includes('create') === true,
  };
}

type Watching = Pick<ClientFeatures, 'refreshes' | 'folders' | 'settings' | 'registersSettings'>;

function workspaceFeatures(client: ClientCapabilities['workspace']): Watching {
  return {
    refreshes: {
      diagnostics: client?.diagnostics?.refreshSupport === true,
      codeLens: client?.codeLens?.refreshSupport === true,
      inlayHint: client?.inlayHint?.refreshSupport === true,
    },
    folders: client?.workspaceFolders === true,
    settings: client?.configuration === true,
    registersSettings: client?.didChangeConfiguration?.dynamicRegistration === true,
  };
}

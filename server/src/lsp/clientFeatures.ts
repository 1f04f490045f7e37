import type { InitializeParams } from 'vscode-languageserver';

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
  readonly resolvesActionEdits: boolean;
  readonly definitionLinks: boolean;
  readonly folders: boolean;
  /** Whether it answers `workspace/configuration`. */
  readonly settings: boolean;
  /** Whether it must be asked to watch files and settings, as clients other than ours must. */
  readonly registersWatchers: boolean;
  readonly registersSettings: boolean;
  /** Our own client: it watches files by itself, and has commands of its own. */
  readonly own: boolean;
}

/** What `initializationOptions` may hold. */
export interface InitializationOptions {
  /** The version of TrustScope. Our own client sends it, and is known by it. */
  readonly version?: string;
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
    settings: given['settings'],
  };
}

/** Reads the client's capabilities once, so that no handler has to. */
export function clientFeatures(params: InitializeParams): ClientFeatures {
  const { textDocument, workspace } = params.capabilities;
  const edits = workspace?.workspaceEdit;
  const own = initializationOptions(params).version !== undefined;
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined,
    refreshes: {
      diagnostics: workspace?.diagnostics?.refreshSupport === true,
      codeLens: workspace?.codeLens?.refreshSupport === true,
      inlayHint: workspace?.inlayHint?.refreshSupport === true,
    },
    relatedInformation: anyOf(
      textDocument?.diagnostic?.relatedInformation,
      textDocument?.publishDiagnostics?.relatedInformation,
    ),
    diagnosticTags: anyOf(textDocument?.diagnostic?.tagSupport, textDocument?.publishDiagnostics?.tagSupport),
    documentChanges: edits?.documentChanges === true,
    snippetEdits: edits?.documentChanges === true && edits.snippetEditSupport === true,
    confirmsChanges: edits?.changeAnnotationSupport !== undefined,
    resolvesActionEdits: textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true,
    folders: workspace?.workspaceFolders === true,
    definitionLinks: textDocument?.definition?.linkSupport === true,
    settings: workspace?.configuration === true,
    registersWatchers: !own && workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    registersSettings: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    own,
  };
}

function anyOf(...values: readonly unknown[]): boolean {
  return values.some((value) => value !== undefined && value !== false);
}

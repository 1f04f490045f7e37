import type {
  CancellationToken,
  Diagnostic,
  DocumentDiagnosticParams,
  DocumentDiagnosticReport,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { DocumentDiagnosticReportKind } from 'vscode-languageserver';
import type { Uri } from '../core/text/uri.js';
import type { Diagnostics } from './diagnostics.js';
import { stopIfCancelled } from './guard.js';
import { Slices } from './pause.js';
import type { Settings } from './settings.js';
import type { Workspace } from './workspace.js';

/** What a file's diagnostics were when they were last asked for. */
interface Report {
  readonly content: string;
  readonly id: string;
  /** Whether there ever were any. */
  readonly shown: boolean;
}

/** Answers a client that asks for diagnostics. What has not changed is answered in a word. */
export class PulledDiagnostics {
  readonly #workspace: Workspace;
  readonly #settings: Settings;
  readonly #diagnostics: Diagnostics;
  readonly #reports = new Map<Uri, Report>();
  #count = 0;

  constructor(workspace: Workspace, settings: Settings, diagnostics: Diagnostics) {
    this.#workspace = workspace;
    this.#settings = settings;
    this.#diagnostics = diagnostics;
  }

  /** The diagnostics of one document, of the text that it has when the answer leaves. */
  async document(
    params: DocumentDiagnosticParams,
    token: CancellationToken,
  ): Promise<DocumentDiagnosticReport> {
    const { uri } = params.textDocument;
    await this.#workspace.paused(uri);
    await this.#workspace.reached(uri);
    stopIfCancelled(token);
    const { items, id } = await this.#report(uri);
    if (id === params.previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: id };
    return { kind: DocumentDiagnosticReportKind.Full, resultId: id, items };
  }

  /** The diagnostics of all files, open or not. Others get their turn in between. */
  async workspace(
    params: WorkspaceDiagnosticParams,
    token: CancellationToken,
  ): Promise<WorkspaceDiagnosticReport> {
    await this.#workspace.settled();
    const previous = new Map(params.previousResultIds.map(({ uri, value }) => [uri, value]));
    const uris = new Set([...this.#workspace.knownUris(), ...previous.keys()]);
    const slices = new Slices();
    const reports: WorkspaceDocumentDiagnosticReport[] = [];
    for (const uri of uris) {
      // A file that says nothing of sessions, and never did, has nothing to tell: most files of a workspace are such.
      if (!previous.has(uri) && !this.#reports.has(uri) && !this.#workspace.speaks(uri)) continue;
      await slices.next();
      stopIfCancelled(token);
      const { items, id, shown } = await this.#report(uri);
      const version = this.#workspace.documents.get(uri)?.version ?? null;
      if (id === previous.get(uri)) {
        reports.push({ kind: DocumentDiagnosticReportKind.Unchanged, uri, version, resultId: id });
      } else if (shown || previous.has(uri)) {
        // An editor forgets the id when it closes a document, but not what it shows: it must hear that nothing is left.
        reports.push({ kind: DocumentDiagnosticReportKind.Full, uri, version, resultId: id, items });
      }
    }
    return { items: reports };
  }

  async #report(uri: Uri): Promise<{ items: Diagnostic[]; id: string; shown: boolean }> {
    const settings = await this.#settings.of(this.#workspace.folders.rootOf(uri));
    // Nothing is awaited from here on: text, positions and findings are of one moment.
    const items = this.#diagnostics.of(this.#workspace.current(uri), uri, settings);
    const content = JSON.stringify(items);
    const known = this.#reports.get(uri);
    if (known?.content === content) return { items, id: known.id, shown: known.shown };
    const id = String(++this.#count);
    const shown = items.length > 0 || known?.shown === true;
    this.#reports.set(uri, { content, id, shown });
    return { items, id, shown };
  }
}

import type {
  ChangeAnnotation,
  CreateFile,
  Location,
  Range,
  SnippetTextEdit,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import type { FileEdits } from '../core/analysis/snapshot.js';
import type { Origin } from '../core/model/origin.js';
import type { TextRange } from '../core/text/textRange.js';
import type { Uri } from '../core/text/uri.js';
import type { ClientFeatures } from './clientFeatures.js';
import type { Workspace } from './workspace.js';

/** The only place where offsets become positions of the protocol. */
export class ToProtocol {
  readonly #workspace: Workspace;
  readonly #client: ClientFeatures;

  constructor(workspace: Workspace, client: ClientFeatures) {
    this.#workspace = workspace;
    this.#client = client;
  }

  /** The range in the file; its start when the file's text is not known. */
  range(uri: Uri, range: TextRange): Range {
    const none = { line: 0, character: 0 };
    return this.#workspace.linesOf(uri)?.rangeAt(range) ?? { start: none, end: none };
  }

  /** The version of an open document; null for a file on the disk. */
  versionOf(uri: Uri): number | null {
    return this.#workspace.documents.get(uri)?.version ?? null;
  }

  location(origin: Origin): Location {
    return { uri: origin.uri, range: this.range(origin.uri, origin.range) };
  }

  /**
   * An edit of one or more files with the versions that it was computed for, so that the client refuses it when
   * the text has moved on. What touches several files is shown before it is done, where the client can, and with it
   * what it could break.
   */
  workspaceEdit(changes: readonly FileEdits[], label: string, caution?: string): WorkspaceEdit {
    if (!this.#client.documentChanges) {
      return { changes: Object.fromEntries(changes.map(({ uri, edits }) => [uri, this.#edits(uri, edits)])) };
    }
    const isWide = changes.length > 1;
    const annotated = (isWide || caution !== undefined) && this.#client.confirmsChanges;
    const annotation: ChangeAnnotation = {
      label,
      needsConfirmation: isWide,
      ...(caution === undefined ? {} : { description: caution }),
    };
    return {
      documentChanges: changes.flatMap(({ uri, edits, isNew }): (CreateFile | TextDocumentEdit)[] => [
        ...(isNew === true ? [{ kind: 'create' as const, uri, options: { ignoreIfExists: true } }] : []),
        {
          textDocument: { uri, version: this.versionOf(uri) },
          edits: this.#edits(uri, edits).map((edit) => (annotated ? { ...edit, annotationId: 'fix' } : edit)),
        },
      ]),
      ...(annotated ? { changeAnnotations: { fix: annotation } } : {}),
    };
  }

  /** Text with the cursor left between `before` and `after`. For clients that take snippets in edits. */
  snippetEdit(uri: Uri, range: TextRange, before: string, after: string): WorkspaceEdit {
    const literal = (text: string): string => text.replace(/[\\$}]/gu, '\\$&');
    const edit: SnippetTextEdit = {
      range: this.range(uri, range),
      snippet: { kind: 'snippet', value: `${literal(before)}$1${literal(after)}` },
    };
    return { documentChanges: [{ textDocument: { uri, version: this.versionOf(uri) }, edits: [edit] }] };
  }

  #edits(uri: Uri, edits: FileEdits['edits']): TextEdit[] {
    return edits.map(({ range, newText }) => ({ range: this.range(uri, range), newText }));
  }
}

import { Position, Uri, WorkspaceEdit, window, workspace } from 'vscode';

/** What the code action "Suppress with a reason…" sends: where the comment goes and the text around the reason. */
interface SuppressArgument {
  readonly uri: string;
  /** The version of the document for which the place was computed. */
  readonly version: number | null;
  readonly rule: string;
  readonly position: { readonly line: number; readonly character: number };
  readonly before: string;
  readonly after: string;
}

/** Asks why the finding is all right and writes it beside the line: a suppression without a reason is a finding. */
export async function suppress(argument: SuppressArgument): Promise<void> {
  const { rule, position, before, after } = argument;
  const uri = Uri.parse(argument.uri, true);
  const reason = await window.showInputBox({
    title: `Suppress ${rule}`,
    prompt: 'Why is this all right here? The reason stays in the file, for the next reader.',
    placeHolder: 'The runner is thrown away after every job',
    validateInput: (text) => (text.trim() === '' ? 'A reason is needed.' : undefined),
  });
  if (reason === undefined) return;
  const document = await workspace.openTextDocument(uri);
  if (argument.version !== null && document.version !== argument.version) {
    void window.showWarningMessage(
      'The file has changed meanwhile. Choose "Suppress with a reason" once more.',
    );
    return;
  }
  const edit = new WorkspaceEdit();
  const text = before + reason.trim().replace(/\s+/gu, ' ') + after;
  edit.insert(uri, new Position(position.line, position.character), text);
  await workspace.applyEdit(edit);
}

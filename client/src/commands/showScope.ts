import { window } from 'vscode';
import type { SessionCardParams } from '../../../server/src/protocol.js';
import { isRelevant } from '../relevantFiles.js';
import type { SessionHere } from '../sessionAtCursor.js';
import type { SessionCardPanel } from '../views/sessionCardPanel.js';

/**
 * Opens the card of a session: of the one that a code lens or a hover names, else of the one under the cursor, else,
 * from a tab without text such as the walkthrough, of the one that the cursor stood in last.
 * The editor's title menu passes its own arguments, which say nothing about the cursor, so they do not count.
 */
export async function showScope(
  panel: SessionCardPanel,
  last: SessionHere | undefined,
  argument: unknown,
): Promise<void> {
  const params = isCardParams(argument) ? argument : (placeOfCursor() ?? last);
  if (params === undefined) {
    void window.showInformationMessage(
      'Open a workflow and put the cursor into a job to see its trust scope.',
    );
    return;
  }
  if (await panel.show(params)) return;
  void window.showInformationMessage(
    'No session starts here. Put the cursor into a job to see its trust scope.',
  );
}

/** Whether an argument names a session by its file, as lenses and hovers do. */
export function isCardParams(argument: unknown): argument is SessionCardParams {
  return (
    typeof argument === 'object' && argument !== null && 'uri' in argument && typeof argument.uri === 'string'
  );
}

/** Where the cursor is, in a file that may say something of sessions. */
export function placeOfCursor(): SessionCardParams | undefined {
  const editor = window.activeTextEditor;
  if (editor === undefined || !isRelevant(editor.document)) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), position: { line, character } };
}

import { Position, Range, Uri, ViewColumn, window } from 'vscode';
import type { LinkedPosition } from '../views/cardLinks.js';

/** What the card's links carry. */
interface LocationArgument {
  readonly uri: string;
  readonly position: LinkedPosition;
}

/** Opens a file at a place, in the first column: the card that the link stands on keeps its own. */
export async function openLocation({ uri, position }: LocationArgument): Promise<void> {
  const at = new Position(Math.max(0, position.line), Math.max(0, position.character));
  const target = Uri.parse(uri, true);
  const visible = window.visibleTextEditors.find(
    (editor) => editor.document.uri.toString() === target.toString(),
  );
  const viewColumn = visible?.viewColumn ?? ViewColumn.One;
  await window.showTextDocument(target, { viewColumn, selection: new Range(at, at) });
}

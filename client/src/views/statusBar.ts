import type { StatusBarItem } from 'vscode';
import { Disposable, MarkdownString, StatusBarAlignment, ThemeColor, window, workspace } from 'vscode';
import type { SessionAtCursor, SessionHere } from '../sessionAtCursor.js';

/** Only widths that ask for a look have a colour; the theme says which. */
const backgrounds: Readonly<Record<SessionHere['band'], string | undefined>> = {
  narrow: undefined,
  moderate: undefined,
  unknown: undefined,
  broad: 'statusBarItem.warningBackground',
  unbounded: 'statusBarItem.errorBackground',
};

/** The width of the session under the cursor, in one word; hidden where there is no session. */
export function createStatusBar(cursor: SessionAtCursor): Disposable {
  const item = window.createStatusBarItem('trustscope.width', StatusBarAlignment.Right, 100);
  item.name = 'TrustScope: width of the session';
  item.command = 'trustscope.showScope';
  const listener = cursor.onDidChange((here) => {
    update(item, here);
  });
  return Disposable.from(listener, item);
}

function update(item: StatusBarItem, here: SessionHere | undefined): void {
  const wanted = workspace.getConfiguration('trustscope').get<boolean>('statusBar.enabled', true);
  if (here === undefined || !wanted) {
    item.hide();
    return;
  }
  const background = backgrounds[here.band];
  item.text = `$(shield) ${here.verdict}`;
  item.backgroundColor = background === undefined ? undefined : new ThemeColor(background);
  item.tooltip = tooltip(here);
  item.accessibilityInformation = { label: `Trust scope of ${here.name}: ${here.verdict}. ${here.summary}` };
  item.show();
}

/** The names come from a file, so they are added as text. */
function tooltip({ name, summary }: SessionHere): MarkdownString {
  const text = new MarkdownString('**');
  text.appendText(name).appendMarkdown('**\n\n');
  return text.appendText(summary).appendMarkdown('\n\nSelect to show its trust scope.');
}

import type { QuickPickItem } from 'vscode';
import { commands, window, workspace, Uri } from 'vscode';
import type { ComparedChange } from '../../../server/src/protocol.js';
import type { Requests } from '../requests.js';
import { plainLabel } from './plainLabel.js';

/** How a direction is told: as a sign for those who see, and in words for all. */
const directions: Readonly<
  Record<ComparedChange['direction'], { readonly sign: string; readonly word: string }>
> = {
  wider: { sign: '+', word: 'wider' },
  'became-unknown': { sign: '?', word: 'no longer known' },
  narrower: { sign: '−', word: 'narrower' },
  different: { sign: '~', word: 'different' },
  'became-known': { sign: '!', word: 'now known' },
};

const order = ['wider', 'became-unknown', 'narrower', 'different', 'became-known'] as const;

interface ChangeItem extends QuickPickItem {
  readonly change: ComparedChange;
}

/** Lists what changed since the base, what got wider first; a choice goes to the text that makes the difference. */
export async function showChanges(requests: Requests): Promise<void> {
  const found = await requests.comparison({});
  if (found === null) {
    void window.showInformationMessage(
      'There is no base to compare with: no git here, no default branch, or it is still being read.',
    );
    return;
  }
  const { base, changes } = found;
  if (changes.length === 0) {
    void window.showInformationMessage(`No session is wider, narrower or other than in ${base}.`);
    return;
  }
  const items = order.flatMap((direction) =>
    changes.filter((change) => change.direction === direction).map(itemOf),
  );
  const item = await window.showQuickPick(items, {
    title: `Changed since ${base}`,
    placeHolder: summary(changes),
    matchOnDetail: true,
  });
  if (item?.change.uri === undefined || item.change.range === undefined) return;
  const { uri, range } = item.change;
  await commands.executeCommand('trustscope.openLocation', { uri, position: range.start });
}

function itemOf(change: ComparedChange): ChangeItem {
  const { sign, word } = directions[change.direction];
  const place =
    change.uri === undefined || change.range === undefined
      ? 'only in the base'
      : `${workspace.asRelativePath(Uri.parse(change.uri, true))}:${String(change.range.start.line + 1)}`;
  return {
    change,
    label: plainLabel(`${sign} ${change.text}`),
    detail: plainLabel([word, place, change.detail].filter((part) => part !== '').join(' · ')),
  };
}

function summary(changes: readonly ComparedChange[]): string {
  return order
    .map(
      (direction) => [changes.filter((change) => change.direction === direction).length, direction] as const,
    )
    .filter(([count]) => count > 0)
    .map(([count, direction]) => `${String(count)} ${directions[direction].word}`)
    .join(', ');
}

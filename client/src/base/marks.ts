import type { DecorationOptions, TextEditor, TextEditorDecorationType } from 'vscode';
import { Disposable, MarkdownString, OverviewRulerLane, Range, ThemeColor, Uri, window } from 'vscode';
import type { ComparedChange, ComparisonResult } from '../../../server/src/protocol.js';
import { isEnabledFor, isRelevant } from '../relevantFiles.js';
import type { Requests } from '../requests.js';

/** Typing makes many analyses; marks follow when it pauses. */
const pauseMilliseconds = 150;

/** Marks the lines that made a session wider than the base: beside them, after them, and in words when one hovers. */
export class WideningMarks implements Disposable {
  private readonly style: TextEditorDecorationType;
  private readonly subscriptions: Disposable;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly requests: Requests,
    extensionUri: Uri,
  ) {
    const icon = (theme: string): Uri => Uri.joinPath(extensionUri, `docs/images/wider-${theme}.svg`);
    this.style = window.createTextEditorDecorationType({
      light: { gutterIconPath: icon('light') },
      dark: { gutterIconPath: icon('dark') },
      gutterIconSize: 'contain',
      overviewRulerColor: new ThemeColor('editorOverviewRuler.warningForeground'),
      overviewRulerLane: OverviewRulerLane.Right,
    });
    this.subscriptions = Disposable.from(
      this.style,
      window.onDidChangeVisibleTextEditors(() => {
        this.refresh();
      }),
    );
  }

  /** Asks again, soon. */
  refresh(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      for (const editor of window.visibleTextEditors) void this.mark(editor);
    }, pauseMilliseconds);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.dispose();
  }

  private async mark(editor: TextEditor): Promise<void> {
    const { document } = editor;
    if (!isRelevant(document)) return;
    const { version } = document;
    const found = isEnabledFor(document.uri) ? await this.ask(document.uri) : null;
    // What was asked of an older text would stand in the wrong lines; the next analysis asks again.
    if (document.version !== version) return;
    editor.setDecorations(this.style, found === null ? [] : marksOf(found));
  }

  private async ask(uri: Uri): Promise<ComparisonResult | null> {
    try {
      return await this.requests.comparison({ uri: uri.toString() });
    } catch {
      // The server stopped; its log says why.
      return null;
    }
  }
}

/** One mark a line, with all that the line made wider. */
function marksOf({ base, changes }: ComparisonResult): readonly DecorationOptions[] {
  const byLine = new Map<number, ComparedChange[]>();
  for (const change of changes) {
    const { direction, isCause, range } = change;
    if (!isCause || range === undefined) continue;
    if (direction !== 'wider' && direction !== 'became-unknown') continue;
    const { line } = range.start;
    byLine.set(line, [...(byLine.get(line) ?? []), change]);
  }
  return [...byLine].map(([line, together]) => {
    const isWider = together.some(({ direction }) => direction === 'wider');
    const words = isWider ? `wider than ${base}` : `no longer known, possibly wider than ${base}`;
    return {
      range: new Range(line, 0, line, Number.MAX_SAFE_INTEGER),
      hoverMessage: hover(words, together),
      renderOptions: {
        after: {
          contentText: `← ${words}`,
          margin: '0 0 0 2em',
          color: new ThemeColor('editorCodeLens.foreground'),
        },
      },
    };
  });
}

/** What changes a hover names before it counts the rest. */
const most = 5;

/** Names come from files, so they are added as text. */
function hover(words: string, changes: readonly ComparedChange[]): MarkdownString {
  const text = new MarkdownString(`**${words[0]?.toUpperCase() ?? ''}`);
  text.appendText(words.slice(1)).appendMarkdown('**\n');
  for (const { text: change, detail } of changes.slice(0, most)) {
    text.appendMarkdown('\n- ').appendText([change, detail].filter((part) => part !== '').join(' · '));
  }
  if (changes.length > most) text.appendMarkdown(`\n- and ${String(changes.length - most)} more`);
  const [first] = changes;
  if (first?.session !== undefined && first.uri !== undefined) {
    const argument = encodeURIComponent(JSON.stringify([{ uri: first.uri, session: first.session }]));
    text.appendMarkdown(`\n\n[Compare both cards](command:trustscope.compareWithBase?${argument})`);
    text.isTrusted = { enabledCommands: ['trustscope.compareWithBase'] };
  }
  return text;
}

import type { CancellationToken, Event, TextEditor } from 'vscode';
import { CancellationTokenSource, Disposable, EventEmitter, window } from 'vscode';
import type { SessionWidthResult } from '../../server/src/protocol.js';
import { isEnabledFor, isRelevant } from './relevantFiles.js';
import type { Requests } from './requests.js';

/** The session under the cursor, and the file it stands in. */
export interface SessionHere extends SessionWidthResult {
  readonly uri: string;
}

/** A cursor that runs through the text is followed when it rests. */
const restMilliseconds = 120;

/** Follows the cursor and says which session it stands in. The status bar and the card look at it. */
export class SessionAtCursor implements Disposable {
  private readonly changes = new EventEmitter<SessionHere | undefined>();
  private readonly subscriptions: Disposable;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private question: CancellationTokenSource | undefined;
  private last: SessionHere | undefined;

  /** Fires after every answer, also when it is the same session: its width may have changed. */
  readonly onDidChange: Event<SessionHere | undefined> = this.changes.event;

  constructor(private readonly requests: Requests) {
    this.subscriptions = Disposable.from(
      this.changes,
      window.onDidChangeActiveTextEditor(() => {
        this.refresh();
      }),
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === window.activeTextEditor) this.refresh();
      }),
    );
  }

  /** The session that the cursor stood in last, which may be while another kind of tab has the focus. */
  get lastSession(): SessionHere | undefined {
    return this.last;
  }

  /** Asks again, soon. */
  refresh(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), restMilliseconds);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.question?.cancel();
    this.subscriptions.dispose();
  }

  private async ask(): Promise<void> {
    this.question?.cancel();
    const question = new CancellationTokenSource();
    this.question = question;
    const here = await this.sessionIn(window.activeTextEditor, question.token);
    // A later question has the word; an answer that comes late would show the wrong session.
    if (!question.token.isCancellationRequested) {
      this.last = here ?? this.last;
      this.changes.fire(here);
    }
    question.dispose();
  }

  private async sessionIn(
    editor: TextEditor | undefined,
    token: CancellationToken,
  ): Promise<SessionHere | undefined> {
    if (editor === undefined) return undefined;
    const { document, selection } = editor;
    if (!isRelevant(document) || !isEnabledFor(document.uri)) return undefined;
    const uri = document.uri.toString();
    const { line, character } = selection.active;
    try {
      const width = await this.requests.sessionWidth({ uri, position: { line, character } }, token);
      return width === null ? undefined : { ...width, uri };
    } catch {
      // The server stopped or took the question back. Its log says why; a cursor that moves is no place for a message.
      return undefined;
    }
  }
}

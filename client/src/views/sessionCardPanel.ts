import type { Disposable, WebviewPanel } from 'vscode';
import { Uri, ViewColumn, window } from 'vscode';
import type { SessionCardParams, SessionCardResult } from '../../../server/src/protocol.js';
import type { SessionAtCursor } from '../sessionAtCursor.js';
import type { Requests } from '../requests.js';
import { cardPage } from './cardPage.js';

/** Where a card came from, to ask for it again after a change. */
interface ShownCard {
  readonly uri: string;
  readonly session: string;
}

/**
 * The card of one session, beside the text. It follows the cursor from session to session, and the text as it changes.
 * There is one panel: a second card takes the place of the first.
 */
export class SessionCardPanel implements Disposable {
  private panel: WebviewPanel | undefined;
  private shown: ShownCard | undefined;
  /** The session in which the cursor last stood, so that only a move into another one changes the card. */
  private cursorSession: string | undefined;
  private readonly follower: Disposable;

  constructor(
    private readonly requests: Requests,
    cursor: SessionAtCursor,
    private readonly extensionUri: Uri,
  ) {
    this.follower = cursor.onDidChange((here) => {
      const moved = here !== undefined && here.session !== this.cursorSession;
      this.cursorSession = here?.session ?? this.cursorSession;
      if (moved && this.panel?.visible === true) void this.update({ uri: here.uri, session: here.session });
    });
  }

  /** Opens the card; false when there is no session at the place. Rejects when the server does not answer. */
  async show(params: SessionCardParams): Promise<boolean> {
    const card = await this.requests.sessionCard(params);
    if (card === null) return false;
    this.panel ??= this.createPanel();
    this.put(params.uri, card);
    this.panel.reveal(undefined, true);
    return true;
  }

  /** Asks again for what is shown: after every analysis. */
  refresh(): void {
    if (this.panel?.visible === true && this.shown !== undefined) void this.update(this.shown);
  }

  dispose(): void {
    this.follower.dispose();
    this.panel?.dispose();
  }

  private async update(params: ShownCard): Promise<void> {
    try {
      const card = await this.requests.sessionCard(params);
      // A session that is being typed away keeps its last card; an empty panel would say less.
      if (card !== null) this.put(params.uri, card);
    } catch {
      // The server stopped; its log says why, and the card stays as it was.
    }
  }

  private put(uri: string, card: SessionCardResult): void {
    this.shown = { uri, session: card.session };
    if (this.panel === undefined) return;
    this.panel.title = card.title;
    this.panel.webview.html = cardPage(card, uri);
  }

  private createPanel(): WebviewPanel {
    const panel = window.createWebviewPanel(
      'trustscope.sessionCard',
      'Trust scope',
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      // No scripts at all: what the page can do is follow links to these two commands.
      {
        enableScripts: false,
        enableCommandUris: ['trustscope.openLocation', 'trustscope.showScope'],
        localResourceRoots: [],
      },
    );
    panel.iconPath = Uri.joinPath(this.extensionUri, 'docs/images/icon.png');
    panel.onDidChangeViewState(() => {
      this.refresh();
    });
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.shown = undefined;
    });
    return panel;
  }
}

import { commands, Disposable, EventEmitter, Uri, window, workspace } from 'vscode';
import type { ComparedCardsParams, ComparedCardsResult } from '../../../server/src/protocol.js';
import type { Requests } from '../requests.js';

const scheme = 'trustscope-card';

/** The cards of a session in the base and now, side by side in the editor for differences. They follow the text. */
export class CardComparison implements Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changes = new EventEmitter<Uri>();
  private readonly subscriptions: Disposable;

  constructor(private readonly requests: Requests) {
    this.subscriptions = Disposable.from(
      this.changes,
      workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: this.changes.event,
        provideTextDocumentContent: (uri) => this.texts.get(uri.toString()) ?? '',
      }),
      workspace.onDidCloseTextDocument(({ uri }) => {
        this.texts.delete(uri.toString());
      }),
    );
  }

  /** Opens both cards; says so where there is nothing to compare. */
  async show(params: ComparedCardsParams | undefined): Promise<void> {
    const cards = params && (await this.requests.comparedCards(params));
    if (params === undefined || cards === null || cards === undefined) {
      void window.showInformationMessage(
        'Put the cursor into a job of a git repository to compare its trust scope with the base.',
      );
      return;
    }
    const [left, right] = this.put(params.uri, cards);
    const title = `${cards.name}: ${cards.before === '' ? `new since ${cards.base}` : `${cards.base} ↔ now`}`;
    await commands.executeCommand('vscode.diff', left, right, title, { preview: true });
  }

  /** Asks again for the cards that are open. */
  refresh(): void {
    const open = workspace.textDocuments.filter(({ uri }) => uri.scheme === scheme).map(({ uri }) => uri);
    const asked = new Set(open.map(({ query }) => query));
    for (const query of asked) void this.update(JSON.parse(query) as ComparedCardsParams);
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async update(params: ComparedCardsParams): Promise<void> {
    try {
      const cards = await this.requests.comparedCards(params);
      // A session that is being typed away keeps its last card.
      if (cards !== null) this.put(params.uri, cards);
    } catch {
      // The server stopped; its log says why.
    }
  }

  /** Keeps both texts, and gives the addresses that they are read by. */
  private put(file: string, { session, name, base, before, now }: ComparedCardsResult): readonly [Uri, Uri] {
    const query = JSON.stringify({ uri: file, session } satisfies ComparedCardsParams);
    const address = (side: string, text: string): Uri => {
      const uri = Uri.from({ scheme, path: `/${side}/${name.replace(/[/\\]/gu, '-')}.md`, query });
      const key = uri.toString();
      const isOther = this.texts.has(key) && this.texts.get(key) !== text;
      this.texts.set(key, text);
      if (isOther) this.changes.fire(uri);
      return uri;
    };
    return [address(base, before), address('now', now)];
  }
}

import type { Disposable, WebviewPanel } from 'vscode';
import { Uri, ViewColumn, commands, window } from 'vscode';
import type { ReachGraphParams, ReachGraphResult } from '../../../server/src/protocol.js';
import type { Requests } from '../requests.js';
import type { SessionAtCursor } from '../sessionAtCursor.js';
import { graphPage } from './graphPage.js';
import type { FromPage, GraphFilter, ToPage } from './messages.js';

const noFilter: GraphFilter = { search: '', system: '', access: '', onlyOpen: false, onlyChanged: false };

/** Typing makes many analyses; the picture follows when it pauses. */
const pauseMilliseconds = 400;

/** The picture of who reaches what, beside the text. There is one panel; it follows the cursor and the text. */
export class GraphPanel implements Disposable {
  private panel: WebviewPanel | undefined;
  private isReady = false;
  private filter = noFilter;
  private readonly expanded = new Set<string>();
  private focus: string | undefined;
  private shown: ReachGraphResult | undefined;
  private last = '';
  private question = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly follower: Disposable;

  constructor(
    private readonly requests: Requests,
    cursor: SessionAtCursor,
    private readonly extensionUri: Uri,
    private readonly isComparable: () => boolean,
  ) {
    this.follower = cursor.onDidChange((here) => {
      if (here !== undefined && here.session !== this.focus) void this.select(here.session);
    });
  }

  /** Opens the graph, at a session where one is given. */
  async show(session?: string): Promise<void> {
    if (session !== undefined) this.focus = session;
    if (this.panel === undefined) {
      this.panel = this.createPanel();
      this.panel.webview.html = await this.page(this.panel);
      return;
    }
    this.panel.reveal(undefined, true);
    await this.update();
  }

  /** Asks again, soon: something has changed. */
  refresh(): void {
    clearTimeout(this.timer);
    if (this.panel === undefined) return;
    this.timer = setTimeout(() => {
      if (this.panel?.visible === true) void this.update();
    }, pauseMilliseconds);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.follower.dispose();
    this.panel?.dispose();
  }

  /** The cursor is in another session: it is shown, and taken out of its cluster where it is in one. */
  private async select(session: string): Promise<void> {
    this.focus = session;
    if (this.panel?.visible !== true) return;
    const node = `session ${session}`;
    if (this.shown?.outline.some(({ id }) => id === node) === true) this.say({ type: 'select', node });
    else await this.update();
  }

  private async update(): Promise<void> {
    if (!this.isReady) return;
    const question = ++this.question;
    const graph = await this.ask();
    // A later question has the word.
    if (question !== this.question) return;
    if (graph === null) {
      this.say({ type: 'failed' });
      return;
    }
    this.shown = graph;
    const { svg, legend, outline, systems, shown, hidden } = graph;
    const message: ToPage = {
      type: 'picture',
      svg,
      legend,
      outline,
      systems,
      shown,
      hidden,
      comparable: this.isComparable(),
    };
    const json = JSON.stringify(message);
    if (json !== this.last) this.say(message);
    this.last = json;
    if (this.focus !== undefined) this.say({ type: 'select', node: `session ${this.focus}` });
  }

  private async ask(): Promise<ReachGraphResult | null> {
    const { search, system, access, onlyOpen, onlyChanged } = this.filter;
    const params: ReachGraphParams = {
      expanded: [...this.expanded],
      onlyOpen,
      onlyChanged,
      ...(search === '' ? {} : { search }),
      ...(system === '' ? {} : { system }),
      ...(access === '' ? {} : { access }),
      ...(this.focus === undefined ? {} : { focus: this.focus }),
    };
    try {
      return await this.requests.reachGraph(params);
    } catch {
      // The server stopped; its log says why.
      return null;
    }
  }

  private async take(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.isReady = true;
        this.last = '';
        return this.update();
      case 'filter':
        this.filter = message.filter;
        return this.update();
      case 'expand':
        // What was opened last stays open for certain: older ones make room for it.
        this.expanded.delete(message.cluster);
        this.expanded.add(message.cluster);
        return this.update();
      case 'open': {
        const place = this.shown?.places[message.node];
        if (place === undefined) return;
        // What the cursor then stands in is what was chosen: the picture need not move.
        if (message.node.startsWith('session ')) this.focus = message.node.slice('session '.length);
        await commands.executeCommand('trustscope.openLocation', place);
      }
    }
  }

  private say(message: ToPage): void {
    void this.panel?.webview.postMessage(message);
  }

  private async page(panel: WebviewPanel): Promise<string> {
    const script = panel.webview.asWebviewUri(Uri.joinPath(this.extensionUri, 'dist/graph.js'));
    // How the picture looks comes with it: both are the server's.
    const graph = await this.requests.reachGraph({ expanded: [] });
    return graphPage(script.toString(), graph?.style ?? '');
  }

  private createPanel(): WebviewPanel {
    const panel = window.createWebviewPanel(
      'trustscope.reachGraph',
      'Reach graph',
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      {
        enableScripts: true,
        retainContextWhenHidden: true,
        localResourceRoots: [Uri.joinPath(this.extensionUri, 'dist')],
      },
    );
    panel.iconPath = Uri.joinPath(this.extensionUri, 'docs/images/icon.png');
    panel.webview.onDidReceiveMessage((message: FromPage) => {
      void this.take(message);
    });
    panel.onDidChangeViewState(() => {
      this.refresh();
    });
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.isReady = false;
      this.shown = undefined;
      this.expanded.clear();
      this.filter = noFilter;
    });
    return panel;
  }
}

import type { WebviewPanel } from 'vscode';
import { Disposable, EventEmitter, Uri, ViewColumn, window, workspace } from 'vscode';

const scheme = 'trustscope-report';

/** Shows reports without making a file of them, and keeps one where the person says so. */
export class ReportPreview implements Disposable {
  private panel: WebviewPanel | undefined;
  /** The last report: what "Save Report" keeps. */
  private last: { readonly name: string; readonly text: string } | undefined;
  private readonly texts = new Map<string, string>();
  private readonly changes = new EventEmitter<Uri>();
  private readonly subscriptions: Disposable;

  constructor(private readonly extensionUri: Uri) {
    this.subscriptions = Disposable.from(
      this.changes,
      workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: this.changes.event,
        provideTextDocumentContent: (uri) => this.texts.get(uri.path) ?? '',
      }),
    );
  }

  /** Shows a page. It has no scripts, and loads nothing. */
  page(html: string): void {
    this.last = { name: 'trust-scope.html', text: html };
    this.panel ??= this.createPanel();
    this.panel.webview.html = html;
    this.panel.reveal();
  }

  /** A document that cannot be edited, and the address that it opens by. */
  document(name: string, text: string): Uri {
    this.last = { name, text };
    const uri = Uri.from({ scheme, path: `/${name}` });
    this.texts.set(uri.path, text);
    this.changes.fire(uri);
    return uri;
  }

  /** Asks where to keep the last report, and writes it there. */
  async save(): Promise<void> {
    if (this.last === undefined) return;
    const { name, text } = this.last;
    const [folder] = workspace.workspaceFolders ?? [];
    const target = await window.showSaveDialog({
      title: 'Save the trust scope report',
      ...(folder && { defaultUri: Uri.joinPath(folder.uri, name) }),
    });
    if (target !== undefined) await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  }

  dispose(): void {
    this.subscriptions.dispose();
    this.panel?.dispose();
  }

  private createPanel(): WebviewPanel {
    const panel = window.createWebviewPanel('trustscope.report', 'Trust scope report', ViewColumn.Active, {
      enableScripts: false,
      enableFindWidget: true,
      localResourceRoots: [],
    });
    panel.iconPath = Uri.joinPath(this.extensionUri, 'docs/images/icon.png');
    panel.onDidDispose(() => {
      this.panel = undefined;
    });
    return panel;
  }
}

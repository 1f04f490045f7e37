import type { TreeView } from 'vscode';
import { Disposable, commands, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { State } from 'vscode-languageclient';
import type { Requests } from '../requests.js';
import type { Narrowing } from './narrowing.js';
import type { ScopeNode } from './nodes.js';
import type { Told } from './scopesTree.js';
import { ScopesTree } from './scopesTree.js';

/** Typing makes many analyses; the list follows when it pauses. */
const pauseMilliseconds = 250;

/** The view "Trust scopes" in the side bar. It asks for nothing while nobody sees it. */
export class ScopesView implements Disposable {
  readonly tree: ScopesTree;
  private readonly view: TreeView<ScopeNode>;
  private readonly subscriptions: Disposable;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isStale = false;

  constructor(
    client: BaseLanguageClient,
    requests: Requests,
    private readonly narrowing: Narrowing,
  ) {
    this.tree = new ScopesTree(requests, narrowing, () => client.state !== State.Stopped);
    this.view = window.createTreeView('trustscope.scopes', {
      treeDataProvider: this.tree,
      showCollapseAll: true,
    });
    this.subscriptions = Disposable.from(
      this.tree,
      this.view,
      this.tree.onDidTell((told) => {
        this.tell(told);
      }),
      narrowing.onDidChange(() => {
        this.tree.forgetPages();
        this.tree.refresh();
      }),
      client.onDidChangeState(() => {
        this.refresh();
      }),
      this.view.onDidChangeVisibility(({ visible }) => {
        if (visible && this.isStale) this.refresh();
      }),
    );
  }

  /** Asks again, soon: something has changed. */
  refresh(): void {
    this.isStale = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (!this.view.visible) return;
      this.isStale = false;
      void this.tree.follow();
    }, pauseMilliseconds);
  }

  /** Shows the view and gives it the focus. */
  async reveal(): Promise<void> {
    await commands.executeCommand('trustscope.scopes.focus');
    this.tree.refresh();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.dispose();
  }

  /** The line above the list, and which of the welcome texts stands in an empty one. */
  private tell(told: Told): void {
    const isServed = told !== 'no server';
    const sessions = isServed ? told.sessions : 0;
    const isEmpty = !isServed || told.groups.length === 0;
    const state = !isServed
      ? 'unserved'
      : isEmpty && sessions > 0
        ? 'narrowed'
        : sessions > 0
          ? 'filled'
          : told.files > 0
            ? 'no sessions'
            : 'no files';
    void commands.executeCommand('setContext', 'trustscope.scopes.state', state);
    void commands.executeCommand('setContext', 'trustscope.scopes.narrowed', this.narrowing.isNarrowed);
    this.view.description = sessions === 0 ? '' : counted(sessions, 'session');
    // A message takes the place of the welcome text, which says more of an empty list.
    this.view.message = isServed && !isEmpty ? this.narrowedTo(told.narrowedTo) : '';
  }

  private narrowedTo(controls: string | undefined): string {
    const { search } = this.narrowing.query;
    const parts = [...(search === '' ? [] : [`“${search}”`]), ...(controls === undefined ? [] : [controls])];
    return parts.length === 0 ? '' : `Only sessions with ${parts.join(' and ')}`;
  }
}

function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}

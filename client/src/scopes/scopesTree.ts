import type { Disposable, Event, TreeDataProvider, TreeItem } from 'vscode';
import { EventEmitter } from 'vscode';
import type { OverviewResult } from '../../../server/src/protocol.js';
import type { Requests } from '../requests.js';
import type { Narrowing } from './narrowing.js';
import type { GroupNode, ScopeNode, SessionNode } from './nodes.js';
import { treeItem } from './treeItems.js';

/** What was last said of the whole list. */
export type Told = OverviewResult | 'no server';

/** The sessions of the workspace. Groups are asked for at once, what is in them when they are opened. */
export class ScopesTree implements TreeDataProvider<ScopeNode>, Disposable {
  private readonly changes = new EventEmitter<ScopeNode | undefined>();
  private readonly tellings = new EventEmitter<Told>();
  /** How many pages of a group are shown beyond the first. */
  private readonly more = new Map<string, number>();
  /** What is shown, by question. */
  private readonly answers = new Map<
    string,
    { readonly json: string; readonly ask: () => Promise<unknown> }
  >();
  readonly onDidChangeTreeData: Event<ScopeNode | undefined> = this.changes.event;
  readonly onDidTell: Event<Told> = this.tellings.event;

  constructor(
    private readonly requests: Requests,
    private readonly narrowing: Narrowing,
    private readonly isServed: () => boolean,
  ) {}

  /** Asks for everything anew; what is open stays open. */
  refresh(): void {
    this.answers.clear();
    this.changes.fire(undefined);
  }

  /**
   * Asks again for all that is shown, and draws the list anew only where something differs: one that is drawn anew loses
   * a click that is under way.
   */
  async follow(): Promise<void> {
    const asked = [...this.answers];
    this.answers.clear();
    const now = await Promise.all(
      asked.map(async ([key, { ask }]) => [key, await this.answer(key, ask)] as const),
    );
    const differs = now.some(([key, answer]) => {
      const before = asked.find(([one]) => one === key)?.[1].json;
      return answer === undefined || JSON.stringify(answer) !== before;
    });
    if (differs || asked.length === 0) this.changes.fire(undefined);
  }

  showMore({ group }: GroupNode): void {
    this.more.set(group.key, (this.more.get(group.key) ?? 0) + 1);
    this.changes.fire(undefined);
  }

  forgetPages(): void {
    this.more.clear();
  }

  getTreeItem(node: ScopeNode): TreeItem {
    return treeItem(node);
  }

  getParent(node: ScopeNode): ScopeNode | undefined {
    switch (node.kind) {
      case 'group':
        return undefined;
      case 'session':
      case 'more':
        return node.group;
      case 'finding':
        return node.session;
    }
  }

  async getChildren(node?: ScopeNode): Promise<ScopeNode[]> {
    try {
      if (node === undefined) return await this.groups();
      if (node.kind === 'group') return await this.sessionsOf(node);
      if (node.kind === 'session') return await this.findingsOf(node);
    } catch {
      // The server stopped; its log says why, and the list says that there is none.
      if (node === undefined) this.tellings.fire('no server');
    }
    return [];
  }

  dispose(): void {
    this.changes.dispose();
    this.tellings.dispose();
  }

  private async groups(): Promise<ScopeNode[]> {
    if (!this.isServed()) {
      this.tellings.fire('no server');
      return [];
    }
    const { query } = this.narrowing;
    const told = await this.asked(['overview', query], () => this.requests.overview(query));
    this.tellings.fire(told);
    return told.groups.map((group) => ({ kind: 'group', group }));
  }

  private async sessionsOf(node: GroupNode): Promise<ScopeNode[]> {
    const nodes: ScopeNode[] = [];
    const pages = this.more.get(node.group.key) ?? 0;
    for (let page = 0; page <= pages; page++) {
      const params = { ...this.narrowing.query, group: node.group.key, from: nodes.length };
      const { sessions, more } = await this.asked(['sessions', params], () =>
        this.requests.overviewSessions(params),
      );
      nodes.push(...sessions.map((session): SessionNode => ({ kind: 'session', session, group: node })));
      if (more === 0) return nodes;
      if (page === pages) nodes.push({ kind: 'more', count: more, group: node });
    }
    return nodes;
  }

  private async findingsOf(node: SessionNode): Promise<ScopeNode[]> {
    const { framework, control } = this.narrowing.query;
    const params = {
      session: node.session.id,
      ...(framework && { framework }),
      ...(control && { control }),
    };
    const { findings } = await this.asked(['findings', params], () => this.requests.overviewFindings(params));
    return findings.map((finding) => ({ kind: 'finding', finding, session: node }));
  }

  private async asked<T>(question: readonly unknown[], ask: () => Promise<T>): Promise<T> {
    const answer = await ask();
    this.answers.set(JSON.stringify(question), { json: JSON.stringify(answer), ask });
    return answer;
  }

  /** The answer to a question that was asked before; nothing where there is none any more. */
  private async answer(key: string, ask: () => Promise<unknown>): Promise<unknown> {
    try {
      const answer = await ask();
      this.answers.set(key, { json: JSON.stringify(answer), ask });
      return answer;
    } catch {
      return undefined;
    }
  }
}

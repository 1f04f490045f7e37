import type { Memento } from 'vscode';
import { EventEmitter } from 'vscode';
import type { OverviewQuery } from '../../../server/src/protocol.js';

const key = 'trustscope.scopes';
const all: OverviewQuery = { groupBy: 'width', search: '' };

/** What the list shows and how it is gathered; kept with the workspace. */
export class Narrowing {
  private readonly changes = new EventEmitter<undefined>();
  readonly onDidChange = this.changes.event;
  private current: OverviewQuery;

  constructor(private readonly memento: Memento) {
    this.current = { ...all, ...memento.get<Partial<OverviewQuery>>(key) };
  }

  get query(): OverviewQuery {
    return this.current;
  }

  /** Whether sessions may be left out. */
  get isNarrowed(): boolean {
    const { search, framework, control } = this.current;
    return search !== '' || framework !== undefined || control !== undefined;
  }

  groupBy(groupBy: OverviewQuery['groupBy']): void {
    this.set({ ...this.current, groupBy });
  }

  search(search: string): void {
    this.set({ ...this.current, search: search.trim() });
  }

  /** Only sessions with a finding that touches the framework, or the one control; all where both are left out. */
  controls(framework?: string, control?: string): void {
    const { groupBy, search } = this.current;
    this.set({ groupBy, search, ...(framework && { framework }), ...(control && { control }) });
  }

  showAll(): void {
    this.set({ ...all, groupBy: this.current.groupBy });
  }

  dispose(): void {
    this.changes.dispose();
  }

  private set(query: OverviewQuery): void {
    this.current = query;
    void this.memento.update(key, query);
    this.changes.fire(undefined);
  }
}

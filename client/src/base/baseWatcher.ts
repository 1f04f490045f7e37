import type { Event, Memento } from 'vscode';
import { Disposable, EventEmitter, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { State } from 'vscode-languageclient';
import type {
  BaseChosenParams,
  ChangedSinceBaseResult,
  ReadBaseParams,
  ReadBaseResult,
} from '../../../server/src/protocol.js';
import {
  BaseChosenNotification,
  ChangedSinceBaseRequest,
  ReadBaseRequest,
} from '../../../server/src/protocol.js';
import type { RepositoryBase } from './baseOf.js';
import { baseOf } from './baseOf.js';
import type { GitApi, Repository } from './gitApi.js';
import { findGit, isGone } from './gitApi.js';

interface OpenRepository {
  readonly repository: Repository;
  readonly listener: { dispose: () => unknown };
}

/** Git's state changes in bursts. */
const pauseMilliseconds = 300;

/** Where the choice of each repository is remembered, by its folder. */
const memory = 'trustscope.base';

/**
 * Knows the base of each repository, tells the server when one becomes another, and gives it the texts of the base. All
 * that is known of git comes from the git extension.
 */
export class BaseWatcher implements Disposable {
  private git: GitApi | undefined;
  /** By the top folder: the git extension hands out another object for the same repository each time. */
  private readonly bases = new Map<string, RepositoryBase>();
  private readonly open = new Map<string, OpenRepository>();
  private readonly changes = new EventEmitter<void>();
  private readonly subscriptions: { dispose: () => unknown }[] = [this.changes];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private told = '';
  private isStarted = false;

  /** Fires when a base is another one, or is gone. */
  readonly onDidChange: Event<void> = this.changes.event;

  constructor(
    private readonly client: BaseLanguageClient,
    private readonly state: Memento,
  ) {
    this.subscriptions.push(
      client.onRequest(ChangedSinceBaseRequest, () => this.changed()),
      client.onRequest(ReadBaseRequest, (params: ReadBaseParams) => this.read(params)),
      client.onDidChangeState(({ newState }) => {
        if (newState !== State.Running) return;
        // A server that was started anew knows of no base.
        this.told = '';
        if (this.isStarted) this.soon();
        else void this.start();
      }),
    );
  }

  get repositories(): readonly Repository[] {
    return [...this.open.values()].map(({ repository }) => repository);
  }

  /** Whether any repository has a base. */
  get hasBase(): boolean {
    return this.bases.size > 0;
  }

  /** The repository of a file. */
  repositoryOf(uri: Uri): Repository | undefined {
    return this.git?.getRepository(uri) ?? undefined;
  }

  baseOf(repository: Repository): RepositoryBase | undefined {
    return this.bases.get(rootOf(repository));
  }

  /** Remembers a choice; `undefined` is the default branch again. False where the repository has no such commit. */
  async choose(repository: Repository, ref: string | undefined): Promise<boolean> {
    if (ref !== undefined && (await baseOf(repository, ref)) === undefined) return false;
    const root = rootOf(repository);
    const others = Object.entries(this.choices).filter(([other]) => other !== root);
    await this.state.update(
      memory,
      Object.fromEntries(ref === undefined ? others : [...others, [root, ref]]),
    );
    await this.update();
    return true;
  }

  dispose(): void {
    clearTimeout(this.timer);
    Disposable.from(
      ...this.subscriptions,
      ...[...this.open.values()].map(({ listener }) => listener),
    ).dispose();
  }

  /** Looks for git. Without it there is nothing to compare with, which is said once, in the log. */
  private async start(): Promise<void> {
    this.isStarted = true;
    this.git = await findGit();
    if (this.git === undefined) {
      this.client.info('No git here: sessions are not compared with a base.');
      return;
    }
    for (const repository of this.git.repositories) this.add(repository);
    this.subscriptions.push(
      this.git.onDidOpenRepository((repository) => {
        this.add(repository);
      }),
      this.git.onDidCloseRepository((repository) => {
        this.open.get(rootOf(repository))?.listener.dispose();
        this.open.delete(rootOf(repository));
        this.soon();
      }),
    );
  }

  private get choices(): Readonly<Partial<Record<string, string>>> {
    return this.state.get<Readonly<Partial<Record<string, string>>>>(memory, {});
  }

  private add(repository: Repository): void {
    const root = rootOf(repository);
    this.open.get(root)?.listener.dispose();
    const listener = repository.state.onDidChange(() => {
      this.soon();
    });
    this.open.set(root, { repository, listener });
    this.soon();
  }

  private soon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.update(), pauseMilliseconds);
  }

  private async update(): Promise<void> {
    const found = await Promise.all(
      this.repositories.map(async (repository) => {
        const chosen = this.choices[rootOf(repository)];
        // A branch that was chosen may be gone since.
        const own = chosen === undefined ? undefined : await baseOf(repository, chosen);
        const base = own ?? (await baseOf(repository));
        return [rootOf(repository), base] as const;
      }),
    );
    this.bases.clear();
    for (const [root, base] of found) if (base !== undefined) this.bases.set(root, base);
    await this.tell();
  }

  private async tell(): Promise<void> {
    if (!this.client.isRunning()) return;
    const params: BaseChosenParams = {
      repositories: [...this.bases].map(([root, { name, commit }]) => ({ root, name, commit })),
    };
    const text = JSON.stringify(params);
    if (text === this.told) return;
    this.told = text;
    await this.client.sendNotification(BaseChosenNotification, params);
    this.changes.fire();
  }

  private async changed(): Promise<ChangedSinceBaseResult> {
    const all = await Promise.all(
      this.repositories.map(async (repository) => {
        const commit = this.baseOf(repository)?.commit;
        if (commit === undefined) return [];
        const { state } = repository;
        return [
          ...(await repository.diffWith(commit)),
          ...state.indexChanges,
          ...state.mergeChanges,
          ...state.workingTreeChanges,
          ...(state.untrackedChanges ?? []),
        ];
      }),
    );
    const changes = all.flat();
    const unsaved = workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri);
    const here = changes.filter((change) => !isGone(change)).map(({ uri, renameUri }) => renameUri ?? uri);
    const left = changes.filter((change) => isGone(change) || change.renameUri !== undefined);
    return {
      uris: texts([...here, ...unsaved]),
      gone: texts(left.map(({ uri, originalUri, renameUri }) => (renameUri ? originalUri : uri))),
    };
  }

  private async read({ uri }: ReadBaseParams): Promise<ReadBaseResult> {
    const target = Uri.parse(uri, true);
    const repository = this.repositoryOf(target);
    const commit = repository && this.baseOf(repository)?.commit;
    if (repository === undefined || commit === undefined) {
      throw new Error('it is in no repository with a base');
    }
    try {
      await repository.getObjectDetails(commit, target.fsPath);
    } catch (error) {
      const { gitErrorCode } = error as { readonly gitErrorCode?: string };
      if (gitErrorCode === 'UnknownPath') return { text: null };
      throw error;
    }
    return { text: await repository.show(commit, target.fsPath) };
  }
}

/** The top folder, without a slash at its end. */
function rootOf({ rootUri }: Repository): string {
  return rootUri.toString().replace(/\/+$/u, '');
}

function texts(uris: readonly Uri[]): readonly string[] {
  return [...new Set(uris.map((uri) => uri.toString()))];
}

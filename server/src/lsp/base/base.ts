import type { BaseComparison } from '../../core/report/change/baseComparison.js';
import { newBaseComparison } from '../../core/report/change/baseComparison.js';
import type { TrustModel, TrustScope } from '../../core/model/trustScope.js';
import type { Uri } from '../../core/text/uri.js';
import type { BaseChosenParams } from '../../protocol.js';
import type { Guard } from '../guard.js';
import type { Loader } from '../loader.js';
import type { Workspace } from '../workspace.js';
import { BaseHost } from './baseHost.js';
import type { BaseTexts } from './baseTexts.js';
import { Repositories } from './repositories.js';

/** What the base is compared with, and who is told. */
export interface BaseParts {
  readonly workspace: Workspace;
  readonly loader: Loader;
  readonly texts: BaseTexts;
  readonly guard: Guard;
  readonly warn: (message: string) => void;
  /** Told when there is another answer for what nobody has edited: the base is there, is another one, or is gone. */
  readonly renewed: () => void;
}

/**
 * The state of the workspace that it is compared with. It is analysed once for each base, and only when a file differs
 * from it: a workspace that is as its base says so without. What is edited later costs the comparison alone.
 */
export class Base {
  readonly #parts: BaseParts;
  #repositories = new Repositories();
  #host: BaseHost | undefined;
  #comparison: BaseComparison | undefined;
  /** Files that changed since the base was chosen, while there is no analysis of it. */
  #touched = new Set<Uri>();
  /** Counts bases: work for an earlier one is dropped. */
  #generation = 0;
  #isReady = false;
  /** Whether what is read counts as a change: before, files of the folders come in, and git knows of what differs. */
  #isRecording = false;

  constructor(parts: BaseParts) {
    this.#parts = parts;
    parts.workspace.onAnalysed(({ uris }) => {
      if (!this.#repositories.isEmpty) parts.guard.run('base', () => this.#follow(uris));
    });
  }

  /** What the base is called; nothing where there is none. */
  get name(): string | undefined {
    return this.#repositories.isEmpty ? undefined : this.#repositories.name;
  }

  /** Takes another base, or none. */
  async choose({ repositories }: BaseChosenParams): Promise<void> {
    if (this.#repositories.equals(repositories)) return;
    this.#repositories = new Repositories(repositories);
    await this.#begin();
  }

  /** What makes a session wider than the base, in one line. */
  lens(session: string): string | undefined {
    return this.#comparison?.lens(this.#now, session);
  }

  /** All that changed; nothing where there is no base, or it is not known yet. */
  changes(): ReturnType<BaseComparison['changes']> | undefined {
    if (!this.#isReady) return undefined;
    return this.#comparison?.changes(this.#now) ?? [];
  }

  /** Ids of the sessions of which anything changed. */
  changed(): ReadonlySet<string> | undefined {
    if (!this.#isReady) return undefined;
    return this.#comparison?.changed(this.#now) ?? new Set();
  }

  /** A session as it was in the base, with what it was linked with there; it is the one of now where nothing differs. */
  before(scope: TrustScope): { readonly scope: TrustScope | undefined; readonly model: TrustModel } {
    if (this.#comparison === undefined || this.#host === undefined) return { scope, model: this.#now };
    return { scope: this.#comparison.before(this.#now, scope), model: this.#host.model };
  }

  get #now(): TrustModel {
    return this.#parts.workspace.current().model;
  }

  async #begin(): Promise<void> {
    const generation = ++this.#generation;
    this.#host = undefined;
    this.#comparison = undefined;
    this.#touched = new Set();
    this.#isReady = false;
    this.#isRecording = false;
    if (this.#repositories.isEmpty) {
      this.#parts.renewed();
      return;
    }
    await this.#parts.loader.loaded();
    if (generation !== this.#generation) return;
    this.#isRecording = true;
    const { workspace, texts } = this.#parts;
    const { uris, gone } = await texts.changed();
    if (generation !== this.#generation) return;
    // A file that is there and was not read is left out by the editor's settings, and so it is in the base.
    const read = uris.filter((uri) => workspace.known().has(uri));
    const differing = new Set([...read, ...gone].filter((uri) => workspace.concerns(uri)));
    if (differing.size > 0 || this.#touched.size > 0) {
      await this.#build(differing, generation);
      return;
    }
    this.#isReady = true;
    this.#parts.renewed();
  }

  async #build(differing: ReadonlySet<Uri>, generation: number): Promise<void> {
    const { workspace, texts, guard, warn } = this.#parts;
    const host = new BaseHost({ workspace, texts, repositories: this.#repositories, guard, warn });
    this.#host = host;
    await host.fill(new Set([...differing, ...this.#touched]));
    if (generation !== this.#generation) return;
    this.#compare(host);
  }

  #compare(host: BaseHost): void {
    host.renewTools();
    this.#comparison = newBaseComparison(host.model, {
      root: this.#parts.workspace.folders.common(),
      nameOf: (uri) => this.#repositories.nameOf(uri),
    });
    this.#isReady = true;
    this.#parts.renewed();
  }

  /** Files have changed: what the base says of them has to be known. */
  async #follow(uris: readonly Uri[]): Promise<void> {
    const { loader } = this.#parts;
    if (loader.isLoading) {
      // What a scan or a new folder brings was there before, for all that is known: git is asked again.
      if (this.#isReady) await this.#begin();
      return;
    }
    if (!this.#isRecording) return;
    const host = this.#host;
    const generation = this.#generation;
    if (host === undefined) {
      for (const uri of uris) this.#touched.add(uri);
      if (this.#isReady) await this.#build(new Set(), generation);
      return;
    }
    const newTools = host.renewTools();
    const without = uris.filter((uri) => this.#repositories.nameOf(uri) === undefined);
    host.follow(without);
    const late = uris.filter((uri) => this.#repositories.nameOf(uri) !== undefined && !host.knows(uri));
    await host.read(late);
    if (generation !== this.#generation || this.#comparison === undefined) return;
    if (newTools || late.length > 0 || without.length > 0) this.#compare(host);
  }
}

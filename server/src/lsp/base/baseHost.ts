import { AnalysisHost } from '../../core/analysis/analysisHost.js';
import type { FileChange } from '../../core/analysis/snapshot.js';
import type { LoweringTools } from '../../core/model/loweringTools.js';
import type { TrustModel } from '../../core/model/trustScope.js';
import type { Uri } from '../../core/text/uri.js';
import type { Guard } from '../guard.js';
import { LinkingInTurns } from '../linkingInTurns.js';
import { Slices } from '../pause.js';
import type { Workspace } from '../workspace.js';
import type { BaseTexts } from './baseTexts.js';
import type { Repositories } from './repositories.js';

/** Texts that are asked for at a time: each may start a process of the client. */
const AT_A_TIME = 8;

/** Files that name files that name files: more steps than anybody takes. */
const MAX_ROUNDS = 16;

/** What the base is put together from. */
export interface BaseHostParts {
  readonly workspace: Workspace;
  readonly texts: BaseTexts;
  readonly repositories: Repositories;
  readonly guard: Guard;
  /** Told where the text of a file in the base cannot be had: it then counts as it is now. */
  readonly warn: (message: string) => void;
}

/** The analysis of the base. No rules run: only what sessions may do is compared. */
export class BaseHost {
  readonly #parts: BaseHostParts;
  readonly #host: AnalysisHost;
  readonly #linking: LinkingInTurns;
  #tools: LoweringTools;
  readonly #known = new Set<Uri>();

  constructor(parts: BaseHostParts) {
    this.#parts = parts;
    this.#tools = parts.workspace.tools;
    this.#host = new AnalysisHost({ lean: true, rules: [], tools: this.#tools });
    this.#linking = new LinkingInTurns(this.#host, parts.guard);
  }

  get model(): TrustModel {
    return this.#host.snapshot.model;
  }

  /** Files that the base was asked for: what it says of them stays. */
  knows(uri: Uri): boolean {
    return this.#known.has(uri);
  }

  /** Takes in all files of the workspace as they were in the base; `differing` are asked for, all others are as they are. */
  async fill(differing: ReadonlySet<Uri>): Promise<void> {
    const { workspace, repositories } = this.#parts;
    const known = workspace.known();
    const same = [...known].filter(([uri]) => !differing.has(uri) || repositories.nameOf(uri) === undefined);
    this.#apply(same.map(([uri, { text, root }]) => ({ uri, root, text })));
    await this.read([...differing].filter((uri) => repositories.nameOf(uri) !== undefined));
    await this.#workOut();
  }

  /** Takes in what files said in the base. */
  async read(uris: readonly Uri[]): Promise<void> {
    for (let at = 0; at < uris.length; at += AT_A_TIME) {
      const read = await Promise.all(
        uris.slice(at, at + AT_A_TIME).map((uri) => this.#read(uri).then((text) => this.#change(uri, text))),
      );
      this.#apply(read);
    }
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      await this.#linking.all();
      const wanted = this.#host.wanted.filter((uri) => !this.#known.has(uri));
      if (wanted.length === 0) return;
      const read = wanted.map(async (uri) => this.#change(uri, await this.#read(uri)));
      this.#apply(await Promise.all(read));
    }
  }

  /** Files without a base are in both states as they are now. */
  follow(uris: readonly Uri[]): void {
    const known = this.#parts.workspace.known();
    this.#apply(uris.map((uri) => this.#change(uri, known.get(uri)?.text ?? null)));
  }

  /** Reads with the tools that the workspace is read with; whether there were others. */
  renewTools(): boolean {
    const { tools } = this.#parts.workspace;
    if (tools === this.#tools) return false;
    this.#tools = tools;
    this.#host.provide(tools);
    return true;
  }

  async #read(uri: Uri): Promise<string | null> {
    try {
      return await this.#parts.texts.read(uri);
    } catch (error) {
      this.#parts.warn(`${uri} in the base could not be read, and counts as it is now: ${String(error)}`);
      return this.#parts.workspace.known().get(uri)?.text ?? null;
    }
  }

  #change(uri: Uri, text: string | null): FileChange {
    const { workspace } = this.#parts;
    return { uri, root: workspace.known().get(uri)?.root ?? workspace.folders.rootOf(uri), text };
  }

  #apply(changes: readonly FileChange[]): void {
    for (const { uri } of changes) this.#known.add(uri);
    this.#host.apply(changes);
  }

  /** Works the sessions out in slices, so that what one types is answered in between. */
  async #workOut(): Promise<void> {
    await this.#linking.all();
    const slices = new Slices();
    for (const { uri } of this.#host.snapshot.files()) {
      this.#host.snapshot.model.scopesOf(uri);
      await slices.next();
    }
  }
}

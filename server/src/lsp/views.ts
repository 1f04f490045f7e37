import type { CancellationToken, Position, Range } from 'vscode-languageserver';
import type { Snapshot } from '../core/analysis/snapshot.js';
import type { TextRange } from '../core/text/textRange.js';
import type { Uri } from '../core/text/uri.js';
import { stopIfCancelled } from './guard.js';
import type { FolderSettings, Settings } from './settings.js';
import type { Workspace } from './workspace.js';

/** One document as a request sees it: text, positions and snapshot of one moment. */
export interface View {
  readonly uri: Uri;
  readonly snapshot: Snapshot;
  readonly settings: FolderSettings;
  readonly offsetAt: (position: Position) => number;
  readonly rangeAt: (range: Range) => TextRange;
}

/** Opens views for requests. */
export class Views {
  readonly #workspace: Workspace;
  readonly #settings: Settings;

  constructor(workspace: Workspace, settings: Settings) {
    this.#workspace = workspace;
    this.#settings = settings;
  }

  /**
   * The document as it is now, once the whole workspace is linked: for answers that would be wrong, and not just early,
   * without the rest.
   */
  async openWhole(uri: Uri, token: CancellationToken): Promise<View | undefined> {
    for (;;) {
      const view = await this.open(uri, token);
      if (view === undefined || this.#workspace.isLinked) return view;
      await this.#workspace.settled();
      stopIfCancelled(token);
    }
  }

  /**
   * The document as it is now; `undefined` when the folder is switched off or the file is none of ours.
   * Nothing may be awaited between opening a view and answering from it.
   */
  async open(uri: Uri, token: CancellationToken): Promise<View | undefined> {
    const settings = await this.#settings.of(this.#workspace.folders.rootOf(uri));
    stopIfCancelled(token);
    if (!settings.enable) return undefined;
    await this.#workspace.reached(uri);
    stopIfCancelled(token);
    const snapshot = this.#workspace.current(uri);
    const lines = this.#workspace.linesOf(uri);
    if (lines === undefined) return undefined;
    const offsetAt = (position: Position): number => lines.offsetAt(position);
    return {
      uri,
      snapshot,
      settings,
      offsetAt,
      rangeAt: ({ start, end }) => ({ start: offsetAt(start), end: offsetAt(end) }),
    };
  }
}

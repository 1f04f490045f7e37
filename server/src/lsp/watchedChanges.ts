import type { FileEvent } from 'vscode-languageserver';
import { FileChangeType } from 'vscode-languageserver';
import type { Uri } from '../core/text/uri.js';

/** What is done with changes once no more are put together. */
export interface ChangeActions {
  readonly forget: (uris: readonly Uri[]) => void;
  readonly read: (uris: readonly Uri[]) => Promise<void>;
}

/**
 * Puts changes on the disk together: a branch that is switched, or a tool that writes a file again and again, is told in
 * hundreds of messages, and each file is read once for all of them. While files are read, further changes wait.
 */
export class WatchedChanges {
  readonly #actions: ChangeActions;
  readonly #pause: number;
  readonly #gone = new Map<Uri, boolean>();
  #isWaiting = false;
  #isOver = false;

  /** @param pause milliseconds in which changes are put together */
  constructor(actions: ChangeActions, pause: number) {
    this.#actions = actions;
    this.#pause = pause;
  }

  /** The last thing that is told of a file counts. */
  add(changes: readonly FileEvent[], run: (work: () => Promise<void>) => void): void {
    for (const { uri, type } of changes) this.#gone.set(uri, type === FileChangeType.Deleted);
    if (this.#isWaiting || this.#gone.size === 0) return;
    this.#isWaiting = true;
    run(() => this.#work());
  }

  /** Nothing is read any more. */
  dispose(): void {
    this.#isOver = true;
  }

  async #work(): Promise<void> {
    try {
      while (this.#gone.size > 0) {
        await new Promise((resolve) => setTimeout(resolve, this.#pause));
        if (this.#isOver) return;
        const changes = [...this.#gone];
        this.#gone.clear();
        const gone = changes.filter(([, isGone]) => isGone).map(([uri]) => uri);
        if (gone.length > 0) this.#actions.forget(gone);
        const written = changes.filter(([, isGone]) => !isGone).map(([uri]) => uri);
        if (written.length > 0) await this.#actions.read(written);
      }
    } finally {
      this.#isWaiting = false;
    }
  }
}

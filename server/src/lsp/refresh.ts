import type { Connection } from 'vscode-languageserver';
import type { ClientFeatures } from './clientFeatures.js';
import type { Guard } from './guard.js';

/** One keystroke can change what other files show; asking the client once per pause is enough. */
const PAUSE = 150;

/** Asks the client to ask again for what it shows, after changes that it cannot see. */
export class Refresh {
  readonly #connection: Connection;
  readonly #client: ClientFeatures;
  readonly #guard: Guard;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(connection: Connection, client: ClientFeatures, guard: Guard) {
    this.#connection = connection;
    this.#client = client;
    this.#guard = guard;
  }

  /** Soon, and once for all calls until then. */
  soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#now();
    }, PAUSE);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #now(): void {
    const { diagnostics, codeLens, inlayHint } = this.#client.refreshes;
    const { languages } = this.#connection;
    if (diagnostics && this.#client.pullsDiagnostics) {
      this.#guard.run('refresh', () => languages.diagnostics.refresh());
    }
    if (codeLens) {
      this.#guard.run('refresh', () => this.#connection.sendRequest('workspace/codeLens/refresh'));
    }
    if (inlayHint) this.#guard.run('refresh', () => languages.inlayHint.refresh());
  }
}

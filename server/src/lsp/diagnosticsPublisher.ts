import type { Connection } from 'vscode-languageserver';
import type { Uri } from '../core/text/uri.js';
import type { Diagnostics } from './diagnostics.js';
import { Slices } from './pause.js';
import type { Settings } from './settings.js';
import type { Workspace } from './workspace.js';

/** Sends diagnostics to a client that cannot ask for them. Only what has changed is sent. */
export class DiagnosticsPublisher {
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  readonly #settings: Settings;
  readonly #diagnostics: Diagnostics;
  /** What the client shows, per file. */
  readonly #sent = new Map<Uri, string>();
  /** Rises with every reason to publish; a round that is not the newest one stops. */
  #round = 0;

  constructor(connection: Connection, workspace: Workspace, settings: Settings, diagnostics: Diagnostics) {
    this.#connection = connection;
    this.#workspace = workspace;
    this.#settings = settings;
    this.#diagnostics = diagnostics;
  }

  /** Publishes what has changed in any file; these are looked at first. */
  async publish(first: readonly Uri[]): Promise<void> {
    const round = ++this.#round;
    const uris = new Set([...first, ...this.#workspace.knownUris(), ...this.#sent.keys()]);
    const slices = new Slices();
    for (const uri of uris) {
      if (!this.#sent.has(uri) && !this.#workspace.speaks(uri)) continue;
      const settings = await this.#settings.of(this.#workspace.folders.rootOf(uri));
      await (first.includes(uri) ? this.#workspace.reached(uri) : this.#workspace.settled());
      await slices.next();
      // A newer round speaks of newer texts, and publishes all files itself.
      if (round !== this.#round) return;
      const version = this.#workspace.documents.get(uri)?.version;
      const items = this.#diagnostics.of(this.#workspace.current(uri), uri, settings);
      const content = JSON.stringify(items);
      if (content === (this.#sent.get(uri) ?? '[]')) continue;
      this.#sent.set(uri, content);
      await this.#connection.sendDiagnostics({
        uri,
        diagnostics: items,
        ...(version === undefined ? {} : { version }),
      });
    }
  }
}

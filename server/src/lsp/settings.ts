import type { Connection } from 'vscode-languageserver';
import type { Wishes } from '../core/ide/shownFindings.js';
import type { Severity } from '../core/model/vocabulary.js';
import type { Uri } from '../core/text/uri.js';

/** The user's `trustscope.*` settings for one folder. */
export interface FolderSettings extends Wishes {
  readonly enable: boolean;
  readonly codeLens: boolean;
  readonly inlayHints: boolean;
}

const DEFAULTS: FolderSettings = {
  enable: true,
  minSeverity: 'hint',
  rules: {},
  codeLens: true,
  inlayHints: true,
};

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** Asks the client for the settings of each folder, and remembers them until they change. */
export class Settings {
  readonly #connection: Connection;
  readonly #askable: boolean;
  readonly #byFolder = new Map<Uri, Promise<FolderSettings>>();
  /** What a client without `workspace/configuration` has sent. */
  #sent: unknown;

  constructor(connection: Connection, askable: boolean, sent: unknown) {
    this.#connection = connection;
    this.#askable = askable;
    this.#sent = sent;
  }

  /** The settings of a folder; the defaults when the client fails to answer. */
  of(folder: Uri): Promise<FolderSettings> {
    const known = this.#byFolder.get(folder);
    if (known !== undefined) return known;
    const asked = this.#ask(folder).then(readSettings);
    this.#byFolder.set(folder, asked);
    return asked;
  }

  /** Forgets what was asked; `sent` is what came with the notification. */
  changed(sent: unknown): void {
    this.#byFolder.clear();
    if (!this.#askable) this.#sent = section(sent) ?? this.#sent;
  }

  async #ask(folder: Uri): Promise<unknown> {
    if (!this.#askable) return this.#sent;
    try {
      return (await this.#connection.workspace.getConfiguration({
        scopeUri: folder,
        section: 'trustscope',
      })) as unknown;
    } catch (error) {
      this.#connection.console.warn(`The settings of ${folder} could not be read: ${String(error)}`);
      // Not remembered: the next question may be answered.
      this.#byFolder.delete(folder);
      return undefined;
    }
  }
}

/** Takes what is well-formed, and defaults for the rest: settings files are written by hand. */
function readSettings(value: unknown): FolderSettings {
  const framework = property(value, 'framework');
  return {
    enable: flag(property(value, 'enable'), DEFAULTS.enable),
    minSeverity: severityOf(property(value, 'minSeverity')) ?? DEFAULTS.minSeverity,
    rules: severitiesOf(property(value, 'rules')),
    ...(typeof framework === 'string' && framework !== '' ? { framework } : {}),
    codeLens: flag(property(property(value, 'codeLens'), 'enabled'), DEFAULTS.codeLens),
    inlayHints: flag(property(property(value, 'inlayHints'), 'enabled'), DEFAULTS.inlayHints),
  };
}

function severityOf(value: unknown): Severity | undefined {
  return SEVERITIES.find((severity) => severity === value);
}

/** Severities by rule; what is none is left out, so that a slip hides nothing. */
function severitiesOf(value: unknown): FolderSettings['rules'] {
  const written = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    written.flatMap(([rule, severity]) => {
      const known = severity === 'off' ? 'off' : severityOf(severity);
      return known === undefined ? [] : [[rule, known]];
    }),
  );
}

function section(sent: unknown): unknown {
  return property(sent, 'trustscope');
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}

function flag(value: unknown, fallback: boolean): boolean {
  return typeof value === 'boolean' ? value : fallback;
}

import type { Page } from 'playwright-core';
import type { Theme } from './themes.js';

/** Something that a person does in a window, and what has to come of it. */
export interface Drive {
  readonly name: string;
  readonly theme?: Theme;
  /**
   * Fails with an error that says what did not come.
   *
   * @param openInWorker opens the folder in a second window, where the extension runs in a worker of the page as on
   *   vscode.dev
   */
  readonly run: (page: Page, folder: string, openInWorker: () => Promise<InWorker>) => Promise<void>;
}

/** A window with the extension in a worker, and the files of the extension that it has asked for so far. */
export interface InWorker {
  readonly page: Page;
  readonly seen: ReadonlySet<string>;
}

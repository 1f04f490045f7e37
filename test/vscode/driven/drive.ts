import type { Page } from 'playwright-core';
import type { Theme } from './themes.js';

/** Something that a person does in a window, and what has to come of it. */
export interface Drive {
  readonly name: string;
  readonly theme?: Theme;
  /** Fails with an error that says what did not come. */
  readonly run: (page: Page, folder: string) => Promise<void>;
}

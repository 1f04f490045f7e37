import type { Page } from 'playwright-core';
import type { Theme } from './themes.js';
import { graphDrives } from './graph.js';
import { scopesDrives } from './scopes.js';

/** Something that a person does in a window, and what has to come of it. */
export interface Drive {
  readonly name: string;
  readonly theme?: Theme;
  /** Fails with an error that says what did not come. */
  readonly run: (page: Page, folder: string) => Promise<void>;
}

/** All that is driven, in order; each in a window of its own. */
export const drives: readonly Drive[] = [...scopesDrives, ...graphDrives];

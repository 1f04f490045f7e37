import { baseDrives } from './base.js';
import type { Drive } from './drive.js';
import { graphDrives } from './graph.js';
import { inBrowserDrives } from './inBrowser.js';
import { scopesDrives } from './scopes.js';
import { shieldDrives } from './shield.js';

/** All that is driven, in order; each in a window of its own. */
export const drives: readonly Drive[] = [
  ...scopesDrives,
  ...shieldDrives,
  ...graphDrives,
  ...baseDrives,
  ...inBrowserDrives,
];

import type { Composer, UnitFile } from '../../compose/composer.js';
import { compose } from './compose.js';
import { isWorkflow } from './select.js';

/**
 * A unit is a workflow with the files of the repository that its jobs run: scripts, makefiles, scripts of packages, local
 * actions. A workflow that names none is what it says by itself.
 */
export const composer: Composer = {
  begins: ({ path, text }: UnitFile) => (isWorkflow(path) && NAMES_FILES.test(text) ? [path] : []),
  compose,
};

/** What may be a file that a job runs: a path with an ending of a script, a tool that reads a file, a local action. */
const NAMES_FILES =
  /\.(?:ba|z)?sh\b|\.py\b|\.[cm]?js\b|\bmake\b|\b(?:npm|pnpm|yarn|bun)\s|(?:^|[\s;&|"'(])\.\//mu;

import { readFileSync } from 'node:fs';
import { loadShell } from '../../server/src/core/analysis/loadShell.js';
import type { ParseShell } from '../../server/src/core/model/shellScript.js';
import { ROOT } from '../steps/root.js';

/** The reader of shell scripts, out of the packages that the build takes it from. */
export function shellReader(): Promise<ParseShell> {
  return loadShell((name) => {
    const folder = name.includes('bash') ? 'tree-sitter-bash' : 'web-tree-sitter';
    return Promise.resolve(readFileSync(`${ROOT}node_modules/${folder}/${name}`));
  });
}

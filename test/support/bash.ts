import { readFileSync } from 'node:fs';
import type { ParseShell } from '../../server/src/core/model/shellScript.js';
import { loadShellParser } from '../../server/src/core/syntax/shell/treeSitterShell.js';

const MODULES = new URL('../../node_modules/', import.meta.url);

/** The reader of bash scripts, with the grammar that the packages bring. */
export function bashParser(): Promise<ParseShell> {
  return loadShellParser(
    readFileSync(new URL('web-tree-sitter/web-tree-sitter.wasm', MODULES)),
    readFileSync(new URL('tree-sitter-bash/tree-sitter-bash.wasm', MODULES)),
  );
}

import type { ParseShell } from '../model/shellScript.js';

/** The files that the reader of shell scripts is made of; they lie beside the bundle. */
export const SHELL_ASSETS = { runtime: 'web-tree-sitter.wasm', grammar: 'tree-sitter-bash.wasm' } as const;

/** Gives the content of one of our own files. */
export type ReadAsset = (name: string) => Promise<Uint8Array>;

/** Whether a text may hold a script: only then is the reader worth loading. */
export function mayHoldScript(text: string): boolean {
  return /^\s*(?:-\s+)?run\s*:/mu.test(text);
}

/** Loads the reader of shell scripts. The code itself is read only now, too: most of its cost is before its use. */
export async function loadShell(readAsset: ReadAsset): Promise<ParseShell> {
  const [{ loadShellParser }, runtime, grammar] = await Promise.all([
    import('../syntax/shell/treeSitterShell.js'),
    readAsset(SHELL_ASSETS.runtime),
    readAsset(SHELL_ASSETS.grammar),
  ]);
  return loadShellParser(runtime, grammar);
}

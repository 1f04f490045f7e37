import type { ParseShell } from '../model/shellScript.js';
import { remembered } from '../syntax/shell/remembered.js';
import type { ReadAsset } from './ownAssets.js';
import { OWN_ASSETS } from './ownAssets.js';

/** Whether a text may hold a script: only then is the reader worth loading. */
export function mayHoldScript(text: string): boolean {
  // Not \s: it would reach over the line ends of a text that has nothing else, again from each of them.
  return /^[ \t]*(?:-[ \t]+)?(?:run|bash|inlineScript|(?:(?:before|after)_)?script)[ \t]*:/mu.test(text);
}

/** Loads the reader of shell scripts. The code itself is read only now, too: most of its cost is before its use. */
export async function loadShell(readAsset: ReadAsset): Promise<ParseShell> {
  const [{ loadShellParser }, runtime, grammar] = await Promise.all([
    import('../syntax/shell/treeSitterShell.js'),
    readAsset(OWN_ASSETS.shellRuntime),
    readAsset(OWN_ASSETS.shellGrammar),
  ]);
  return remembered(await loadShellParser(runtime, grammar));
}

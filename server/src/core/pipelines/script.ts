import type { ParseShell, ShellScript } from '../model/shellScript.js';
import { plainShell } from '../syntax/shell/plainShell.js';

/** A script that a part of a pipeline runs, read. */
export interface PipelineScript extends ShellScript {
  readonly text: string;
  /** Whether it was read by its shell's grammar, or plainly by lines and words. */
  readonly byGrammar: boolean;
}

/** Reads a script by the grammar of bash where it is one and the grammar is loaded, else plainly. Total. */
export function readPipelineScript(
  text: string,
  { isBash, parseShell }: { readonly isBash: boolean; readonly parseShell: ParseShell | undefined },
): PipelineScript {
  return isBash && parseShell !== undefined
    ? { ...parseShell(text), text, byGrammar: true }
    : { ...plainShell(text), text, byGrammar: false };
}

/** What a reading without the shell's grammar may pass over: substitutions, texts of other commands, functions. */
const HIDES = /\$\(|`|<<|\beval\b|^\s*[\w-]+\s*\(\)/mu;

/** Whether nothing of a script was passed over. The plain reading never says so itself; of plain lines it holds. */
export function isReadWhole({ text, complete, byGrammar }: PipelineScript): boolean {
  return complete || (!byGrammar && !HIDES.test(text));
}

/** A script that does not always do all that it names, or goes on where that fails. */
export const BRANCHES = /(?:^|[\s;(])(?:if|case|while|until|for)\s|\|\||\bset \+e\b/mu;

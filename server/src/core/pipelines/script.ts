import type { ParseShell, ShellScript } from '../model/shellScript.js';
import { plainShell } from '../syntax/shell/plainShell.js';

/** A script that a part of a pipeline runs, read. */
export interface PipelineScript extends ShellScript {
  readonly text: string;
  /** Whether it was read by its shell's grammar, or plainly by lines and words. */
  readonly byGrammar: boolean;
}

/** In UTF-16 units: as much as is read of a file that is no YAML. The grammar takes seconds for more. */
const LONGEST = 300_000;
/** Commands inside of commands, which the grammar reads in the square of their depth. */
const DEEPEST = 500;

/** Why a script is read plainly alone, so that not all is known of what it does; `undefined` where it is not. */
export function whyPlain(text: string): string | undefined {
  const among = (most: number): string => most.toLocaleString('en-US');
  if (text.length > LONGEST) return `a script of more than ${among(LONGEST)} characters is not read whole`;
  let depth = 0;
  for (let at = text.indexOf('('); at >= 0 && at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '(') depth += 1;
    else if (sign === ')' && depth > 0) depth -= 1;
    if (depth > DEEPEST) {
      return `a script with more than ${among(DEEPEST)} commands inside of each other is not read whole`;
    }
  }
  return undefined;
}

/**
 * Reads a script by the grammar of bash where it is one and the grammar is loaded, else plainly; so also what is too much
 * for the grammar, which then counts as not read whole. Total.
 */
export function readPipelineScript(
  text: string,
  { isBash, parseShell }: { readonly isBash: boolean; readonly parseShell: ParseShell | undefined },
): PipelineScript {
  if (!isBash || parseShell === undefined) return { ...plainShell(text), text, byGrammar: false };
  if (whyPlain(text) !== undefined) return { ...plainShell(text), complete: false, text, byGrammar: true };
  return { ...parseShell(text), text, byGrammar: true };
}

/** What a reading without the shell's grammar may pass over: substitutions, texts of other commands, functions. */
const HIDES = /\$\(|`|<<|\beval\b|^\s*[\w-]+\s*\(\)/mu;

/** Whether nothing of a script was passed over. The plain reading never says so itself; of plain lines it holds. */
export function isReadWhole({ text, complete, byGrammar }: PipelineScript): boolean {
  return complete || (!byGrammar && !HIDES.test(text));
}

/** A script that does not always do all that it names, or goes on where that fails. */
export const BRANCHES = /(?:^|[\s;(])(?:if|case|while|until|for)\s|\|\||\bset \+e\b/mu;

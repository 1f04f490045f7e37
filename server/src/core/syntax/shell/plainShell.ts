import type { ShellCommand, ShellScript, ShellWord } from '../../model/shellScript.js';
import { programName, unwrap } from './wrappers.js';

/**
 * A plain reading of PowerShell and cmd, and of bash where its grammar is not loaded: lines and words, with quotes,
 * but without knowing what a branch or a block is. Commands are found; that a text was read whole is never said.
 */
export function plainShell(script: string): ShellScript {
  const commands: ShellCommand[] = [];
  let offset = 0;
  for (const line of script.replace(/[\\`^]\r?\n/gu, (text) => ' '.repeat(text.length)).split('\n')) {
    let at = offset;
    for (const part of line.split(/(?:&&|\|\||[;|&(){}])/u)) {
      const words = wordsOf(part);
      const [first, ...args] = words;
      if (first !== undefined && !first.text.startsWith('#')) {
        const name = first.dynamic ? '' : programName(first.text);
        commands.push(unwrap({ name, args, assignments: {}, start: at + part.search(/\S/u) }));
      }
      at += part.length + 1;
    }
    offset += line.length + 1;
  }
  return { commands, variables: {}, complete: false };
}

function wordsOf(text: string): readonly ShellWord[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'|(\S+)/gu)].map(([, double, single, bare]) => {
    const word = double ?? single ?? bare ?? '';
    return { text: word, dynamic: single === undefined && word.includes('$') };
  });
}

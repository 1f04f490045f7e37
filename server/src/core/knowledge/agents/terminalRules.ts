import { looseGlobs } from '../../patterns/looseGlobs.js';

/**
 * The commands that a key of `chat.tools.terminal.autoApprove` stands for, `*` being any text: the start of a command, or
 * a regular expression between slashes, which matches anywhere. `undefined` for an expression that is not read.
 *
 * https://code.visualstudio.com/docs/agents/run/approvals#_automatically-approve-terminal-commands
 */
export function terminalGlobs(key: string): readonly string[] | undefined {
  const expression = /^\/(.+)\/[a-z]*$/u.exec(key)?.[1];
  return expression === undefined ? [`${key} *`] : looseGlobs(expression);
}

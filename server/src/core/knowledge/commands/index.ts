import type { ShellCommand } from '../../syntax/shell/shellScript.js';
import type { CommandUse } from './commandUse.js';
import { CONVENTIONAL, NOTHING, operands, RUNS_ANY } from './commandUse.js';
import { ghUse } from './gh.js';
import { gitUse } from './git.js';
import { httpUse } from './http.js';
import { isActingScript, programKind } from './programs.js';
import { publishUse } from './publish.js';

/** What a command does with the job's token. */
export function commandUse(command: ShellCommand): CommandUse {
  if (command.name === 'git') return gitUse(command);
  if (command.name === 'gh') return ghUse(command);
  if (command.name === 'curl' || command.name === 'wget') return httpUse(command);
  return publishUse(command) ?? ordinaryUse(command);
}

function ordinaryUse(command: ShellCommand): CommandUse {
  const words = operands(command);
  // `npx semantic-release`, `pnpm exec changeset`: the tool behind the runner counts.
  if (/^(?:npx|bunx|uvx|pipx)$/u.test(command.name) && words[0] !== undefined) {
    const at = command.args.findIndex((word) => word.text === words[0]);
    const tool = words[0].replace(/(?<=.)@[^/]*$/u, '');
    return commandUse({ ...command, name: tool, args: command.args.slice(at + 1) });
  }
  // A program of the repository itself.
  if (command.name === '') return RUNS_ANY;
  const kind = programKind(command.name);
  if (kind === 'inert') return NOTHING;
  if (kind === 'any') return RUNS_ANY;
  return words.some((word) => isActingScript(word)) ? RUNS_ANY : CONVENTIONAL;
}

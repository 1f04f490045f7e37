import { COMMON_OPTIONS, parseArguments } from './arguments.js';
import { assets } from './assets.js';
import { remark } from './remark.js';
import { shownMessage } from '../core/text/quoted.js';
import { visibleLines } from '../core/text/visible.js';
import { suggestion } from './suggestion.js';
import type { Command } from './command.js';
import { baseline } from './commands/baseline.js';
import { can } from './commands/can.js';
import { check } from './commands/check.js';
import { contract } from './commands/contract.js';
import { coverage } from './commands/coverage.js';
import { diff } from './commands/diff.js';
import { explain } from './commands/explain.js';
import { facts } from './commands/facts.js';
import { graph } from './commands/graph.js';
import { guard } from './commands/guard.js';
import { lock } from './commands/lock.js';
import { lsp } from './commands/lsp.js';
import { mcp } from './commands/mcp.js';
import { needs } from './commands/needs.js';
import { report } from './commands/report.js';
import { rules } from './commands/rules.js';
import { scan } from './commands/scan.js';
import { show } from './commands/show.js';
import { schema } from './commands/schema.js';
import type { ExitCode } from './exitCode.js';
import { EXIT, UsageError } from './exitCode.js';
import { commandHelp, generalHelp } from './help.js';
import type { Terminal } from './terminal.js';

const COMMANDS: readonly Command[] = [
  scan,
  diff,
  report,
  graph,
  check,
  lock,
  contract,
  baseline,
  show,
  coverage,
  needs,
  can,
  facts,
  explain,
  rules,
  schema,
  guard,
  lsp,
  mcp,
];

/** Runs one command line and says how it ended. Never throws. */
export function run(words: readonly string[], terminal: Terminal): ExitCode {
  try {
    return dispatch(words, terminal);
  } catch (error) {
    const mistake = COMMANDS.find(({ name }) => name === words[0])?.mistake?.(words);
    if (error instanceof UsageError) {
      terminal.err(remark(error.message));
      return mistake ?? EXIT.usage;
    }
    terminal.err(internalError(error, terminal));
    return mistake ?? EXIT.internal;
  }
}

function dispatch([name, ...rest]: readonly string[], terminal: Terminal): ExitCode {
  if (name === undefined) {
    terminal.err(generalHelp(COMMANDS, terminal.errColumns));
    return EXIT.usage;
  }
  if (name === '--version' || name === '-V') {
    terminal.out(`${assets().version}\n`);
    return EXIT.clean;
  }
  if (name === '--help' || name === '-h' || name === 'help') return help(rest, terminal);
  const command = commandNamed(name);
  // Help is wanted even where the rest of the line is wrong.
  if (asksForHelp(rest)) return help([name], terminal);
  return command.run(parseArguments(command.options, rest), terminal);
}

function help([topic]: readonly string[], terminal: Terminal): ExitCode {
  const { columns } = terminal;
  terminal.out(
    topic === undefined ? generalHelp(COMMANDS, columns) : commandHelp(commandNamed(topic), columns),
  );
  return EXIT.clean;
}

function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  const options = end === -1 ? words : words.slice(0, end);
  return options.some((word) => word === '--help' || word === `-${COMMON_OPTIONS['help']?.short ?? ''}`);
}

function commandNamed(name: string): Command {
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command !== undefined) return command;
  const names = COMMANDS.map((candidate) => candidate.name);
  const what = name.startsWith('-') ? 'option' : 'command';
  throw new UsageError(`unknown ${what} ${name}.${suggestion(name, names)} Commands: ${names.join(', ')}`);
}

function internalError(error: unknown, { env }: Terminal): string {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const debug = env['TRUSTSCOPE_DEBUG'];
  const more =
    debug === undefined || debug === ''
      ? 'Run it again with TRUSTSCOPE_DEBUG=1 to see where, and report that with the file it was reading.'
      : visibleLines(stack ?? '');
  return `trustscope: internal error: ${shownMessage(message)}\nThis is a mistake in TrustScope ${assets().version}, not in your files.\n${more}\n`;
}

import { COMMON_OPTIONS } from './arguments.js';
import type { Command } from './command.js';
import type { OptionSpec } from './optionSpec.js';

const GENERAL_END = `
Exit codes: 0 clean, 1 findings, 2 wrong usage or configuration, 3 internal error.
`;

/** What `trustscope --help` prints. */
export function generalHelp(commands: readonly Command[]): string {
  const rows = commands.map(({ name, operands, summary }) => [`${name} ${operands}`, summary] as const);
  return `TrustScope shows how far each machine identity in your workflows can reach before anybody checks again.

Usage: trustscope COMMAND [ARGUMENTS]

Commands:
${aligned(rows)}

Options:
${aligned([
  ['-h, --help', 'show this help; after a command, the help of that command'],
  ['--version', 'show the version'],
])}
${GENERAL_END}`;
}

/** What `trustscope COMMAND --help` prints. */
export function commandHelp({ name, operands, summary, options, details }: Command): string {
  const rows = Object.entries({ ...options, ...COMMON_OPTIONS }).map(
    ([option, spec]) => [optionHead(option, spec), optionText(spec)] as const,
  );
  const end = details === undefined ? '' : `\n${details}\n`;
  return `Usage: trustscope ${name} ${operands}\n\n${sentence(summary)}.\n\nOptions:\n${aligned(rows)}\n${end}`;
}

function optionHead(name: string, { value, short }: OptionSpec): string {
  const long = value === undefined ? `--${name}` : `--${name} ${value}`;
  return short === undefined ? long : `-${short}, ${long}`;
}

function optionText({ help, choices, multiple }: OptionSpec): string {
  const allowed = choices === undefined ? '' : `: ${choices.join(', ')}`;
  return `${help}${allowed}${multiple === true ? ' (may be repeated)' : ''}`;
}

function aligned(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([head]) => head.length));
  return rows.map(([head, text]) => `  ${head.padEnd(width)}  ${text}`).join('\n');
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

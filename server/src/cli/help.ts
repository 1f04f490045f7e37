import { wrap } from '../core/report/text/columns.js';
import { COMMON_OPTIONS } from './arguments.js';
import type { Command } from './command.js';
import type { OptionSpec } from './optionSpec.js';

const PURPOSE =
  'TrustScope shows how far each machine identity in your workflows can reach before anybody checks again.';
const EXIT_CODES = 'Exit codes: 0 clean, 1 findings, 2 wrong usage or configuration, 3 internal error.';

/**
 * What `trustscope --help` prints.
 *
 * @param columns of the terminal; nothing is wrapped where it is left out
 */
export function generalHelp(commands: readonly Command[], columns?: number): string {
  const rows = commands.map(({ name, operands, summary }) => [`${name} ${operands}`, summary] as const);
  return `${reflowed(PURPOSE, columns)}

Usage: trustscope COMMAND [ARGUMENTS]

Commands:
${aligned(rows, columns)}

Options:
${aligned(
  [
    ['-h, --help', 'show this help; after a command, the help of that command'],
    ['--version', 'show the version'],
  ],
  columns,
)}

${reflowed(EXIT_CODES, columns)}
`;
}

/** What `trustscope COMMAND --help` prints, wrapped like the general help. */
export function commandHelp(
  { name, operands, summary, options, details }: Command,
  columns?: number,
): string {
  const rows = Object.entries({ ...options, ...COMMON_OPTIONS }).map(
    ([option, spec]) => [optionHead(option, spec), optionText(spec)] as const,
  );
  const end = details === undefined ? '' : `\n${reflowed(details, columns)}\n`;
  const head = `Usage: trustscope ${name} ${operands}\n\n${reflowed(`${sentence(summary)}.`, columns)}`;
  return `${head}\n\nOptions:\n${aligned(rows, columns)}\n${end}`;
}

function optionHead(name: string, { value, short }: OptionSpec): string {
  const long = value === undefined ? `--${name}` : `--${name} ${value}`;
  return short === undefined ? long : `-${short}, ${long}`;
}

function optionText({ help, choices, multiple }: OptionSpec): string {
  const allowed = choices === undefined ? '' : `: ${choices.join(', ')}`;
  return `${help}${allowed}${multiple === true ? ' (may be repeated)' : ''}`;
}

/** A text beside less room than that reads badly: it stands below its head. */
const LEAST_BESIDE = 30;

function aligned(rows: readonly (readonly [string, string])[], columns: number | undefined): string {
  const width = Math.max(...rows.map(([head]) => head.length));
  if (columns === undefined) return rows.map(([head, text]) => `  ${head.padEnd(width)}  ${text}`).join('\n');
  const beside = columns - width - 4;
  const isBelow = beside < LEAST_BESIDE;
  const indent = ' '.repeat(isBelow ? 6 : width + 4);
  return rows
    .map(([head, text]) => {
      const [first = '', ...more] = wrap(text, columns - indent.length);
      const start = isBelow ? [`  ${head}`, indent + first] : [`  ${head.padEnd(width)}  ${first}`];
      return [...start, ...more.map((line) => indent + line)].join('\n');
    })
    .join('\n');
}

/** Paragraphs to the width of the terminal; lines that are set in stay as they are. */
function reflowed(text: string, columns: number | undefined): string {
  if (columns === undefined) return text;
  return text
    .split('\n\n')
    .map((paragraph) => (/^\s/mu.test(paragraph) ? paragraph : wrap(paragraph, columns).join('\n')))
    .join('\n\n');
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

import type { Arguments } from './arguments.js';
import type { ExitCode } from './exitCode.js';
import type { OptionSpec } from './optionSpec.js';
import type { Terminal } from './terminal.js';

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What may follow the name, as help writes it. */
  readonly operands: string;
  /** Paragraphs below the options. */
  readonly details?: string;
  readonly options: Readonly<Record<string, OptionSpec>>;
  /** The exit code where the words behind the name are wrong, or the command fails; the usual ones without it. */
  readonly mistake?: (words: readonly string[]) => ExitCode;
  readonly run: (args: Arguments, terminal: Terminal) => ExitCode;
}

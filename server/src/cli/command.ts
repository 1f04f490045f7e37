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
  readonly run: (args: Arguments, terminal: Terminal) => ExitCode;
}

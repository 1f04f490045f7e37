import type { Arguments } from './arguments.js';
import type { ExitCode } from './exitCode.js';
import type { Terminal } from './terminal.js';

/** One option of a command: what the parser accepts and what help shows. */
export interface OptionSpec {
  /** How help names the value; absent for an option that takes none. */
  readonly value?: string;
  /** The only values allowed. */
  readonly choices?: readonly string[];
  readonly multiple?: boolean;
  readonly short?: string;
  readonly help: string;
}

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

import type { ShellCommand } from '../../../model/shellScript.js';

/** Commands with where they stand. */
export interface CommandsOfScript {
  readonly text: string;
  readonly commands: readonly ShellCommand[];
  /** The folder in which the first one runs. */
  readonly start: string;
  /** Whether each begins in that folder again. */
  readonly apart?: boolean;
  /** How many scripts stand around it. */
  readonly depth?: number;
}

/** A word of a command. */
export interface ShellWord {
  /** The word without its quotes; variables as written. */
  readonly text: string;
  /** Whether part of it is known only when it runs. */
  readonly dynamic: boolean;
}

/** One simple command, wherever it stands: in a pipe, a branch, a substitution, behind `sudo`. */
export interface ShellCommand {
  /** The program without its folder; empty when it is computed. */
  readonly name: string;
  /** The program as it is written, where it is written with its folder, which may be the workspace's by its variable. */
  readonly path?: string;
  readonly args: readonly ShellWord[];
  /** Variables set for this command alone. */
  readonly assignments: Readonly<Record<string, string>>;
  /** Offset of the command in the script, in UTF-16 units. */
  readonly start: number;
}

/** What a script runs, as far as its text tells. */
export interface ShellScript {
  readonly commands: readonly ShellCommand[];
  /** Variables set for what follows in the script, by name, with the value as written. */
  readonly variables: Readonly<Record<string, string>>;
  /** False when part of the text could not be read. */
  readonly complete: boolean;
}

/** Reads a script. Total. */
export type ParseShell = (script: string) => ShellScript;

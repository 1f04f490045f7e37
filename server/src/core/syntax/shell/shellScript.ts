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

/** Programs that run the rest of their words, with the number of own words that they take before it. */
const WRAPPERS: ReadonlyMap<string, number> = new Map([
  ['sudo', 0],
  ['time', 0],
  ['nohup', 0],
  ['exec', 0],
  ['command', 0],
  ['xargs', 0],
  ['env', 0],
  ['timeout', 1],
  ['nice', 0],
  ['stdbuf', 0],
  ['retry', 0],
]);

/** The command that a wrapper such as `sudo -E` or `timeout 60` runs; the command itself when it is none. */
export function unwrap(command: ShellCommand): ShellCommand {
  const own = WRAPPERS.get(command.name);
  if (own === undefined) return command;
  const assignments: Record<string, string> = { ...command.assignments };
  let left = own;
  for (const [index, word] of command.args.entries()) {
    const assignment = /^([A-Za-z_]\w*)=(.*)$/su.exec(word.text);
    if (word.text.startsWith('-')) continue;
    if (assignment?.[1] !== undefined && command.name !== 'timeout') {
      assignments[assignment[1]] = assignment[2] ?? '';
    } else if (left > 0) {
      left--;
    } else {
      const name = word.dynamic ? '' : programName(word.text);
      return unwrap({ name, args: command.args.slice(index + 1), assignments, start: command.start });
    }
  }
  return command;
}

/** `/usr/bin/git` and `git.exe` are git. */
export function programName(word: string): string {
  return (word.split(/[/\\]/u).at(-1) ?? word).replace(/\.exe$/iu, '');
}

import type { ShellCommand } from '../../syntax/shell/shellScript.js';

/** By which credential a command acts. */
export type CommandCredential =
  /** GH_TOKEN or GITHUB_TOKEN of the environment, or a token in the command itself. */
  | 'environment'
  /** What checkout left in git's configuration, or an address with a token in it. */
  | 'git'
  /** A login to GitHub's container or package registry earlier in the job. */
  | 'registry'
  /** An identity token that the runner hands out. */
  | 'identity-token';

/** Scopes that a command needs of the job's token. */
export interface CommandNeed {
  readonly scopes: Readonly<Record<string, 'read' | 'write'>>;
  /** What for, in words that follow "to". */
  readonly why: string;
  readonly credential: CommandCredential;
}

/** What a command does with the job's token. */
export interface CommandUse {
  readonly needs: readonly CommandNeed[];
  /**
   * Set when the command runs code that is not read here. `conventional`: a tool that by custom builds, tests or
   * installs, and talks to GitHub only if a token stands in its environment. `any`: whatever it likes.
   */
  readonly runs?: 'conventional' | 'any';
  /** Set when it talks to GitHub in a way that is not known. The text says what, in words that follow "what". */
  readonly unknown?: string;
}

export const NOTHING: CommandUse = { needs: [] };
export const RUNS_ANY: CommandUse = { needs: [], runs: 'any' };
export const CONVENTIONAL: CommandUse = { needs: [], runs: 'conventional' };

/** One need, by one credential. */
export function needs(
  credential: CommandCredential,
  why: string,
  scopes: Readonly<Record<string, 'read' | 'write'>>,
): CommandUse {
  return { needs: [{ scopes, why, credential }] };
}

/** The words of a command that are no options, in order: subcommands and operands. */
export function operands(command: ShellCommand): readonly string[] {
  return command.args.filter((word) => !word.text.startsWith('-')).map((word) => word.text);
}

/** The value of an option given as `--name value`, `--name=value` or `-n value`; `undefined` when it is absent. */
export function option(command: ShellCommand, ...names: readonly string[]): string | undefined {
  for (const [index, word] of command.args.entries()) {
    for (const name of names) {
      if (word.text === name) return command.args[index + 1]?.text ?? '';
      if (name.startsWith('--') && word.text.startsWith(`${name}=`)) return word.text.slice(name.length + 1);
      if (
        !name.startsWith('--') &&
        word.text.startsWith(name) &&
        word.text.length > name.length &&
        !word.text.startsWith('--')
      ) {
        return word.text.slice(name.length);
      }
    }
  }
  return undefined;
}

/** Whether one of the flags is given. */
export function hasFlag(command: ShellCommand, ...names: readonly string[]): boolean {
  return command.args.some((word) => names.includes(word.text));
}

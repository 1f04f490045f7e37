import type { ShellCommand } from '../../model/shellScript.js';

/** By which credential a command acts. */
export type CommandCredential =
  /** GH_TOKEN or GITHUB_TOKEN of the environment, or a token in the command itself. */
  | 'environment'
  /** What checkout left in git's configuration, or an address with a token in it. */
  | 'git'
  /** A login to GitHub's container or package registry earlier in the job. */
  | 'registry'
  /** A token in any variable, as each tool has a name of its own (NODE_AUTH_TOKEN), in the command, or a login. */
  | 'variables'
  /** An identity token that the runner hands out. */
  | 'identity-token';

export type Scopes = Readonly<Record<string, 'read' | 'write'>>;

/** Scopes that a command needs of the job's token. */
export interface CommandNeed {
  readonly scopes: Scopes;
  /** What for, in words that follow "to". */
  readonly why: string;
  readonly credential: CommandCredential;
  /** Set when it depends on what is not read here, such as the tool's configuration, or GitHub does not say. */
  readonly optional?: true;
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
export function needs(credential: CommandCredential, why: string, scopes: Scopes): CommandUse {
  return { needs: [{ scopes, why, credential }] };
}

/** A need that may not be there. */
export function mayNeed(credential: CommandCredential, why: string, scopes: Scopes): CommandUse {
  return { needs: [{ scopes, why, credential, optional: true }] };
}

/** All that several parts of a command do. */
export function together(...uses: readonly CommandUse[]): CommandUse {
  const runs = uses.some((use) => use.runs === 'any') ? 'any' : uses.find((use) => use.runs)?.runs;
  const unknown = uses.find((use) => use.unknown !== undefined)?.unknown;
  return {
    needs: uses.flatMap((use) => use.needs).filter((need) => Object.keys(need.scopes).length > 0),
    ...(runs === undefined ? {} : { runs }),
    ...(unknown === undefined ? {} : { unknown }),
  };
}

/** The same, where it is not sure that it concerns the job's token. */
export function perhaps(use: CommandUse): CommandUse {
  return { ...use, needs: use.needs.map((need) => ({ ...need, optional: true })) };
}

/**
 * The words of a command that are no options, in order: subcommands and operands.
 *
 * @param valued options whose value is the next word
 */
export function operands(command: ShellCommand, valued?: RegExp): readonly string[] {
  const found: string[] = [];
  for (let index = 0; index < command.args.length; index++) {
    const text = command.args[index]?.text ?? '';
    if (!text.startsWith('-') || text === '-') found.push(text);
    else if (valued?.test(text) === true) index++;
  }
  return found;
}

/** The value of an option given as `--name value`, `--name=value` or `-n value`; `undefined` when it is absent. */
export function option(command: ShellCommand, ...names: readonly string[]): string | undefined {
  return options(command, ...names)[0];
}

/** Every value of an option that may be repeated. */
export function options(command: ShellCommand, ...names: readonly string[]): readonly string[] {
  return command.args.flatMap((word, index) =>
    names.flatMap((name) => {
      if (word.text === name) return [command.args[index + 1]?.text ?? ''];
      if (name.startsWith('--')) {
        return word.text.startsWith(`${name}=`) ? [word.text.slice(name.length + 1)] : [];
      }
      return word.text.startsWith(name) && !word.text.startsWith('--')
        ? [word.text.slice(name.length).replace(/^=/u, '')]
        : [];
    }),
  );
}

/** Whether one of the flags is given; `--name=false` counts as not given. */
export function hasFlag(command: ShellCommand, ...names: readonly string[]): boolean {
  return command.args.some((word) =>
    names.some((name) => word.text === name || word.text === `${name}=true`),
  );
}

/** Whether a word of the command has this in it. */
export function mentions(command: ShellCommand, pattern: RegExp): boolean {
  return command.args.some((word) => pattern.test(word.text));
}

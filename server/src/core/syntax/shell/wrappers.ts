import type { ShellCommand, ShellWord } from '../../model/shellScript.js';

/** A program that runs the rest of its words. */
interface Wrapper {
  /** Options that take the next word as their value. By the manuals of coreutils, sudo, findutils and bash. */
  readonly valued?: RegExp;
  /** How many words of its own stand before the command. */
  readonly own?: number;
  /** Whether `NAME=value` before the command sets a variable for it. */
  readonly assigns?: boolean;
}

const WRAPPERS: ReadonlyMap<string, Wrapper> = new Map<string, Wrapper>([
  [
    'sudo',
    { valued: /^(?:-[CDghpRrTtUu]|--(?:user|group|host|prompt|chdir|chroot|close-from))$/u, assigns: true },
  ],
  ['doas', { valued: /^-[Cu]$/u }],
  ['env', { valued: /^(?:-[uCS]|--(?:unset|chdir))$/u, assigns: true }],
  ['time', { valued: /^-[fo]$/u }],
  ['timeout', { valued: /^(?:-[ks]|--(?:kill-after|signal))$/u, own: 1 }],
  ['nice', { valued: /^(?:-n|--adjustment)$/u }],
  ['ionice', { valued: /^-[cnp]$/u }],
  ['stdbuf', { valued: /^-[ioe]$/u }],
  ['xargs', { valued: /^(?:-[aEIdLnPs]|--(?:arg-file|delimiter|max-args|max-procs|max-lines|replace))$/u }],
  ['nohup', {}],
  ['exec', { valued: /^-a$/u }],
  ['command', {}],
  ['builtin', {}],
  ['setsid', {}],
  ['caffeinate', { valued: /^-[tw]$/u }],
  ['xvfb-run', { valued: /^-[efnpsw]$/u }],
  ['retry', { valued: /^(?:-[a-z]|--(?:times|delay|tries|sleep|max|min|until))$/u }],
]);

/** More wrappers around each other than that nobody writes. */
const MOST_WRAPPERS = 20;

/**
 * The command that a wrapper such as `sudo -E` or `timeout 60` runs; the command itself when it is none. What stands in
 * more wrappers than anybody writes counts as computed.
 */
export function unwrap(command: ShellCommand): ShellCommand {
  let current = command;
  for (let around = 0; around < MOST_WRAPPERS; around++) {
    const inner = wrapped(current);
    if (inner === undefined) return current;
    current = inner;
  }
  if (!WRAPPERS.has(current.name)) return current;
  const { args, assignments, start } = current;
  return { name: '', args, assignments, start };
}

function wrapped(command: ShellCommand): ShellCommand | undefined {
  const wrapper = WRAPPERS.get(command.name);
  if (wrapper === undefined || asksOnly(command)) return undefined;
  const assignments: Record<string, string> = { ...command.assignments };
  let left = wrapper.own ?? 0;
  for (let index = 0; index < command.args.length; index++) {
    const word = command.args[index];
    if (word === undefined) break;
    const assignment = /^([A-Za-z_]\w*)=(.*)$/su.exec(word.text);
    if (isOption(word)) {
      if (wrapper.valued?.test(word.text) === true) index++;
    } else if (wrapper.assigns === true && assignment?.[1] !== undefined) {
      assignments[assignment[1]] = assignment[2] ?? '';
    } else if (left > 0) {
      left--;
    } else {
      const args = command.args.slice(index + 1);
      return { ...programOf(word), args, assignments, start: command.start };
    }
  }
  return undefined;
}

/** `command -v git` only looks where git is. */
function asksOnly(command: ShellCommand): boolean {
  return command.name === 'command' && /^-[vV]/u.test(command.args[0]?.text ?? '');
}

function isOption(word: ShellWord): boolean {
  return word.text.startsWith('-') && word.text !== '-';
}

/** Paths that say in themselves where they begin. */
const FROM_WORKSPACE = /^\$\{?GITHUB_WORKSPACE\}?\/[^$`]+$/u;

/** The program of a command, by the word that calls it: its name, and its path where it is written with one. */
export function programOf({ text, dynamic }: ShellWord): Pick<ShellCommand, 'name' | 'path'> {
  if (dynamic) return FROM_WORKSPACE.test(text) ? { name: '', path: text } : { name: '' };
  return text.includes('/') ? { name: programName(text), path: text } : { name: programName(text) };
}

/** `/usr/bin/git` and `git.exe` are git. */
function programName(word: string): string {
  return (word.split(/[/\\]/u).at(-1) ?? word).replace(/\.exe$/iu, '');
}

import { globCovers, globMatches, globsMeet } from './globs.js';
import type { RuleList } from './rule.js';

/*
 * How `Bash(…)` rules of Claude Code match commands.
 * https://code.claude.com/docs/en/permissions#bash
 */

/**
 * The patterns that a specifier stands for, each with `*` alone as operator. `ls:*` and `ls *` are `ls` alone or with
 * whatever follows a space; `ls*` is also `lsof`.
 */
export function commandGlobs(specifier: string | undefined): readonly string[] {
  if (specifier === undefined) return ['*'];
  const prefix = /^([\s\S]*):\*$/u.exec(specifier)?.[1] ?? /^([\s\S]*) \*$/u.exec(specifier)?.[1];
  if (prefix === undefined) return [specifier];
  return prefix === '' ? ['*'] : [prefix, `${prefix} *`];
}

/** Whether all that one set of patterns matches is matched by the other. */
export function commandsCover(outer: readonly string[], inner: readonly string[]): boolean {
  return inner.every((pattern) => outer.some((candidate) => globCovers(candidate, pattern)));
}

/** Whether some command is matched by both. */
export function commandsMeet(a: readonly string[], b: readonly string[]): boolean {
  return a.some((pattern) => b.some((other) => globsMeet(pattern, other)));
}

/**
 * The commands of a line that is put together by `&&`, `||`, `;`, `|`, `|&`, `&` and line breaks, quotes respected:
 * each has to be matched by itself.
 */
export function subcommands(line: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const character = line.charAt(i);
    if (quote !== '') {
      if (character === quote) quote = '';
      part += character;
      if (character === '\\' && quote === '"') part += line.charAt(++i);
    } else if (character === '"' || character === "'") {
      quote = character;
      part += character;
    } else if (character === '\\') part += character + line.charAt(++i);
    else if (isSeparator(line, i)) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  parts.push(part);
  return parts.map((text) => text.trim().replace(/[ \t]+/gu, ' ')).filter((text) => text !== '');
}

/** `2>&1` and `&>` are redirections. */
function isSeparator(line: string, i: number): boolean {
  const character = line.charAt(i);
  if (character === ';' || character === '\n' || character === '|') return true;
  return character === '&' && line.charAt(i - 1) !== '>' && line.charAt(i + 1) !== '>';
}

/** https://code.claude.com/docs/en/permissions#process-wrappers; `command -v` looks a command up and runs none. */
const WRAPPER =
  /^(?:timeout(?: -[\w=-]+(?: \d+\S*)?)* \S+|time|nice(?: -n ?-?\d+| -\d+)?|nohup|stdbuf(?: -\S+)+|command(?! -v)|builtin|noglob|xargs(?! -))\s+/u;
/** Of the variables that are known to be safe the page names these. */
const SAFE_ASSIGNMENT = /^(?:NODE_ENV|LANG|NO_COLOR)=\S*\s+/u;
const ASSIGNMENT = /^[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|\S*)\s+/u;
/** What cannot be approved by a prefix. */
const EXECUTORS = /^(?:watch|setsid|ionice|flock)\b|^find\b.*\s-(?:exec|execdir|delete|ok|okdir)\b/u;

/** Whether a rule of a list matches one command that is not put together. */
export function matchesCommand(specifier: string | undefined, command: string, list: RuleList): boolean {
  const globs = commandGlobs(specifier);
  if (globs.includes('*')) return true;
  const matched = (text: string): boolean => globs.some((glob) => globMatches(glob, text));
  const bare = unwrapped(command, list);
  // An exact rule names the very command.
  if (list === 'allow' && EXECUTORS.test(bare)) return specifier === command;
  return matched(command) || matched(bare);
}

/** The command behind programs that only change how it is run. */
export function withoutWrappers(command: string): string {
  let text = command;
  for (let shorter = text.replace(WRAPPER, ''); shorter !== text; shorter = text.replace(WRAPPER, '')) {
    text = shorter;
  }
  return text;
}

/** The command without wrappers and assignments: for an allow rule only known-safe variables are looked past. */
function unwrapped(command: string, list: RuleList): string {
  let text = command;
  for (;;) {
    const shorter = text.replace(WRAPPER, '').replace(list === 'allow' ? SAFE_ASSIGNMENT : ASSIGNMENT, '');
    if (shorter === text) return text;
    text = shorter;
  }
}

/** https://code.claude.com/docs/en/permissions#read-only-commands, as far as the page names them. */
const READ_ONLY = /^(?:ls|cat|echo|pwd|head|tail|grep|find|wc|which|diff|stat|du|cd)(?:\s|$)/u;
const READ_ONLY_GIT = /^git (?:status|diff|log|show|blame|rev-parse|ls-files|describe)(?:\s|$)/u;

/** Whether the command is of the built-in set that runs without a question in every mode. */
export function isReadOnlyCommand(command: string): boolean {
  if (EXECUTORS.test(command) || /[<>`$]/u.test(command)) return false;
  return READ_ONLY.test(command) || READ_ONLY_GIT.test(command);
}

/** https://code.claude.com/docs/en/permission-modes#auto-approve-file-edits-with-acceptedits-mode */
export function isFileCommand(command: string): boolean {
  return (
    /^(?:mkdir|touch|rm|rmdir|mv|cp|sed)(?:\s|$)/u.test(command) && !/(?:^|\s)(?:\/|~|\.\.)/u.test(command)
  );
}

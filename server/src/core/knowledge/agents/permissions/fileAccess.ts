/*
 * What Claude Code sees of files in a command: the targets of redirections, and the operands of the commands that it
 * knows. What a program opens by itself it does not see.
 * https://code.claude.com/docs/en/permissions#read-and-edit, https://code.claude.com/docs/en/permissions#redirections
 */

/** A file that a command names. */
export interface FileAccess {
  readonly tool: 'Read' | 'Edit';
  /** Absolute. */
  readonly path: string;
}

const REDIRECT = /(?:^|\s)\d?>>?\s*(?!&)([^\s;|&]+)/gu;
const READERS = /^(?:cat|head|tail|sed)\s/u;

export function filesOf(
  command: string,
  { cwd, home }: { readonly cwd: string; readonly home: string },
): readonly FileAccess[] {
  const absolute = (path: string): string => {
    if (path.startsWith('~/')) return `${home}${path.slice(1)}`;
    return path.startsWith('/') ? path : `${cwd}/${path.replace(/^\.\//u, '')}`;
  };
  const written = [...command.matchAll(REDIRECT)]
    .map((match) => match[1] ?? '')
    .filter((path) => path !== '/dev/null');
  const read = READERS.test(command)
    ? withoutRedirects(command)
        .split(/\s+/u)
        .slice(1)
        .filter((word) => !word.startsWith('-'))
    : [];
  return [
    ...written.map((path): FileAccess => ({ tool: 'Edit', path: absolute(path) })),
    ...read.map((path): FileAccess => ({ tool: 'Read', path: absolute(path) })),
  ];
}

export function withoutRedirects(command: string): string {
  return command
    .replace(REDIRECT, ' ')
    .replace(/\s\d?>&\d/gu, '')
    .trim();
}

/** What no rule and no mode removes without a question: https://code.claude.com/docs/en/permission-modes#critical-paths */
export function removesCriticalPath(
  command: string,
  { cwd, home }: { readonly cwd: string; readonly home: string },
): boolean {
  const [program, ...words] = command.split(/\s+/u);
  if (program !== 'rm' && program !== 'rmdir') return false;
  return words.some((word) => {
    const path = word.replace(/(?<=.)\/$/u, '');
    // The root and what is right below it, the home, and a glob below a variable that may be empty.
    if (/^(?:\/[^/]*|~|"?\$\w+"?\/\*?|"?\$\{\w+\}"?\/\*?)$/u.test(path)) return true;
    return path === home || path === cwd || cwd.startsWith(`${path}/`);
  });
}

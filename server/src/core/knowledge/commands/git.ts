import type { ShellCommand } from '../../syntax/shell/shellScript.js';
import type { CommandUse } from './commandUse.js';
import { hasFlag, needs, NOTHING } from './commandUse.js';

/** Subcommands that go to a remote to read. https://git-scm.com/docs */
const READS: ReadonlySet<string> = new Set([
  'fetch',
  'pull',
  'ls-remote',
  'clone',
  'submodule',
  'remote',
  'lfs',
]);

/** What a git command needs. Without a remote in it, git works on the files that are there. */
export function gitUse(command: ShellCommand): CommandUse {
  const words = command.args.map((word) => word.text);
  const at = subcommandAt(words);
  const subcommand = words[at] ?? '';
  const rest = words.slice(at + 1);
  const elsewhere = rest.some((word) => isOtherHost(word));
  if (elsewhere) return NOTHING;
  if (subcommand === 'push' && !hasFlag(command, '--dry-run', '-n')) {
    return needs('git', 'push to the repository', { contents: 'write' });
  }
  if (!READS.has(subcommand)) return NOTHING;
  if (subcommand === 'remote' && !['update', 'show', 'prune'].includes(rest[0] ?? '')) return NOTHING;
  if (subcommand === 'lfs' && !['pull', 'fetch', 'push'].includes(rest[0] ?? '')) return NOTHING;
  if (subcommand === 'submodule' && !rest.includes('update') && !rest.includes('add')) return NOTHING;
  if (
    subcommand === 'clone' &&
    !rest.some((word) => /github\.repository|GITHUB_REPOSITORY|x-access-token/u.test(word))
  )
    return NOTHING;
  if (subcommand === 'lfs' && rest[0] === 'push')
    return needs('git', 'push to the repository', { contents: 'write' });
  return needs('git', 'read from the repository', { contents: 'read' });
}

/** The index of the subcommand behind options such as `-C path` and `-c key=value`. */
function subcommandAt(words: readonly string[]): number {
  let at = 0;
  while (at < words.length) {
    const word = words[at] ?? '';
    if (word === '-C' || word === '-c' || word === '--git-dir' || word === '--work-tree') at += 2;
    else if (word.startsWith('-')) at += 1;
    else break;
  }
  return at;
}

/** Whether a word names a remote that is not on GitHub. */
function isOtherHost(word: string): boolean {
  const host = /^(?:https?:\/\/(?:[^@/]*@)?|ssh:\/\/(?:[^@/]*@)?|git@)([\w.-]+)/u.exec(word)?.[1];
  return host !== undefined && host !== 'github.com' && !host.includes('$');
}

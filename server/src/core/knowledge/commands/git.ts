import { ownOf } from '../../collections/ownOf.js';
import type { ShellCommand } from '../../model/shellScript.js';
import type { CommandUse } from './commandUse.js';
import { mayNeed, needs, NOTHING, perhaps, RUNS_ANY } from './commandUse.js';

const READ = needs('git', 'read from the repository', { contents: 'read' });
const WRITE = needs('git', 'push to the repository', { contents: 'write' });

/**
 * Subcommands that come with git and touch no remote: https://git-scm.com/docs. Any other one is a program of its own
 * (`git foo` runs `git-foo`) or an alias.
 */
const LOCAL =
  'add am annotate apply archive bisect blame branch bugreport bundle cat-file check-attr check-ignore check-mailmap check-ref-format checkout checkout-index cherry cherry-pick clean column commit commit-graph commit-tree config count-objects credential credential-cache credential-store describe diff diff-files diff-index diff-tree difftool fast-export fast-import filter-branch fmt-merge-msg for-each-ref format-patch fsck gc grep hash-object help index-pack init interpret-trailers log ls-files ls-tree maintenance merge merge-base merge-file merge-index merge-tree mergetool mktag mktree multi-pack-index mv name-rev notes pack-objects pack-refs patch-id prune prune-packed range-diff read-tree rebase reflog repack replace request-pull rerere reset restore rev-list rev-parse revert rm shortlog show show-branch show-ref sparse-checkout stash status stripspace switch symbolic-ref tag unpack-objects update-index update-ref update-server-info var verify-commit verify-pack verify-tag version whatchanged worktree write-tree'.split(
    ' ',
  );
const LOCAL_SET: ReadonlySet<string> = new Set(LOCAL);

/** What a git command needs. Without a remote in it, git works on the files that are there. */
export function gitUse(command: ShellCommand): CommandUse {
  const words = command.args.map((word) => word.text);
  const at = subcommandAt(words);
  const subcommand = words[at] ?? '';
  const rest = words.slice(at + 1);
  if (rest.some((word) => isOtherHost(word))) return NOTHING;
  const use = remoteUse(subcommand, rest);
  // Over ssh a key counts and not the token, unless the address is rewritten.
  return rest.some((word) => /^(?:ssh:\/\/)?git@/u.test(word)) ? perhaps(use) : use;
}

/** What the first word after a subcommand that may go to a remote makes of it. */
const REMOTE: Readonly<Record<string, (verb: string, rest: readonly string[]) => CommandUse>> = {
  push: (_verb, rest) => (rest.includes('--dry-run') || rest.includes('-n') ? READ : WRITE),
  'send-pack': () => WRITE,
  fetch: () => READ,
  'fetch-pack': () => READ,
  pull: () => READ,
  'ls-remote': () => READ,
  backfill: () => READ,
  clone: (_verb, rest) => cloneUse(rest),
  remote: (verb) => (/^(?:update|show|prune)$/u.test(verb) ? READ : NOTHING),
  submodule: (verb) => {
    if (verb === 'foreach') return RUNS_ANY;
    return /^(?:update|add)$/u.test(verb) ? READ : NOTHING;
  },
  subtree: (verb) => {
    if (verb === 'push') return WRITE;
    return /^(?:pull|add)$/u.test(verb) ? READ : NOTHING;
  },
  // https://github.com/git-lfs/git-lfs/tree/main/docs/man
  lfs: (verb) => {
    if (/^(?:push|lock|unlock)$/u.test(verb)) return WRITE;
    return /^(?:pull|fetch|clone)$/u.test(verb) ? READ : NOTHING;
  },
};

function remoteUse(subcommand: string, rest: readonly string[]): CommandUse {
  const remote = ownOf(REMOTE, subcommand);
  if (remote !== undefined) return remote(rest.find((word) => !word.startsWith('-')) ?? '', rest);
  return subcommand === '' || LOCAL_SET.has(subcommand) ? NOTHING : RUNS_ANY;
}

/** Another repository that is public needs no token, and one that is not is out of the token's reach. */
function cloneUse(rest: readonly string[]): CommandUse {
  if (rest.some((word) => /GITHUB_REPOSITORY|x-access-token/u.test(word))) return READ;
  return rest.some((word) => word.includes('$'))
    ? mayNeed('git', 'clone the repository', { contents: 'read' })
    : NOTHING;
}

/** The index of the subcommand behind options such as `-C path` and `-c key=value`. */
function subcommandAt(words: readonly string[]): number {
  let at = 0;
  while (at < words.length) {
    const word = words[at] ?? '';
    if (/^(?:-C|-c|--git-dir|--work-tree|--namespace|--exec-path|--config-env)$/u.test(word)) at += 2;
    else if (word.startsWith('-')) at += 1;
    else break;
  }
  return at;
}

/** Whether a word names a remote that is not on GitHub, or is on a part of it where the job's token has no rights. */
function isOtherHost(word: string): boolean {
  const host = /^(?:https?:\/\/(?:[^@/]*@)?|ssh:\/\/(?:[^@/]*@)?|[\w-]+@)([\w.-]+)/u.exec(word)?.[1];
  return host !== undefined && host !== 'github.com' && host !== 'ssh.github.com';
}

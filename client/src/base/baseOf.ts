import type { Repository } from './gitApi.js';

/** What a repository is compared with. */
export interface RepositoryBase {
  /** As people call it: `main`, not `origin/main`. */
  readonly name: string;
  readonly commit: string;
}

/** Where the default branch of `origin` may be found, in the order in which it is looked for. */
const defaults = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'] as const;

/**
 * The base of a repository: where its history and that of the chosen branch, tag or commit part, so that what others did
 * on that branch since is not told as a change of this one. Without a choice the default branch counts; `undefined` where
 * there is none, or no commit yet.
 */
export async function baseOf(repository: Repository, chosen?: string): Promise<RepositoryBase | undefined> {
  for (const ref of chosen === undefined ? defaults : [chosen]) {
    const commit = await commitOf(repository, ref);
    if (commit === undefined) continue;
    const common = await mergeBase(repository, ref);
    return { name: await nameOf(repository, ref, commit), commit: common ?? commit };
  }
  return undefined;
}

async function commitOf(repository: Repository, ref: string): Promise<string | undefined> {
  try {
    return (await repository.getCommit(ref)).hash;
  } catch {
    return undefined;
  }
}

async function mergeBase(repository: Repository, ref: string): Promise<string | undefined> {
  try {
    return await repository.getMergeBase('HEAD', ref);
  } catch {
    // The two have no commit in common, or too little of their history is here.
    return undefined;
  }
}

/** `origin/HEAD` says nothing to a reader: the branch that it stands for does. */
async function nameOf(repository: Repository, ref: string, commit: string): Promise<string> {
  if (ref !== 'origin/HEAD') return ref.replace(/^origin\//u, '');
  for (const branch of ['main', 'master']) {
    if ((await commitOf(repository, `origin/${branch}`)) === commit) return branch;
  }
  return ref;
}

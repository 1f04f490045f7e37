import type { Event, Uri } from 'vscode';
import { extensions } from 'vscode';

/**
 * What is used of the git extension that comes with VS Code.
 * https://github.com/microsoft/vscode/blob/main/extensions/git/src/api/git.d.ts
 */
export interface GitApi {
  readonly repositories: readonly Repository[];
  readonly onDidOpenRepository: Event<Repository>;
  readonly onDidCloseRepository: Event<Repository>;
  readonly getRepository: (uri: Uri) => Repository | null;
}

export interface Repository {
  readonly rootUri: Uri;
  readonly state: {
    readonly indexChanges: readonly FileChange[];
    readonly mergeChanges: readonly FileChange[];
    readonly workingTreeChanges: readonly FileChange[];
    /** Absent in older versions, which have these among the changes of the working tree. */
    readonly untrackedChanges?: readonly FileChange[];
    readonly onDidChange: Event<void>;
  };
  readonly getCommit: (ref: string) => Promise<{ readonly hash: string }>;
  readonly getMergeBase: (ref1: string, ref2: string) => Promise<string | undefined>;
  readonly getRefs: (query: {
    readonly count?: number;
    readonly sort?: 'alphabetically' | 'committerdate';
  }) => Promise<readonly { readonly name?: string; readonly commit?: string }[]>;
  /** The files of the working tree that differ from a commit; those that git does not track are not among them. */
  readonly diffWith: (ref: string) => Promise<readonly FileChange[]>;
  /** Rejects with `gitErrorCode` `UnknownPath` where the commit has no such file. */
  readonly getObjectDetails: (ref: string, path: string) => Promise<unknown>;
  readonly show: (ref: string, path: string) => Promise<string>;
}

export interface FileChange {
  readonly uri: Uri;
  readonly originalUri: Uri;
  readonly renameUri: Uri | undefined;
  readonly status: number;
}

interface GitExtension {
  readonly enabled: boolean;
  readonly getAPI: (version: 1) => GitApi;
}

/** Statuses of files that are gone: `INDEX_DELETED` and `DELETED`. */
const gone: ReadonlySet<number> = new Set([2, 6]);

export function isGone({ status }: FileChange): boolean {
  return gone.has(status);
}

/** The git extension's API; nothing where there is none, as in a browser, or where git is switched off. */
export async function findGit(): Promise<GitApi | undefined> {
  const extension = extensions.getExtension<GitExtension>('vscode.git');
  if (extension === undefined) return undefined;
  try {
    const git = await extension.activate();
    return git.enabled ? git.getAPI(1) : undefined;
  } catch {
    // No git on this machine: the extension says so itself.
    return undefined;
  }
}

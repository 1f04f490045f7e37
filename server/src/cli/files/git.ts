import { execFileSync } from 'node:child_process';
import { UsageError } from '../exitCode.js';

/** Bytes of one answer; a tree or its texts do not come to this. */
const LARGEST_ANSWER = 1024 * 1024 * 1024;
const LONGEST_MS = 120_000;

/**
 * Reads commits of a repository. Only commands that show what is stored are run, by their names and without a shell;
 * none of them runs a hook, a filter or anything else that the repository's own settings name, and nothing is fetched.
 */
export class Git {
  constructor(private readonly folder: string) {}

  /** The top folder of the repository's work tree; undefined where the folder is in none, or git is not there. */
  top(): string | undefined {
    return this.#try(['rev-parse', '--show-toplevel'])?.replace(/\r?\n$/u, '');
  }

  /** The id of a commit by any of its names; undefined where there is none. */
  commit(name: string): string | undefined {
    return this.#try(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`])?.trim();
  }

  /** The commit that both came from; undefined where they have none in common, or it was not fetched. */
  mergeBase(a: string, b: string): string | undefined {
    return this.#try(['merge-base', a, b])?.trim().split('\n')[0];
  }

  /** The files of a commit, ids of their texts by path with `/`. Links and submodules are left out. */
  files(commit: string): ReadonlyMap<string, string> {
    const listed = this.#run(['ls-tree', '-r', '-z', '--full-tree', commit]).toString('utf8');
    const files = new Map<string, string>();
    for (const entry of listed.split('\0')) {
      const found = /^100(?:644|755) blob ([0-9a-f]+)\t(.+)$/su.exec(entry);
      if (found?.[1] !== undefined && found[2] !== undefined) files.set(found[2], found[1]);
    }
    return files;
  }

  /** Texts by their ids; one that is not stored here, as in a partial clone, is left out. */
  texts(ids: readonly string[]): ReadonlyMap<string, Buffer> {
    const texts = new Map<string, Buffer>();
    if (ids.length === 0) return texts;
    const answer = this.#run(['cat-file', '--batch'], `${ids.join('\n')}\n`);
    let at = 0;
    while (at < answer.length) {
      const end = answer.indexOf('\n', at);
      if (end === -1) break;
      const [id = '', kind, size] = answer.toString('latin1', at, end).split(' ');
      at = end + 1;
      if (kind !== 'blob') continue;
      const length = Number(size);
      texts.set(id, answer.subarray(at, at + length));
      at += length + 1;
    }
    return texts;
  }

  #try(words: readonly string[]): string | undefined {
    try {
      return this.#run(words).toString('utf8');
    } catch {
      return undefined;
    }
  }

  #run(words: readonly string[], input?: string): Buffer {
    try {
      return execFileSync('git', ['-C', this.folder, '-c', 'core.fsmonitor=false', ...words], {
        env: {
          ...inherited(),
          GIT_OPTIONAL_LOCKS: '0',
          GIT_TERMINAL_PROMPT: '0',
          // Of a partial clone only what is here is read.
          GIT_NO_LAZY_FETCH: '1',
          GIT_PAGER: 'cat',
          LC_ALL: 'C',
        },
        ...(input === undefined ? {} : { input }),
        maxBuffer: LARGEST_ANSWER,
        stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
        timeout: LONGEST_MS,
        windowsHide: true,
      });
    } catch (error) {
      const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: Buffer };
      const why = code === 'ENOENT' ? 'git is not installed' : (stderr?.toString('utf8').trim() ?? '');
      throw new UsageError(`git ${words[0] ?? ''} failed: ${why === '' ? String(code) : why}`);
    }
  }
}

/** What git needs to be found and to find its user's settings; nothing that tells it to run something else. */
function inherited(): Record<string, string> {
  const names = ['PATH', 'HOME', 'USERPROFILE', 'SystemRoot', 'XDG_CONFIG_HOME'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

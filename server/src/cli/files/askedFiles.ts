import type { Stats } from 'node:fs';
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import picomatch from 'picomatch';
import { isRelevant } from '../../core/analysis/workspaceGlobs.js';
import { UsageError } from '../exitCode.js';
import { below, posix } from '../../disk/fileUri.js';
import { IgnoreRules } from '../../disk/ignoreRules.js';
import type { Repositories } from '../../disk/repository.js';
import { walk } from '../../disk/walk.js';

/** The word for standard input among paths. */
export const STANDARD_INPUT = '-';

/** A file or folder that the system does not let one read. */
export interface Unreadable {
  readonly path: string;
  readonly why: string;
}

/** What the operands of a scan stand for. */
export interface AskedFiles {
  /** Absolute paths, in order of discovery. */
  readonly files: ReadonlySet<string>;
  /** Files named one by one: whoever names a file wants to hear when it is not read. */
  readonly named: ReadonlySet<string>;
  readonly folders: readonly string[];
  /** The folders that globs start from. */
  readonly bases: readonly string[];
  /** What could not be read on the way, by absolute path. */
  readonly unreadable: readonly Unreadable[];
}

/**
 * Finds the files that paths and globs stand for.
 *
 * @throws UsageError for a path that is not there.
 */
export function askedFiles(operands: readonly string[], cwd: string, repositories: Repositories): AskedFiles {
  const files = new Set<string>();
  const named = new Set<string>();
  const folders: string[] = [];
  const bases: string[] = [];
  const unreadable: Unreadable[] = [];
  const visit = (folder: string, wanted: (path: string) => boolean): void => {
    const rules = IgnoreRules.of(repositories.topOf(folder, folder), folder, (path, why) =>
      unreadable.push({ path, why }),
    );
    const complain = (path: string, { code }: NodeJS.ErrnoException): void => {
      unreadable.push({ path, why: `cannot be read (${code ?? 'unknown error'})` });
    };
    for (const path of walk(folder, rules, complain)) if (wanted(path)) files.add(path);
  };
  for (const operand of operands.filter((word) => word !== STANDARD_INPUT)) {
    const path = resolve(cwd, operand);
    const kind = kindOf(path, operand);
    if (kind === 'folder') {
      folders.push(path);
      visit(path, (file) => isRelevantFile(file, path, repositories));
    } else if (kind === 'file') {
      files.add(path);
      named.add(path);
    } else {
      const { base, matches } = globIn(cwd, operand);
      bases.push(base);
      visit(base, matches);
    }
  }
  return { files, named, folders, bases, unreadable };
}

/** Whether some platform may read the file, by its path in its repository; `folder` stands in where there is none. */
export function isRelevantFile(path: string, folder: string, repositories: Repositories): boolean {
  const top = repositories.topOf(dirname(path), folder);
  return isRelevant(below(top, path) ?? basename(path));
}

function kindOf(path: string, operand: string): 'folder' | 'file' | 'glob' {
  const stats = statsOf(path, operand);
  if (stats?.isDirectory() === true) return 'folder';
  if (stats !== undefined) return 'file';
  if (picomatch.scan(posix(operand)).isGlob) return 'glob';
  throw new UsageError(`no file or folder ${JSON.stringify(operand)}`);
}

function statsOf(path: string, operand: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // A circle of links, a name that no file can have.
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    throw new UsageError(`${JSON.stringify(operand)} cannot be read (${code})`);
  }
}

function globIn(cwd: string, operand: string): { base: string; matches: (path: string) => boolean } {
  const { base } = picomatch.scan(posix(operand));
  const folder = resolve(cwd, base);
  if (!existsSync(folder)) {
    throw new UsageError(`no folder ${JSON.stringify(base)}, which ${operand} starts from`);
  }
  const matches = picomatch(posix(resolve(cwd, operand)), { dot: true });
  return {
    base: statSync(folder).isDirectory() ? folder : dirname(folder),
    matches: (path) => matches(posix(path)),
  };
}

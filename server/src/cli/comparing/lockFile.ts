import { readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { LockError, readLock } from '../../core/compare/lock.js';
import type { NormalSession } from '../../core/compare/normalSession.js';
import type { Arguments } from '../arguments.js';
import { UsageError } from '../exitCode.js';
import type { Git } from '../files/git.js';
import { shown } from '../../disk/fileUri.js';
import { Repositories } from '../../disk/repository.js';
import type { Terminal } from '../terminal.js';

/** The name of the lock in the top folder of a repository. */
const NAME = '.trustscope.lock.json';

/** The folder that a lock speaks of, and where the lock lies. */
export interface LockPlace {
  readonly folder: string;
  readonly path: string;
  /** The path as a person here would write it. */
  readonly shown: string;
  /** Whether it was asked for by name. */
  readonly isNamed: boolean;
}

/** The repository of the operand, or the folder itself where it is in none; its lock, unless `--lock` names another. */
export function lockPlace(args: Arguments, { cwd }: Terminal): LockPlace {
  const { operands } = args;
  const lock = args.value('lock');
  if (operands.length > 1) throw new UsageError('a lock speaks of one folder');
  const start = resolve(cwd, operands[0] ?? '.');
  const folder = operands[0] === undefined ? new Repositories().topOf(start, start) : start;
  const path = lock === undefined ? join(folder, NAME) : resolve(cwd, lock);
  return { folder, path, shown: shown(cwd, path), isNamed: lock !== undefined };
}

/**
 * The sessions of a lock; undefined where there is none.
 *
 * @throws UsageError when it was named and is not there, or cannot be read.
 */
export function lockedSessions({
  path,
  shown: name,
  isNamed,
}: LockPlace): readonly NormalSession[] | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && !isNamed) return undefined;
    if (code === 'ENOENT') throw new UsageError(`no ${name}; trustscope lock writes it`);
    throw new UsageError(`${name} cannot be read (${code ?? 'error'})`);
  }
  return sessionsIn(text, name);
}

/** The sessions of the lock as a commit has it; undefined where it has none. */
export function lockAt(
  { path, shown: name }: LockPlace,
  git: Git,
  commit: string,
  top: string,
): readonly NormalSession[] | undefined {
  const id = git.files(commit).get(relative(top, path).split(sep).join('/'));
  const bytes = id === undefined ? undefined : git.texts([id]).get(id);
  return bytes === undefined ? undefined : sessionsIn(bytes.toString('utf8'), name);
}

function sessionsIn(text: string, name: string): readonly NormalSession[] {
  try {
    return readLock(text);
  } catch (error) {
    if (error instanceof LockError) throw new UsageError(`${name}: ${error.message}`);
    throw error;
  }
}

import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LockError, readLock } from '../../core/compare/lock.js';
import type { NormalSession } from '../../core/compare/normalSession.js';
import type { Arguments } from '../arguments.js';
import { UsageError } from '../exitCode.js';
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
}

/** The repository of the operand, or the folder itself where it is in none; its lock, unless `--lock` names another. */
export function lockPlace(args: Arguments, { cwd }: Terminal): LockPlace {
  const { operands } = args;
  const lock = args.value('lock');
  if (operands.length > 1) throw new UsageError('a lock speaks of one folder');
  const start = resolve(cwd, operands[0] ?? '.');
  const folder = operands[0] === undefined ? new Repositories().topOf(start, start) : start;
  const path = lock === undefined ? join(folder, NAME) : resolve(cwd, lock);
  return { folder, path, shown: shown(cwd, path) };
}

/**
 * The sessions of a lock.
 *
 * @throws UsageError when there is none, or it cannot be read.
 */
export function lockedSessions({ path, shown: name }: LockPlace): readonly NormalSession[] {
  try {
    return readLock(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof LockError) throw new UsageError(`${name}: ${error.message}`);
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UsageError(`no ${name}; trustscope lock writes it`);
    throw new UsageError(`${name} cannot be read (${code ?? 'error'})`);
  }
}

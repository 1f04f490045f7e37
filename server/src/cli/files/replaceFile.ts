import type { Stats } from 'node:fs';
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  ftruncateSync,
  lstatSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { chunks } from './chunks.js';

/**
 * Writes a file in one step: whoever reads it meanwhile sees the old content or the new, never half of it. Keeps the
 * mode of a file that was there, and writes through a link instead of replacing it.
 */
export function replaceFile(path: string, content: Buffer | string | Iterable<string>): void {
  const target = realPath(path);
  const mode = statSync(target, { throwIfNoEntry: false })?.mode;
  const temporary = temporaryFor(target);
  try {
    write(temporary, content);
    if (mode !== undefined) chmodSync(temporary, mode & 0o7777);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/**
 * Writes new content into a file that is there, and that is no link. Its owner, mode and other names stay: where a new
 * file in its place would lose them, the content is written into it.
 */
export function rewriteFile(path: string, content: Buffer): void {
  const before = lstatSync(path);
  if (!before.isFile()) throw new Error('it is no regular file');
  const temporary = temporaryFor(path);
  try {
    write(temporary, content);
    if (before.nlink === 1 && takesAfter(temporary, before)) {
      renameSync(temporary, path);
      return;
    }
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  rmSync(temporary, { force: true });
  writeInto(path, content);
}

/** Gives a new file the owner and mode of another; whether that was allowed. */
function takesAfter(path: string, { uid, gid, mode }: Stats): boolean {
  try {
    const own = statSync(path);
    if (own.uid !== uid || own.gid !== gid) chownSync(path, uid, gid);
    chmodSync(path, mode & 0o7777);
    return true;
  } catch {
    return false;
  }
}

function writeInto(path: string, content: Buffer): void {
  // Opened as it is: a link that was put here meanwhile is not followed.
  const file = openSync(path, constants.O_WRONLY | ((constants.O_NOFOLLOW as number | undefined) ?? 0));
  try {
    writeFileSync(file, content);
    ftruncateSync(file, content.length);
  } finally {
    closeSync(file);
  }
}

function temporaryFor(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
}

function write(path: string, content: Buffer | string | Iterable<string>): void {
  const file = openSync(path, 'wx');
  try {
    if (Buffer.isBuffer(content) || typeof content === 'string') writeFileSync(file, content);
    else for (const chunk of chunks(content)) writeFileSync(file, chunk);
  } finally {
    closeSync(file);
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

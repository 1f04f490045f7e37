import {
  chmodSync,
  closeSync,
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
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    write(temporary, content);
    if (mode !== undefined) chmodSync(temporary, mode & 0o7777);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
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

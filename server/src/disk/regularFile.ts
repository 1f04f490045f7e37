import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** Why a file is not read, in words for whoever asked for it. */
export class NotRead extends Error {}

/** No platform has a file of this size, and the readers stop far below it. */
const LARGEST = 32 * 1024 * 1024;

/**
 * The bytes of a regular file, by its kind and size before anything is read: opening a pipe would wait for its other end,
 * a device may never end, and a file of gigabytes may be all holes.
 *
 * @param most bytes that it may have
 * @throws NotRead for anything else, and what the system throws
 */
export function readRegularFile(path: string, most = LARGEST): Buffer {
  // Without waiting: what is looked at is then the very file that is read.
  const file = openSync(path, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw new NotRead('is no regular file');
    if (stats.size > most) throw new NotRead(`is larger than ${sizeWords(most)}`);
    return readAll(file, stats.size, most);
  } finally {
    closeSync(file);
  }
}

/** Files of `/proc` say that they are empty, and others grow while they are read. */
function readAll(file: number, size: number, most: number): Buffer {
  const buffer = Buffer.alloc(Math.min(most, Math.max(size, 4096)) + 1);
  let length = 0;
  while (length < buffer.length) {
    const count = readSync(file, buffer, length, buffer.length - length, null);
    if (count === 0) break;
    length += count;
  }
  if (length > most) throw new NotRead(`is larger than ${sizeWords(most)}`);
  return buffer.subarray(0, length);
}

function sizeWords(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${String(bytes / 1024 / 1024)} MB` : `${String(bytes / 1024)} kB`;
}

import { isUtf8 } from 'node:buffer';
import { readRegularFile } from './regularFile.js';

/** A file as it was read: enough to write it back changed without losing a byte of the rest. */
export interface SourceText {
  /** The text without its byte order mark, as editors hand it over. */
  readonly text: string;
  readonly bytes: Buffer;
  readonly byteOrderMark: boolean;
  /** Whether `text` says exactly what the bytes say; bytes that are no UTF-8 became U+FFFD. */
  readonly exact: boolean;
}

const MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const decoder = new TextDecoder('utf-8');

/** Decodes the bytes of a file. */
export function decode(bytes: Buffer): SourceText {
  return {
    text: decoder.decode(bytes),
    bytes,
    byteOrderMark: bytes.subarray(0, MARK.length).equals(MARK),
    exact: isUtf8(bytes),
  };
}

/** The bytes of a changed text, with the byte order mark that the file had. */
export function encode(text: string, source: SourceText): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  return source.byteOrderMark ? Buffer.concat([MARK, bytes]) : bytes;
}

/**
 * Reads and decodes a file.
 *
 * @throws NotRead for what is no regular file or too large, and what the system throws
 */
export function readText(path: string): SourceText {
  return decode(readRegularFile(path));
}

import { readSync } from 'node:fs';
import type { LoweringTools } from '../core/model/loweringTools.js';

/** Everything of the outside that a command may touch besides files. Tests bring their own. */
export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly readInput: () => Buffer;
  /** Columns of standard output; undefined when it is no terminal. */
  readonly columns: number | undefined;
  /** Columns of standard error; undefined when it is no terminal. */
  readonly errColumns: number | undefined;
  /** Starts the language server in this process; absent where there is none. */
  readonly serve?: () => void;
  /** Readers and tables that files with these texts may gain by, as far as they could be loaded. */
  readonly tools?: (texts: readonly string[]) => LoweringTools;
}

/** The real terminal of this process. */
export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
  return {
    cwd: process.cwd(),
    env: process.env,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    readInput,
    columns: columnsOf(process.stdout),
    errColumns: columnsOf(process.stderr),
  };
}

/** `trustscope scan | head` closes the pipe early; that is the reader's right and no error. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

const NARROWEST = 40;

function columnsOf(stream: NodeJS.WriteStream): number | undefined {
  // A stream that is no terminal has isTTY undefined, whatever its type says.
  return (stream.isTTY as boolean | undefined) === true
    ? Math.max(NARROWEST, stream.columns || 80)
    : undefined;
}

function readInput(): Buffer {
  const chunks: Buffer[] = [];
  const buffer = Buffer.alloc(65_536);
  for (let count = readSome(buffer); count > 0; count = readSome(buffer)) {
    chunks.push(Buffer.from(buffer.subarray(0, count)));
  }
  return Buffer.concat(chunks);
}

const RETRY_MS = 10;

/** A pipe that its writer has not filled yet answers EAGAIN; waiting for it is what a reader of `-` wants. */
function readSome(buffer: Buffer): number {
  for (;;) {
    try {
      return readSync(0, buffer);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}

import type { Socket } from 'node:net';
import { connect } from 'node:net';

/** How long an answer may take, in milliseconds. */
export const PATIENCE = 10_000;

/** A connection over which bytes come and go in order, for small protocols. */
export class ByteStream {
  #received = Buffer.alloc(0);
  #waiting: (() => void) | undefined;
  #failure: Error | undefined;

  private constructor(readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#waiting?.();
    });
    const end = (error?: Error): void => {
      this.#failure ??= error ?? new Error('the connection was closed');
      this.#waiting?.();
    };
    socket.on('error', end);
    socket.on('close', () => {
      end();
    });
  }

  static open(port: number, host = '127.0.0.1'): Promise<ByteStream> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.removeListener('error', reject);
        resolve(new ByteStream(socket));
      });
    });
  }

  write(data: string | Buffer): void {
    this.socket.write(data);
  }

  /** Exactly so many bytes. */
  async bytes(count: number): Promise<Buffer> {
    await this.#until(() => this.#received.length >= count);
    const taken = this.#received.subarray(0, count);
    this.#received = this.#received.subarray(count);
    return taken;
  }

  /** A line without its CRLF. */
  async line(): Promise<string> {
    await this.#until(() => this.#received.includes('\r\n'));
    const end = this.#received.indexOf('\r\n');
    const text = this.#received.subarray(0, end).toString();
    this.#received = this.#received.subarray(end + 2);
    return text;
  }

  close(): void {
    this.socket.destroy();
  }

  async #until(condition: () => boolean): Promise<void> {
    const end = Date.now() + PATIENCE;
    while (!condition()) {
      if (this.#failure !== undefined) throw this.#failure;
      const left = end - Date.now();
      if (left <= 0) throw new Error('no answer in time');
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#waiting = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.#waiting = undefined;
    }
  }
}

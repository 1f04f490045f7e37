import type { CancellationToken, Connection } from 'vscode-languageserver';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver';

type Handler<P, R> = (params: P, token: CancellationToken) => R | Promise<R>;

/** Wraps the handlers of one connection. */
export class Guard {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** A request that never fails: an error of ours is logged and answered with `fallback`. */
  request<P, R>(
    name: string,
    fallback: R,
    handler: Handler<P, R>,
  ): (params: P, token: CancellationToken) => Promise<R> {
    return async (params, token) => {
      try {
        return await handler(params, token);
      } catch (error) {
        // What is meant for the client, such as a cancellation, goes to the client.
        if (error instanceof ResponseError) throw error;
        this.log(name, error);
        return fallback;
      }
    };
  }

  /** A notification, or work that was started without anyone waiting for it. */
  run(name: string, work: () => void | Promise<void>): void {
    void (async () => {
      try {
        await work();
      } catch (error) {
        this.log(name, error);
      }
    })();
  }

  log(name: string, error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#connection.console.error(`${name}: ${text}`);
  }
}

/** @throws ResponseError when the client does not want the answer any more. */
export function stopIfCancelled(token: CancellationToken | undefined): void {
  if (token?.isCancellationRequested === true) {
    throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
  }
}

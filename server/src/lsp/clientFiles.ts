import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { Uri } from '../core/text/uri.js';
import type { FindFilesParams, FindFilesResult, ReadFileParams, ReadFileResult } from '../protocol.js';
import { FindFilesRequest, ReadFileRequest } from '../protocol.js';

/** Reads the workspace. The server itself never touches a disk: in a browser there is none. */
export interface Files {
  readonly find: (
    folder: Uri,
    globs: readonly string[],
    token?: CancellationToken,
  ) => Promise<readonly Uri[]>;
  /** The text of a file; null when it is gone or cannot be read. */
  readonly read: (uri: Uri) => Promise<string | null>;
}

/** More files than this of the kinds that are read say that something is wrong with the folder. */
const LIMIT = 20_000;

/** Reads through requests to the client. A client that does not know them has only its open documents analysed. */
export function clientFiles(connection: Connection): Files {
  let answered = true;
  const ask = async <R>(
    method: string,
    params: object,
    token?: CancellationToken,
  ): Promise<R | undefined> => {
    if (!answered) return undefined;
    try {
      // A token that is not there must not be handed on: it would be sent as a second parameter.
      return await (token === undefined
        ? connection.sendRequest<R>(method, params)
        : connection.sendRequest<R>(method, params, token));
    } catch (error) {
      if (isMethodNotFound(error)) answered = false;
      connection.console.warn(`The client did not answer ${method}: ${String(error)}`);
      return undefined;
    }
  };
  return {
    find: async (folder, globs, token) => {
      const params: FindFilesParams = { folder, globs, limit: LIMIT };
      return (await ask<FindFilesResult>(FindFilesRequest, params, token))?.uris ?? [];
    },
    read: async (uri) => {
      const params: ReadFileParams = { uri };
      return (await ask<ReadFileResult>(ReadFileRequest, params))?.text ?? null;
    },
  };
}

function isMethodNotFound(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === -32601;
}

import type { CancellationToken, Connection } from 'vscode-languageserver';
import type { FindFilesParams, FindFilesResult, ReadFileParams, ReadFileResult } from '../protocol.js';
import { FindFilesRequest, ReadFileRequest } from '../protocol.js';
import type { Files } from './files.js';
import { MOST_FILES } from './files.js';

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
      const params: FindFilesParams = { folder, globs, limit: MOST_FILES };
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

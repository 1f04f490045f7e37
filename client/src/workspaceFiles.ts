import type { CancellationToken, Disposable } from 'vscode';
import { RelativePattern, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type {
  FindFilesParams,
  FindFilesResult,
  ReadFileParams,
  ReadFileResult,
} from '../../server/src/protocol.js';
import { FindFilesRequest, ReadFileRequest } from '../../server/src/protocol.js';
import { searchExcludes } from './searchExcludes.js';
import { gitIgnored } from './gitIgnored.js';

/** Beyond this a file is no workflow; reading it would only hold up the connection. */
const largestFile = 32 * 1024 * 1024;

/**
 * The server's view of the workspace. It reads nothing by itself, so that it works the same on a disk, on a remote
 * machine and on vscode.dev.
 */
export function answerFileRequests(client: BaseLanguageClient): Disposable[] {
  return [
    client.onRequest(ReadFileRequest, (params: ReadFileParams) => readFile(params)),
    client.onRequest(FindFilesRequest, (params: FindFilesParams, token: CancellationToken) =>
      findFiles(params, token),
    ),
  ];
}

async function readFile({ uri }: ReadFileParams): Promise<ReadFileResult> {
  try {
    const target = Uri.parse(uri, true);
    const { size } = await workspace.fs.stat(target);
    if (size > largestFile) return { text: null };
    return { text: new TextDecoder().decode(await workspace.fs.readFile(target)) };
  } catch {
    // It is gone, may not be read, or was never there: the server asks about callees that a file merely names.
    return { text: null };
  }
}

async function findFiles(params: FindFilesParams, token: CancellationToken): Promise<FindFilesResult> {
  const folder = Uri.parse(params.folder, true);
  const exclude = searchExcludes(folder);
  const found = await Promise.all(
    params.globs.map((glob) =>
      workspace.findFiles(new RelativePattern(folder, glob), exclude, params.limit, token),
    ),
  );
  const unique = new Map(found.flat().map((uri) => [uri.toString(), uri]));
  const ignored = await gitIgnored(folder, unique.size === 0 ? [] : [...unique.values()], token);
  const uris = [...unique.keys()].filter((uri) => !ignored.has(uri)).sort();
  return { uris: uris.slice(0, params.limit) };
}

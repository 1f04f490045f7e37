import type { CancellationToken } from 'vscode-languageserver';
import type { Uri } from '../core/text/uri.js';

/** Reads the workspace. In a browser there is no disk, and on a remote machine the client knows better what counts. */
export interface Files {
  readonly find: (
    folder: Uri,
    globs: readonly string[],
    token?: CancellationToken,
  ) => Promise<readonly Uri[]>;
  /** The text of a file; null when it is gone or cannot be read. */
  readonly read: (uri: Uri) => Promise<string | null>;
  /** Whether `find` would pass the file by whatever its name; absent where nobody can tell. */
  readonly isPassedBy?: (uri: Uri) => boolean;
}

/** More files than this of the kinds that are read say that something is wrong with the folder. */
export const MOST_FILES = 20_000;

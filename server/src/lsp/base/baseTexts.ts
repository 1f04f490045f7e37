import type { Connection } from 'vscode-languageserver';
import type { Uri } from '../../core/text/uri.js';
import type { ChangedSinceBaseResult, ReadBaseParams, ReadBaseResult } from '../../protocol.js';
import { ChangedSinceBaseRequest, ReadBaseRequest } from '../../protocol.js';

/** Gives the texts of the base. The server runs no git: whoever knows the repository answers. */
export interface BaseTexts {
  /** Files of which the text is, or may be, another one than in the base. */
  readonly changed: () => Promise<ChangedSinceBaseResult>;
  /** The text of a file in the base; null where it had none. Rejects where that cannot be told. */
  readonly read: (uri: Uri) => Promise<string | null>;
}

/** Asks the client. */
export function clientBaseTexts(connection: Connection): BaseTexts {
  return {
    changed: () => connection.sendRequest<ChangedSinceBaseResult>(ChangedSinceBaseRequest),
    read: async (uri) => {
      const params: ReadBaseParams = { uri };
      return (await connection.sendRequest<ReadBaseResult>(ReadBaseRequest, params)).text;
    },
  };
}

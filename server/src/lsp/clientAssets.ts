import type { Connection } from 'vscode-languageserver';
import type { ReadAsset } from '../core/analysis/ownAssets.js';
import type { ReadAssetParams, ReadAssetResult } from '../protocol.js';
import { ReadAssetRequest } from '../protocol.js';

/** Reads our own files through the client: a worker in a browser has no disk and does not know where it was loaded from. */
export function clientAssets(connection: Connection): ReadAsset {
  return async (name) => {
    const params: ReadAssetParams = { name };
    const { base64 } = await connection.sendRequest<ReadAssetResult>(ReadAssetRequest, params);
    if (base64 === null) throw new Error(`The client has no file ${name}.`);
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  };
}

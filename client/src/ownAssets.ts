import type { Disposable } from 'vscode';
import { Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ReadAssetParams, ReadAssetResult } from '../../server/src/protocol.js';
import { ReadAssetRequest } from '../../server/src/protocol.js';

/** The files of the extension that the server may ask for; any other name is none. */
const assets: ReadonlySet<string> = new Set([
  'web-tree-sitter.wasm',
  'tree-sitter-bash.wasm',
  'aws-catalogue.txt',
  'aws-managed-policies.json',
]);

/** Hands the server files of the extension itself: in a browser it cannot read them. */
export function answerAssetRequests(client: BaseLanguageClient, extension: Uri): Disposable {
  return client.onRequest(ReadAssetRequest, ({ name }: ReadAssetParams) => readAsset(extension, name));
}

async function readAsset(extension: Uri, name: string): Promise<ReadAssetResult> {
  if (!assets.has(name)) return { base64: null };
  try {
    return { base64: toBase64(await workspace.fs.readFile(Uri.joinPath(extension, 'dist', name))) };
  } catch {
    // Without it the server knows less, and says so in its log.
    return { base64: null };
  }
}

/** `btoa` takes a string; an argument list as long as a file would be too long. */
function toBase64(bytes: Uint8Array): string {
  const chunk = 0x8000;
  let binary = '';
  for (let at = 0; at < bytes.length; at += chunk) {
    binary += String.fromCharCode(...bytes.subarray(at, at + chunk));
  }
  return btoa(binary);
}

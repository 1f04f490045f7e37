import type { FileFacts } from '../../model/facts.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import { baseName } from '../../text/uri.js';
import type { Uri } from '../../text/uri.js';
import { lowerAcl } from './lowerAcl.js';
import { lowerSettings } from './lowerSettings.js';
import { isAcl } from './select.js';

/** The facts of a list of topics or of a broker's settings. */
export function lower(uri: Uri, tree: SyntaxTree): FileFacts {
  return isAcl({ path: decoded(uri), text: tree.text }) ? lowerAcl(uri, tree) : lowerSettings(uri, tree);
}

/** Paths are matched as they are written; an address may spell a blank otherwise. */
function decoded(uri: Uri): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1) + baseName(uri);
}

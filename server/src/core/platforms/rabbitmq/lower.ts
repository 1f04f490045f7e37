import type { FileFacts } from '../../model/facts.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import { lowerDefinitions } from './lowerDefinitions.js';
import { lowerSettings } from './lowerSettings.js';
import { isConf } from './select.js';

/** The facts of definitions or of settings. */
export function lower(uri: Uri, tree: SyntaxTree): FileFacts {
  return isConf(uri) ? lowerSettings(uri, tree) : lowerDefinitions(uri, tree);
}

import type { FileFacts } from '../../model/facts.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import { lowerCompose } from './lowerCompose.js';
import { lowerDefinitions } from './lowerDefinitions.js';
import { lowerSettings } from './lowerSettings.js';
import { isComposePath, isConf } from './select.js';

/** The facts of definitions, of settings, or of the environment that a broker is started in. */
export function lower(uri: Uri, tree: SyntaxTree): FileFacts {
  if (isComposePath(uri)) return lowerCompose(uri, tree);
  return isConf(uri) ? lowerSettings(uri, tree) : lowerDefinitions(uri, tree);
}

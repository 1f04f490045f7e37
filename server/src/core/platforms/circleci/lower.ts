import type { FileFacts } from '../../model/facts.js';
import type { LoweringTools } from '../../model/loweringTools.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import { lowerConfig } from './lowerConfig.js';
import { Reading } from './reading.js';

/** The facts of a configuration of CircleCI. */
export function lower(uri: Uri, tree: SyntaxTree, tools: LoweringTools = {}): FileFacts {
  return lowerConfig(new Reading(uri, tree, tools));
}

import type { FileFacts } from '../../model/facts.js';
import type { LoweringTools } from '../../model/loweringTools.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import { lowerPipelines } from './lowerPipelines.js';
import { Reading } from './reading.js';

/** The facts of the pipelines of a repository at Bitbucket. */
export function lower(uri: Uri, tree: SyntaxTree, tools: LoweringTools = {}): FileFacts {
  return lowerPipelines(new Reading(uri, tree, tools));
}

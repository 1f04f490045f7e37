import type { FileFacts } from '../../model/facts.js';
import type { LoweringTools } from '../../model/loweringTools.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import { lowerPipeline } from './lowerPipeline.js';
import { Reading } from './reading.js';

/** The facts of a file of GitLab CI/CD. */
export function lower(uri: Uri, tree: SyntaxTree, tools: LoweringTools = {}): FileFacts {
  return lowerPipeline(new Reading(uri, tree, tools));
}

import type { FileFacts } from '../../model/facts.js';
import type { LoweringTools } from '../../model/loweringTools.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import { lowerPipeline } from './lowerPipeline.js';
import { isTemplate } from './select.js';
import { expandPipeline } from './template/expansion.js';

/** The facts of a pipeline or a template, by its file alone: what it takes in is not read. */
export function lower(uri: Uri, tree: SyntaxTree, tools: LoweringTools = {}): FileFacts {
  const isCalled = isTemplate(uri, tree.text);
  const expanded = expandPipeline({ uri, tree }, isCalled, () => undefined);
  return lowerPipeline({ uri, tree, tools, isCalled, expanded });
}

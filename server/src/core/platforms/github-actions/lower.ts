import type { FileFacts } from '../../model/facts.js';
import type { LoweringTools } from '../../model/loweringTools.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import { lowerAction } from './lowerAction.js';
import { lowerWorkflow } from './lowerWorkflow.js';
import { Reading } from './reading.js';
import { isWorkflow } from './select.js';
import { TextMemo } from './textMemo.js';
import type { WorkflowQueries } from './workflowQueries.js';

/** The facts of a workflow or of an action. */
export function lower(uri: Uri, tree: SyntaxTree, tools: LoweringTools = {}): FileFacts {
  if (!isWorkflow(uri)) return lowerAction(new Reading(uri, tree, tools));
  const held = tools.memo?.held;
  const before = held instanceof Before && held.fits(uri, tools) ? held : new Before(uri, tools);
  const { facts, queries } = lowerWorkflow(new Reading(uri, tree, tools, before.texts), before.queries);
  before.queries = queries;
  if (tools.memo !== undefined) tools.memo.held = before;
  return facts;
}

/** What one lowering of a workflow leaves for the next one. */
class Before {
  readonly texts = new TextMemo();
  queries: WorkflowQueries | undefined;

  constructor(
    readonly uri: Uri,
    readonly tools: LoweringTools,
  ) {}

  /** Whether the file is the same one and is read with the same tools. */
  fits(uri: Uri, { parseShell, aws, managedPolicies, declaredParts }: LoweringTools): boolean {
    const { tools } = this;
    return (
      uri === this.uri &&
      parseShell === tools.parseShell &&
      aws === tools.aws &&
      managedPolicies === tools.managedPolicies &&
      declaredParts === tools.declaredParts
    );
  }
}

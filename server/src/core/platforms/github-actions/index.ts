import type { FileFacts } from '../../model/facts.js';
import type { LoweringTools } from '../../model/loweringTools.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import type { FileDescriptor, Platform } from '../platform.js';
import { lowerAction } from './lowerAction.js';
import { lowerWorkflow } from './lowerWorkflow.js';
import { Reading } from './reading.js';
import { remediate } from './remediate.js';
import { TextMemo } from './textMemo.js';
import type { WorkflowQueries } from './workflowQueries.js';

const WORKFLOW = /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/u;
const ACTION = /(?:^|\/)action\.ya?ml$/u;

/** GitHub reads workflows from this one folder; actions stand wherever `uses: ./…` points. */
function select({ path, text }: FileDescriptor): boolean {
  return WORKFLOW.test(path) || (ACTION.test(path) && /^runs\s*:/mu.test(text));
}

function lower(uri: Uri, tree: SyntaxTree, tools: LoweringTools = {}): FileFacts {
  if (!WORKFLOW.test(uri)) return lowerAction(new Reading(uri, tree, tools));
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

/** GitHub Actions: workflows, composite actions, local reusable workflows. */
export const githubActions: Platform = {
  id: 'github-actions',
  name: 'GitHub Actions',
  globs: ['**/.github/workflows/*.{yml,yaml}', '**/action.{yml,yaml}'],
  select,
  format: () => 'yaml',
  lower,
  remediate,
};

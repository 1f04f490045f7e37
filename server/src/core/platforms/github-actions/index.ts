import type { FileFacts } from '../../model/facts.js';
import type { LoweringTools } from '../../model/loweringTools.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import type { FileDescriptor, Platform } from '../platform.js';
import { lowerAction } from './lowerAction.js';
import { lowerWorkflow } from './lowerWorkflow.js';
import { Reading } from './reading.js';
import { remediate } from './remediate.js';

const WORKFLOW = /(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/u;
const ACTION = /(?:^|\/)action\.ya?ml$/u;

/** GitHub reads workflows from this one folder; actions stand wherever `uses: ./…` points. */
function select({ path, text }: FileDescriptor): boolean {
  return WORKFLOW.test(path) || (ACTION.test(path) && /^runs\s*:/mu.test(text));
}

function lower(uri: Uri, tree: SyntaxTree, tools: LoweringTools = {}): FileFacts {
  const reading = new Reading(uri, tree, tools);
  return WORKFLOW.test(uri) ? lowerWorkflow(reading) : lowerAction(reading);
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

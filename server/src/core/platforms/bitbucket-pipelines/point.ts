import type { Pointing } from '../../model/pointing.js';
import { keysOf, pathAt } from '../../syntax/pathAt.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';

/** https://support.atlassian.com/bitbucket-cloud/docs/step-options/#Script */
const SCRIPTS = new Set(['script', 'after-script']);

/** What a text of a configuration is about at which nothing of the model stands: commands of a step, and its condition. */
export function point(tree: SyntaxTree, offset: number): Pointing | undefined {
  const path = pathAt(tree, offset);
  const keys = keysOf(path);
  const at = path.steps.at(-1);
  if (at === undefined) return undefined;
  const range = path.isKey ? (at.entry?.key.range ?? at.node.range) : at.node.range;
  const [outer = '', last = ''] = keys.slice(-2);
  if (SCRIPTS.has(last) || (SCRIPTS.has(outer) && last === '*')) {
    return { kind: 'script', range, part: at.node.range };
  }
  // Only files that changed can be asked for: https://support.atlassian.com/bitbucket-cloud/docs/step-options/#Condition
  return last === 'condition'
    ? { kind: 'condition', of: 'session', around: path.steps.at(-2)?.node.range ?? range, events: [], range }
    : undefined;
}

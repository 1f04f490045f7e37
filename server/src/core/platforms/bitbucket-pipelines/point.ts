import type { Pointing } from '../../model/pointing.js';
import { pointedAt } from '../../syntax/pathAt.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';

/** https://support.atlassian.com/bitbucket-cloud/docs/step-options/#Script */
const SCRIPTS = new Set(['script', 'after-script']);

/** What a text of a configuration is about at which nothing of the model stands: commands of a step, and its condition. */
export function point(tree: SyntaxTree, offset: number): Pointing | undefined {
  const pointed = pointedAt(tree, offset);
  if (pointed === undefined) return undefined;
  const { keys, at, range, steps } = pointed;
  const [outer = '', last = ''] = keys.slice(-2);
  if (SCRIPTS.has(last) || (SCRIPTS.has(outer) && last === '*')) {
    return { kind: 'script', range, part: at.node.range };
  }
  // It asks for files that changed, or for variables that earlier steps set; no person is asked:
  // https://support.atlassian.com/bitbucket-cloud/docs/dynamic-step-conditions/
  return last === 'condition'
    ? { kind: 'condition', of: 'session', around: steps.at(-2)?.node.range ?? range, events: [], range }
    : undefined;
}

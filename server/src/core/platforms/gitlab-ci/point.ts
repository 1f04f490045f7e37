import type { Pointing } from '../../model/pointing.js';
import { pointedAt } from '../../syntax/pathAt.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';

/** https://docs.gitlab.com/ci/yaml/#script */
const SCRIPTS = new Set(['script', 'before_script', 'after_script']);

/** What a text of a pipeline is about at which nothing of the model stands: rules that leave a job out, and scripts. */
export function point(tree: SyntaxTree, offset: number): Pointing | undefined {
  const pointed = pointedAt(tree, offset);
  const [, part, ...inner] = pointed?.keys ?? [];
  if (pointed === undefined || part === undefined) return undefined;
  const { at, range, steps } = pointed;
  if (SCRIPTS.has(part) && inner.every((key) => key === '*')) {
    return { kind: 'script', range, part: at.node.range };
  }
  if (part === 'rules' && inner.at(-1) === 'if') {
    return {
      kind: 'condition',
      of: 'session',
      around: steps[1]?.node.range ?? range,
      events: [],
      range,
    };
  }
  return undefined;
}

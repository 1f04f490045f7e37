import type { Pointing } from '../../model/pointing.js';
import { pointedAt } from '../../syntax/pathAt.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';

/**
 * What a rule of Claude Code's settings does that gives nothing: deny is looked at first, then ask, then allow, and the
 * first that fits decides. https://code.claude.com/docs/en/permissions#manage-permissions
 */
const RULES: Readonly<Record<string, { readonly title: string; readonly text: string }>> = {
  ask: {
    title: 'A person is asked before each use',
    text: 'So it is also where a rule under `allow` fits; one under `deny` comes before both.',
  },
  deny: {
    title: 'Refused',
    text: 'No rule under `ask` or `allow` lets it through, however exactly that fits.',
  },
};

/** What a text of an agent's settings is about at which nothing of the model stands: a rule that asks or refuses. */
export function point(tree: SyntaxTree, offset: number): Pointing | undefined {
  const pointed = pointedAt(tree, offset);
  const [top, list = '', ...inner] = pointed?.keys ?? [];
  if (pointed === undefined || top !== 'permissions' || inner.some((key) => key !== '*')) return undefined;
  const rule = Object.hasOwn(RULES, list) ? RULES[list] : undefined;
  return rule && { kind: 'remark', range: pointed.range, ...rule };
}

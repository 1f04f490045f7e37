import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get } from '../../../syntax/syntaxTree.js';
import type { Context } from '../context.js';
import type { NamedPolicy } from '../identities/identity.js';
import { readPolicies } from '../policy/readPolicy.js';
import type { Guard } from '../text/guards.js';
import { together } from '../text/guards.js';
import { intrinsicOf } from '../template/intrinsics.js';

/** The entries of `Policies` of a role, user or group: each a name and a document. */
export function inlinePolicies(
  context: Context,
  node: SyntaxNode | undefined,
  outer: readonly Guard[] = [],
): readonly NamedPolicy[] {
  return context.texts.branches(node, outer).flatMap((branch) => {
    const guards = together(outer, branch.guards);
    if (guards === undefined) return [];
    if (branch.node.kind === 'sequence' && intrinsicOf(branch.node) === undefined) {
      return branch.node.items.flatMap((item) => inlinePolicies(context, item, guards));
    }
    const name = context.texts.texts(get(branch.node, 'PolicyName'))[0]?.shown ?? '';
    return readPolicies(context, get(branch.node, 'PolicyDocument'), guards).map((policy) => ({
      prefix: name === '' ? '' : `${name}/`,
      policy,
    }));
  });
}

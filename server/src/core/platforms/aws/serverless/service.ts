import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { isAbsent } from '../../../syntax/syntaxTree.js';
import type { Context } from '../context.js';
import type { NamedPolicy } from '../identities/identity.js';
import { readStatementList } from '../policy/readPolicy.js';
import { intrinsicOf } from '../template/intrinsics.js';

/** A `serverless.yml` with what its functions run as. */
export interface Service {
  readonly context: Context;
  readonly root: SyntaxNode;
  readonly provider: SyntaxNode | undefined;
  readonly functions: readonly ServiceFunction[];
}

/** One entry of `functions`. */
export interface ServiceFunction {
  readonly name: string;
  readonly key: SyntaxNode;
  readonly node: SyntaxNode;
}

/** A list of statements, as the framework writes it into a policy of its own. */
export function statementsPolicy(
  { context }: Service,
  node: SyntaxNode | undefined,
  prefix = '',
): readonly NamedPolicy[] {
  if (node === undefined || isAbsent(node)) return [];
  return [{ prefix, policy: readStatementList(context, node) }];
}

/** Whether the value names a role that stands elsewhere, instead of describing one. */
export function namesRole(node: SyntaxNode | undefined): node is SyntaxNode {
  if (node === undefined || isAbsent(node)) return false;
  return node.kind === 'scalar' || intrinsicOf(node) !== undefined;
}

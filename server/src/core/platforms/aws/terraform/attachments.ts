import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../../syntax/syntaxTree.js';
import { unknownAt, whenAt } from './build.js';
import type { Block } from './configuration.js';
import { each, literal } from './configuration.js';
import type { Evaluator } from './evaluator.js';
import { presenceOf } from './loops.js';
import { MOST_NESTED, sidesOf } from './nodeText.js';

/** A managed policy that a block of its own attaches to somebody. */
export interface PolicyAttachment {
  readonly block: Block;
  /** The policies by their ARNs. */
  readonly policy: SyntaxNode;
  readonly holder: SyntaxNode;
  readonly kind: 'role' | 'user' | 'group';
  /** The address of the holder, where it stands in the same file. */
  readonly address: string | undefined;
}

type Kind = PolicyAttachment['kind'];

/**
 * By type: the attribute that names the policies, and those that name who holds them.
 *
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policy_attachment,
 * iam_user_policy_attachment, iam_group_policy_attachment, iam_policy_attachment and the three
 * iam_…_policy_attachments_exclusive.
 */
const TYPES: Readonly<Record<string, readonly [policy: string, ...holders: (readonly [string, Kind])[]]>> = {
  aws_iam_role_policy_attachment: ['policy_arn', ['role', 'role']],
  aws_iam_user_policy_attachment: ['policy_arn', ['user', 'user']],
  aws_iam_group_policy_attachment: ['policy_arn', ['group', 'group']],
  aws_iam_policy_attachment: ['policy_arn', ['roles', 'role'], ['users', 'user'], ['groups', 'group']],
  aws_iam_role_policy_attachments_exclusive: ['policy_arns', ['role_name', 'role']],
  aws_iam_user_policy_attachments_exclusive: ['policy_arns', ['user_name', 'user']],
  aws_iam_group_policy_attachments_exclusive: ['policy_arns', ['group_name', 'group']],
};

/** All attachments of a file, one for each holder. */
export function attachmentsOf(evaluator: Evaluator): readonly PolicyAttachment[] {
  return evaluator.resources.flatMap((block) => {
    const found = Object.hasOwn(TYPES, block.type) ? TYPES[block.type] : undefined;
    if (found === undefined) return [];
    const [policyName, ...holders] = found;
    const scope = evaluator.scopeOf(block);
    const written = get(block.body, policyName);
    if (written === undefined) return [];
    const policy = evaluator.value(written, scope);
    return holders.flatMap(([name, kind]) => {
      const node = get(block.body, name);
      return holdersAt(evaluator, block, node, kind).map(({ holder, address }) => ({
        block,
        policy: whenAt(policy, presenceOf(evaluator, block, ownerOf(evaluator, address))),
        holder,
        kind,
        address,
      }));
    });
  });
}

/** The block of an address, if there is one. */
export function ownerOf({ resources }: Evaluator, address: string | undefined): Block | undefined {
  return address === undefined ? undefined : resources.find((block) => block.address === address);
}

/** Who a node names, each with its address where it stands in the same file. */
export function holdersAt(
  evaluator: Evaluator,
  block: Block,
  node: SyntaxNode | undefined,
  kind: Kind,
): readonly Pick<PolicyAttachment, 'holder' | 'address'>[] {
  const named = node === undefined ? [] : leavesOf(evaluator.value(node, evaluator.scopeOf(block)));
  return named.map((holder) => ({ holder, address: holderWithin(evaluator, holder, kind) }));
}

/** The texts and references that lists and conditions come to. */
function leavesOf(node: SyntaxNode, depth = 0): readonly SyntaxNode[] {
  if (depth > MOST_NESTED) return [unknownAt(node.range, '…')];
  if (node.kind === 'sequence') return node.items.flatMap((item) => leavesOf(item, depth + 1));
  const sides = sidesOf(node);
  return sides === undefined ? [node] : [...leavesOf(sides.yes, depth + 1), ...leavesOf(sides.no, depth + 1)];
}

/** The address of a role, user or group of the file, by reference or by its name. */
function holderWithin(evaluator: Evaluator, node: SyntaxNode, kind: Kind): string | undefined {
  const address = addressOf(node);
  if (address !== undefined) {
    // In another module it is known by its whole address.
    return ownerOf(evaluator, address)?.address ?? (address.startsWith('module.') ? address : undefined);
  }
  const name = textOf(node);
  if (name === undefined) return undefined;
  return evaluator.resources.find(
    (block) => block.type === `aws_iam_${kind}` && literal(block, 'name') === name,
  )?.address;
}

/** The address that a built node refers to. */
function addressOf(node: SyntaxNode): string | undefined {
  const [only] = entries(node);
  if (only?.key.text === 'Ref') return textOf(only.value);
  return only?.key.text === 'Fn::GetAtt' ? textOf(each(only.value)[0]) : undefined;
}

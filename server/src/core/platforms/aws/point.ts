import type { Pointing } from '../../model/pointing.js';
import { keysOf, pointedAt } from '../../syntax/pathAt.js';
import type { Path, PathStep } from '../../syntax/pathAt.js';
import type { SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import { entry, get, textOf } from '../../syntax/syntaxTree.js';
import type { TextRange } from '../../text/textRange.js';

/** What a text of a policy or template is about at which nothing of the model stands. */
export function point(tree: SyntaxTree, offset: number): Pointing | undefined {
  const path = pointedAt(tree, offset);
  if (path === undefined) return undefined;
  const { range, steps } = path;
  const outer = steps.findLastIndex(({ node }) => isStatement(node));
  return outer < 0 ? named(path, range) : inStatement(path, outer, range);
}

/** A statement of a policy document, or the block of one in Terraform. */
function isStatement(node: SyntaxNode): boolean {
  return (
    entry(node, 'Effect') !== undefined || OF_BLOCK.some((key) => entry(node, key)?.value.kind === 'sequence')
  );
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document */
const OF_BLOCK = ['actions', 'not_actions'];

const RESOURCES = new Set(['Resource', 'NotResource', 'resources', 'not_resources']);
const CONDITIONS = new Set(['Condition', 'condition']);

function inStatement(path: Path, outer: number, range: TextRange): Pointing | undefined {
  const statement = path.steps[outer]?.node;
  const [part = '', ...inner] = keysOf(path).slice(outer);
  if (RESOURCES.has(part)) {
    const actions = valuesOf(statement, ['Action', 'NotAction', 'actions', 'not_actions']);
    const resource = inner.at(-1) === '*' || !path.isKey ? textOf(path.steps.at(-1)?.node) : undefined;
    const isOne =
      resource !== undefined && path.steps.at(-1)?.node.tag === undefined && !resource.includes('${');
    return { kind: 'resource', at: actions, range, ...(isOne ? { resource } : {}) };
  }
  if (!CONDITIONS.has(part) || inner.length === 0) return undefined;
  // Of a trust policy a condition narrows whom it admits; what it means by itself is told at its key.
  const principals = [
    ...valuesOf(statement, ['Principal', 'NotPrincipal']),
    ...valuesOf(statement, ['principals', 'not_principals']),
  ];
  return { kind: 'same', at: [...principals, ...conditionKey(path.steps)], range };
}

/** The scalars below some keys, and the lists and mappings around them. */
function valuesOf(node: SyntaxNode | undefined, keys: readonly string[]): readonly TextRange[] {
  return keys.flatMap((key) => get(node, key)?.range ?? []);
}

/** The key under which the value of a condition stands: `StringEquals` / `aws:SourceArn`, or `variable` in Terraform. */
function conditionKey(steps: readonly PathStep[]): readonly TextRange[] {
  const block = steps.findLast(({ node }) => entry(node, 'variable') !== undefined)?.node;
  const variable = get(block, 'variable')?.range;
  if (variable !== undefined) return [variable];
  const key = steps.findLast(({ entry: own }) => own?.key.text.includes(':') === true)?.entry?.key;
  return key === undefined ? [] : [key.range];
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html */
const NAMES = new Set(['RoleName', 'UserName', 'ManagedPolicyName', 'PolicyName', 'GroupName']);

/** The name of a role, a user or a policy stands for it: what is told of it stands at its key in the template. */
function named({ steps }: Path, range: TextRange): Pointing | undefined {
  const key = steps.at(-1)?.entry?.key.text ?? '';
  const [resource, around] = [steps.at(-3), steps.at(-2)];
  const inTemplate = get(resource?.node, 'Type') === undefined ? undefined : resource?.entry?.key;
  if (NAMES.has(key)) {
    // A policy whose document stands beside its name, as in `Policies` of a role, is what its statements grant.
    const at = inTemplate ?? get(around?.node, 'PolicyDocument');
    return at === undefined ? undefined : { kind: 'same', at: [at.range], range };
  }
  const isBlock = key === 'name' && resource?.entry?.key.text.startsWith('aws_iam_') === true;
  const label = isBlock ? around?.entry?.key : undefined;
  return label === undefined ? undefined : { kind: 'same', at: [label.range], range };
}

import type { SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entry, get, textOf } from '../../../syntax/syntaxTree.js';
import type { TextRange } from '../../../text/textRange.js';
import type { PolicyAttachment } from './attachments.js';
import { holdersAt, ownerOf } from './attachments.js';
import { accountEntries } from './clusterAccounts.js';
import { mappingEntries } from './clusterMappings.js';
import { entryAt, joinAt, mappingAt, scalarAt, sequenceAt, unknownAt, whenAt } from './build.js';
import type { Block } from './configuration.js';
import { each } from './configuration.js';
import type { Evaluator } from './evaluator.js';
import type { TerraformType } from './resourceTypes.js';
import { terraformType } from './resourceTypes.js';
import { presenceOf } from './loops.js';
import { runEntries } from './runRoles.js';
import { isNothing } from './nodeText.js';

/**
 * The resources of a file as those of a template of CloudFormation, each under its address and where it stands. What
 * gives nobody anything is left out.
 */
export function templateEntries(
  evaluator: Evaluator,
  attachments: readonly PolicyAttachment[],
): readonly SyntaxEntry[] {
  const made = evaluator.resources.flatMap((block) => {
    const kind = terraformType(block.type);
    if (kind === undefined) {
      return [
        ...special(evaluator, block),
        ...accountEntries(evaluator, block),
        ...mappingEntries(evaluator, block),
      ];
    }
    const properties = [
      ...nameEntries(evaluator, block, kind),
      ...propertyEntries(evaluator, block, kind),
      ...ownEntries(evaluator, block, attachments),
    ];
    return [
      resourceEntry(block, block.address, kind.type, properties),
      ...policyEntries(evaluator, block, kind),
    ];
  });
  return [...made, ...runEntries(evaluator)];
}

function resourceEntry(
  { key, body }: Block,
  id: string,
  type: string,
  properties: readonly SyntaxEntry[],
): SyntaxEntry {
  const node = mappingAt(body.range, [
    entryAt(key.range, 'Type', scalarAt(key.range, type)),
    entryAt(key.range, 'Properties', mappingAt(body.range, properties)),
  ]);
  return { key: scalarAt(key.range, id, key.style), value: node, merged: false };
}

/** Without a name, or with the start of one, the provider makes it up. */
function nameEntries(evaluator: Evaluator, block: Block, { name }: TerraformType): readonly SyntaxEntry[] {
  if (name === undefined) return [];
  const [attribute, property, prefix] = name;
  const scope = evaluator.scopeOf(block);
  const whole = entry(block.body, attribute);
  const written = whole && evaluator.value(whole.value, scope);
  if (whole !== undefined && written !== undefined && !isUnset(written)) {
    return [entryAt(whole.key.range, property, written)];
  }
  const start = prefix === undefined ? undefined : entry(block.body, prefix);
  if (start === undefined) return [];
  const { range } = start.value;
  const pieces = [evaluator.value(start.value, scope), unknownAt(range, '…')];
  return [entryAt(start.key.range, property, joinAt(range, pieces))];
}

/** `null` is as if the argument were not written. */
function isUnset(node: SyntaxNode): boolean {
  return isNothing(node) || (node.kind === 'scalar' && node.value === null);
}

/** Policies that stand as resources of their own are there only when those are. */
const CONDITIONAL = /^aws_iam_(role|user|group)_policy$/u;

function propertyEntries(
  evaluator: Evaluator,
  block: Block,
  { properties = {} }: TerraformType,
): readonly SyntaxEntry[] {
  const scope = evaluator.scopeOf(block);
  return Object.entries(properties).flatMap(([attribute, name]) => {
    const found = attributeAt(block.body, attribute);
    if (found === undefined) return [];
    const value = evaluator.value(found.value, scope);
    if (isUnset(value)) return [];
    const node = POLICIES.has(attribute) ? onePolicy(value) : value;
    const when = attribute === 'policy' ? inlinePresence(evaluator, block) : undefined;
    return [propertyAt(found.key.range, name, whenAt(node, when))];
  });
}

/** An attribute; of one in a block of its own, `block.attribute`, that of the first such block. */
function attributeAt(body: SyntaxNode, path: string): SyntaxEntry | undefined {
  const [first = '', ...others] = path.split('.');
  if (others.length === 0) return entry(body, first);
  const [inner] = each(get(body, first));
  return inner && attributeAt(inner, others.join('.'));
}

/** An entry for a property; of one in another, `Outer.Inner`, with that around it. */
function propertyAt(range: TextRange, path: string, value: SyntaxNode): SyntaxEntry {
  const [first = '', ...others] = path.split('.');
  return entryAt(
    range,
    first,
    others.length === 0 ? value : mappingAt(range, [propertyAt(range, others.join('.'), value)]),
  );
}

/** Attributes that hold a policy. */
const POLICIES: ReadonlySet<string> = new Set(['policy', 'assume_role_policy', 'content']);

/** Instances of a loop that differ in their policy are one here, in which each statement is there at times. */
function onePolicy(node: SyntaxNode): SyntaxNode {
  if (node.kind !== 'sequence') return node;
  const [only, ...others] = node.items;
  if (only === undefined || others.length === 0) return only ?? node;
  const version = entry(only, 'Version');
  const statements = node.items.flatMap((item, at) => {
    const statement = get(item, 'Statement');
    const when = { condition: `instance ${String(at + 1)}`, holds: true };
    return (statement === undefined ? [item] : each(statement)).map((one) => whenAt(one, when));
  });
  return mappingAt(node.range, [
    ...(version === undefined ? [] : [version]),
    entryAt(node.range, 'Statement', sequenceAt(node.range, statements)),
  ]);
}

function inlinePresence(evaluator: Evaluator, block: Block): ReturnType<typeof presenceOf> {
  const kind = CONDITIONAL.exec(block.type)?.[1] as PolicyAttachment['kind'] | undefined;
  if (kind === undefined) return undefined;
  const [holder] = holdersAt(evaluator, block, get(block.body, kind), kind);
  return presenceOf(evaluator, block, ownerOf(evaluator, holder?.address));
}

/** What only some types have. */
function ownEntries(
  evaluator: Evaluator,
  block: Block,
  attachments: readonly PolicyAttachment[],
): readonly SyntaxEntry[] {
  switch (block.type) {
    case 'aws_iam_role':
      return [...inlineEntries(evaluator, block), ...managedEntries(evaluator, block, attachments)];
    case 'aws_iam_user':
    case 'aws_iam_group':
      return managedEntries(evaluator, block, attachments);
    case 'aws_organizations_policy':
      return entry(block.body, 'type') === undefined
        ? [entryAt(block.key.range, 'Type', scalarAt(block.key.range, 'SERVICE_CONTROL_POLICY'))]
        : [];
    default:
      return [];
  }
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role#inline_policy */
function inlineEntries(evaluator: Evaluator, { body, ...rest }: Block): readonly SyntaxEntry[] {
  const scope = evaluator.scopeOf({ body, ...rest });
  const key = entry(body, 'inline_policy')?.key;
  if (key === undefined) return [];
  const items = each(get(body, 'inline_policy')).flatMap((inline) => {
    const policy = entry(inline, 'policy');
    if (policy === undefined) return [];
    const name = entry(inline, 'name');
    return [
      mappingAt(inline.range, [
        ...(name === undefined
          ? []
          : [entryAt(name.key.range, 'PolicyName', evaluator.value(name.value, scope))]),
        entryAt(policy.key.range, 'PolicyDocument', evaluator.value(policy.value, scope)),
      ]),
    ];
  });
  return [entryAt(key.range, 'Policies', sequenceAt(key.range, items))];
}

/** Policies that the block itself lists, and those that others attach to it. */
function managedEntries(
  evaluator: Evaluator,
  block: Block,
  attachments: readonly PolicyAttachment[],
): readonly SyntaxEntry[] {
  const listed = entry(block.body, 'managed_policy_arns');
  const nodes: readonly SyntaxNode[] = [
    ...(listed === undefined ? [] : [evaluator.value(listed.value, evaluator.scopeOf(block))]),
    ...attachments.filter(({ address }) => address === block.address).map(({ policy }) => policy),
  ];
  if (nodes.length === 0) return [];
  const { range } = listed?.key ?? block.key;
  return [entryAt(range, 'ManagedPolicyArns', sequenceAt(range, nodes))];
}

/** A policy that is an attribute of what it is of. */
function policyEntries(
  evaluator: Evaluator,
  block: Block,
  { policy }: TerraformType,
): readonly SyntaxEntry[] {
  if (policy === undefined) return [];
  const [attribute, type, property] = policy;
  const found = entry(block.body, attribute);
  if (found === undefined) return [];
  const node = evaluator.value(found.value, evaluator.scopeOf(block));
  return [
    resourceEntry(block, `${block.address}.${attribute}`, type, [entryAt(found.key.range, property, node)]),
  ];
}

/** Types whose properties are not one by one those of a type of CloudFormation. */
function special(evaluator: Evaluator, block: Block): readonly SyntaxEntry[] {
  const { body, key } = block;
  const scope = evaluator.scopeOf(block);
  const at = (node: SyntaxNode | undefined, name: string, property: string): readonly SyntaxEntry[] => {
    const found = entry(each(node)[0], name);
    return found === undefined
      ? []
      : [entryAt(found.key.range, property, evaluator.value(found.value, scope))];
  };
  if (block.type === 'aws_eks_access_policy_association') {
    const reach = get(body, 'access_scope');
    const policy = mappingAt(body.range, [
      ...at(body, 'policy_arn', 'PolicyArn'),
      entryAt(
        key.range,
        'AccessScope',
        mappingAt(body.range, [...at(reach, 'type', 'Type'), ...at(reach, 'namespaces', 'Namespaces')]),
      ),
    ]);
    const policies = entryAt(key.range, 'AccessPolicies', sequenceAt(body.range, [policy]));
    return [
      resourceEntry(block, block.address, 'AWS::EKS::AccessEntry', [
        ...at(body, 'principal_arn', 'PrincipalArn'),
        policies,
      ]),
    ];
  }
  if (block.type === 'aws_lambda_function_url') return addressEntries(evaluator, block);
  if (block.type === 'aws_launch_template') {
    const profile = get(body, 'iam_instance_profile');
    const named = [...at(profile, 'arn', 'Arn'), ...at(profile, 'name', 'Arn')];
    const data = mappingAt(body.range, [
      entryAt(key.range, 'IamInstanceProfile', mappingAt(body.range, named)),
    ]);
    return named.length === 0
      ? []
      : [
          resourceEntry(block, block.address, 'AWS::EC2::LaunchTemplate', [
            entryAt(key.range, 'LaunchTemplateData', data),
          ]),
        ];
  }
  return [];
}

/**
 * The provider itself adds the permission by which everybody may call a function's address without a login, where no
 * permission of the configuration does. https://github.com/hashicorp/terraform-provider-aws/pull/44858
 */
function addressEntries(evaluator: Evaluator, block: Block): readonly SyntaxEntry[] {
  const scope = evaluator.scopeOf(block);
  const type = get(block.body, 'authorization_type');
  const target = entry(block.body, 'function_name');
  if (target === undefined || textOf(type && evaluator.value(type, scope)) !== 'NONE') return [];
  const at = type?.range ?? block.key.range;
  const isWritten = evaluator.resources.some(
    (other) =>
      other.type === 'aws_lambda_permission' && textOf(get(other.body, 'function_url_auth_type')) === 'NONE',
  );
  if (isWritten) return [];
  const said = { Action: 'lambda:InvokeFunctionUrl', Principal: '*', FunctionUrlAuthType: 'NONE' };
  return [
    resourceEntry(block, block.address, 'AWS::Lambda::Permission', [
      entryAt(target.key.range, 'FunctionName', evaluator.value(target.value, scope)),
      ...Object.entries(said).map(([name, text]) => entryAt(at, name, scalarAt(at, text))),
    ]),
  ];
}

/** The defaults of variables as parameters of the template. */
export function parameterEntries(parameters: ReadonlyMap<string, SyntaxNode>): readonly SyntaxEntry[] {
  return [...parameters].map(([name, node]) =>
    entryAt(
      node.range,
      name,
      mappingAt(node.range, [
        entryAt(node.range, 'Type', scalarAt(node.range, 'String')),
        entryAt(node.range, 'Default', node),
      ]),
    ),
  );
}

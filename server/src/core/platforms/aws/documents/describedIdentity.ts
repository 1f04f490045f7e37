import type { Definition } from '../../../model/facts.js';
import type { MappingNode, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entry, get, textOf } from '../../../syntax/syntaxTree.js';
import type { Context } from '../context.js';
import { identitySession } from '../identities/identity.js';
import { roleDefinition, userDefinition } from '../identities/keys.js';
import { roleLifetime, userLifetime } from '../identities/lifetime.js';
import type { Parts } from '../parts.js';
import { readPolicies } from '../policy/readPolicy.js';
import { inlinePolicies } from '../resources/inlinePolicies.js';
import { principalArn } from '../resources/roles.js';
import { holderOfCredentials } from '../resources/users.js';
import type { SourceText } from '../text/sourceText.js';
import { quoted } from '../../../text/quoted.js';

/**
 * A role or user as the command line prints it, or as a file describes it in the same words.
 *
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html, API_RoleDetail.html, API_UserDetail.html
 */
export function describedIdentity(context: Context, node: MappingNode): Partial<Parts> | undefined {
  // What is handed to `create-role` holds it as text.
  const trust = context.texts.branches(get(node, 'AssumeRolePolicyDocument'))[0]?.node;
  if (trust?.kind === 'mapping') return role(context, node, trust);
  const isUser =
    textOf(get(node, 'UserName')) !== undefined &&
    (get(node, 'UserPolicyList') !== undefined || get(node, 'AttachedManagedPolicies') !== undefined);
  return isUser ? user(context, node) : undefined;
}

function role(context: Context, node: MappingNode, trust: MappingNode): Partial<Parts> {
  const { reading } = context;
  const nameNode = get(node, 'RoleName');
  const name = textOf(nameNode) ?? 'role';
  const arn = textOf(get(node, 'Arn'));
  const at = nameNode ?? entry(node, 'AssumeRolePolicyDocument')?.key ?? node;
  const origin = reading.originOf(at);
  const account = /^arn:[^:]*:iam::(\d{12}):/u.exec(arn ?? '')?.[1];
  const session = identitySession(context, {
    localId: `role:${name}`,
    kind: 'cloud-role',
    noun: 'role',
    label: name,
    subject: { role: name },
    principal: arn ?? principalArn('role', textOf(get(node, 'Path')), name),
    origin,
    extent: node.range,
    role: 'acted-as',
    lifetime: roleLifetime(context, get(node, 'MaxSessionDuration'), at),
    inline: inlinePolicies(context, get(node, 'RolePolicyList')),
    managed: attachedArns(context, node),
    boundary: context.texts.texts(get(get(node, 'PermissionsBoundary'), 'PermissionsBoundaryArn')),
    trust: { policies: readPolicies(context, trust), origin },
    account,
    unknowns: grantsUnknown(node, `role ${quoted(name)}`, origin),
  });
  const definitions: readonly Definition[] =
    nameNode === undefined ? [] : [{ ...roleDefinition(name), origin }];
  return { sessions: [session], definitions };
}

function user(context: Context, node: MappingNode): Partial<Parts> {
  const nameNode = get(node, 'UserName') ?? node;
  const name = textOf(nameNode) ?? 'user';
  const origin = context.reading.originOf(nameNode);
  const session = identitySession(context, {
    localId: `user:${name}`,
    kind: 'static-credential',
    noun: 'user',
    label: name,
    subject: { user: name },
    principal: textOf(get(node, 'Arn')) ?? principalArn('user', textOf(get(node, 'Path')), name),
    origin,
    extent: node.range,
    role: 'acted-as',
    lifetime: userLifetime(context, nameNode),
    inline: inlinePolicies(context, get(node, 'UserPolicyList')),
    managed: attachedArns(context, node),
    boundary: context.texts.texts(get(get(node, 'PermissionsBoundary'), 'PermissionsBoundaryArn')),
    initiators: [holderOfCredentials(name, origin)],
  });
  return { sessions: [session], definitions: [{ ...userDefinition(name), origin }] };
}

function attachedArns({ texts }: Context, node: MappingNode): readonly SourceText[] {
  const list = get(node, 'AttachedManagedPolicies');
  if (list?.kind !== 'sequence') return [];
  return list.items.flatMap((item: SyntaxNode) => texts.texts(get(item, 'PolicyArn')));
}

/** `get-role` prints the trust policy and none of what the role may do. */
function grantsUnknown(
  node: MappingNode,
  whose: string,
  origin: Definition['origin'],
): readonly { what: string; why: string; origin: Definition['origin'] }[] {
  const isTold = ['RolePolicyList', 'AttachedManagedPolicies'].some((key) => get(node, key) !== undefined);
  return isTold ? [] : [{ what: `what ${whose} may do`, why: 'its policies are not written here', origin }];
}

import type { Grant, SessionFacts } from '../../../model/facts.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entry, get } from '../../../syntax/syntaxTree.js';
import type { Context } from '../context.js';
import type { NamedPolicy } from '../identities/identity.js';
import { identitySession } from '../identities/identity.js';
import { logicalKey } from '../identities/keys.js';
import { roleLifetime } from '../identities/lifetime.js';
import type { Parts } from '../parts.js';
import { readPolicies } from '../policy/readPolicy.js';
import { property } from '../template/template.js';
import type { Resource } from '../template/template.js';
import { unreadConnectors } from './connectors.js';
import { extentOf, principalArn } from './roles.js';
import { implicitFunctionPolicies } from './samImplicit.js';
import { samPolicies } from './samPolicies.js';
import { serviceTrust } from './serviceTrust.js';

/** What differs between the two types for which SAM makes roles. */
const OWNERS: Readonly<
  Record<string, { readonly noun: string; readonly service: string; readonly globals: string }>
> = {
  'AWS::Serverless::Function': {
    noun: 'Lambda function',
    service: 'lambda.amazonaws.com',
    globals: 'Function',
  },
  'AWS::Serverless::StateMachine': {
    noun: 'state machine',
    service: 'states.amazonaws.com',
    globals: 'StateMachine',
  },
};

/** The role that SAM makes for a function or state machine without one, and who runs as it. */
export function samParts(
  context: Context,
  resource: Resource,
  added: readonly NamedPolicy[],
): Partial<Parts> | undefined {
  const owner = Object.hasOwn(OWNERS, resource.type) ? OWNERS[resource.type] : undefined;
  if (owner === undefined) return undefined;
  const { texts, reading, template } = context;
  const globals = get(get(template.root, 'Globals'), owner.globals);
  const read = (name: string): SyntaxNode | undefined => property(resource, name) ?? get(globals, name);
  const role = property(resource, 'Role');
  // In one branch of `Fn::If` SAM may still make the role.
  const isGiven = role !== undefined && texts.branches(role).length === branchesOf(role);
  const policies = entry(resource.properties, 'Policies');
  if (isGiven) {
    if (policies !== undefined) {
      reading.warn(
        reading.originOf(policies.key),
        'SAM ignores `Policies` where `Role` is set: none of this is granted. Attach it to the role instead.',
      );
    }
    return {};
  }
  const given = samPolicies(context, policies?.value);
  const isFunction = owner.globals === 'Function';
  const implicit = isFunction ? implicitFunctionPolicies(context, read, resource.typeNode) : [];
  const label = `${resource.id}Role`;
  const origin = reading.originOf(resource.key);
  const trust = readPolicies(context, read('AssumeRolePolicyDocument'));
  const session = identitySession(context, {
    localId: `role:${label}`,
    kind: 'cloud-role',
    noun: 'role',
    label,
    subject: { role: label },
    principal: principalArn('role', texts.texts(read('RolePath'))[0]?.text, undefined),
    origin,
    extent: extentOf(resource),
    role: 'acted-as',
    lifetime: roleLifetime(context, undefined, resource.key),
    inline: [...given.inline, ...implicit, ...added],
    managed: given.managed,
    boundary: texts.texts(read('PermissionsBoundary'))[0],
    trust: {
      policies: trust.length > 0 ? trust : [serviceTrust(owner.service, reading.originOf(resource.typeNode))],
      origin: reading.originOf(resource.typeNode),
    },
    unknowns: unreadConnectors(context, resource),
  });
  const key = logicalKey('identity', reading.uri, label);
  return {
    sessions: [byDefault(session, resource)],
    definitions: [{ ...key, origin }],
    workloads: [
      {
        localId: `workload:${resource.id}`,
        noun: owner.noun,
        name: resource.id,
        namespace: null,
        runsAs: key,
        runsAsOrigin: origin,
        named: false,
        mounts: true,
        tokens: [],
        escapes: [],
        labels: {},
        origin,
        extent: extentOf(resource),
      },
    ],
  };
}

/** How many branches `Fn::If` has at this place. */
function branchesOf(node: SyntaxNode): number {
  const isIf =
    node.tag === '!If' ||
    (node.kind === 'mapping' && node.entries.length === 1 && entry(node, 'Fn::If') !== undefined);
  return isIf ? 2 : 1;
}

/** What nothing in the file asks for: the origin is the resource's type. */
function byDefault(session: SessionFacts, { typeNode }: Resource): SessionFacts {
  const isDefault = ({ origin }: Grant): boolean => origin.range.start === typeNode.range.start;
  return {
    ...session,
    grants: session.grants.map((grant) =>
      isDefault(grant) ? { ...grant, certainty: 'platform-default', declaredFor: 'default' } : grant,
    ),
  };
}

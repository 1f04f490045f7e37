import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entry, get } from '../../../syntax/syntaxTree.js';
import type { Context } from '../context.js';
import type { NamedPolicy } from '../identities/identity.js';
import type { Parts } from '../parts.js';
import { joinParts } from '../parts.js';
import { readPolicies } from '../policy/readPolicy.js';
import { property } from '../template/template.js';
import type { Resource } from '../template/template.js';
import { unreadConnectors } from './connectors.js';
import { extentOf } from './roles.js';
import { samEventParts } from './samEvents.js';
import type { Properties } from './samImplicit.js';
import { implicitFunctionPolicies, implicitMachinePolicies } from './samImplicit.js';
import { samOtherParts } from './samOthers.js';
import { samPolicies } from './samPolicies.js';
import { generatedRole, isAlwaysGiven } from './samRole.js';

/** What differs between the two types that run as a role of SAM's. */
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

/** The roles that SAM makes for a resource, and who runs as them; `undefined` for what is not SAM's to make roles for. */
export function samParts(
  context: Context,
  resource: Resource,
  added: readonly NamedPolicy[],
): Partial<Parts> | undefined {
  const owner = Object.hasOwn(OWNERS, resource.type) ? OWNERS[resource.type] : undefined;
  if (owner === undefined) {
    const others = samOtherParts(context, resource);
    return others && joinParts(others);
  }
  const globals = get(context.template.globals(resource.id), owner.globals);
  const read: Properties = (name) => property(resource, name) ?? get(globals, name);
  return joinParts([
    executionRole(context, resource, { ...owner, read, added }),
    ...samEventParts(context, resource, read),
  ]);
}

interface Execution {
  readonly noun: string;
  readonly service: string;
  readonly read: Properties;
  readonly added: readonly NamedPolicy[];
}

/** The role that a function or state machine runs as, where it names none. */
function executionRole(
  context: Context,
  resource: Resource,
  { noun, service, read, added }: Execution,
): Partial<Parts> {
  const { reading } = context;
  const policies = entry(resource.properties, 'Policies');
  if (isAlwaysGiven(context, property(resource, 'Role'))) {
    if (policies !== undefined) {
      reading.warn(
        reading.originOf(policies.key),
        'SAM ignores `Policies` where `Role` is set: none of this is granted. Attach it to the role instead.',
      );
    }
    return {};
  }
  const given = samPolicies(context, policies?.value);
  const implicit =
    resource.type === 'AWS::Serverless::Function'
      ? implicitFunctionPolicies(context, read, resource.id, resource.typeNode)
      : implicitMachinePolicies(context, read);
  const trust: SyntaxNode | undefined = read('AssumeRolePolicyDocument');
  return generatedRole(context, {
    label: `${resource.id}Role`,
    key: resource.key,
    extent: extentOf(resource),
    place: resource.typeNode,
    service,
    noun,
    runner: resource.id,
    inline: [...given.inline, ...implicit, ...added],
    managed: given.managed,
    boundary: read('PermissionsBoundary'),
    path: read('RolePath'),
    trust: readPolicies(context, trust),
    unknowns: unreadConnectors(context, resource),
  });
}

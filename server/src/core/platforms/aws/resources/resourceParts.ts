import type { Context } from '../context.js';
import type { NamedPolicy } from '../identities/identity.js';
import type { Parts } from '../parts.js';
import { joinParts } from '../parts.js';
import type { Resource } from '../template/template.js';
import { clusterAccessParts } from './clusterAccess.js';
import { clusterAccountParts } from './clusterAccounts.js';
import { connectorParts, connectorPolicies } from './connectors.js';
import { functionSecretParts } from './functionSecrets.js';
import { groupParts } from './groups.js';
import { oidcProviderParts } from './oidcProvider.js';
import { handedNames } from './handedNames.js';
import { organizationPolicyParts } from './organizationPolicy.js';
import { permissionParts } from './permissions.js';
import { permissionSetParts } from './permissionSet.js';
import { resourcePolicyParts } from './resourcePolicies.js';
import { roleParts } from './roles.js';
import { samParts } from './sam.js';
import { samAddressParts, samDeploymentParts } from './samOthers.js';
import {
  INLINE_POLICY_TYPES,
  inlinePolicyParts,
  iotPolicyParts,
  managedPolicyParts,
  policiesByHolder,
} from './standingPolicies.js';
import { userParts } from './users.js';
import { workloadParts } from './workloads.js';

/** All that the resources of a template give. */
export function templateParts(context: Context): Parts {
  const standing = policiesByHolder(context);
  const connected = connectorPolicies(context);
  const added = (id: string): readonly NamedPolicy[] => [
    ...(standing.get(id) ?? []),
    ...(connected.get(id) ?? []),
  ];
  return joinParts([
    { handed: handedNames(context) },
    connectorParts(context),
    samDeploymentParts(context),
    ...context.template.resources
      .filter((resource) => context.texts.presence(resource) !== undefined)
      .flatMap((resource) => [
        whereSwitchedOn(context, resource, partsOf(context, resource, added(resource.id))),
        workloadParts(context, resource),
        clusterAccessParts(context, resource),
        clusterAccountParts(context, resource),
        functionSecretParts(context, resource),
        samAddressParts(context, resource),
      ]),
  ]);
}

/** The sessions of a resource that is there only where somebody asks for it say so. */
function whereSwitchedOn(
  { off }: Context,
  { id }: Resource,
  { sessions = [], ...others }: Partial<Parts>,
): Partial<Parts> {
  if (off?.has(id) !== true) return { sessions, ...others };
  return { ...others, sessions: sessions.map((session) => ({ ...session, offByDefault: true as const })) };
}

function partsOf(context: Context, resource: Resource, added: readonly NamedPolicy[]): Partial<Parts> {
  switch (resource.type) {
    case 'AWS::IAM::Role':
      return roleParts(context, resource, added);
    case 'AWS::IAM::User':
      return userParts(context, resource, added);
    case 'AWS::IAM::Group':
      return groupParts(context, resource, added);
    case 'AWS::IAM::ManagedPolicy':
      return managedPolicyParts(context, resource);
    case 'AWS::IoT::Policy':
      return iotPolicyParts(context, resource);
    case 'AWS::IAM::OIDCProvider':
      return oidcProviderParts(context, resource);
    case 'AWS::SSO::PermissionSet':
      return permissionSetParts(context, resource);
    case 'AWS::Organizations::Policy':
      return organizationPolicyParts(context, resource);
    default:
      if (INLINE_POLICY_TYPES.has(resource.type)) return inlinePolicyParts(context, resource);
      return (
        samParts(context, resource, added) ??
        permissionParts(context, resource) ??
        resourcePolicyParts(context, resource) ??
        {}
      );
  }
}

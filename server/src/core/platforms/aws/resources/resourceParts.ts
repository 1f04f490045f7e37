import type { Context } from '../context.js';
import type { NamedPolicy } from '../identities/identity.js';
import type { Parts } from '../parts.js';
import { joinParts } from '../parts.js';
import type { Resource } from '../template/template.js';
import { groupParts } from './groups.js';
import { lambdaPermissionParts } from './lambdaPermission.js';
import { oidcProviderParts } from './oidcProvider.js';
import { resourcePolicyParts } from './resourcePolicies.js';
import { roleParts } from './roles.js';
import { samParts } from './sam.js';
import {
  INLINE_POLICY_TYPES,
  inlinePolicyParts,
  managedPolicyParts,
  policiesByHolder,
} from './standingPolicies.js';
import { userParts } from './users.js';
import { workloadParts } from './workloads.js';

/** All that the resources of a template give. */
export function templateParts(context: Context): Parts {
  const added = policiesByHolder(context);
  return joinParts(
    context.template.resources.flatMap((resource) => [
      partsOf(context, resource, added.get(resource.id) ?? []),
      workloadParts(context, resource),
    ]),
  );
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
    case 'AWS::IAM::OIDCProvider':
      return oidcProviderParts(context, resource);
    case 'AWS::Lambda::Permission':
      return lambdaPermissionParts(context, resource);
    default:
      if (INLINE_POLICY_TYPES.has(resource.type)) return inlinePolicyParts(context, resource);
      return samParts(context, resource, added) ?? resourcePolicyParts(context, resource) ?? {};
  }
}

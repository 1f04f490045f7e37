import type { Context } from '../context.js';
import { readRemarks } from '../identities/identity.js';
import { NO_PARTS } from '../parts.js';
import type { Parts } from '../parts.js';
import type { PolicyKind } from '../policy/classify.js';
import { readPolicies } from '../policy/readPolicy.js';
import type { Resource } from '../template/template.js';
import { property } from '../template/template.js';

const KINDS: Readonly<Record<string, PolicyKind>> = {
  SERVICE_CONTROL_POLICY: { kind: 'scp', noun: 'service control policy' },
  RESOURCE_CONTROL_POLICY: { kind: 'rcp', noun: 'resource control policy' },
};

/**
 * `AWS::Organizations::Policy`. It limits what accounts may do and grants nothing; which accounts those are stands
 * elsewhere. Other types than these two are no policies of IAM.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-organizations-policy.html
 */
export function organizationPolicyParts(context: Context, resource: Resource): Partial<Parts> {
  const types = context.texts.texts(property(resource, 'Type')).map(({ text }) => text);
  for (const type of types) {
    const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
    if (kind === undefined) continue;
    for (const policy of readPolicies(context, property(resource, 'Content'))) {
      readRemarks(context, policy, kind);
    }
  }
  return NO_PARTS;
}

import type { DefinitionKey } from '../../../model/facts.js';
import type { Context } from '../context.js';
import { attachedPolicies } from '../identities/attached.js';
import type { NamedPolicy } from '../identities/identity.js';
import { readRemarks } from '../identities/identity.js';
import { knownName, logicalKey, setKeys } from '../identities/keys.js';
import { policySet } from '../identities/policySet.js';
import type { Parts } from '../parts.js';
import { physicalName } from '../template/references.js';
import type { Resource } from '../template/template.js';
import { property } from '../template/template.js';
import type { SourceText } from '../text/sourceText.js';
import { isKnown } from '../text/sourceText.js';
import { inlinePolicies } from './inlinePolicies.js';
import { extentOf } from './roles.js';

/** `AWS::IAM::Group`: its policies hold for each of its members. */
export function groupParts(
  context: Context,
  resource: Resource,
  added: readonly NamedPolicy[],
): Partial<Parts> {
  const { texts, reading } = context;
  const name = knownName(context, resource) === undefined ? resource.id : physicalName(texts, resource).shown;
  const own = [...inlinePolicies(context, property(resource, 'Policies')), ...added];
  for (const { policy } of own) {
    readRemarks(context, policy, { kind: 'identity', noun: 'policy of an identity' });
  }
  const attached = attachedPolicies(context, texts.texts(property(resource, 'ManagedPolicyArns')));
  const keys = setKeys(context, resource, groupDefinition);
  const origin = reading.originOf(resource.key);
  const extent = extentOf(resource);
  const set = policySet(context, {
    localId: `group:${resource.id}`,
    noun: 'group',
    name,
    subject: { group: name },
    ...keys,
    origin,
    extent,
    policies: [...own, ...attached.policies],
  });
  return {
    sets: [set],
    definitions: [keys.key, ...(keys.aliases ?? [])].map((key) => ({ ...key, origin })),
  };
}

/** The key of the group that a text names. */
export function groupKey(context: Context, text: SourceText): DefinitionKey | undefined {
  const resource = text.resources
    .map((id) => context.template.resource(id))
    .find((one) => one?.type === 'AWS::IAM::Group');
  if (resource !== undefined) return setKeys(context, resource, groupDefinition).key;
  const elsewhere = text.resources.find((id) => id.startsWith('aws_iam_group.'));
  if (elsewhere !== undefined) return logicalKey('permission-set', context.reading.uri, elsewhere);
  return isKnown(text) && text.text !== '' ? groupDefinition(text.text) : undefined;
}

function groupDefinition(name: string): DefinitionKey {
  return { space: 'permission-set', key: `aws:group/${name}` };
}

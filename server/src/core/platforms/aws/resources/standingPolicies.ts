import type { DefinitionKey } from '../../../model/facts.js';
import type { Attachment, Holder } from '../../../model/permissionSet.js';
import type { Context } from '../context.js';
import type { NamedPolicy } from '../identities/identity.js';
import { readRemarks } from '../identities/identity.js';
import {
  identityKeyOf,
  knownName,
  logicalKey,
  policyDefinition,
  setKeys,
  userDefinition,
} from '../identities/keys.js';
import { policySet, unheldSession } from '../identities/policySet.js';
import type { Parts } from '../parts.js';
import { classify } from '../policy/classify.js';
import { readPolicies } from '../policy/readPolicy.js';
import { physicalName } from '../template/references.js';
import type { Resource } from '../template/template.js';
import { property } from '../template/template.js';
import type { SourceText } from '../text/sourceText.js';
import { isKnown } from '../text/sourceText.js';
import { groupKey } from './groups.js';
import { extentOf } from './roles.js';

/** Properties of a policy that list who holds it, with what they list. */
const HOLDERS = [
  ['Roles', 'role'],
  ['RoleName', 'role'],
  ['Users', 'user'],
  ['UserName', 'user'],
  ['Groups', 'group'],
  ['GroupName', 'group'],
] as const;

type HolderKind = (typeof HOLDERS)[number][1];

interface Named {
  readonly kind: HolderKind;
  readonly text: SourceText;
}

/** Types of inline policies that are resources of their own, with what each is called. */
export const INLINE_POLICY_TYPES: ReadonlySet<string> = new Set([
  'AWS::IAM::Policy',
  'AWS::IAM::RolePolicy',
  'AWS::IAM::UserPolicy',
  'AWS::IAM::GroupPolicy',
]);

/** Inline policies by the logical id of the role, user or group of the template that they are written into. */
export function policiesByHolder(context: Context): ReadonlyMap<string, readonly NamedPolicy[]> {
  const found = new Map<string, NamedPolicy[]>();
  for (const resource of context.template.resources) {
    if (!INLINE_POLICY_TYPES.has(resource.type) || context.texts.presence(resource) === undefined) continue;
    const policies = documentsOf(context, resource);
    for (const id of holdersWithin(context, resource)) found.set(id, [...(found.get(id) ?? []), ...policies]);
  }
  return found;
}

/** An inline policy whose holder stands outside of the template: a set that is attached there. */
export function inlinePolicyParts(context: Context, resource: Resource): Partial<Parts> {
  const outside = holdersOf(context, resource).filter(({ text }) => !isWithin(context, text));
  if (outside.length === 0 && holdersOf(context, resource).length > 0) return {};
  const key = logicalKey('permission-set', context.reading.uri, resource.id);
  return standing(context, resource, { key, noun: 'inline policy', holders: outside });
}

/** `AWS::IAM::ManagedPolicy`. */
export function managedPolicyParts(context: Context, resource: Resource): Partial<Parts> {
  const keys = setKeys(context, resource, policyDefinition);
  return standing(context, resource, {
    ...keys,
    noun: 'managed policy',
    holders: holdersOf(context, resource),
  });
}

/**
 * `AWS::IoT::Policy`: what devices may do whose certificates it is attached to.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iot-policy.html
 */
export function iotPolicyParts(context: Context, resource: Resource): Partial<Parts> {
  const key = logicalKey('permission-set', context.reading.uri, resource.id);
  return standing(context, resource, { key, noun: 'IoT policy', holders: [] });
}

interface Standing {
  readonly key: DefinitionKey;
  readonly aliases?: readonly DefinitionKey[];
  readonly noun: string;
  readonly holders: readonly Named[];
}

function standing(context: Context, resource: Resource, described: Standing): Partial<Parts> {
  const { key, aliases, noun, holders } = described;
  const { reading, texts } = context;
  const origin = reading.originOf(resource.key);
  const extent = extentOf(resource);
  const hasName = knownName(context, resource) !== undefined;
  const name = hasName ? physicalName(texts, resource).shown : resource.id;
  const policies = documentsOf(context, resource);
  for (const { policy } of policies) {
    readRemarks(context, policy, { kind: 'identity', noun: 'policy of an identity' });
  }
  const set = policySet(context, {
    localId: `policy:${resource.id}`,
    noun,
    name,
    subject: { policy: name },
    key,
    ...(aliases === undefined ? {} : { aliases }),
    origin,
    extent,
    policies,
  });
  const attachment: Attachment = {
    localId: `attachment:${resource.id}`,
    noun: 'attachment',
    name,
    set: key,
    setOrigin: origin,
    holders: holders.flatMap((holder) => holderOf(context, holder) ?? []),
    within: null,
    namespace: null,
    origin,
    extent,
  };
  const bounds = policies.some(
    ({ policy }) => classify(policy, `${name} ${resource.id}`).kind !== 'identity',
  );
  // Who holds it may stand outside of the workspace: where the linker finds a holder, the session goes.
  const isHeld = isNamed(context, resource);
  return {
    sets: [set],
    attachments: attachment.holders.length === 0 ? [] : [attachment],
    sessions: isHeld || bounds ? [] : [unheldSession(set)],
    definitions: [key, ...(aliases ?? [])].map((one) => ({ ...one, origin })),
  };
}

function documentsOf(context: Context, resource: Resource): readonly NamedPolicy[] {
  // What is there under a condition only may be missing, and with it what it denies.
  const presence = context.texts.presence(resource) ?? [];
  return readPolicies(context, property(resource, 'PolicyDocument'), presence).map((policy) => ({
    prefix: `${resource.id}/`,
    policy,
  }));
}

function holdersOf({ texts }: Context, resource: Resource): readonly Named[] {
  return HOLDERS.flatMap(([name, kind]) =>
    texts.texts(property(resource, name)).map((text) => ({ kind, text })),
  );
}

function holdersWithin(context: Context, resource: Resource): readonly string[] {
  const ids = holdersOf(context, resource).flatMap(({ text }) => idWithin(context, text) ?? []);
  return [...new Set(ids)];
}

function isWithin(context: Context, text: SourceText): boolean {
  return idWithin(context, text) !== undefined;
}

/** The logical id of the identity that a text names, by reference or by its name. */
export function idWithin(context: Context, text: SourceText): string | undefined {
  const { template } = context;
  const ids = [...text.resources, ...text.resources.map((id) => id.replace(/Role$/u, ''))];
  const referred = ids.find((id) => template.resource(id) !== undefined && template.home(id) === undefined);
  if (referred !== undefined || !isKnown(text)) return referred;
  return template.resources.find(
    (other) => /^AWS::IAM::(?:Role|User|Group)$/u.test(other.type) && knownName(context, other) === text.text,
  )?.id;
}

/** Whether a role, user or group of the template names the policy. */
function isNamed({ template, texts }: Context, policy: Resource): boolean {
  return template.resources.some((other) =>
    ['ManagedPolicyArns', 'PermissionsBoundary', 'Policies'].some((name) =>
      texts.texts(property(other, name)).some(({ resources }) => resources.includes(policy.id)),
    ),
  );
}

/** The identity or group that a text names, to which a policy is attached. */
export function holderOf(context: Context, { kind, text }: Named): Holder | undefined {
  const { origin, shown } = text;
  if (kind === 'group') {
    const key = groupKey(context, text);
    return key === undefined ? undefined : { key, name: shown, kind: 'group', origin };
  }
  const key =
    kind === 'user' && text.resources.length === 0 && isKnown(text)
      ? userDefinition(text.text)
      : identityKeyOf(context, text);
  return key === undefined ? undefined : { key, name: shown, kind: 'session', origin };
}

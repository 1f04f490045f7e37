import type { Initiator, Reference } from '../../../model/facts.js';
import type { StandingCredential } from '../../../model/identityLink.js';
import type { Context } from '../context.js';
import { attachedPolicies } from '../identities/attached.js';
import type { NamedPolicy } from '../identities/identity.js';
import { identitySession } from '../identities/identity.js';
import { knownName, logicalKey, userDefinition } from '../identities/keys.js';
import { userLifetime } from '../identities/lifetime.js';
import type { Parts } from '../parts.js';
import { physicalName } from '../template/references.js';
import { isAddress } from '../template/resourceKinds.js';
import type { Resource } from '../template/template.js';
import { property } from '../template/template.js';
import type { SourceText } from '../text/sourceText.js';
import { groupKey } from './groups.js';
import { inlinePolicies } from './inlinePolicies.js';
import { extentOf, principalArn } from './roles.js';

/** `AWS::IAM::User`, whose password and keys work until they are deleted. */
export function userParts(
  context: Context,
  resource: Resource,
  added: readonly NamedPolicy[],
): Partial<Parts> {
  const { texts, reading } = context;
  const name = knownName(context, resource);
  const label = name === undefined ? resource.id : physicalName(texts, resource).shown;
  const origin = reading.originOf(resource.key);
  const keys = accessKeysOf(context, resource);
  const groups = groupsOf(context, resource, name);
  const session = identitySession(context, {
    localId: `user:${resource.id}`,
    kind: 'static-credential',
    noun: 'user',
    label,
    subject: { user: label },
    principal: principalArn('user', texts.texts(property(resource, 'Path'))[0]?.text, name),
    origin,
    extent: extentOf(resource),
    role: 'acted-as',
    lifetime: userLifetime(context, keys[0]?.key ?? resource.key),
    inline: [...inlinePolicies(context, property(resource, 'Policies')), ...added],
    managed: [...texts.texts(property(resource, 'ManagedPolicyArns')), ...groupPolicies(context, groups)],
    boundary: texts.texts(property(resource, 'PermissionsBoundary')),
    initiators: [holderOfCredentials(label, origin)],
    references: groups.flatMap((group) => membership(context, group)),
  });
  const place = isAddress(resource.id) ? { origin, session: session.localId } : { origin };
  const definitions = [
    { ...logicalKey('identity', reading.uri, resource.id), ...place },
    ...(name === undefined ? [] : [{ ...userDefinition(name), ...place }]),
  ];
  const credentials = keys.map((key) => accessKey(context, key, resource, label));
  return {
    sessions: [credentials.length === 0 ? session : { ...session, standing: credentials }],
    definitions,
    credentials,
  };
}

/** The groups that the user names, and those into which an `AWS::IAM::UserToGroupAddition` puts it. */
function groupsOf(context: Context, user: Resource, name: string | undefined): readonly SourceText[] {
  const { texts, template } = context;
  const added = template.resources.filter(
    (other) =>
      other.type === 'AWS::IAM::UserToGroupAddition' &&
      texts
        .texts(property(other, 'Users'))
        .some(({ text, resources }) => resources.includes(user.id) || (name !== undefined && text === name)),
  );
  return [
    ...texts.texts(property(user, 'Groups')),
    ...added.flatMap((other) => texts.texts(property(other, 'GroupName'))),
  ];
}

/**
 * Managed policies of the groups of this template, which hold for their members; those that AWS manages are part of what
 * the group itself holds.
 */
function groupPolicies(context: Context, groups: readonly SourceText[]): readonly SourceText[] {
  const { texts, template } = context;
  return groups.flatMap(({ resources }) =>
    resources.flatMap((id) => {
      const group = template.resource(id);
      if (group?.type !== 'AWS::IAM::Group') return [];
      return texts
        .texts(property(group, 'ManagedPolicyArns'))
        .filter((policy) => attachedPolicies(context, [policy]).policies.length === 0);
    }),
  );
}

/** Whoever has a password or key of the user can act as it. */
export function holderOfCredentials(label: string, origin: Initiator['origin']): Initiator {
  return {
    id: 'credentials',
    event: 'password or access key',
    actor: 'collaborator',
    who: `whoever has the password or an access key of user ${label}`,
    conditions: [],
    withholds: [],
    certainty: 'inferred',
    origin,
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users.html',
  };
}

function accessKeysOf({ texts, template }: Context, user: Resource): readonly Resource[] {
  return template.resources.filter(
    (other) =>
      other.type === 'AWS::IAM::AccessKey' &&
      texts.texts(property(other, 'UserName')).some(({ resources }) => resources.includes(user.id)),
  );
}

function accessKey(context: Context, key: Resource, user: Resource, label: string): StandingCredential {
  const { reading, texts } = context;
  const named = texts.texts(property(key, 'UserName'))[0];
  return {
    localId: `access-key:${key.id}`,
    noun: 'access key',
    name: `${key.id} of user ${label}`,
    kind: 'static-credential',
    identity: logicalKey('identity', reading.uri, user.id),
    identityOrigin: named?.origin ?? reading.originOf(key.key),
    lifetime: userLifetime(context, key.key),
    origin: reading.originOf(key.key),
    extent: extentOf(key),
  };
}

function membership(context: Context, group: SourceText): readonly Reference[] {
  const target = groupKey(context, group);
  return target === undefined
    ? []
    : [
        {
          id: `member:${target.key}`,
          kind: 'holds',
          target,
          name: `group ${group.shown}`,
          origin: group.origin,
        },
      ];
}

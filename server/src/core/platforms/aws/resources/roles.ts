import { extentFrom } from '../text/extent.js';
import type { Definition } from '../../../model/facts.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { TextRange } from '../../../text/textRange.js';
import type { Context } from '../context.js';
import type { NamedPolicy } from '../identities/identity.js';
import { identitySession } from '../identities/identity.js';
import { knownName, logicalKey, roleDefinition } from '../identities/keys.js';
import { roleLifetime } from '../identities/lifetime.js';
import type { Parts } from '../parts.js';
import { readPolicies } from '../policy/readPolicy.js';
import { physicalName } from '../template/references.js';
import { isAddress } from '../template/resourceKinds.js';
import type { Resource } from '../template/template.js';
import { property } from '../template/template.js';
import { inlinePolicies } from './inlinePolicies.js';
import { quoted } from '../../../text/quoted.js';

/** `AWS::IAM::Role`; `added` are the policies that other resources of the template write into it. */
export function roleParts(
  context: Context,
  resource: Resource,
  added: readonly NamedPolicy[],
): Partial<Parts> {
  const { texts, reading } = context;
  const name = knownName(context, resource);
  const { shown: label, open } = physicalName(texts, resource);
  const shown = name === undefined ? resource.id : label;
  const trustNode = property(resource, 'AssumeRolePolicyDocument');
  const trust = readPolicies(context, trustNode);
  const origin = reading.originOf(resource.key);
  const who = {
    what: `who may take role ${quoted(shown)}`,
    why: 'its trust policy is not written here',
    origin,
  };
  const target = trust.flatMap(({ unread = [] }) => unread.flatMap(({ elsewhere }) => elsewhere ?? []))[0];
  const isWritten = trust.some(({ statements }) => statements.length > 0);
  const session = identitySession(context, {
    localId: `role:${resource.id}`,
    kind: 'cloud-role',
    noun: 'role',
    label: shown,
    subject: { role: name === undefined ? resource.id : shown },
    ...(open === undefined || name === undefined ? {} : { openName: open }),
    principal: principalArn('role', texts.texts(property(resource, 'Path'))[0]?.text, name),
    origin,
    extent: extentOf(resource),
    role: 'acted-as',
    lifetime: roleLifetime(context, property(resource, 'MaxSessionDuration'), resource.key),
    inline: [...inlinePolicies(context, property(resource, 'Policies')), ...added],
    managed: texts.texts(property(resource, 'ManagedPolicyArns')),
    boundary: texts.texts(property(resource, 'PermissionsBoundary')),
    trust:
      trustNode === undefined || (target !== undefined && !isWritten)
        ? undefined
        : {
            policies: trust,
            origin:
              trust[0]?.node === undefined ? origin : reading.originOf(trustKey(resource) ?? resource.key),
          },
    ...(target === undefined || isWritten ? {} : { trustDocument: { target, unknown: who } }),
    unknowns:
      trustNode === undefined || (trust.every((policy) => policy.incomplete) && !isWritten) ? [who] : [],
  });
  return { sessions: [session], definitions: identityDefinitions(context, resource, name) };
}

/** The keys under which others find a role of a template. */
function identityDefinitions(
  { reading }: Context,
  resource: Resource,
  name: string | undefined,
): readonly Definition[] {
  const origin = reading.originOf(resource.key);
  // Instances of a loop or a module stand at one place.
  const place = isAddress(resource.id) ? { origin, session: `role:${resource.id}` } : { origin };
  return [
    { ...logicalKey('identity', reading.uri, resource.id), ...place },
    ...(name === undefined ? [] : [{ ...roleDefinition(name), ...place }]),
  ];
}

/** The ARN of a role or user of the stack's own account. */
export function principalArn(
  kind: 'role' | 'user',
  path: string | undefined,
  name: string | undefined,
): string {
  const folder = path?.startsWith('/') === true ? path : path === undefined ? '/' : UNKNOWN_PART;
  return `arn:aws:iam::${UNKNOWN_PART}:${kind}${folder}${name ?? UNKNOWN_PART}`;
}

/** The whole text of a resource. */
export function extentOf({ key, node }: Resource): TextRange {
  return extentFrom(key.range, node.range);
}

function trustKey({ properties }: Resource): Resource['key'] | undefined {
  if (properties?.kind !== 'mapping') return undefined;
  return properties.entries.findLast(({ key }) => key.text === 'AssumeRolePolicyDocument')?.key;
}

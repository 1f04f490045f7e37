import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { Initiator, Lifetime, Reference } from '../../../model/facts.js';
import { entries, get, isAbsent } from '../../../syntax/syntaxTree.js';
import type { Context } from '../context.js';
import { identitySession } from '../identities/identity.js';
import { policyDefinition } from '../identities/keys.js';
import { SESSION_SECONDS } from '../identities/lifetime.js';
import type { Parts } from '../parts.js';
import { readPolicies } from '../policy/readPolicy.js';
import type { Resource } from '../template/template.js';
import { property } from '../template/template.js';
import type { SourceText } from '../text/sourceText.js';
import { isKnown } from '../text/sourceText.js';
import { extentOf } from './roles.js';

/**
 * `AWS::SSO::PermissionSet`: the role that IAM Identity Center makes in each account to which it is assigned, called
 * `AWSReservedSSO_`, the set's name and sixteen more characters.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sso-permissionset.html
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
 */
export function permissionSetParts(context: Context, resource: Resource): Partial<Parts> {
  const { texts, reading } = context;
  const [name] = texts.texts(property(resource, 'Name'));
  const label = name?.shown ?? resource.id;
  const origin = reading.originOf(resource.key);
  const boundary = property(resource, 'PermissionsBoundary');
  const session = identitySession(context, {
    localId: `permission-set:${resource.id}`,
    kind: 'cloud-role',
    noun: 'permission set',
    label,
    subject: { permissionSet: label },
    principal: `arn:aws:iam::${UNKNOWN_PART}:role/aws-reserved/sso.amazonaws.com/${UNKNOWN_PART}AWSReservedSSO_${name?.text ?? UNKNOWN_PART}_${UNKNOWN_PART}`,
    origin,
    extent: extentOf(resource),
    role: 'acted-as',
    lifetime: sessionDuration(context, resource),
    inline: readPolicies(context, property(resource, 'InlinePolicy')).map((policy) => ({
      prefix: 'inline/',
      policy,
    })),
    managed: texts.texts(property(resource, 'ManagedPolicies')),
    boundary: [
      ...texts.texts(get(boundary, 'ManagedPolicyArn')),
      ...texts.texts(get(get(boundary, 'CustomerManagedPolicyReference'), 'Name')).map(asCustomerPolicy),
    ],
    initiators: [assigned(label, origin)],
    references: customerPolicies(context, resource),
  });
  return { sessions: [session] };
}

/** Who may sign in with it stands in its assignments. */
function assigned(label: string, origin: Initiator['origin']): Initiator {
  return {
    id: 'sign-in',
    event: 'sign-in to the access portal',
    actor: 'collaborator',
    who: `people and groups to whom permission set ${label} is assigned`,
    conditions: [],
    withholds: [],
    certainty: 'inferred',
    origin,
    source: 'https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html',
  };
}

/** Policies that each account is to have under this name. */
function customerPolicies({ texts }: Context, resource: Resource): readonly Reference[] {
  const list = property(resource, 'CustomerManagedPolicyReferences');
  const items = list?.kind === 'sequence' ? list.items : entries(list).map(({ value }) => value);
  return items.flatMap((item, index) =>
    texts.texts(get(item, 'Name')).flatMap((name): readonly Reference[] => {
      if (!isKnown(name)) return [];
      const target = policyDefinition(name.text);
      return [
        {
          id: `holds:customer:${String(index)}:${target.key}`,
          kind: 'holds',
          target,
          name: name.shown,
          origin: name.origin,
        },
      ];
    }),
  );
}

/** A policy of the account itself, by the ARN that its name makes. */
function asCustomerPolicy(name: SourceText): SourceText {
  return { ...name, text: `arn:aws:iam::${UNKNOWN_PART}:policy/${name.text}` };
}

/**
 * An hour where nothing is said, and twelve at most.
 *
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html
 */
function sessionDuration({ texts, reading }: Context, resource: Resource): Lifetime {
  const node = property(resource, 'SessionDuration');
  const boundBy = 'SessionDuration';
  if (node === undefined || isAbsent(node)) {
    const origin = reading.originOf(resource.key);
    return { seconds: SESSION_SECONDS.default, basis: 'platform-default', boundBy, origin };
  }
  const values = texts.texts(node);
  const origin = values[0]?.origin ?? reading.originOf(node);
  const seconds = values.map((value) => (isKnown(value) ? durationOf(value.text) : undefined));
  const read = seconds.filter((one) => one !== undefined);
  if (read.length === 0 || read.length < seconds.length) {
    if (values.every(isKnown)) {
      reading.refuse(node, '`SessionDuration` is a time as ISO 8601 writes it, such as `PT1H`.');
    }
    return {
      seconds: SESSION_SECONDS.most,
      basis: 'platform-maximum',
      boundBy: `${boundBy}, which is computed`,
      origin,
    };
  }
  const longest = Math.max(...read);
  if (longest < SESSION_SECONDS.least || longest > SESSION_SECONDS.most) {
    reading.refuse(node, '`SessionDuration` is from one to twelve hours, `PT1H` to `PT12H`.');
  }
  return { seconds: Math.min(longest, SESSION_SECONDS.most), basis: 'declared', boundBy, origin };
}

const UNITS = [604_800, 86_400, 3_600, 60, 1] as const;

/** Seconds of `P1DT2H30M`; undefined for another text. */
function durationOf(text: string): number | undefined {
  const parts = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/u.exec(text);
  return parts === null
    ? undefined
    : UNITS.reduce((sum, unit, at) => sum + unit * Number(parts[at + 1] ?? 0), 0);
}

import type { Grant, SessionFacts, Unknown } from '../../../model/facts.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entry } from '../../../syntax/syntaxTree.js';
import type { TextRange } from '../../../text/textRange.js';
import type { Context } from '../context.js';
import type { NamedPolicy } from '../identities/identity.js';
import { identitySession } from '../identities/identity.js';
import { logicalKey } from '../identities/keys.js';
import { roleLifetime } from '../identities/lifetime.js';
import type { Parts } from '../parts.js';
import type { ReadPolicy } from '../policy/readPolicy.js';
import type { SourceText } from '../text/sourceText.js';
import { principalArn } from './roles.js';
import { serviceTrust } from './serviceTrust.js';

/** A role that SAM writes into the template that is deployed, and what runs as it. */
interface GeneratedRole {
  /** Its logical id in what SAM makes. */
  readonly label: string;
  /** The key of what is written that makes SAM write the role. */
  readonly key: SyntaxNode;
  readonly extent: TextRange;
  /** Where its rights stand that nobody asked for, such as the type of an event. */
  readonly place: SyntaxNode;
  /** The service that takes it. */
  readonly service: string;
  /** What runs as it: `schedule`, and its name. */
  readonly noun: string;
  readonly runner: string;
  readonly inline: readonly NamedPolicy[];
  /** Policies that are attached by name or ARN. */
  readonly managed?: readonly SourceText[];
  readonly boundary?: SyntaxNode | undefined;
  readonly path?: SyntaxNode | undefined;
  /** A trust policy of the template's own; without one the service alone may take it. */
  readonly trust?: readonly ReadPolicy[];
  readonly unknowns?: readonly Unknown[];
}

/** The session of a role that SAM makes, the workload that runs as it, and its name for others. */
export function generatedRole(context: Context, role: GeneratedRole): Partial<Parts> {
  const { texts, reading } = context;
  const { label, place, trust = [], unknowns } = role;
  const origin = reading.originOf(role.key);
  const session = identitySession(context, {
    localId: `role:${label}`,
    kind: 'cloud-role',
    noun: 'role',
    label,
    subject: { role: label },
    principal: principalArn('role', texts.texts(role.path)[0]?.text, undefined),
    origin,
    extent: role.extent,
    role: 'acted-as',
    lifetime: roleLifetime(context, undefined, role.key),
    inline: role.inline,
    managed: role.managed ?? [],
    boundary: texts.texts(role.boundary),
    trust: {
      policies: trust.length > 0 ? trust : [serviceTrust(role.service, reading.originOf(place))],
      origin: reading.originOf(place),
    },
    ...(unknowns === undefined ? {} : { unknowns }),
  });
  const key = logicalKey('identity', reading.uri, label);
  return {
    sessions: [byDefault(session, place)],
    definitions: [{ ...key, origin }],
    workloads: [
      {
        localId: `workload:${role.runner}`,
        noun: role.noun,
        name: role.runner,
        namespace: null,
        runsAs: key,
        runsAsOrigin: origin,
        named: false,
        mounts: true,
        tokens: [],
        escapes: [],
        labels: {},
        origin,
        extent: role.extent,
      },
    ],
  };
}

/**
 * Whether a role is named whatever the template's conditions come to: in one branch of `Fn::If` SAM may still make one.
 */
export function isAlwaysGiven({ texts }: Context, role: SyntaxNode | undefined): boolean {
  return role !== undefined && texts.branches(role).length === branchesOf(role);
}

/** How many branches `Fn::If` has at this place. */
function branchesOf(node: SyntaxNode): number {
  const isIf =
    node.tag === '!If' ||
    (node.kind === 'mapping' && node.entries.length === 1 && entry(node, 'Fn::If') !== undefined);
  return isIf ? 2 : 1;
}

/** What nothing in the file asks for by name: its origin is the place of what SAM adds. */
function byDefault(session: SessionFacts, place: SyntaxNode): SessionFacts {
  const isDefault = ({ origin }: Grant): boolean => origin.range.start === place.range.start;
  return {
    ...session,
    grants: session.grants.map((grant) =>
      isDefault(grant) ? { ...grant, certainty: 'platform-default', declaredFor: 'default' } : grant,
    ),
  };
}

import { extentFrom } from '../text/extent.js';
import type { DefinitionKey, Grant, SessionFacts, Unknown } from '../../../model/facts.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entry, get, textOf } from '../../../syntax/syntaxTree.js';
import type { NamedPolicy } from '../identities/identity.js';
import { identitySession } from '../identities/identity.js';
import { identityKeyOf, logicalKey, roleDefinition } from '../identities/keys.js';
import { roleLifetime } from '../identities/lifetime.js';
import type { Parts } from '../parts.js';
import { NO_PARTS } from '../parts.js';
import { principalArn } from '../resources/roles.js';
import { serviceTrust } from '../resources/serviceTrust.js';
import type { Part } from '../text/sourceText.js';
import { eventGrants, logging, vpcGrants } from './frameworkGrants.js';
import type { Service, ServiceFunction } from './service.js';
import { namesRole, statementsPolicy } from './service.js';
import { quoted } from '../../../text/quoted.js';

/** The role that all functions share which have none of their own. */
export interface SharedRole {
  readonly parts: Partial<Parts>;
  /** What its functions run as; undefined where that is not known. */
  readonly key: DefinitionKey | undefined;
  readonly place: SyntaxNode;
  /** Whether the file names it. */
  readonly named: boolean;
}

/** https://www.serverless.com/framework/docs/providers/aws/guide/iam */
const LOGICAL_ID = 'IamRoleLambdaExecution';

/** Reads `provider.iam.role` with what it replaces, or makes what the framework makes. */
export function serviceRole(service: Service): SharedRole {
  const { context, provider, root } = service;
  const { texts, reading } = context;
  const iam = get(provider, 'iam');
  const role = get(iam, 'role');
  const given = namesRole(role) ? role : get(provider, 'role');
  const place = entry(iam, 'role')?.key ?? entry(root, 'provider')?.key ?? root;
  if (namesRole(given)) {
    const [text] = texts.texts(given);
    const key = text && identityKeyOf(context, text);
    return { parts: NO_PARTS, key, place: given, named: true };
  }
  const sharing = service.functions.filter((one) => sharesRole(one));
  const key = logicalKey('identity', reading.uri, LOGICAL_ID);
  if (sharing.length === 0 && service.functions.length > 0) {
    return { parts: NO_PARTS, key, place, named: false };
  }
  const origin = reading.originOf(place);
  const name = roleName(service, get(role, 'name'));
  const label = name.text === UNKNOWN_PART ? LOGICAL_ID : name.shown;
  const session = roleSession(service, {
    id: LOGICAL_ID,
    label,
    name: name.text,
    place,
    extent: get(root, 'provider') ?? place,
    path: get(role, 'path') ?? get(iam, 'path'),
    inline: [
      ...statementsPolicy(service, get(role, 'statements') ?? get(provider, 'iamRoleStatements')),
      ...logging(origin, functionPrefix(service)),
      ...sharing.flatMap((one) => eventGrants(service, one)),
      ...vpcGrants(service, sharing),
    ],
    managed: get(role, 'managedPolicies') ?? get(provider, 'iamManagedPolicies'),
    unknowns: elsewhere(service, origin),
    boundary:
      get(role, 'permissionsBoundary') ??
      get(role, 'permissionBoundary') ??
      get(provider, 'rolePermissionsBoundary'),
  });
  return {
    parts: {
      sessions: [session],
      definitions: [
        { ...key, origin },
        ...(name.text === UNKNOWN_PART ? [] : [{ ...roleDefinition(name.text), origin }]),
      ],
    },
    key,
    place,
    named: false,
  };
}

/** The service's functions, or its role, where a file of its own holds them. */
function elsewhere({ root, provider }: Service, origin: Unknown['origin']): readonly Unknown[] {
  const iam = get(provider, 'iam');
  const parts: readonly (readonly [string, SyntaxNode | undefined])[] = [
    ['what else runs as this role', get(root, 'functions')],
    ['what the role of the service may do', provider],
    ['what the role of the service may do', iam],
  ];
  return parts.flatMap(([what, node]) => {
    const text = textOf(node) ?? '';
    if (!/^\s*\$\{\s*file\s*\(/u.test(text)) return [];
    return [
      {
        what,
        why: `${quoted(text.trim())} is another file, which is not read together with this one`,
        origin,
      },
    ];
  });
}

/** A role that the framework, or a plugin of it, makes. */
interface MadeRole {
  readonly id: string;
  readonly label: string;
  readonly name: string;
  /** Where to point at. */
  readonly place: SyntaxNode;
  readonly extent: SyntaxNode;
  readonly path?: SyntaxNode | undefined;
  readonly inline: readonly NamedPolicy[];
  readonly managed?: SyntaxNode | undefined;
  readonly boundary?: SyntaxNode | undefined;
  readonly unknowns?: readonly Unknown[];
}

export function roleSession({ context }: Service, made: MadeRole): SessionFacts {
  const { texts, reading } = context;
  const origin = reading.originOf(made.place);
  const session = identitySession(context, {
    localId: `role:${made.id}`,
    kind: 'cloud-role',
    noun: 'role',
    label: made.label,
    subject: { role: made.label },
    principal: principalArn('role', texts.texts(made.path)[0]?.text, made.name),
    origin,
    extent: extentFrom(made.place.range, made.extent.range),
    role: 'acted-as',
    lifetime: roleLifetime(context, undefined, made.place),
    inline: made.inline,
    managed: texts.texts(made.managed),
    boundary: texts.texts(made.boundary),
    trust: { policies: [serviceTrust('lambda.amazonaws.com', origin)], origin },
    ...(made.unknowns === undefined ? {} : { unknowns: made.unknowns }),
  });
  // What no line of the file asks for stands at the place where the role would be described.
  const isDefault = (grant: Grant): boolean => grant.origin.range.start === origin.range.start;
  return {
    ...session,
    grants: session.grants.map((grant) =>
      isDefault(grant) ? { ...grant, certainty: 'platform-default', declaredFor: 'default' } : grant,
    ),
  };
}

/** Whether a function runs as the role of the service. */
function sharesRole({ node }: ServiceFunction): boolean {
  return get(node, 'role') === undefined && get(node, 'iamRoleStatements') === undefined;
}

/** `<service>-<stage>-<region>-lambdaRole` unless it is named. */
function roleName({ context, root, provider }: Service, named: SyntaxNode | undefined): Part {
  const own = named && context.texts.texts(named)[0];
  if (own !== undefined) return own;
  const { literals } = context.texts;
  const service = context.texts.texts(get(root, 'service'))[0]?.text ?? UNKNOWN_PART;
  const region = context.texts.texts(get(provider, 'region'))[0]?.text ?? UNKNOWN_PART;
  const stage = literals.part('${sls:stage}').text;
  const text = `${service}-${stage}-${region}-lambdaRole`;
  return { text, shown: text.replaceAll(UNKNOWN_PART, '…'), guards: [], inferred: true, resources: [] };
}

/** What the names of functions start with. */
function functionPrefix({ context, root }: Service): string {
  const service = context.texts.texts(get(root, 'service'))[0]?.text ?? UNKNOWN_PART;
  return `${service}-${context.texts.literals.part('${sls:stage}').text}`;
}

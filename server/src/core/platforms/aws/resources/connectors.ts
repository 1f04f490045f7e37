import { extentFrom } from '../text/extent.js';
import type {
  ConnectorProfile,
  ConnectorStatement,
} from '../../../knowledge/aws/documented/samConnectors.js';
import { connectorProfile, plainType } from '../../../knowledge/aws/documented/samConnectors.js';
import type { Unknown } from '../../../model/facts.js';
import { listWords } from '../../../model/words.js';
import type { ScalarNode, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, entry, get, textOf } from '../../../syntax/syntaxTree.js';
import type { Context } from '../context.js';
import type { NamedPolicy } from '../identities/identity.js';
import { resourcePolicySession } from '../identities/resourcePolicy.js';
import type { Parts } from '../parts.js';
import { resourcePolicyNoun } from '../policy/classify.js';
import type { Arguments } from '../policy/documented.js';
import { readDocumented } from '../policy/documented.js';
import { attributeOf, physicalName } from '../template/references.js';
import type { Resource } from '../template/template.js';
import { property } from '../template/template.js';
import type { Part } from '../text/sourceText.js';
import { known, unknown } from '../text/sourceText.js';
import { idWithin } from './standingPolicies.js';
import { quoted } from '../../../text/quoted.js';

/** One side of a connector: a resource of the template, or one that is described. */
interface Side {
  readonly type: string;
  readonly resource: Resource | undefined;
  readonly node: SyntaxNode | undefined;
}

/** A connector between one source and one destination. */
interface Connector {
  readonly key: ScalarNode;
  readonly extent: SyntaxNode;
  readonly source: Side;
  readonly destination: Side;
  readonly permissions: readonly string[];
  readonly profile: ConnectorProfile | undefined;
}

/** What connectors write into roles, by the logical id of the role, or of the function for which SAM makes one. */
export function connectorPolicies(context: Context): ReadonlyMap<string, readonly NamedPolicy[]> {
  const found = new Map<string, NamedPolicy[]>();
  for (const connector of connectorsOf(context)) {
    const { profile, source, destination } = connector;
    if (profile === undefined || profile.place === 'policy') continue;
    const id = roleOf(
      context,
      profile.place === 'source' ? source : destination,
      profile.place === 'source' ? destination : source,
    );
    if (id !== undefined) found.set(id, [...(found.get(id) ?? []), policyOf(context, connector, profile)]);
  }
  return found;
}

/** What connectors let into the policy of their destination, with what AWS would refuse of them. */
export function connectorParts(context: Context): Partial<Parts> {
  const counts = new Map<string, number>();
  const sessions = connectorsOf(context).flatMap((connector) => {
    const { profile, key, destination } = connector;
    remark(context, connector);
    if (profile?.place !== 'policy') return [];
    const count = (counts.get(key.text) ?? 0) + 1;
    counts.set(key.text, count);
    const service = /^AWS::(\w+)::/u.exec(destination.type)?.[1]?.toLowerCase() ?? '';
    return [
      resourcePolicySession(context, {
        localId: `connector:${key.text}`,
        noun: resourcePolicyNoun(service),
        service,
        label: destination.resource?.id ?? key.text,
        origin: context.reading.originOf(key),
        extent: extentFrom(key.range, connector.extent.range),
        policies: [policyOf(context, connector, profile)],
        checked: false,
      }),
    ];
  });
  return { sessions };
}

/** Connectors of a resource of which it is not known what they allow. */
export function unreadConnectors(context: Context, resource: Resource): readonly Unknown[] {
  return connectorsOf(context)
    .filter(({ source, profile }) => source.resource === resource && profile === undefined)
    .map(({ key }) => ({
      what: `what connector ${quoted(key.text)} allows`,
      why: 'SAM writes its policy when the template is deployed',
      origin: context.reading.originOf(key),
    }));
}

function connectorsOf(context: Context): readonly Connector[] {
  const { template, reading } = context;
  if (!reading.tree.text.includes('Connector')) return [];
  return template.resources.flatMap((resource) => {
    if (resource.type === 'AWS::Serverless::Connector') {
      const source = sideOf(context, property(resource, 'Source'));
      return between(context, { key: resource.key, extent: resource.node, source }, resource.properties);
    }
    const source: Side = { type: resource.type, resource, node: undefined };
    return entries(get(resource.node, 'Connectors')).flatMap(({ key, value }) => {
      const properties = get(value, 'Properties');
      const reference = get(properties, 'SourceReference');
      return between(context, { key, extent: value, source: { ...source, node: reference } }, properties);
    });
  });
}

/** One connector for each destination. */
function between(
  context: Context,
  own: Pick<Connector, 'key' | 'extent' | 'source'>,
  properties: SyntaxNode | undefined,
): readonly Connector[] {
  const node = get(properties, 'Destination');
  const destinations = node?.kind === 'sequence' ? node.items : node === undefined ? [] : [node];
  const permissions = context.texts.texts(get(properties, 'Permissions')).map(({ text }) => text);
  return destinations.map((one) => {
    const destination = sideOf(context, one);
    const profile = connectorProfile(own.source.type, destination.type);
    return { ...own, destination, permissions, profile };
  });
}

function sideOf({ template }: Context, node: SyntaxNode | undefined): Side {
  const resource = template.resource(textOf(get(node, 'Id')) ?? '');
  return { type: resource?.type ?? textOf(get(node, 'Type')) ?? '', resource, node };
}

/** Where types name the role that they run as. */
const ROLES: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'Role',
  'AWS::Serverless::Function': 'Role',
  'AWS::Serverless::StateMachine': 'Role',
  'AWS::StepFunctions::StateMachine': 'RoleArn',
  'AWS::AppSync::DataSource': 'ServiceRoleArn',
};

/** The role that a side runs as, by logical id; `undefined` for one outside of the template. */
function roleOf(context: Context, { resource, node, type }: Side, other: Side): string | undefined {
  const { texts } = context;
  const name = Object.hasOwn(ROLES, type) ? ROLES[type] : undefined;
  const given =
    resource === undefined
      ? get(node, 'RoleName')
      : name === undefined
        ? targetRole(context, resource, other)
        : property(resource, name);
  if (given === undefined) return type.startsWith('AWS::Serverless::') ? resource?.id : undefined;
  return texts.texts(given).flatMap((text) => idWithin(context, text) ?? [])[0];
}

/** A rule of events names a role for each of its targets. */
function targetRole({ texts }: Context, rule: Resource, { resource }: Side): SyntaxNode | undefined {
  const targets = property(rule, 'Targets');
  const items = targets?.kind === 'sequence' ? targets.items : [];
  const target = items.find((item) =>
    texts.texts(get(item, 'Arn')).some(({ resources }) => resources.includes(resource?.id ?? '')),
  );
  return get(target, 'RoleArn');
}

function policyOf(context: Context, connector: Connector, profile: ConnectorProfile): NamedPolicy {
  const { key } = connector;
  const origin = context.reading.originOf(key);
  const wanted = statementsOf(connector, profile);
  const policy = readDocumented(
    { name: key.text, parameters: [], statements: wanted },
    origin,
    argumentsOf(context, connector),
  );
  const statements = policy.statements.map((statement, index) => {
    const service = wanted[index]?.service;
    if (service === undefined) return statement;
    return { ...statement, principals: [{ ...known(service), origin, kind: 'Service' as const }] };
  });
  return { prefix: `${key.text}/`, policy: { ...policy, statements } };
}

function statementsOf(
  { permissions }: Pick<Connector, 'permissions'>,
  { statements }: ConnectorProfile,
): readonly ConnectorStatement[] {
  return statements.filter(({ permission }) => permissions.includes(permission));
}

/** What a connector says of its sides: their ARNs, names and the like. */
function argumentsOf(context: Context, { source, destination }: Connector): Arguments {
  return Object.fromEntries([
    ...sideArguments(context, 'Source', source),
    ...sideArguments(context, 'Destination', destination),
  ]);
}

function sideArguments(
  { texts }: Context,
  which: string,
  { resource, node }: Side,
): readonly (readonly [string, Part])[] {
  const given = (name: string): Part | undefined => {
    const value = get(node, name);
    return value === undefined ? undefined : texts.parts(value)[0];
  };
  const missing = unknown('…');
  const own = (name: string): Part =>
    resource === undefined
      ? missing
      : name === 'Arn'
        ? (attributeOf(texts, resource.id, 'Arn', 0)[0] ?? missing)
        : name === 'Name'
          ? physicalName(texts, resource)
          : unknown(`\${${resource.id}}`, [resource.id]);
  return ['Arn', 'Name', 'ResourceId', 'Qualifier'].map((name) => {
    const value = given(name) ?? (name === 'Qualifier' ? known('*') : own(name));
    return [`${which}.${name}`, { ...value, guards: [] }];
  });
}

function remark(context: Context, connector: Connector): void {
  const { reading } = context;
  const { key, source, destination, permissions, profile } = connector;
  const origin = reading.originOf(key);
  const isKnown = source.type !== '' && destination.type !== '';
  const ends = `from ${quoted(plainType(source.type))} to ${quoted(plainType(destination.type))}`;
  if (profile === undefined) {
    if (isKnown) reading.warn(origin, `SAM knows no connector ${ends}, as far as known.`, 'information');
    return;
  }
  const offered = [...new Set(profile.statements.map(({ permission }) => permission))];
  const odd = permissions.find((permission) => /^\w+$/u.test(permission) && !offered.includes(permission));
  if (odd !== undefined) {
    const place = entry(get(connector.extent, 'Properties'), 'Permissions')?.key ?? key;
    reading.warn(
      reading.originOf(place),
      `A connector ${ends} gives ${listWords(offered.map((one) => quoted(one)))}; SAM refuses ${quoted(odd)}.`,
    );
  }
  reading.note({
    origin,
    title: `Connector ${key.text}`,
    text: statementsOf(connector, profile)
      .map(({ actions, resources }) => `Allows ${actions.join(', ')} on ${resources.join(', ')}.`)
      .join('\n\n')
      .replace(/\{([^}]*)\}/gu, '`$1`'),
    source:
      'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/managing-permissions-connectors.html',
  });
}

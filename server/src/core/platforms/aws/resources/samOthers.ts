import { connectorProfile } from '../../../knowledge/aws/documented/samConnectors.js';
import type { SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, entry, get, isAbsent, textOf } from '../../../syntax/syntaxTree.js';
import type { Context } from '../context.js';
import type { NamedPolicy } from '../identities/identity.js';
import { resourcePolicySession } from '../identities/resourcePolicy.js';
import type { Parts } from '../parts.js';
import type { Arguments } from '../policy/documented.js';
import { readDocumented } from '../policy/documented.js';
import { attributeOf } from '../template/references.js';
import type { Resource } from '../template/template.js';
import { property } from '../template/template.js';
import { extentFrom } from '../text/extent.js';
import type { Part } from '../text/sourceText.js';
import { known } from '../text/sourceText.js';
import { extentOf } from './roles.js';
import { allowing } from '../policy/allowing.js';
import { arnText, attachedByName } from './samAdded.js';
import { generatedRole, isAlwaysGiven } from './samRole.js';

/*
 * Roles that SAM makes for other things than functions and state machines.
 *
 * https://github.com/aws/serverless-application-model/blob/7000d0a3b0e5e0d9fca014ce135850718aad1290/samtranslator/model/sam_resources.py
 * (`SamGraphQLApi`), .../model/capacity_provider/generators.py (`_create_operator_role`) and
 * .../model/preferences/deployment_preference_collection.py (`get_codedeploy_iam_role`)
 */

/** The roles of a GraphQL API or a capacity provider; `undefined` for other types. */
export function samOtherParts(context: Context, resource: Resource): readonly Partial<Parts>[] | undefined {
  switch (resource.type) {
    case 'AWS::Serverless::GraphQLApi':
      return graphqlParts(context, resource);
    case 'AWS::Serverless::CapacityProvider':
      return capacityParts(context, resource);
    default:
      return undefined;
  }
}

const APPSYNC = 'appsync.amazonaws.com';

function graphqlParts(context: Context, resource: Resource): readonly Partial<Parts>[] {
  const sources = property(resource, 'DataSources');
  return [
    ...logging(context, resource),
    ...entries(get(sources, 'DynamoDb')).flatMap((one) => dataSource(context, resource, one, 'DynamoDB')),
    ...entries(get(sources, 'Lambda')).flatMap((one) => dataSource(context, resource, one, 'Lambda')),
  ];
}

/** Logs are written unless `Logging` is `false`, as a role that SAM makes where none is named. */
function logging(context: Context, resource: Resource): readonly Partial<Parts>[] {
  const node = property(resource, 'Logging');
  if (textOf(node) === 'false' || isAlwaysGiven(context, get(node, 'CloudWatchLogsRoleArn'))) return [];
  return [
    generatedRole(context, {
      label: `${resource.id}CloudWatchRole`,
      key: resource.key,
      extent: extentOf(resource),
      place: resource.typeNode,
      service: APPSYNC,
      noun: 'GraphQL API',
      runner: resource.id,
      inline: attachedByName('AWSAppSyncPushToCloudWatchLogs', context.reading.originOf(resource.typeNode)),
    }),
  ];
}

function dataSource(
  context: Context,
  resource: Resource,
  { key, value }: SyntaxEntry,
  kind: 'DynamoDB' | 'Lambda',
): readonly Partial<Parts>[] {
  if (isAlwaysGiven(context, get(value, 'ServiceRoleArn'))) return [];
  const id = `${resource.id}${key.text}${kind}DataSource`;
  return [
    generatedRole(context, {
      label: `${id}Role`,
      key,
      extent: extentFrom(key.range, value.range),
      place: key,
      service: APPSYNC,
      noun: 'GraphQL data source',
      runner: id,
      inline: kind === 'DynamoDB' ? tableRights(context, key, value) : functionRights(context, key, value),
    }),
  ];
}

function tableRights(context: Context, key: SyntaxNode, value: SyntaxNode): readonly NamedPolicy[] {
  const { texts } = context;
  const asked = texts.texts(get(value, 'Permissions')).map(({ text }) => text);
  const arn = get(value, 'TableArn');
  const origin = context.reading.originOf(key);
  const prefix = arnText('arn:aws:dynamodb:{account}:table/', origin);
  const [name] = texts.parts(get(value, 'TableName'));
  const table: Part | undefined =
    arn === undefined
      ? name && { ...name, text: `${prefix.text}${name.text}`, shown: `${prefix.shown}${name.shown}` }
      : texts.parts(arn)[0];
  const permissions = asked.length === 0 ? ['Read', 'Write'] : asked;
  return connected(context, key, 'AWS::DynamoDB::Table', permissions, table);
}

function functionRights(context: Context, key: SyntaxNode, value: SyntaxNode): readonly NamedPolicy[] {
  const [target] = context.texts.parts(get(value, 'FunctionArn'));
  return connected(context, key, 'AWS::Lambda::Function', ['Write'], target);
}

/** What a connector from a data source allows, into whose role SAM writes it. */
function connected(
  { reading }: Context,
  key: SyntaxNode,
  type: string,
  permissions: readonly string[],
  target: Part | undefined,
): readonly NamedPolicy[] {
  const profile = connectorProfile('AWS::AppSync::DataSource', type);
  const statements = profile?.statements.filter(({ permission }) => permissions.includes(permission)) ?? [];
  const values: Arguments = target === undefined ? {} : { 'Destination.Arn': { ...target, guards: [] } };
  return [
    {
      prefix: 'connector/',
      policy: readDocumented({ name: '', parameters: [], statements }, reading.originOf(key), values),
    },
  ];
}

function capacityParts(context: Context, resource: Resource): readonly Partial<Parts>[] {
  const globals = get(context.template.globals(resource.id), 'CapacityProvider');
  if (isAlwaysGiven(context, property(resource, 'OperatorRole') ?? get(globals, 'OperatorRole'))) return [];
  return [
    generatedRole(context, {
      label: `${resource.id}OperatorRole`,
      key: resource.key,
      extent: extentOf(resource),
      place: resource.typeNode,
      service: 'lambda.amazonaws.com',
      noun: 'capacity provider',
      runner: resource.id,
      inline: attachedByName(
        'AWSLambdaManagedEC2ResourceOperator',
        context.reading.originOf(resource.typeNode),
      ),
    }),
  ];
}

/**
 * The one role by which CodeDeploy shifts traffic to new versions of all functions that ask for it and name none of
 * their own.
 */
export function samDeploymentParts(context: Context): Partial<Parts> {
  const asking = context.template.resources.flatMap((resource) => {
    if (resource.type !== 'AWS::Serverless::Function') return [];
    const globals = get(get(context.template.globals(resource.id), 'Function'), 'DeploymentPreference');
    const own = entry(resource.properties, 'DeploymentPreference');
    const read = (name: string): SyntaxNode | undefined => get(own?.value, name) ?? get(globals, name);
    const isAsked = (own !== undefined && !isAbsent(own.value)) || globals !== undefined;
    const isOff = /^false$/iu.test(textOf(read('Enabled')) ?? '');
    if (!isAsked || isOff || isAlwaysGiven(context, read('Role'))) return [];
    return [own ?? { key: resource.key, value: resource.typeNode }];
  });
  const [first] = asking;
  if (first === undefined) return {};
  const { key, value } = first;
  return generatedRole(context, {
    label: 'CodeDeployServiceRole',
    key,
    extent: extentFrom(key.range, value.range),
    place: key,
    service: 'codedeploy.amazonaws.com',
    noun: 'CodeDeploy application',
    runner: 'ServerlessDeploymentApplication',
    inline: attachedByName('AWSCodeDeployRoleForLambda', context.reading.originOf(key)),
  });
}

/**
 * The address of a function that asks for no login: SAM lets everyone call it.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-functionurlconfig.html
 */
export function samAddressParts(context: Context, resource: Resource): Partial<Parts> {
  if (resource.type !== 'AWS::Serverless::Function') return {};
  const globals = get(get(context.template.globals(resource.id), 'Function'), 'FunctionUrlConfig');
  const config = property(resource, 'FunctionUrlConfig');
  const type = get(config, 'AuthType') ?? get(globals, 'AuthType');
  if (type === undefined || textOf(type) !== 'NONE') return {};
  const origin = context.reading.originOf(type);
  const [policy] = allowing(
    '',
    ['lambda:InvokeFunctionUrl'],
    attributeOf(context.texts, resource.id, 'Arn', 0).map((part) => ({ ...part, origin })),
    origin,
  );
  if (policy === undefined) return {};
  const everyone = { ...known('*'), origin, kind: 'any' as const };
  const statements = policy.policy.statements.map((statement) => ({ ...statement, principals: [everyone] }));
  return {
    sessions: [
      resourcePolicySession(context, {
        localId: `address:${resource.id}`,
        noun: 'function policy',
        service: 'lambda',
        label: resource.id,
        origin,
        extent: extentOf(resource),
        policies: [{ prefix: '', policy: { ...policy.policy, statements } }],
        checked: false,
      }),
    ],
  };
}

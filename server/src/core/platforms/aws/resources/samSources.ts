import type { Origin } from '../../../model/origin.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import type { Context } from '../context.js';
import type { NamedPolicy } from '../identities/identity.js';
import { intrinsicOf } from '../template/intrinsics.js';
import type { SourceText } from '../text/sourceText.js';
import { allowing } from '../policy/allowing.js';
import { arnText, attachedByName, sending } from './samAdded.js';

/*
 * What SAM lets the role of a function do for what its events come from.
 *
 * https://github.com/aws/serverless-application-model/blob/7000d0a3b0e5e0d9fca014ce135850718aad1290/samtranslator/model/eventsources/pull.py
 * (`get_policy_arn`, `get_policy_statements`, `to_cloudformation`) and .../samtranslator/model/eventsources/push.py (`SNS`)
 */

const MANAGED: Readonly<Record<string, string>> = {
  SQS: 'AWSLambdaSQSQueueExecutionRole',
  Kinesis: 'AWSLambdaKinesisExecutionRole',
  DynamoDB: 'AWSLambdaDynamoDBExecutionRole',
  MSK: 'AWSLambdaMSKExecutionRole',
};

/** Sources that a function asks for what is new; only of these `DestinationConfig` takes what failed. */
const PULLED: ReadonlySet<string> = new Set([
  ...Object.keys(MANAGED),
  'MQ',
  'SelfManagedKafka',
  'DocumentDB',
]);

const NETWORK = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeVpcs',
  'ec2:DescribeSubnets',
  'ec2:DescribeSecurityGroups',
];

/** Kinds of `SourceAccessConfigurations` whose secret a function that reads Kafka of one's own may read. */
const KAFKA_SECRETS: ReadonlySet<string> = new Set([
  'SASL_SCRAM_256_AUTH',
  'SASL_SCRAM_512_AUTH',
  'BASIC_AUTH',
  'CLIENT_CERTIFICATE_TLS_AUTH',
]);

interface Source {
  readonly context: Context;
  readonly name: string;
  readonly type: SyntaxNode;
  readonly properties: SyntaxNode | undefined;
  readonly origin: Origin;
}

/** The policies that one event of a function adds to its role. */
export function eventSourcePolicies(
  context: Context,
  name: string,
  event: SyntaxNode,
): readonly NamedPolicy[] {
  const type = get(event, 'Type');
  const word = textOf(type) ?? '';
  if (type === undefined) return [];
  const properties = get(event, 'Properties');
  const source: Source = { context, name, type, properties, origin: context.reading.originOf(type) };
  if (word === 'SNS') {
    const through = get(properties, 'SqsSubscription');
    const isQueued = through !== undefined && textOf(through) !== 'false';
    return isQueued ? attachedByName('AWSLambdaSQSQueueExecutionRole', source.origin) : [];
  }
  if (!PULLED.has(word)) return [];
  const failed = get(get(properties, 'DestinationConfig'), 'OnFailure');
  return [...ofType(source, word), ...sending(context, failed, 'Destination')];
}

function ofType(source: Source, type: string): readonly NamedPolicy[] {
  switch (type) {
    case 'MSK':
      return [
        ...managed(source, type),
        ...registry(source),
        ...secrets(source, (kind) => kind === 'CLIENT_CERTIFICATE_TLS_AUTH'),
      ];
    case 'MQ':
      return [
        ...secrets(source, (kind) => kind === 'BASIC_AUTH'),
        ...on(source, ['mq:DescribeBroker'], 'Broker'),
        ...decrypting(source),
      ];
    case 'DocumentDB':
      return [
        ...secrets(source, (kind) => kind === 'BASIC_AUTH'),
        ...documents(source),
        ...decrypting(source),
      ];
    case 'SelfManagedKafka':
      return [
        ...secrets(source, (kind) => KAFKA_SECRETS.has(kind)),
        ...(hasNetwork(source) ? network(source) : []),
        ...decrypting(source),
        ...registry(source),
      ];
    default:
      return managed(source, type);
  }
}

function managed({ origin }: Source, type: string): readonly NamedPolicy[] {
  const name = Object.hasOwn(MANAGED, type) ? MANAGED[type] : undefined;
  return name === undefined ? [] : attachedByName(name, origin);
}

/** Some actions on what a property of the event names. */
function on(source: Source, actions: readonly string[], property: string): readonly NamedPolicy[] {
  const { context, name, properties, origin } = source;
  return allowing(`${name}/${property}/`, actions, context.texts.texts(get(properties, property)), origin);
}

function accesses({ properties }: Source): readonly SyntaxNode[] {
  const list = get(properties, 'SourceAccessConfigurations');
  return list?.kind === 'sequence' ? list.items : [];
}

function secrets(source: Source, isMeant: (kind: string) => boolean): readonly NamedPolicy[] {
  return accesses(source)
    .filter((access) => isMeant(textOf(get(access, 'Type')) ?? ''))
    .flatMap((access) => secretAt(source, get(access, 'URI')));
}

function secretAt({ context, name }: Source, node: SyntaxNode | undefined): readonly NamedPolicy[] {
  const resources = context.texts.texts(node);
  const [first] = resources;
  return first === undefined
    ? []
    : allowing(`${name}/secret/`, ['secretsmanager:GetSecretValue'], resources, first.origin);
}

/** SAM asks for a subnet and a security group together. */
function hasNetwork(source: Source): boolean {
  return accesses(source).some((access) => textOf(get(access, 'Type')) === 'VPC_SUBNET');
}

function network({ name, origin }: Source): readonly NamedPolicy[] {
  return allowing(`${name}/network/`, NETWORK, [arnText('*', origin)], origin);
}

function documents(source: Source): readonly NamedPolicy[] {
  const { name, origin } = source;
  const groups = (action: string, kind: string): readonly NamedPolicy[] =>
    allowing(`${name}/${kind}/`, [action], [arnText(`arn:aws:rds:{account}:${kind}:*`, origin)], origin);
  return [
    ...groups('rds:DescribeDBClusterParameters', 'cluster-pg'),
    ...groups('rds:DescribeDBSubnetGroups', 'subgrp'),
    ...on(source, ['rds:DescribeDBClusters'], 'Cluster'),
    ...network(source),
  ];
}

function decrypting({ context, name, properties, origin }: Source): readonly NamedPolicy[] {
  const keys = context.texts.texts(get(properties, 'SecretsManagerKmsKeyId'));
  const resources = keys.map((key): SourceText => {
    const whole = arnText(`arn:aws:kms:{account}:key/`, origin);
    return { ...key, text: `${whole.text}${key.text}`, shown: `${whole.shown}${key.shown}` };
  });
  return allowing(`${name}/key/`, ['kms:Decrypt'], resources, origin);
}

/** A schema registry: the secrets by which it is reached, and in Glue its schemas. */
function registry(source: Source): readonly NamedPolicy[] {
  const { context, name, properties, origin } = source;
  const config = get(properties, 'SchemaRegistryConfig');
  const list = get(config, 'AccessConfigs');
  const access = list?.kind === 'sequence' ? list.items : [];
  const uri = get(config, 'SchemaRegistryURI');
  // SAM itself looks for the registry's name, and finds it in a text and in `Fn::Sub` alone.
  const isText = uri?.kind === 'scalar' && intrinsicOf(uri) === undefined;
  const found =
    isText || (uri !== undefined && intrinsicOf(uri)?.name === 'Sub') ? context.texts.texts(uri) : [];
  const registries = found.filter(({ text }) => /^arn:(?:[^:]*:){4}registry\//u.test(text));
  const schemas = registries.map((one) => ({
    ...one,
    text: `${one.text.replace(/:registry\//u, ':schema/')}/*`,
    shown: `${one.shown.replace(/:registry\//u, ':schema/')}/*`,
  }));
  return [
    ...access.flatMap((one) => secretAt(source, get(one, 'URI'))),
    ...allowing(`${name}/registry/`, ['glue:GetRegistry'], registries, origin),
    ...allowing(`${name}/schemas/`, ['glue:GetSchemaVersion'], schemas, origin),
  ];
}

import type { Origin } from '../../../model/origin.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get, isAbsent, textOf } from '../../../syntax/syntaxTree.js';
import { managedPolicy } from '../../../knowledge/aws/documented/documentedPolicies.js';
import type { NamedPolicy } from '../identities/identity.js';
import { allowing } from '../policy/allowing.js';
import { readDocumented } from '../policy/documented.js';
import type { SourceText } from '../text/sourceText.js';
import { known } from '../text/sourceText.js';
import type { Service, ServiceFunction } from './service.js';

/*
 * What the framework writes into the roles that it makes, beside the statements of the file.
 *
 * https://www.serverless.com/framework/docs/providers/aws/guide/iam#the-default-iam-role, in detail
 * https://github.com/serverless/serverless/tree/15fcc40c7525e06fc77b69630b69f0ca7fb9970c/lib/plugins/aws/package/lib/merge-iam-templates.js,
 * iam-role-lambda-execution-template.json, and ../compile/events/stream.js and sqs.js
 */

const STREAM_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  dynamodb: [
    'dynamodb:GetRecords',
    'dynamodb:GetShardIterator',
    'dynamodb:DescribeStream',
    'dynamodb:ListStreams',
  ],
  kinesis: [
    'kinesis:GetRecords',
    'kinesis:GetShardIterator',
    'kinesis:DescribeStream',
    'kinesis:ListStreams',
  ],
};
const QUEUE_ACTIONS = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'] as const;
const LOG_ACTIONS = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'] as const;

/** Writing to the logs of these functions. */
export function logging(place: Origin, prefix: string): readonly NamedPolicy[] {
  const name = `arn:aws:logs:${UNKNOWN_PART}:${UNKNOWN_PART}:log-group:/aws/lambda/${prefix}*:*`;
  const shown = `arn:aws:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:/aws/lambda/${prefix.replaceAll(UNKNOWN_PART, '…')}*:*`;
  const target: SourceText = { ...known(name), shown, origin: place };
  return allowing('logs/', LOG_ACTIONS, [target], place);
}

/** What the events of a function need. */
export function eventGrants({ context }: Service, { name, node }: ServiceFunction): readonly NamedPolicy[] {
  const events = get(node, 'events');
  const items = events?.kind === 'sequence' ? events.items : [];
  return items.flatMap((event, index) => {
    const prefix = `${name}-${String(index)}/`;
    const queue = get(event, 'sqs');
    if (queue !== undefined) return granting(context.texts.texts(arnOf(queue)), prefix, () => QUEUE_ACTIONS);
    const stream = get(event, 'stream');
    if (stream === undefined) return [];
    const type = textOf(get(stream, 'type'));
    return granting(context.texts.texts(arnOf(stream)), prefix, (text) => {
      const service = type ?? text.split(':')[2] ?? '';
      return Object.hasOwn(STREAM_ACTIONS, service) ? (STREAM_ACTIONS[service] ?? []) : [];
    });
  });
}

/** Functions in a VPC may make network interfaces. */
export function vpcGrants(
  { provider, context }: Service,
  functions: readonly ServiceFunction[],
): readonly NamedPolicy[] {
  const places = [get(provider, 'vpc'), ...functions.map(({ node }) => get(node, 'vpc'))];
  const place = places.find((node) => node !== undefined && !isAbsent(node));
  const policy = managedPolicy('service-role/AWSLambdaVPCAccessExecutionRole');
  if (place === undefined || policy === undefined) return [];
  return [{ prefix: 'vpc/', policy: readDocumented(policy, context.reading.originOf(place)) }];
}

function arnOf(event: SyntaxNode): SyntaxNode | undefined {
  return get(event, 'arn') ?? event;
}

function granting(
  resources: readonly SourceText[],
  prefix: string,
  actions: (text: string) => readonly string[],
): readonly NamedPolicy[] {
  const [first] = resources;
  const wanted = actions(first?.text ?? '');
  return first === undefined || wanted.length === 0 ? [] : allowing(prefix, wanted, resources, first.origin);
}

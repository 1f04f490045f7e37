import { managedPolicy } from '../../../knowledge/aws/documented/documentedPolicies.js';
import type { DocumentedPolicy } from '../../../knowledge/aws/documented/documentedPolicies.js';
import type { Origin } from '../../../model/origin.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, get, isAbsent, textOf } from '../../../syntax/syntaxTree.js';
import type { Context } from '../context.js';
import type { NamedPolicy } from '../identities/identity.js';
import { readDocumented } from '../policy/documented.js';
import type { ReadPolicy } from '../policy/readPolicy.js';
import type { SourceText } from '../text/sourceText.js';

/*
 * What SAM gives the role that it makes, beyond what is written under `Policies`.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html, in detail
 * https://github.com/aws/serverless-application-model/blob/7000d0a3b0e5e0d9fca014ce135850718aad1290/samtranslator/model/sam_resources.py (`_construct_role`)
 * and .../samtranslator/model/eventsources/pull.py (`get_policy_arn`)
 */

const EVENT_POLICIES: Readonly<Record<string, string>> = {
  SQS: 'AWSLambdaSQSQueueExecutionRole',
  Kinesis: 'AWSLambdaKinesisExecutionRole',
  DynamoDB: 'AWSLambdaDynamoDBExecutionRole',
  MSK: 'AWSLambdaMSKExecutionRole',
};

/** Actions on the destination of failed or finished calls, by its type. */
const DESTINATION_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  SQS: ['sqs:SendMessage'],
  SNS: ['sns:Publish'],
  EventBridge: ['events:PutEvents'],
  Lambda: ['lambda:InvokeFunction'],
};

/** Reads a property of a function, or what `Globals` sets for all. */
export type Properties = (name: string) => SyntaxNode | undefined;

/** The policies that SAM adds to the role of a function. */
export function implicitFunctionPolicies(
  context: Context,
  read: Properties,
  type: SyntaxNode,
): readonly NamedPolicy[] {
  const { reading } = context;
  const at = (node: SyntaxNode): Origin => reading.originOf(node);
  const tracing = read('Tracing');
  const vpc = read('VpcConfig');
  return [
    ...named('AWSLambdaBasicExecutionRole', at(type)),
    ...(tracing !== undefined && /^(?:Active|PassThrough)$/u.test(textOf(tracing) ?? '')
      ? named('AWSXrayWriteOnlyAccess', at(tracing))
      : []),
    ...(vpc === undefined || isAbsent(vpc) ? [] : named('AWSLambdaVPCAccessExecutionRole', at(type))),
    ...entries(read('Events')).flatMap(({ value }) => eventPolicies(value, at)),
    ...deadLetters(context, read('DeadLetterQueue')),
    ...destinations(context, read('EventInvokeConfig')),
  ];
}

function eventPolicies(event: SyntaxNode, at: (node: SyntaxNode) => Origin): readonly NamedPolicy[] {
  const type = get(event, 'Type');
  const name = textOf(type) ?? '';
  const policy = Object.hasOwn(EVENT_POLICIES, name) ? EVENT_POLICIES[name] : undefined;
  return type === undefined || policy === undefined ? [] : named(policy, at(type));
}

function named(name: string, origin: Origin): readonly NamedPolicy[] {
  const policy = managedPolicy(`service-role/${name}`) ?? managedPolicy(name);
  return policy === undefined ? [] : [{ prefix: `${name}/`, policy: readDocumented(policy, origin) }];
}

function deadLetters(context: Context, node: SyntaxNode | undefined): readonly NamedPolicy[] {
  const type = textOf(get(node, 'Type'));
  return type === 'SQS' || type === 'SNS' ? sending(context, type, get(node, 'TargetArn')) : [];
}

function destinations(context: Context, node: SyntaxNode | undefined): readonly NamedPolicy[] {
  return entries(get(node, 'DestinationConfig')).flatMap(({ value }) => {
    const type = textOf(get(value, 'Type')) ?? '';
    return sending(context, type, get(value, 'Destination'));
  });
}

function sending(context: Context, type: string, target: SyntaxNode | undefined): readonly NamedPolicy[] {
  const actions = Object.hasOwn(DESTINATION_ACTIONS, type) ? DESTINATION_ACTIONS[type] : undefined;
  const resources = context.texts.texts(target);
  const [first] = resources;
  if (actions === undefined || first === undefined) return [];
  return [{ prefix: `${type}/`, policy: allowing(actions, resources, first.origin) }];
}

/** A policy that allows some actions on what is named elsewhere in the file. */
function allowing(actions: readonly string[], resources: readonly SourceText[], origin: Origin): ReadPolicy {
  const documented: DocumentedPolicy = {
    name: '',
    parameters: [],
    statements: [
      {
        effect: 'Allow',
        actions,
        allButActions: false,
        resources: [],
        allButResources: false,
        conditions: [],
      },
    ],
  };
  const policy = readDocumented(documented, origin);
  return { ...policy, statements: policy.statements.map((statement) => ({ ...statement, resources })) };
}

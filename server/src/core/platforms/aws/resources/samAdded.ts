import { allowing } from '../policy/allowing.js';
import { managedPolicy } from '../../../knowledge/aws/documented/documentedPolicies.js';
import type { Origin } from '../../../model/origin.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import type { Context } from '../context.js';
import type { NamedPolicy } from '../identities/identity.js';
import { readDocumented } from '../policy/documented.js';
import type { SourceText } from '../text/sourceText.js';
import { known } from '../text/sourceText.js';

/** A policy that AWS manages, by its name without a path, as SAM attaches it; none where its content is not known here. */
export function attachedByName(name: string, origin: Origin): readonly NamedPolicy[] {
  const policy = managedPolicy(`service-role/${name}`) ?? managedPolicy(name);
  return policy === undefined ? [] : [{ prefix: `${name}/`, policy: readDocumented(policy, origin) }];
}

/** A resource by the ARN that AWS makes of it, with `{account}` for region and account. */
export function arnText(text: string, origin: Origin): SourceText {
  return {
    ...known(text.replaceAll('{account}', `${UNKNOWN_PART}:${UNKNOWN_PART}`)),
    shown: text.replaceAll('{account}', '${AWS::Region}:${AWS::AccountId}'),
    origin,
  };
}

/** Actions on the destination of what failed or finished, by its type, and on what it holds. */
const DESTINATIONS: Readonly<Record<string, readonly string[]>> = {
  SQS: ['sqs:SendMessage'],
  SNS: ['sns:Publish'],
  EventBridge: ['events:PutEvents'],
  Lambda: ['lambda:InvokeFunction'],
  S3: ['s3:ListBucket'],
  S3Bucket: ['s3:ListBucket'],
};

/**
 * What SAM adds for a destination: a mapping of `Type` and `target`.
 *
 * @param made the logical id of what SAM makes where no target is named, for a queue or a topic
 */
export function sending(
  context: Context,
  destination: SyntaxNode | undefined,
  target: string,
  made?: string,
): readonly NamedPolicy[] {
  const typeNode = get(destination, 'Type');
  const type = textOf(typeNode) ?? '';
  const actions = Object.hasOwn(DESTINATIONS, type) ? DESTINATIONS[type] : undefined;
  if (typeNode === undefined || actions === undefined) return [];
  const node = get(destination, target);
  const given = context.texts.texts(node);
  const origin = given[0]?.origin ?? context.reading.originOf(typeNode);
  const resources = node === undefined && made !== undefined ? ownTarget(type, made, origin) : given;
  const within = type.startsWith('S3')
    ? allowing(`${type}/objects/`, ['s3:PutObject'], resources.map(objectsOf), origin)
    : [];
  return [...allowing(`${type}/`, actions, resources, origin), ...within];
}

function ownTarget(type: string, made: string, origin: Origin): readonly SourceText[] {
  if (type === 'SQS') return [arnText(`arn:aws:sqs:{account}:\${${made}Queue}`, origin)].map(opened);
  if (type === 'SNS') return [arnText(`arn:aws:sns:{account}:\${${made}Topic}`, origin)].map(opened);
  return [];
}

/** What SAM makes is named when it is deployed. */
function opened(text: SourceText): SourceText {
  return { ...text, text: text.text.replace(/\$\{[^}]*\}/gu, UNKNOWN_PART) };
}

function objectsOf(bucket: SourceText): SourceText {
  return { ...bucket, text: `${bucket.text}/*`, shown: `${bucket.shown}/*` };
}

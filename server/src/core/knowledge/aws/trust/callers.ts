import { ownOf } from '../../../collections/ownOf.js';
import type { PolicyCondition, PolicyPrincipal } from '../../../model/policyDocument.js';
import type { TrustFlaw } from '../../../model/trust.js';
import { quoted } from '../../../text/quoted.js';
import { circleConditions } from './circle.js';

const SNS_CASES = 'https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html';
const RULES = 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html';
const BUCKETS =
  'https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html';
const MAIL = 'https://docs.aws.amazon.com/ses/latest/dg/receiving-email-permissions.html';

/**
 * Services that call what others own for any customer who asks, by what they call, with the page on which AWS shows the
 * key that the service sends: `aws:SourceArn` or `aws:SourceAccount`. EventBridge sends none to topics, so that it is not
 * listed there. Callers of which no page says so are not here.
 */
const CALLERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  lambda: {
    'apigateway.amazonaws.com': 'https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html',
    'cognito-idp.amazonaws.com':
      'https://docs.aws.amazon.com/cognito/latest/developerguide/cross-service-confused-deputy-prevention.html',
    'config.amazonaws.com':
      'https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_lambda-functions.html',
    'events.amazonaws.com': RULES,
    'iot.amazonaws.com': 'https://docs.aws.amazon.com/iot/latest/developerguide/lambda-rule-action.html',
    'logs.amazonaws.com':
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#LambdaFunctionExample',
    's3.amazonaws.com': BUCKETS,
    'secretsmanager.amazonaws.com':
      'https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html',
    'ses.amazonaws.com': MAIL,
    'sns.amazonaws.com': 'https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html',
  },
  sns: {
    'cloudwatch.amazonaws.com': SNS_CASES,
    's3.amazonaws.com': BUCKETS,
    'ses.amazonaws.com': MAIL,
  },
  sqs: {
    'events.amazonaws.com': RULES,
    's3.amazonaws.com': BUCKETS,
    'sns.amazonaws.com': 'https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html',
  },
};

const NOUNS: Readonly<Record<string, string>> = { lambda: 'function', sns: 'topic', sqs: 'queue' };

/**
 * A service that the policy of a function, topic or queue trusts for whatever customer it acts.
 *
 * @param called the prefix of the service that is called
 */
export function callerFlaws(
  called: string,
  principal: Pick<PolicyPrincipal, 'kind' | 'text' | 'origin'>,
  conditions: readonly PolicyCondition[],
): readonly TrustFlaw[] {
  const page =
    principal.kind === 'Service' && Object.hasOwn(CALLERS, called)
      ? ownOf(ownOf(CALLERS, called) ?? {}, principal.text.toLowerCase())
      : undefined;
  if (page === undefined || circleConditions(conditions).length > 0 || hasToken(conditions)) return [];
  return [
    {
      kind: 'confused-deputy',
      message: `${quoted(principal.text)} may call this ${ownOf(NOUNS, called) ?? 'resource'} for anybody's resources: whoever has an AWS account can have it called with what they like. Bind it by \`aws:SourceArn\` or \`aws:SourceAccount\`, which the service sends (${page}).`,
      severity: 'warning',
      offers: [],
      origin: principal.origin,
    },
  ];
}

/** Alexa and the like prove themselves by a token of the function's owner. */
function hasToken(conditions: readonly PolicyCondition[]): boolean {
  return conditions.some(({ key }) => /^lambda:eventsourcetoken$/iu.test(key));
}

import { patternsOverlap } from '../../../knowledge/aws/wildcards.js';
import type { AwsAction, AwsActionResource, AwsActionSet } from '../../../model/awsCatalogue.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';

/** Larger sets hold an action for every kind of resource. */
const MOST_WALKED = 1_000;
/** Of larger sets only the service is asked. */
const MOST_HELD_AGAINST = 50;

/**
 * Whether some of the actions could work on a resource of the kind that the ARN names. Patterns of whole ARNs overlap
 * across services, as `*` reaches over colons; the service is told by its own part.
 */
export function canFit(actions: AwsActionSet, arn: string): boolean {
  const service = serviceOf(arn);
  if (service === undefined || actions.size === 0 || actions.size > MOST_WALKED) return true;
  const isSmall = actions.size <= MOST_HELD_AGAINST;
  for (const action of actions) {
    if (isSmall ? takes(action, arn) : isAbout(action, service)) return true;
  }
  return false;
}

function isAbout({ resourceTypes }: AwsAction, service: string): boolean {
  return resourceTypes.some(({ type }) => type.arns.some((one) => isOfService(one, service)));
}

/** Whether the action takes a resource of the kind that the ARN is of; parts of the ARN may be unknown. */
export function takes(action: AwsAction, arn: string): boolean {
  return serviceOf(arn) !== undefined && fittingTypes(action, arn).length > 0;
}

/** The kinds of resource that the action takes and the ARN can be of; all that it takes where the ARN leaves it open. */
export function fittingTypes({ resourceTypes }: AwsAction, arn: string): readonly AwsActionResource[] {
  const service = serviceOf(arn);
  if (service === undefined) return resourceTypes;
  const rest = resourceOf(arn).replaceAll(UNKNOWN_PART, '*');
  return resourceTypes.filter(({ type }) =>
    type.arns.some(
      (one) =>
        isOfService(one, service) && patternsOverlap(resourceOf(one.replace(/\$\{[^}]*\}/gu, '*')), rest),
    ),
  );
}

/** The service in an ARN; `undefined` where it is open. */
function serviceOf(arn: string): string | undefined {
  const [start, , service = ''] = arn.split(':');
  return start === 'arn' && /^[a-z0-9-]+$/u.test(service) ? service : undefined;
}

function isOfService(pattern: string, service: string): boolean {
  const own = pattern.split(':')[2];
  // Recovery points go by the service that was backed up: `arn:${Partition}:${Vendor}:…`.
  return own === service || own === '*' || own?.startsWith('${') === true;
}

/** What stands behind region and account; IAM completes an ARN that ends before it by wildcards. */
function resourceOf(arn: string): string {
  const parts = arn.split(':');
  return parts.length < 6 ? '*' : parts.slice(5).join(':');
}

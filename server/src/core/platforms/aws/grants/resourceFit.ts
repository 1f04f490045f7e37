import type { Wildcards } from '../../../knowledge/aws/wildcards.js';
import { overlap, wildcards } from '../../../knowledge/aws/wildcards.js';
import type {
  AwsAction,
  AwsActionResource,
  AwsActionSet,
  AwsResourceType,
} from '../../../model/awsCatalogue.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import { rememberedOf } from '../../../patterns/remembered.js';

/** Larger sets hold an action for every kind of resource. */
const MOST_WALKED = 1_000;
/** Of larger sets only the service is asked. */
const MOST_HELD_AGAINST = 50;
/** ARNs of which an answer is remembered, for each set of actions and each list of kinds of resource. */
const MOST_ARNS = 300;

const fitOf = rememberedOf<boolean>(MOST_ARNS);
const typesOf = rememberedOf<readonly AwsActionResource[]>(MOST_ARNS);

/**
 * Whether some of the actions could work on a resource of the kind that the ARN names. Patterns of whole ARNs overlap
 * across services, as `*` reaches over colons; the service is told by its own part.
 */
export function canFit(actions: AwsActionSet, arn: string): boolean {
  if (actions.size === 0 || actions.size > MOST_WALKED) return true;
  return fitOf(actions, arn, () => {
    const service = serviceOf(arn);
    if (service === undefined) return true;
    const isSmall = actions.size <= MOST_HELD_AGAINST;
    for (const action of actions) {
      if (isSmall ? fittingTypes(action, arn).length > 0 : isAbout(action, service)) return true;
    }
    return false;
  });
}

function isAbout({ resourceTypes }: AwsAction, service: string): boolean {
  return resourceTypes.some(({ type }) => arnsOf(type).some((one) => isOfService(one, service)));
}

/** Whether the action takes a resource of the kind that the ARN is of; parts of the ARN may be unknown. */
export function takes(action: AwsAction, arn: string): boolean {
  return serviceOf(arn) !== undefined && fittingTypes(action, arn).length > 0;
}

/** The kinds of resource that the action takes and the ARN can be of; all that it takes where the ARN leaves it open. */
export function fittingTypes({ resourceTypes }: AwsAction, arn: string): readonly AwsActionResource[] {
  // Actions of one shape share the list of kinds.
  return typesOf(resourceTypes, arn, () => {
    const service = serviceOf(arn);
    if (service === undefined) return resourceTypes;
    const rest = wildcards(resourceOf(arn).replaceAll(UNKNOWN_PART, '*'));
    return resourceTypes.filter(({ type }) =>
      arnsOf(type).some((one) => isOfService(one, service) && overlap(one.rest, rest)),
    );
  });
}

/** The ARNs of a kind of resource, taken apart once. */
interface KindArn {
  readonly service: string | undefined;
  /** What stands behind region and account, with its variables as wildcards. */
  readonly rest: Wildcards;
}

const kinds = new WeakMap<AwsResourceType, readonly KindArn[]>();

function arnsOf(type: AwsResourceType): readonly KindArn[] {
  const known = kinds.get(type);
  if (known !== undefined) return known;
  const made = type.arns.map((arn) => ({
    service: arn.split(':')[2],
    rest: wildcards(resourceOf(arn.replace(/\$\{[^}]*\}/gu, '*'))),
  }));
  kinds.set(type, made);
  return made;
}

/** The service in an ARN; `undefined` where it is open. */
function serviceOf(arn: string): string | undefined {
  const [start, , service = ''] = arn.split(':');
  return start === 'arn' && /^[a-z0-9-]+$/u.test(service) ? service : undefined;
}

function isOfService({ service: own }: KindArn, service: string): boolean {
  // Recovery points go by the service that was backed up: `arn:${Partition}:${Vendor}:…`.
  return own === service || own === '*' || own?.startsWith('${') === true;
}

/** What stands behind region and account; IAM completes an ARN that ends before it by wildcards. */
function resourceOf(arn: string): string {
  const parts = arn.split(':');
  return parts.length < 6 ? '*' : parts.slice(5).join(':');
}

import { distinct } from '../collections/grouping.js';
import { patternCovers, patternsOverlap } from '../knowledge/aws/wildcards.js';
import type { Breadth } from '../model/breadth.js';
import type { Grant } from '../model/facts.js';
import type { PolicyDocument, PolicyStatement } from '../model/policyDocument.js';
import { listed } from '../text/phrases.js';
import { quoted } from '../text/quoted.js';

/** Entries of one boundary that are told of a grant; more say no more to a reader, and count as one. */
const MOST_TOLD = 20;

/**
 * The grant with what a permissions boundary leaves of it, where that is a part: `s3:*` under a boundary that allows
 * `s3:Get*` is written as before, and may do less. Each entry is an action, `on` and a resource of the boundary; a
 * condition stands behind it. Of a boundary that is not in the workspace its name is all that is told.
 *
 * @param boundary the policy, or its name where it is not here
 * @param vendors the name of a policy of the vendor's, which says more than its hundreds of entries
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export function withinBoundary(
  grant: Grant,
  boundary: PolicyDocument | string | undefined,
  vendors?: string,
): Grant {
  if (boundary === undefined || grant.attributes?.['resource'] === undefined) return grant;
  const entries = typeof boundary === 'string' ? [boundary] : leftBy(boundary, grant);
  if (entries.length === 0) return grant;
  const told = vendors === undefined ? distinct(entries).slice(0, MOST_TOLD) : [vendors];
  const { breadth } = grant;
  return {
    ...grant,
    ...(breadth === undefined || typeof boundary !== 'object'
      ? {}
      : { breadth: breadth.map((one) => narrowed(one, grant, boundary, told)) }),
    attributes: { ...grant.attributes, boundary: told },
  };
}

/** In the place of texts: all but those that a statement lists. */
const ALL_BUT = 'all but';

/**
 * What a text of the grant still stands for within the boundary. What is left of everything is not everything, and it is
 * the whole of something only where the boundary has no narrower text for it.
 */
function narrowed(
  breadth: Breadth,
  grant: Grant,
  boundary: PolicyDocument,
  told: readonly string[],
): Breadth {
  const met = boundary.statements.filter(
    (statement) => statement.effect === 'Allow' && entriesOf(statement, grant).length > 0,
  );
  const texts = met.flatMap((statement) => {
    const list = breadth.dimension === 'action' ? statement.actions : statement.resources;
    if (list === undefined) return [ALL_BUT];
    const wanted = breadth.dimension === 'action' ? grant.action.toLowerCase() : grant.resource;
    return list
      .map(({ text }) => (breadth.dimension === 'action' ? text.toLowerCase() : text))
      .filter((text) => patternsOverlap(text, wanted));
  });
  if (texts.includes('*')) return breadth;
  const isWhole = breadth.dimension === 'action' ? isWholeService : isManyThings;
  return {
    ...breadth,
    form: 'pattern',
    covers: `what the permissions boundary leaves of it (${listed(told.map(quoted), 2)})`,
    whole: breadth.whole && texts.some((text) => text === ALL_BUT || isWhole(text)),
  };
}

function isWholeService(action: string): boolean {
  return /\*.*:|:\*+$/u.test(action);
}

/** Whether a resource may be more than one thing with what is in it. */
function isManyThings(resource: string): boolean {
  return /[*?]/u.test(resource.replace(/^arn:[^:]*:s3:::[^*?/]+\/\*$/u, ''));
}

function leftBy(boundary: PolicyDocument, grant: Grant): readonly string[] {
  // What one statement allows whole is not narrowed; a boundary that cannot be read whole may allow it.
  const allows = boundary.statements.filter(({ effect }) => effect === 'Allow');
  if (boundary.incomplete === true || allows.some((statement) => allowsWhole(statement, grant))) return [];
  return allows.flatMap((statement) => entriesOf(statement, grant));
}

function allowsWhole(statement: PolicyStatement, { action, resource }: Grant): boolean {
  const { actions, notActions, resources, notResources, conditions, incomplete } = statement;
  if (incomplete === true) return true;
  const right = action.toLowerCase();
  return (
    conditions.length === 0 &&
    (actions === undefined
      ? !(notActions ?? []).some(({ text }) => patternsOverlap(text.toLowerCase(), right))
      : actions.some(({ text }) => patternCovers(text.toLowerCase(), right))) &&
    (resources === undefined
      ? !(notResources ?? []).some(({ text }) => patternsOverlap(text, resource))
      : resources.some(({ text }) => patternCovers(text, resource)))
  );
}

function entriesOf(statement: PolicyStatement, { action, resource }: Grant): readonly string[] {
  const { actions, notActions, resources, notResources, conditions } = statement;
  const under = conditions.map(({ key }) => ` if ${key}`).join('');
  const rights = touching(actions, notActions, (text) =>
    patternsOverlap(text.toLowerCase(), action.toLowerCase()),
  );
  const things = touching(resources, notResources, (text) => patternsOverlap(text, resource));
  return rights.flatMap((right) => things.map((thing) => `${right} on ${thing}${under}`));
}

/** The texts of one pair of keys, such as `Action` and `NotAction`, that have to do with the grant. */
function touching(
  texts: PolicyStatement['actions'],
  others: PolicyStatement['actions'],
  meets: (text: string) => boolean,
): readonly string[] {
  if (texts !== undefined) return texts.map(({ text }) => text).filter(meets);
  return [`everything but ${(others ?? []).map(({ text }) => text).join(', ')}`];
}

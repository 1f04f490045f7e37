import type { EffectiveGrant } from '../knowledge/aws/policy/effective.js';
import { effectiveActions } from '../knowledge/aws/policy/effective.js';
import { matches } from '../knowledge/aws/policy/patternText.js';
import { literal, patternCovers, patternsOverlap } from '../knowledge/aws/wildcards.js';
import type { AwsAccess, AwsActionSet, AwsCatalogue } from '../model/awsCatalogue.js';
import type { Grant, SessionFacts } from '../model/facts.js';
import type { PolicyDocument, PolicyStatement, PolicyText } from '../model/policyDocument.js';
import type { AccessLevel } from '../model/vocabulary.js';
import { accessRank } from '../model/vocabulary.js';

type Policies = NonNullable<SessionFacts['policies']>;

/**
 * What the denies and the boundary of an identity leave of its grants: a grant of which nothing is left goes, and one
 * of which less is left says so. With the catalogue it is worked out action by action, without it by patterns.
 */
export function leftOf(
  grants: readonly Grant[],
  policies: Policies,
  catalogue: AwsCatalogue | undefined,
): readonly Grant[] {
  const statements = policies.identity.flatMap((document) => document.statements);
  const bounded = policies.boundary !== undefined || statements.some(({ effect }) => effect === 'Deny');
  if (!bounded) return grants;
  if (catalogue === undefined) {
    return grants.filter((grant) => isLeftByPatterns(grant, statements, policies.boundary));
  }
  const effective = new Map<string, EffectiveGrant<unknown>[]>();
  for (const one of effectiveActions(policies, catalogue).grants) {
    const place = placeOf((one.action ?? one.statement.notActions?.[0])?.origin ?? one.statement.origin);
    const list = effective.get(place);
    if (list === undefined) effective.set(place, [one]);
    else list.push(one);
  }
  return grants.flatMap((grant) => {
    const one = effective.get(placeOf(grant.origin))?.find(({ resource }) => speaksOf(grant, resource));
    return one === undefined ? [grant] : left(grant, one);
  });
}

function placeOf(origin: unknown): string {
  const { uri, range } = origin as Grant['origin'];
  return `${uri} ${range.start} ${range.end}`;
}

/** Whether the entry of `Resource` is the one of the grant, in whose text unknown parts are written otherwise. */
function speaksOf({ attributes }: Grant, resource: PolicyText<unknown> | undefined): boolean {
  const shown = attributes?.['resource'];
  if (resource === undefined) return shown === undefined || shown === '*';
  return (
    typeof shown === 'string' &&
    (shown === resource.text || matches(literal(resource.text), literal(shown)) !== false)
  );
}

function left(grant: Grant, { named, actions, denies }: EffectiveGrant<unknown>): readonly Grant[] {
  if (named.size > 0 && actions.size === 0) {
    // A grant that never opened anything is kept as it is, with its remark.
    return grant.opens.startsWith('nothing') ? [grant] : [];
  }
  const access = actions.size < named.size ? lower(grant.access, highest(actions)) : grant.access;
  const sids = denies.map(denyWords);
  const known = grant.attributes?.['denies'];
  const all = [...new Set([...(Array.isArray(known) ? (known as readonly string[]) : []), ...sids])];
  const told = Array.isArray(known) && known.length >= sids.length;
  return [
    {
      ...grant,
      access,
      ...(sids.length === 0 || told ? {} : { attributes: { ...grant.attributes, denies: all } }),
    },
  ];
}

const LEVELS: Readonly<Record<AwsAccess, AccessLevel>> = {
  List: 'read',
  Read: 'read',
  Write: 'write',
  Tagging: 'write',
  'Permissions management': 'admin',
};

function highest(actions: AwsActionSet): AccessLevel {
  let level: AccessLevel = 'read';
  for (const { access } of actions) {
    if (accessRank(LEVELS[access]) > accessRank(level)) level = LEVELS[access];
    if (level === 'admin') break;
  }
  return level;
}

function lower(a: AccessLevel, b: AccessLevel): AccessLevel {
  return accessRank(a) < accessRank(b) ? a : b;
}

function denyWords({ sid, actions, notActions }: PolicyStatement<unknown>): string {
  const texts = (actions ?? notActions ?? []).map(({ text }) => text).join(', ');
  const what = actions === undefined ? `everything but ${texts}` : texts;
  return sid === undefined ? `Deny ${what}` : `${sid}: Deny ${what}`;
}

function isLeftByPatterns(
  grant: Grant,
  statements: readonly PolicyStatement[],
  boundary: PolicyDocument | undefined,
): boolean {
  const action = grant.action.toLowerCase();
  const { resource } = grant;
  const denied = [...statements, ...(boundary?.statements ?? [])].some(
    (statement) =>
      statement.effect === 'Deny' &&
      statement.conditions.length === 0 &&
      statement.possible !== true &&
      statement.incomplete !== true &&
      covered(statement.actions, action) &&
      (statement.resources === undefined
        ? statement.notResources === undefined
        : covered(statement.resources, resource)),
  );
  if (denied) return false;
  if (boundary === undefined || boundary.incomplete === true) return true;
  return boundary.statements.some(
    ({ effect, actions, resources }) =>
      effect === 'Allow' &&
      (actions === undefined || actions.some(({ text }) => patternsOverlap(text.toLowerCase(), action))) &&
      (resources === undefined || resources.some(({ text }) => patternsOverlap(text, resource))),
  );
}

function covered(texts: readonly PolicyText[] | undefined, pattern: string): boolean {
  return (texts ?? []).some(({ text }) => patternCovers(text.toLowerCase(), pattern.toLowerCase()));
}

import type { Grant } from '../../../model/facts.js';

/** More than a reader looks through. */
const MOST_TOLD = 400;

/** What gives out credentials counts by itself, though AWS calls it reading. */
const GIVES_CREDENTIALS = /^sts:|token|credential|login|password|assume/iu;

/**
 * Grants of a policy of the vendor's that lists many hundreds of reading actions, such as `ReadOnlyAccess`, as one for
 * each system and resource: of such a list it tells most what it reaches. What writes, mints or reads secrets stays.
 */
export function summarised(grants: readonly Grant[]): readonly Grant[] {
  const counts = new Map<unknown, number>();
  for (const { attributes } of grants) {
    const policy = attributes?.['policy'];
    if (policy !== undefined) counts.set(policy, (counts.get(policy) ?? 0) + 1);
  }
  if (![...counts.values()].some((count) => count > MOST_TOLD)) return grants;
  const groups = new Map<string, Grant[]>();
  for (const grant of grants) {
    const key = groupOf(grant, counts);
    groups.set(key, [...(groups.get(key) ?? []), grant]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group;
    if (first === undefined) return [];
    if (others.length > 0) return [together(first, group)];
    return (counts.get(first.attributes?.['policy']) ?? 0) > MOST_TOLD ? [withoutPatterns(first)] : group;
  });
}

/** Grants of the same group are told together; one that is told by itself has a group of its own. */
function groupOf(grant: Grant, counts: ReadonlyMap<unknown, number>): string {
  const { action, access, system, resource, gates, origin, attributes, sensitivity, tier, flows } = grant;
  const policy = attributes?.['policy'];
  const isOne =
    (counts.get(policy) ?? 0) <= MOST_TOLD ||
    access !== 'read' ||
    system.kind === 'secrets' ||
    GIVES_CREDENTIALS.test(action) ||
    sensitivity !== undefined ||
    tier !== undefined ||
    flows !== undefined;
  const place = `${String(origin.range.start)} ${String(policy)} ${resource} ${gates.join()}`;
  const what = isOne ? action : `${system.kind} ${system.name}`;
  return JSON.stringify([isOne, place, what, attributes?.['conditions'], attributes?.['when']]);
}

function together(first: Grant, group: readonly Grant[]): Grant {
  const actions = [...new Set(group.map(({ action }) => action))];
  const name = `${first.action} and ${String(actions.length - 1)} more`;
  return {
    ...withoutPatterns(first),
    action: name,
    right: name,
    opens: `${String(actions.length)} entries of ${first.system.name} that only read`,
    certainty: group.some(({ certainty }) => certainty === 'inferred') ? 'inferred' : first.certainty,
    attributes: { ...first.attributes, action: name, actions },
  };
}

/** Which of so many entries is a pattern says nothing. */
function withoutPatterns(grant: Grant): Grant {
  const { breadth: all = [], ...rest } = grant;
  const breadth = all.filter(({ dimension }) => dimension === 'resource');
  return breadth.length === 0 ? rest : { ...rest, breadth };
}

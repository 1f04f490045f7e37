import type { Grant } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import type { PolicyStatement, PolicyText } from '../../model/policyDocument.js';
import type { TrustScope } from '../../model/trustScope.js';

/** An entry of `Resource` in a statement of the session's own policies, with the grants that it is part of. */
interface ResourceEntry {
  readonly resource: PolicyText;
  readonly grants: readonly Grant[];
  readonly statement: PolicyStatement;
}

/**
 * The entries of `Resource` that allow something, each with its grants. Of statements in which two entries cannot be told
 * apart, as a template leaves open what makes them differ, there are none.
 *
 * @param own grants that the session holds itself
 */
export function resourceEntries({ facts }: TrustScope, own: readonly Grant[]): readonly ResourceEntry[] {
  const statements = (facts.policies?.identity ?? []).flatMap((policy) => policy.statements);
  return statements.flatMap((statement) => {
    const { resources = [], effect, origin } = statement;
    const names = resources.map(({ text }) => openText(text));
    if (effect !== 'Allow' || new Set(names).size < names.length) return [];
    const within = own.filter(
      (grant) => isWithin(grant.origin, origin) && grant.attributes?.['policy'] === undefined,
    );
    return resources.map((resource, at) => ({
      resource,
      grants: within.filter((grant) => openText(grant.resource) === names[at]),
      statement,
    }));
  });
}

/** What a template leaves open is shown in one way and kept in another. */
function openText(text: string): string {
  return text.replace(/\$\{[^}]*\}|…|\uFFFC/gu, '*').replace(/\*+/gu, '*');
}

function isWithin(inner: Origin, outer: Origin): boolean {
  return (
    inner.uri === outer.uri && inner.range.start >= outer.range.start && inner.range.end <= outer.range.end
  );
}

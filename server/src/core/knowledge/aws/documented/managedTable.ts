import type { ManagedPolicies } from '../../../model/managedPolicies.js';
import type { PolicyStatement, PolicyText } from '../../../model/policyDocument.js';
import type { DocumentedPolicy, DocumentedStatement } from './documentedPolicies.js';
import { managedPolicy, managedPolicyPath } from './documentedPolicies.js';

/** More than any policy that AWS manages has (`ReadOnlyAccess`, with some 2,700). */
const MOST_TEXTS = 4_000;

/**
 * What a policy that AWS manages allows, by the part of its ARN behind `policy/`: from the whole table where that is
 * loaded, else of those that templates attach most. `undefined` for one that is not known, or too long to be told.
 */
export function knownManagedPolicy(
  table: ManagedPolicies | undefined,
  path: string,
): DocumentedPolicy | undefined {
  const found = table?.get(path);
  if (found === undefined) return managedPolicy(path);
  const { statements } = found.document(null);
  const texts = statements.reduce(
    (sum, { actions, notActions }) => sum + [...(actions ?? []), ...(notActions ?? [])].length,
    0,
  );
  if (texts > MOST_TEXTS) return undefined;
  return { name: path, parameters: [found.version], statements: statements.map(documented) };
}

/** The path of a managed policy by its name alone, as SAM takes it. */
export function knownManagedPath(table: ManagedPolicies | undefined, name: string): string | undefined {
  return managedPolicyPath(name) ?? table?.named(name)?.path;
}

function documented(statement: PolicyStatement<null>): DocumentedStatement {
  const { effect, actions, notActions, resources, notResources, conditions } = statement;
  return {
    effect,
    actions: texts(actions ?? notActions),
    allButActions: actions === undefined,
    resources: texts(resources ?? notResources),
    allButResources: resources === undefined && notResources !== undefined,
    conditions: conditions.map(({ operator, key, values }) => ({ operator, key, values: texts(values) })),
  };
}

/** `${aws:username}` is written `{aws:username}` among documented texts. */
function texts(written: readonly PolicyText<null>[] | undefined): readonly string[] {
  return (written ?? []).map(({ text }) => text.replace(/\$\{/gu, '{'));
}

import type { SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get } from '../../../syntax/syntaxTree.js';
import { TERRAFORM_RUN } from '../resources/workloads.js';
import { sequenceAt } from './build.js';
import { madeEntry } from './clusterAccounts.js';
import type { Block } from './configuration.js';
import { each } from './configuration.js';
import type { Evaluator } from './evaluator.js';
import { isNothing } from './nodeText.js';
import { NO_SCOPE } from './scope.js';

/**
 * Where a provider or a backend names the roles that a run takes on: in blocks, or in values of that form. `role_arn` of a
 * backend itself is the older way.
 *
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs#assuming-an-iam-role
 * https://developer.hashicorp.com/terraform/language/backend/s3#assume-role-configuration
 */
const ASSUMES = ['assume_role', 'assume_role_with_web_identity'];

/** The roles that a run of Terraform takes on to make what a configuration says, and to keep its state. */
export function runEntries(evaluator: Evaluator): readonly SyntaxEntry[] {
  const { configuration, surroundings } = evaluator;
  const providers = configuration.providers.filter(({ name }) => name === 'aws');
  // The state is that of the configuration which is applied, not of a module in it.
  const backends = surroundings.isCalled ? [] : configuration.backends.filter(({ name }) => name === 's3');
  return [...providers, ...backends].flatMap((block) => {
    const roles = rolesOf(evaluator, block);
    if (roles.length === 0) return [];
    const properties = { RoleArn: sequenceAt(block.body.range, roles) };
    return [madeEntry(block, `${surroundings.prefix}${block.address}`, TERRAFORM_RUN, properties)];
  });
}

function rolesOf(evaluator: Evaluator, { name, body }: Block): readonly SyntaxNode[] {
  const nested = ASSUMES.flatMap((key) => each(get(body, key)))
    .map((node) => (node.kind === 'mapping' ? node : evaluator.value(node, NO_SCOPE)))
    .map((node) => get(node, 'role_arn'));
  const written = name === 's3' ? [...nested, get(body, 'role_arn')] : nested;
  return written.flatMap((node) => {
    const value = node && evaluator.value(node, NO_SCOPE);
    return value === undefined || isNothing(value) ? [] : [value];
  });
}

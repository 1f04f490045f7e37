import type { DocumentedPolicy } from '../../../knowledge/aws/documented/documentedPolicies.js';
import type { Origin } from '../../../model/origin.js';
import type { NamedPolicy } from '../identities/identity.js';
import type { SourceText } from '../text/sourceText.js';
import { readDocumented } from './documented.js';

/**
 * A policy that allows some actions on some resources.
 *
 * @param prefix what makes it differ from the other policies of its role
 */
export function allowing(
  prefix: string,
  actions: readonly string[],
  resources: readonly SourceText[],
  origin: Origin,
): readonly NamedPolicy[] {
  if (resources.length === 0) return [];
  const documented: DocumentedPolicy = {
    name: '',
    parameters: [],
    statements: [
      {
        effect: 'Allow',
        actions,
        allButActions: false,
        resources: [],
        allButResources: false,
        conditions: [],
      },
    ],
  };
  const policy = readDocumented(documented, origin);
  const statements = policy.statements.map((statement) => ({ ...statement, resources }));
  return [{ prefix, policy: { ...policy, statements } }];
}

import { readFileSync } from 'node:fs';
import { awsTable } from '../../../scripts/generate/aws/table.js';
import { readAwsCatalogue } from '../../../server/src/core/knowledge/aws/catalogue.js';
import { decodeManagedPolicies } from '../../../server/src/core/knowledge/aws/managedPolicies/decode.js';
import type { AwsCatalogue } from '../../../server/src/core/model/awsCatalogue.js';
import type { ManagedPolicies } from '../../../server/src/core/model/managedPolicies.js';

let catalogue: Promise<AwsCatalogue> | undefined;

/** The catalogue of AWS's actions, made from the packages that the build makes it from; once per process. */
export function awsCatalogue(): Promise<AwsCatalogue> {
  return (catalogue ??= awsTable().then(readAwsCatalogue));
}

/** The file of AWS's managed policies that ships. */
export function managedPoliciesFile(): Uint8Array {
  const file = new URL('../../../server/src/core/knowledge/aws/managedPolicies/data.json', import.meta.url);
  return readFileSync(file);
}

/** What AWS's managed policies allow. */
export function managedPolicies(): ManagedPolicies {
  return decodeManagedPolicies(managedPoliciesFile());
}

import { awsTable } from '../../../scripts/generate/aws/table.js';
import { readAwsCatalogue } from '../../../server/src/core/knowledge/aws/catalogue.js';
import type { AwsCatalogue } from '../../../server/src/core/model/awsCatalogue.js';

let catalogue: Promise<AwsCatalogue> | undefined;

/** The catalogue of AWS's actions, made from the packages that the build makes it from; once per process. */
export function awsCatalogue(): Promise<AwsCatalogue> {
  return (catalogue ??= awsTable().then(readAwsCatalogue));
}

import { UNKNOWN_PART } from '../../../model/policyDocument.js';

/** The entries of `Resource` as IAM reads them. */

/**
 * An ARN with fewer than six parts is completed by wildcards, so that `arn:aws:sqs` is every queue. One that ends in `*`
 * reaches over the colons that follow anyway.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function completeArn(resource: string): string {
  const missing = 5 - colons(resource);
  if (missing <= 0 || resource.endsWith('*')) return resource;
  // The part that is not known may hold the colons, or not.
  if (resource.includes(UNKNOWN_PART)) return resource + UNKNOWN_PART;
  return resource.startsWith('arn:') ? resource + ':*'.repeat(missing) : resource;
}

/** Colons of the ARN itself; those within `${…}` are the variable's own. */
function colons(text: string): number {
  return text.replace(/\$\{[^{}]*\}/gu, '').split(':').length - 1;
}

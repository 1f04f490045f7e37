/** A unit of Terragrunt. https://terragrunt.gruntwork.io/docs/reference/hcl/ */
const UNIT = /(?:^|\/)terragrunt\.hcl$/u;
/** What Terragrunt has copied and downloaded is not of this workspace. */
const CACHE = /(?:^|\/)\.terragrunt-cache\//u;

/** What all units name, so that they are found. */
export const UNITS = 'units of Terragrunt';

/** Whether a file is a unit of Terragrunt, by its name. */
export function isTerragruntPath(path: string): boolean {
  return UNIT.test(path) && !CACHE.test(path);
}

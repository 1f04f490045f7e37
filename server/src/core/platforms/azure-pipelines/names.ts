import { credentialVariable } from '../../knowledge/actions/lookup.js';
import { namesAccountOrPlace } from '../../pipelines/heldIdentities.js';
import { holdsCredential, isWrittenOut } from '../../pipelines/namedVariables.js';

/**
 * A name as a variable of the environment has it: in capitals, `.` and `-` as `_`. Words that differ by case alone are
 * set apart, since names of variables are often written so.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/process/variables#environment-variables
 */
export function environmentName(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/gu, '$1_$2')
    .replace(/[^\w]/gu, '_')
    .toUpperCase();
}

/** Whether a variable, an input or a field says by its name that it holds a credential. */
export function namesCredential(name: string): boolean {
  const upper = environmentName(name);
  return holdsCredential(upper) && !namesAccountOrPlace(upper);
}

/** What a documented variable of this name holds, also where it is written in another case. */
export function documentedCredential(name: string): ReturnType<typeof credentialVariable> {
  return (
    credentialVariable(environmentName(name)) ?? credentialVariable(name.replace(/\W/gu, '_').toUpperCase())
  );
}

/** Whether a credential itself stands in the text under this name. */
export function isCredentialText(name: string, text: string): boolean {
  return !/\$[([{]/u.test(text) && isWrittenOut(environmentName(name), text);
}

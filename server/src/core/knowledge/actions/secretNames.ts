import type { CredentialVariable, CredentialVariables } from './secretNameTypes.js';
import { CLOUD_VARIABLES } from './secretNamesCloud.js';
import { PLATFORM_VARIABLES } from './secretNamesPlatforms.js';
import { REGISTRY_VARIABLES } from './secretNamesRegistries.js';
import { SERVICE_VARIABLES } from './secretNamesServices.js';

export type { CredentialVariable } from './secretNameTypes.js';

function eachName({ names, ...shared }: CredentialVariables): readonly CredentialVariable[] {
  return names.map((name) => ({ name, ...shared }));
}

/**
 * Names of environment variables and secrets that hold long-lived credentials, as the tools' own documents give them.
 * A name says what is likely in it; only the value says whether it is a secret at all (`${{ secrets.X }}`) or the
 * short-lived output of a login step.
 */
export const CREDENTIAL_VARIABLES: readonly CredentialVariable[] = [
  ...CLOUD_VARIABLES,
  ...PLATFORM_VARIABLES,
  ...REGISTRY_VARIABLES,
  ...SERVICE_VARIABLES,
].flatMap(eachName);

import type { Variables } from './takenRoles.js';

/**
 * The variables around a script, with the role that the tools of AWS read from the environment where the file sets the
 * token for it alone: the settings of the project are where it comes from then, and its name is all that is known.
 */
export function withRoleOfSettings(around: Variables, script: string): Variables {
  if (around.has('AWS_ROLE_ARN') || !script.includes('AWS_WEB_IDENTITY_TOKEN_FILE')) return around;
  return new Map([...around, ['AWS_ROLE_ARN', '$AWS_ROLE_ARN']]);
}

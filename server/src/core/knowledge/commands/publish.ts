import type { ShellCommand } from '../../model/shellScript.js';
import type { CommandUse } from './commandUse.js';
import { containerUse } from './containers.js';
import { packageUse } from './packages.js';
import { releaseUse } from './releases.js';

/**
 * What publishing tools need; `undefined` for a command that is none of them. Only what goes to GitHub's own
 * registries, or asks for an identity token, concerns the job's token.
 */
export function publishUse(command: ShellCommand): CommandUse | undefined {
  return packageUse(command) ?? containerUse(command) ?? releaseUse(command);
}

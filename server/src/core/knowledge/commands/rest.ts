import { restPermission } from '../github/restPermissions.js';
import type { CommandCredential, CommandUse } from './commandUse.js';
import { NOTHING, needs } from './commandUse.js';

/** What a call of GitHub's REST API needs, by method and path; the path may hold variables. */
export function restUse(method: string, path: string, credential: CommandCredential): CommandUse {
  const clean = path
    .replace(/^https?:\/\/(?:api\.github\.com|[^/]*\$\{?GITHUB_API_URL\}?)/u, '')
    .replace(/^\$\{?GITHUB_API_URL\}?/u, '')
    .replace(/[?#].*$/u, '')
    .replace(/^\/?/u, '/');
  // A variable may hold owner and name together.
  const found =
    restPermission(method, clean) ??
    restPermission(method, clean.replace(/^\/repos\/(\$[^/]*)/u, '/repos/$1/$1'));
  if (found === undefined) return { needs: [], unknown: `\`${method} ${clean}\` asks for` };
  if (found === 'none') return NOTHING;
  return needs(credential, `call \`${method} ${clean}\``, found);
}

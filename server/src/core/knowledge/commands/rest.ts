import { restPermission } from '../github/restPermissions.js';
import type { CommandCredential, CommandUse } from './commandUse.js';
import { NOTHING, needs } from './commandUse.js';
import { quoted } from '../../text/quoted.js';

/** What a call of GitHub's REST API needs, by method and path; the path may hold variables. */
export function restUse(method: string, path: string, credential: CommandCredential): CommandUse {
  const clean = apiPath(path);
  const found = restPermission(method, clean);
  // What an expression puts in is no more than underscores here.
  const call = quoted(`${method} ${clean.replace(/\$_{3,}/gu, '…')}`);
  if (found === undefined) return { needs: [], unknown: `${call} asks for` };
  // What the job's token can never do is done with another one, or fails.
  if (found === 'none' || found === 'impossible') return NOTHING;
  return needs(credential, `call ${call}`, found);
}

/** The path of an address without host, query and the part that GitHub Enterprise Server puts before. */
function apiPath(address: string): string {
  return address
    .replace(/^https?:\/\/[^/]+/u, '')
    .replace(/^\$\{?(?:env:)?GITHUB_API_URL\}?/u, '')
    .replace(/[?#].*$/su, '')
    .replace(/^\/api\/v3(?=\/)/u, '')
    .replace(/^\/?/u, '/')
    .replace(/(?<=.)\/$/u, '');
}

import type { ShellCommand } from '../../syntax/shell/shellScript.js';
import type { CommandUse } from './commandUse.js';
import { NOTHING, option } from './commandUse.js';
import { restUse } from './rest.js';

const API = /api\.github\.com|\$\{?GITHUB_API_URL\}?|uploads\.github\.com/u;

/** What `curl` and `wget` need: something only where they call GitHub's API with a token. */
export function httpUse(command: ShellCommand): CommandUse {
  const texts = command.args.map((word) => word.text);
  const url = texts.find((text) => API.test(text));
  if (url === undefined) {
    // An address that is computed, with an authorization in the header, may be GitHub's.
    const computed =
      texts.some((text) => text.startsWith('$')) && texts.some((text) => /authorization/iu.test(text));
    return computed ? { needs: [], unknown: 'a computed address is asked for' } : NOTHING;
  }
  if (
    !texts.some(
      (text) =>
        /authorization/iu.test(text) || text === '-u' || text === '--user' || text.includes('x-access-token'),
    )
  ) {
    return NOTHING;
  }
  if (url.includes('/graphql')) return { needs: [], unknown: 'a GraphQL query asks for' };
  const sends = texts.some((text) => /^(?:-d|--data|--post-data|-F|--form|-T|--upload-file)/u.test(text));
  const method = option(command, '-X', '--request', '--method') ?? (sends ? 'POST' : 'GET');
  return restUse(method.toUpperCase(), url, 'environment');
}

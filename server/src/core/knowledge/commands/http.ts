import type { ShellCommand } from '../../model/shellScript.js';
import type { CommandUse } from './commandUse.js';
import { hasFlag, mentions, needs, NOTHING, operands, option, options } from './commandUse.js';
import { graphqlUse } from './graphql.js';
import { restUse } from './rest.js';

/** Programs that ask for an address. */
export const HTTP_CLIENTS: ReadonlySet<string> = new Set([
  'curl',
  'wget',
  'http',
  'https',
  'xh',
  'Invoke-RestMethod',
  'Invoke-WebRequest',
  'irm',
  'iwr',
]);

const API = /api\.github\.com|uploads\.github\.com|\$\{?(?:env:)?GITHUB_(?:API|GRAPHQL)_URL\b/u;
/** https://docs.github.com/en/actions/reference/security/oidc#methods-for-requesting-the-oidc-token */
const IDENTITY = /ACTIONS_ID_TOKEN_REQUEST_(?:URL|TOKEN)/u;
/** https://docs.github.com/en/github-models/use-github-models/integrating-ai-models-into-your-development-workflow */
const MODELS = /models\.github\.ai|models\.inference\.ai\.azure\.com/u;
const PACKAGES = /(?:^|\/\/)(?:[^@/]*@)?(?:[\w-]+\.pkg\.github\.com|ghcr\.io)\b/u;
/** Files of the repository and of its releases. */
const CODE =
  /(?:raw\.githubusercontent\.com|codeload\.github\.com)\/|(?:^|\/\/)(?:[^@/]*@)?github\.com\/[^/]+\/[^/]+\/(?:raw|archive|releases)\//u;

const CREDENTIAL = /authorization|x-access-token|\btoken\b|\$\{?\w*(?:AUTH|HEADER|TOKEN)/iu;

/** What a call by `curl` and its like needs: something only where it goes to GitHub with a token. */
export function httpUse(command: ShellCommand): CommandUse {
  if (mentions(command, IDENTITY)) {
    return needs('identity-token', 'ask for an identity token', { 'id-token': 'write' });
  }
  const sent = dataOf(command);
  const addresses = command.args.map((word) => word.text).filter((text) => !sent.includes(text));
  const authorized =
    addresses.some((text) => CREDENTIAL.test(text)) || options(command, '-u', '--user').length > 0;
  if (!authorized) return NOTHING;
  const method = methodOf(command, sent.length > 0);
  const api = addresses.find((text) => API.test(text));
  if (api !== undefined) {
    return /\/graphql\b|GRAPHQL_URL/u.test(api)
      ? graphqlUse(documentIn(sent), 'environment')
      : restUse(method, api, 'environment');
  }
  if (addresses.some((text) => MODELS.test(text))) {
    return needs('environment', 'ask a model', { models: 'read' });
  }
  if (addresses.some((text) => PACKAGES.test(text))) {
    return needs('variables', 'call the package registry', {
      packages: method === 'GET' || method === 'HEAD' ? 'read' : 'write',
    });
  }
  if (addresses.some((text) => CODE.test(text))) {
    return needs('environment', 'download from the repository', { contents: 'read' });
  }
  // An address that is computed may be GitHub's.
  return addresses.some((text) => text.startsWith('$'))
    ? { needs: [], unknown: 'a computed address is asked for' }
    : NOTHING;
}

/** Options whose value is sent. By the manuals of curl, wget and PowerShell. */
const CURL_DATA = ['-d', '-F', '-T', '--data', '--data-raw', '--data-binary', '--data-urlencode'].concat([
  '--data-ascii',
  '--json',
  '--form',
  '--form-string',
  '--upload-file',
]);
const WGET_DATA = ['--post-data', '--post-file', '--body-data', '--body-file'];
const POWERSHELL_DATA = ['-Body', '-Form', '-InFile'];

/** What is sent, as written. */
function dataOf(command: ShellCommand): readonly string[] {
  if (command.name === 'curl') return options(command, ...CURL_DATA);
  if (command.name === 'wget') return options(command, ...WGET_DATA);
  // https://httpie.io/docs/cli/request-items
  return /^(?:https?|xh)$/u.test(command.name)
    ? operands(command).filter((word) => /^[\w-]+:?=(?!=)/u.test(word))
    : options(command, ...POWERSHELL_DATA);
}

function methodOf(command: ShellCommand, sends: boolean): string {
  const written =
    option(command, '-Method') ??
    option(command, '-X', '--request', '--method') ??
    command.args.find((word) => /^(?:GET|POST|PUT|PATCH|DELETE|HEAD)$/u.test(word.text))?.text;
  if (written !== undefined && written !== '') return written.toUpperCase();
  if (hasFlag(command, '-I', '--head', '-G', '--get')) return 'GET';
  return sends ? 'POST' : 'GET';
}

/** The document in a body such as `{"query": "mutation …"}`. */
function documentIn(sent: readonly string[]): string | undefined {
  const query = sent.map((body) => /"query"\s*:\s*"((?:\\.|[^"\\])*)"/su.exec(body)?.[1]).find(Boolean);
  return query?.replace(/\\[nrt]/gu, ' ').replace(/\\(.)/gu, '$1');
}

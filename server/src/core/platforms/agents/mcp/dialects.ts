import { baseName } from '../../../text/uri.js';

/** A program that reads a list of MCP servers: how it is told of secrets, and whether it asks before a tool is used. */
export interface Dialect {
  readonly client: string;
  /** How a value refers to a variable of the environment; absent where the file has no such references. */
  readonly reference?: (variable: string) => string;
  /** Advice for a secret, a full sentence. */
  readonly advice: string;
  /** Why a person is asked before a tool is used, as far as this file can tell. */
  readonly asks: string;
  readonly source: string;
}

const ELSEWHERE = 'Each tool is asked for unless other settings allow it';

export const CLAUDE: Dialect = {
  client: 'Claude Code',
  reference: (variable) => `\${${variable}}`,
  advice: 'Refer to a variable of the environment, `${NAME}`.',
  asks: `${ELSEWHERE}: \`permissions.allow\`, or a mode that does not ask`,
  source: 'https://code.claude.com/docs/en/mcp#environment-variable-expansion-in-mcp-json',
};

/** The settings themselves have no references to variables. */
export const CLAUDE_SETTINGS: Dialect = {
  client: CLAUDE.client,
  advice: 'Set it in the environment of whoever works here, or let `apiKeyHelper` fetch it.',
  asks: CLAUDE.asks,
  source: 'https://code.claude.com/docs/en/settings',
};

const VS_CODE: Dialect = {
  client: 'VS Code',
  reference: (variable) => `\${env:${variable}}`,
  advice: 'Let VS Code ask for it, `${input:id}`, or refer to a variable of the environment, `${env:NAME}`.',
  asks: `${ELSEWHERE}: approvals that whoever works here has given before`,
  source:
    'https://code.visualstudio.com/docs/copilot/reference/mcp-configuration#_input-variables-for-sensitive-data',
};

const CURSOR: Dialect = {
  client: 'Cursor',
  reference: (variable) => `\${env:${variable}}`,
  advice: 'Refer to a variable of the environment, `${env:NAME}`.',
  asks: `${ELSEWHERE}: an auto-run mode, or an allow list`,
  source: 'https://cursor.com/docs/context/mcp',
};

const DESKTOP: Dialect = {
  client: 'Claude Desktop',
  advice: 'Let the server read it from the keychain or from a file that only you can read.',
  asks: `${ELSEWHERE}: approvals that whoever works here has given before`,
  source: 'https://modelcontextprotocol.io/docs/develop/connect-local-servers',
};

export const GEMINI: Dialect = {
  client: 'Gemini CLI',
  reference: (variable) => `\${${variable}}`,
  advice: 'Refer to a variable of the environment, `$NAME`.',
  asks: `${ELSEWHERE}: \`tools.allowed\`, \`trust\`, or a mode that does not ask`,
  source:
    'https://github.com/google-gemini/gemini-cli/blob/main/docs/reference/configuration.md#settings-files',
};

export const CODEX: Dialect = {
  client: 'Codex',
  advice:
    'Name a variable of the environment instead, by `env_vars`, `bearer_token_env_var` or `env_http_headers`.',
  asks: `${ELSEWHERE}: \`approval_policy\`, or the approval mode of a tool`,
  source: 'https://developers.openai.com/codex/config-reference',
};

export const COPILOT: Dialect = {
  client: 'Copilot',
  reference: (variable) => `\${{ secrets.COPILOT_MCP_${variable.replace(/^COPILOT_MCP_/u, '')} }}`,
  advice: 'Refer to a secret of the repository, `${{ secrets.COPILOT_MCP_NAME }}`.',
  asks: `${ELSEWHERE} in an editor; the agent in the cloud asks nobody`,
  source:
    'https://docs.github.com/en/copilot/reference/custom-agents-configuration#mcp-server-environment-variables-and-secrets',
};

export const OPENCODE: Dialect = {
  client: 'OpenCode',
  reference: (variable) => `{env:${variable}}`,
  advice: 'Refer to a variable of the environment, `{env:NAME}`.',
  asks: `${ELSEWHERE}: \`permission\``,
  source: 'https://opencode.ai/v1/docs/mcp-servers/',
};

const ANY: Dialect = {
  client: 'whatever agent reads this file',
  advice: 'Refer to a variable of the environment, in the way that the agent has for it.',
  asks: `${ELSEWHERE}; which agent reads this file is not known`,
  source: 'https://modelcontextprotocol.io/docs/develop/connect-local-servers',
};

/** The program that reads a file of servers, by its path. */
export function dialectAt(uri: string): Dialect {
  const name = baseName(uri);
  if (name === 'claude_desktop_config.json') return DESKTOP;
  if (name === '.mcp.json') return CLAUDE;
  if (uri.endsWith('/.vscode/mcp.json')) return VS_CODE;
  return uri.endsWith('/.cursor/mcp.json') ? CURSOR : ANY;
}

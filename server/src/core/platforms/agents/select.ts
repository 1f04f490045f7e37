import { baseName } from '../../text/uri.js';
import type { FileDescriptor, Sureness } from '../platform.js';
import { SURE } from '../platform.js';

/** The kinds of file that set up an agent. */
export type AgentFile =
  | 'claude-settings'
  | 'claude-agent'
  | 'claude-skill'
  | 'copilot-agent'
  | 'agentic-workflow'
  | 'servers'
  | 'codex'
  | 'gemini'
  | 'vscode'
  | 'cursor-cli'
  | 'cursor-editor'
  | 'opencode';

const PATHS: readonly (readonly [RegExp, AgentFile])[] = [
  [/(?:^|\/)\.claude\/settings(?:\.local)?\.json$|(?:^|\/)managed-settings\.json$/u, 'claude-settings'],
  [/(?:^|\/)\.claude\/agents\/.+\.md$/u, 'claude-agent'],
  [/(?:^|\/)\.claude\/(?:commands|skills)\/.+\.md$/u, 'claude-skill'],
  [/(?:^|\/)\.github\/workflows\/[^/]+\.md$/u, 'agentic-workflow'],
  [
    /(?:^|\/)\.github\/(?:agents|chatmodes|prompts)\/[^/]+\.md$|\.(?:agent|chatmode|prompt)\.md$/u,
    'copilot-agent',
  ],
  [/(?:^|\/)\.codex\/(?:config|agents\/[^/]+)\.toml$/u, 'codex'],
  [/(?:^|\/)\.gemini\/settings\.json$/u, 'gemini'],
  [/(?:^|\/)\.vscode\/settings\.json$/u, 'vscode'],
  [/(?:^|\/)\.cursor\/cli\.json$/u, 'cursor-cli'],
  [/(?:^|\/)\.cursor\/permissions\.json$/u, 'cursor-editor'],
  [/(?:^|\/)opencode\.jsonc?$/u, 'opencode'],
  [/(?:^|\/)(?:\.?mcp|claude_desktop_config)\.json$/u, 'servers'],
];

/** What a look at the content must find, so that a file of the same name from elsewhere is left alone. */
const CONTENT: Readonly<Record<AgentFile, RegExp>> = {
  'claude-settings':
    /"(?:permissions|hooks|sandbox|env|enableAllProjectMcpServers|enabledMcpjsonServers|disabledMcpjsonServers|allowManaged\w+|apiKeyHelper)"\s*:/u,
  // One that lists no tools has them all.
  'claude-agent': /^(?:name|tools|disallowedTools|permissionMode|mcpServers|hooks)[ \t]*:/mu,
  'claude-skill': /^(?:allowed-tools|hooks)[ \t]*:/mu,
  'copilot-agent': /^(?:description|tools|mcp-servers)[ \t]*:/mu,
  'agentic-workflow': /^on[ \t]*:/mu,
  servers: /"(?:mcpServers|servers|command|url|httpUrl|serverUrl)"\s*:/u,
  codex: /^\s*(?:approval_policy|sandbox_mode|\[|mcp_servers)/mu,
  // Most settings of a folder are about something else.
  vscode:
    /"(?:chat\.)?(?:tools\.(?:global\.|edits\.|urls\.|terminal\.)?autoApprove|permissions\.default|defaultConfiguration\b|agent\.terminal\.autoApprove)|"chat"\s*:/u,
  'cursor-cli': /"permissions"\s*:/u,
  'cursor-editor': /"(?:terminalAllowlist|mcpAllowlist)"\s*:/u,
  opencode: /"(?:permissions?|tools|mcp|agents?|model|provider|plugin|instructions)"\s*:/u,
  gemini:
    /"(?:mcpServers|tools|general|security|mcp|coreTools|excludeTools|allowedTools|autoAccept|tools\.\w+)"\s*:/u,
};

const FRONT_MATTER = /^\uFEFF?---[ \t]*(?:\r\n|\r|\n)/u;
/** Front matter is at the top; what stands in the text below is no setting. */
const HEAD = 20_000;

/** Globs of the paths above. */
export const GLOBS: readonly string[] = [
  '**/.claude/settings{,.local}.json',
  '**/managed-settings.json',
  '**/.claude/{agents,commands,skills}/**/*.md',
  '**/.github/workflows/*.md',
  '**/.github/{agents,chatmodes,prompts}/*.md',
  '**/*.{agent,chatmode,prompt}.md',
  '**/.codex/{config,agents/*}.toml',
  '**/.gemini/settings.json',
  '**/.vscode/settings.json',
  '**/.cursor/{cli,permissions}.json',
  '**/opencode.{json,jsonc}',
  '**/{.mcp,mcp}.json',
  '**/claude_desktop_config.json',
];

/** The kind of agent's file that stands at a path; `undefined` for every other. */
export function agentFileAt(path: string): AgentFile | undefined {
  return PATHS.find(([pattern]) => pattern.test(path))?.[1];
}

/** By path first, then by a cheap look at the content. */
export function select({ path, text }: FileDescriptor): Sureness {
  const kind = agentFileAt(path);
  if (kind === undefined || !CONTENT[kind].test(isMarkdown(path) ? frontMatter(text) : text)) return SURE.not;
  return isOther(kind, path, text) ? SURE.not : SURE.place;
}

/** Of names that are also those of other things, and of prompts, which take the tools of the agent that is chosen. */
function isOther(kind: AgentFile, path: string, text: string): boolean {
  if (kind === 'servers') {
    return baseName(path) === 'mcp.json' && !/"(?:mcpServers|servers)"\s*:/u.test(text);
  }
  return (
    kind === 'copilot-agent' && isPrompt(path) && !/^(?:tools|mcp-servers)[ \t]*:/mu.test(frontMatter(text))
  );
}

/** A prompt of Copilot, which is no agent of its own. */
export function isPrompt(path: string): boolean {
  return /\/prompts\/|\.prompt\.md$/u.test(path);
}

export function isMarkdown(path: string): boolean {
  return path.endsWith('.md');
}

function frontMatter(text: string): string {
  if (!FRONT_MATTER.test(text)) return '';
  const head = text.slice(0, HEAD);
  const end = /(?:\r\n|\r|\n)(?:---|\.\.\.)[ \t]*(?=\r\n|\r|\n|$)/u.exec(head.slice(3));
  return end === null ? head : head.slice(0, end.index + 3);
}

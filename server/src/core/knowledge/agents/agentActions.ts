/** Agents of which the way they are started in a pipeline is known. */
export type AgentName = 'claude' | 'codex' | 'gemini' | 'copilot' | 'opencode' | 'cursor' | 'amp' | 'aider';

/** An action of GitHub Actions that runs an agent, as its own action.yml and documentation have it. */
export interface AgentAction {
  /** `owner/repo` or `owner/repo/path`, lower case. */
  readonly action: string;
  readonly agent: AgentName;
  /** How a reader knows the agent. */
  readonly name: string;
  /** Inputs that hold its instructions. */
  readonly prompts: readonly string[];
  /** Input with command-line arguments of the agent. */
  readonly args?: string;
  /** Input with settings of the agent, as JSON or a path. */
  readonly settings?: string;
  /** Inputs of older versions that list tools to allow and to deny. */
  readonly allowed?: readonly string[];
  readonly denied?: readonly string[];
  /** Inputs that it has no more from a major version on: there nobody reads them. */
  readonly gone?: { readonly from: number; readonly inputs: readonly string[] };
  /** Whether it asks, before it starts, for write access of whoever caused the event. */
  readonly asksForWriteAccess: boolean;
  /** Input that trusts anybody, and the value that does; with an input beside it without which it has no effect. */
  readonly openedBy?: { readonly input: string; readonly when: RegExp; readonly beside?: string };
  /** Input that lets bots in whose access nobody asks for, and the value that trusts those of anybody. */
  readonly openedToBots?: { readonly input: string; readonly when: RegExp };
  /** Input that holds the token for GitHub; without it, `ownToken` is what the agent gets. */
  readonly token?: string;
  /** Rights that it gets without the input. */
  readonly ownToken?: Readonly<Record<string, 'read' | 'write'>>;
  /** Whether it gets itself a token of its vendor's App, of which no file tells the rights. */
  readonly mintsToken?: true;
  /** Credentials of the model, which are no concern of the repository's. */
  readonly modelKeys: readonly string[];
  readonly source: string;
}

/** A list of names is somebody's choice; a star is not. */
const ANYBODY = /^\s*\*\s*$/u;

/** https://github.com/anthropics/claude-code-action/blob/main/docs/migration-guide.md, "Deprecated Input" */
const GONE_WITH_V1 = {
  from: 1,
  inputs: [
    'mode',
    'direct_prompt',
    'override_prompt',
    'custom_instructions',
    'max_turns',
    'model',
    'allowed_tools',
    'disallowed_tools',
    'claude_env',
    'mcp_config',
    'system_prompt',
    'append_system_prompt',
  ],
};

/** By action; read from the repositories named. */
const AGENT_ACTIONS: readonly AgentAction[] = [
  {
    action: 'anthropics/claude-code-action',
    agent: 'claude',
    name: 'Claude Code',
    prompts: ['prompt', 'direct_prompt', 'override_prompt', 'custom_instructions'],
    args: 'claude_args',
    settings: 'settings',
    allowed: ['allowed_tools'],
    denied: ['disallowed_tools'],
    gone: GONE_WITH_V1,
    asksForWriteAccess: true,
    // action.yml: "Only works when github_token input is provided"; src/github/validation/permissions.ts
    openedBy: { input: 'allowed_non_write_users', when: ANYBODY, beside: 'github_token' },
    // docs/security.md, "Allowed bots are not checked for repository permissions"
    openedToBots: { input: 'allowed_bots', when: ANYBODY },
    token: 'github_token',
    // docs/security.md, "GitHub App Permissions"
    ownToken: { contents: 'write', 'pull-requests': 'write', issues: 'write' },
    modelKeys: ['anthropic_api_key', 'claude_code_oauth_token'],
    source: 'https://github.com/anthropics/claude-code-action/blob/main/docs/security.md',
  },
  {
    action: 'anthropics/claude-code-base-action',
    agent: 'claude',
    name: 'Claude Code',
    prompts: ['prompt', 'prompt_file', 'system_prompt', 'append_system_prompt'],
    args: 'claude_args',
    settings: 'settings',
    allowed: ['allowed_tools'],
    denied: ['disallowed_tools'],
    gone: GONE_WITH_V1,
    // base-action/README.md, "Trust model": no check of the actor
    asksForWriteAccess: false,
    modelKeys: ['anthropic_api_key', 'claude_code_oauth_token'],
    source: 'https://github.com/anthropics/claude-code-base-action/blob/main/README.md',
  },
  {
    action: 'openai/codex-action',
    agent: 'codex',
    name: 'Codex',
    prompts: ['prompt', 'prompt-file'],
    args: 'codex-args',
    asksForWriteAccess: true,
    openedBy: { input: 'allow-users', when: ANYBODY },
    modelKeys: ['openai-api-key'],
    source: 'https://github.com/openai/codex-action/blob/main/action.yml',
  },
  {
    action: 'google-github-actions/run-gemini-cli',
    agent: 'gemini',
    name: 'Gemini CLI',
    prompts: ['prompt'],
    settings: 'settings',
    // action.yml runs `gemini --yolo`, and asks nobody.
    asksForWriteAccess: false,
    modelKeys: ['gemini_api_key', 'google_api_key'],
    source: 'https://github.com/google-github-actions/run-gemini-cli/blob/main/action.yml',
  },
  {
    action: 'actions/ai-inference',
    agent: 'copilot',
    name: 'Copilot',
    prompts: ['prompt', 'prompt-file', 'system-prompt'],
    allowed: ['copilot-allow-tools'],
    asksForWriteAccess: false,
    token: 'token',
    modelKeys: [],
    source: 'https://github.com/actions/ai-inference/blob/main/action.yml',
  },
  {
    action: 'ask-bonk/ask-bonk/github',
    agent: 'opencode',
    name: 'OpenCode',
    prompts: ['prompt'],
    asksForWriteAccess: true,
    // github/action.yml, input `permissions`
    openedBy: { input: 'permissions', when: /^\s*any\s*$/iu },
    ownToken: { contents: 'write', 'pull-requests': 'write', issues: 'write' },
    modelKeys: [],
    source: 'https://github.com/ask-bonk/ask-bonk/blob/main/github/action.yml',
  },
  {
    action: 'anomalyco/opencode/github',
    agent: 'opencode',
    name: 'OpenCode',
    prompts: ['prompt'],
    // `assertPermissions` before it works on an issue, a comment or a pull request
    asksForWriteAccess: true,
    mintsToken: true,
    modelKeys: [],
    source: 'https://github.com/anomalyco/opencode/blob/dev/packages/opencode/src/cli/cmd/github.ts',
  },
];

const BY_ACTION: ReadonlyMap<string, AgentAction> = new Map([
  ...AGENT_ACTIONS.map((action): [string, AgentAction] => [action.action, action]),
  // The names under which the same code is, or was, published.
  ...alias('anthropics/claude-code-action/base-action', 'anthropics/claude-code-base-action'),
  ...alias('sst/opencode/github', 'anomalyco/opencode/github'),
  ...alias('google-gemini/gemini-cli-action', 'google-github-actions/run-gemini-cli'),
]);

function alias(name: string, action: string): [string, AgentAction][] {
  const found = AGENT_ACTIONS.find((candidate) => candidate.action === action);
  return found === undefined ? [] : [[name, found]];
}

/** The agent that a step's `uses` runs; `undefined` for every other action. */
export function agentAction(reference: string): AgentAction | undefined {
  return BY_ACTION.get((reference.split('@')[0] ?? '').toLowerCase());
}

/** Whether the action at this version reads the input; a version that the reference does not tell may be an old one. */
export function readsInput({ gone }: AgentAction, reference: string, input: string): boolean {
  const major = /@v?(\d{1,4})(?:\.|$)/u.exec(reference)?.[1];
  return (
    gone === undefined || major === undefined || Number(major) < gone.from || !gone.inputs.includes(input)
  );
}

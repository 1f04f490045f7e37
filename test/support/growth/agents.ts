import type { Shapes } from './shape.js';
import { many, oneFile } from './shape.js';

const SETTINGS = '.claude/settings.json';

/** Settings, servers and workflows of agents. */
export const AGENTS: Shapes = {
  'rules that allow commands': oneFile(SETTINGS, (size) =>
    permissions({ allow: times(size, (at) => `Bash(tool-${String(at)} run:*)`) }),
  ),
  'rules that allow and deny the same commands': oneFile(SETTINGS, (size) =>
    permissions({
      allow: times(size, (at) => `Bash(tool-${String(at)}:*)`),
      deny: times(size, (at) => `Bash(tool-${String(at)} rm:*)`),
      ask: times(size, (at) => `Bash(tool-${String(at)} push:*)`),
    }),
  ),
  'rules that allow and deny everything': oneFile(SETTINGS, (size) =>
    permissions({
      allow: times(size, () => 'Bash'),
      deny: times(size, (at) => `Bash(curl ${String(at)}:*)`),
    }),
  ),
  'rules about paths': oneFile(SETTINGS, (size) =>
    permissions({
      allow: times(size, (at) => `Edit(src/${String(at)}/**)`),
      deny: times(size, (at) => `Read(secrets/${String(at)}/**)`),
    }),
  ),
  'rules about sites': oneFile(SETTINGS, (size) =>
    permissions({
      allow: times(size, (at) => `WebFetch(domain:host-${String(at)}.example.com)`),
      deny: times(size, (at) => `WebFetch(domain:bad-${String(at)}.example.com)`),
    }),
  ),
  'rules about tools of servers': oneFile(SETTINGS, (size) =>
    permissions({
      allow: times(size, (at) => `mcp__server-${String(at)}__get`),
      deny: times(size, (at) => `mcp__server-${String(at)}__delete`),
    }),
  ),
  'rules about cloud commands': oneFile(SETTINGS, (size) =>
    permissions({
      allow: times(size, (at) => `Bash(aws s3 cp file-${String(at)}:*)`),
      deny: times(size, (at) => `Bash(aws s3 rm file-${String(at)}:*)`),
    }),
  ),
  hooks: oneFile(SETTINGS, (size) =>
    JSON.stringify(
      {
        hooks: {
          PreToolUse: times(size, (at) => ({
            matcher: `Tool${String(at)}`,
            hooks: [{ type: 'command', command: `check ${String(at)}` }],
          })),
        },
      },
      undefined,
      1,
    ),
  ),
  servers: oneFile('.mcp.json', (size) => JSON.stringify({ mcpServers: servers(size) }, undefined, 1)),
  'settings, and servers of the project': (size) =>
    new Map([
      [
        SETTINGS,
        JSON.stringify(
          {
            enableAllProjectMcpServers: true,
            permissions: {
              allow: times(size, (at) => `mcp__server-${String(at)}__get`),
              deny: times(size, (at) => `mcp__server-${String(at)}__delete`),
            },
          },
          undefined,
          1,
        ),
      ],
      ['.mcp.json', JSON.stringify({ mcpServers: servers(size) }, undefined, 1)],
    ]),
  'settings, and those of a person': (size) =>
    new Map([
      [SETTINGS, permissions({ allow: times(size, (at) => `Bash(tool-${String(at)}:*)`) })],
      [
        '.claude/settings.local.json',
        permissions({ deny: times(size, (at) => `Bash(tool-${String(at)} rm:*)`) }),
      ],
    ]),
  'subagents of one folder': (size) =>
    new Map([
      [SETTINGS, permissions({ allow: ['Bash(git:*)', 'Edit'], deny: ['Read(.env)'] })],
      ...times(size, (at): [string, string] => [
        `.claude/agents/a${String(at)}.md`,
        `---\nname: a${String(at)}\ndescription: Works.\ntools: Read, Bash, Edit\n---\nDo it.\n`,
      ]),
    ]),
  'subagents, and rules of the settings': (size) =>
    new Map([
      [
        SETTINGS,
        permissions({
          allow: times(size, (at) => `Bash(tool-${String(at)}:*)`),
          deny: times(size, (at) => `Bash(tool-${String(at)} rm:*)`),
        }),
      ],
      ...times(8, (at): [string, string] => [
        `.claude/agents/a${String(at)}.md`,
        `---\nname: a${String(at)}\ndescription: Works.\ntools: Read, Bash, Edit\n---\nDo it.\n`,
      ]),
    ]),
  'folders with settings': (size) =>
    new Map(
      times(size, (at) => [
        [`p${String(at)}/${SETTINGS}`, permissions({ allow: ['Bash(git:*)'] })] as const,
        [`p${String(at)}/.mcp.json`, JSON.stringify({ mcpServers: servers(1) })] as const,
      ]).flat(),
    ),
  'tools of an agent': oneFile(
    '.github/agents/a.agent.md',
    (size) =>
      `---\nname: a\ndescription: Works.\ntools: [${times(size, (at) => `server/tool-${String(at)}`).join(', ')}]\n---\nDo it.\n`,
  ),
  'servers of an agent': oneFile(
    '.codex/config.toml',
    (size) =>
      `approval_policy = "never"\nsandbox_mode = "workspace-write"\n${many(size, (at) => `[mcp_servers.s${String(at)}]\ncommand = "npx"\nargs = ["s${String(at)}"]\n`)}`,
  ),
  'tools that may be used unasked': oneFile('.gemini/settings.json', (size) =>
    JSON.stringify(
      {
        tools: {
          allowed: times(size, (at) => `run_shell_command(tool-${String(at)})`),
          exclude: times(size, (at) => `run_shell_command(tool-${String(at)} rm)`),
        },
        mcpServers: servers(size / 4),
      },
      undefined,
      1,
    ),
  ),
  'tools of an agentic workflow': oneFile(
    '.github/workflows/triage.md',
    (size) =>
      `---\non: { issues: { types: [opened] } }\npermissions: read-all\nengine: copilot\ntools:\n  bash: [${times(size, (at) => `"tool-${String(at)} *"`).join(', ')}]\n  github: { allowed: [${times(size, (at) => `tool_${String(at)}`).join(', ')}] }\n---\nDo it.\n`,
  ),
  'jobs that use one action with an agent': (size) =>
    new Map([
      [
        '.github/actions/agent/action.yml',
        'name: agent\nruns:\n  using: composite\n  steps:\n    - uses: anthropics/claude-code-action@v1\n      with: { prompt: "${{ github.event.issue.body }}" }\n',
      ],
      [
        '.github/workflows/ci.yml',
        `on: issues\njobs:\n${many(size, (at) => `  j${String(at)}:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: ./.github/actions/agent\n`)}`,
      ],
    ]),
};

function permissions(lists: Readonly<Record<string, readonly string[]>>): string {
  return `${JSON.stringify({ permissions: lists }, undefined, 1)}\n`;
}

function servers(count: number): Readonly<Record<string, object>> {
  return Object.fromEntries(
    times(count, (at) => [
      `server-${String(at)}`,
      {
        command: 'npx',
        args: ['-y', `server-${String(at)}@1.0.${String(at)}`],
        env: { TOKEN: `\${TOKEN_${String(at)}}` },
      },
    ]),
  );
}

function times<T>(count: number, make: (at: number) => T): readonly T[] {
  return Array.from({ length: Math.floor(count) }, (_, at) => make(at));
}

import { describe, expect, it } from 'vitest';
import { recogniseServer, serverNamed } from '../../../../server/src/core/knowledge/agents/servers/lookup.js';
import { CLOUD_SERVERS } from '../../../../server/src/core/knowledge/agents/servers/clouds.js';
import { DATA_SERVERS } from '../../../../server/src/core/knowledge/agents/servers/data.js';
import { DEVELOPMENT_SERVERS } from '../../../../server/src/core/knowledge/agents/servers/development.js';
import { serverReach } from '../../../../server/src/core/knowledge/agents/servers/toolReach.js';
import { WEB_SERVERS } from '../../../../server/src/core/knowledge/agents/servers/web.js';
import { WORK_SERVERS } from '../../../../server/src/core/knowledge/agents/servers/work.js';
import { fixture, grantLines, lowered } from './lowered.js';

const ALL = [...CLOUD_SERVERS, ...DATA_SERVERS, ...DEVELOPMENT_SERVERS, ...WEB_SERVERS, ...WORK_SERVERS];

describe('servers that are known', () => {
  it('are more than sixty, each with a source', () => {
    expect(ALL.length).toBeGreaterThan(60);
    expect(ALL.filter(({ source }) => !source.startsWith('https://'))).toEqual([]);
  });

  it('have names, packages and hosts of their own', () => {
    const keys = ALL.flatMap(({ names = [], packages = [], hosts = [] }) => [
      ...names.map((name) => `name ${name.toLowerCase()}`),
      ...packages.map((name) => `package ${name.toLowerCase()}`),
      ...hosts.map((name) => `host ${name}`),
    ]);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it.each([
    'filesystem',
    'git',
    'github',
    'gitlab',
    'postgres',
    'sqlite',
    'slack',
    'notion',
    'linear',
    'atlassian',
    'stripe',
    'gcp',
    'azure',
    'kubernetes',
    'terraform',
    'sentry',
    'puppeteer',
    'playwright',
    'docker',
    'redis',
    'mongodb',
    'supabase',
    'vercel',
    'cloudflare',
    'figma',
    'memory',
    'fetch',
    'sequential-thinking',
    'aws-docs',
    'context7',
  ])('%s by its usual name', (name) => {
    expect(serverNamed(name)).toBeDefined();
  });
});

describe('a server is recognised', () => {
  const recognised = (args: readonly string[], more: object = {}): string | undefined =>
    recogniseServer({ name: 'ours', args, settings: [], ...more })?.server.name;

  it.each([
    [['-y', '@modelcontextprotocol/server-filesystem@2025.1.0', '/srv'], 'Filesystem'],
    [['run', '-i', '--rm', 'ghcr.io/github/github-mcp-server:v0.5.0'], 'GitHub'],
    [['mcp-server-git'], 'Git'],
    [['-y', 'mcp-remote', 'https://mcp.linear.app/sse'], 'Linear'],
    [['tools/server.js'], undefined],
  ])('by its arguments %j', (args, expected) => {
    expect(recognised(args)).toBe(expected);
  });

  it.each([
    ['https://mcp.stripe.com', 'Stripe'],
    ['https://mcp.stripe.com/', 'Stripe'],
    ['https://api.githubcopilot.com/mcp/', 'GitHub'],
    ['https://mcp.stripe.com.evil.example', undefined],
    ['https://evil.example/mcp.stripe.com', undefined],
  ])('by its address %s', (url, expected) => {
    expect(recognised([], { url })).toBe(expected);
  });

  it('by its name, unless it is elsewhere than it should be', () => {
    const named = { name: 'github', args: [], settings: [] };
    expect(recogniseServer(named)).toMatchObject({ certainty: 'inferred' });
    expect(recogniseServer({ ...named, url: 'https://evil.example/mcp' })).toBeUndefined();
  });

  it('with the switch by which it only reads', () => {
    const args = ['run', 'ghcr.io/github/github-mcp-server'];
    const readOnly = (
      settings: readonly (readonly [string, string])[],
      more: readonly string[] = [],
    ): boolean | undefined => recogniseServer({ name: 'x', args: [...args, ...more], settings })?.readOnly;
    expect(readOnly([])).toBe(false);
    expect(readOnly([['GITHUB_READ_ONLY', '1']])).toBe(true);
    expect(readOnly([['GITHUB_READ_ONLY', '0']])).toBe(false);
    expect(readOnly([], ['--read-only'])).toBe(true);
  });
});

describe('a tool of a server', () => {
  it.each([
    ['github', 'get_issue', 'read'],
    ['github', 'issue_read', 'read'],
    ['github', 'push_files', 'write'],
    ['supabase', 'list_tables', 'read'],
    ['supabase', 'execute_sql', 'admin'],
    ['stripe', 'create_refund', 'admin'],
    ['nobody-knows', 'list_orders', 'read'],
    ['nobody-knows', 'deleteOrder', 'write'],
  ])('%s %s may %s', (server, tool, access) => {
    expect(serverReach(server, tool, serverNamed(server))).toMatchObject({ access });
  });

  it('is not known where neither the server nor the name tells', () => {
    expect(serverReach('nobody-knows', 'orders', undefined).unknown).toBe(
      'what tool orders of MCP server nobody-knows may do',
    );
    expect(serverReach('nobody-knows', undefined, undefined).unknown).toBe(
      'what the tools of MCP server nobody-knows may do',
    );
  });

  it('reads only where the server does', () => {
    expect(serverReach('github', 'push_files', serverNamed('github'), true).access).toBe('read');
  });
});

describe('a file of servers', () => {
  const { facts } = fixture('servers/.mcp.json');
  const byName = new Map(facts.sessions.map((session) => [session.label, session]));

  it('is a session for each', () => {
    expect([...byName.keys()]).toEqual(['files', 'github', 'sentry', 'old', 'ours']);
    expect(facts.sessions.every(({ kind, noun }) => kind === 'agent' && noun === 'MCP server')).toBe(true);
  });

  it('asks before its tools as far as it can tell', () => {
    expect(byName.get('files')?.gates).toMatchObject([{ kind: 'human-in-the-loop', state: 'assumed' }]);
    expect(byName.get('files')?.grants).toMatchObject([{ gates: ['prompt'], access: 'write' }]);
  });

  it('knows one that only reads, and carries a reference', () => {
    const github = byName.get('github');
    expect(github?.grants).toMatchObject([{ access: 'read' }]);
    expect(github?.carried).toMatchObject([
      { name: 'GITHUB_PERSONAL_ACCESS_TOKEN', kind: 'static-credential' },
    ]);
    expect(github?.carried[0]?.writtenOut).toBeUndefined();
  });

  it('has nothing of one that is disabled', () => {
    expect(byName.get('old')?.grants).toEqual([]);
  });

  it('lets what is always allowed through, and does not know the rest', () => {
    const ours = byName.get('ours');
    expect(ours === undefined ? [] : grantLines(ours)).toEqual(['read ours/list_orders']);
    expect(ours?.unknowns).toMatchObject([{ what: 'what the tools of MCP server ours may do' }]);
  });

  it('of VS Code may run in a sandbox in the place of a question', () => {
    const { facts: vscode } = fixture('servers/.vscode/mcp.json');
    expect(vscode.sessions[0]?.gates).toMatchObject([{ id: 'sandbox', state: 'enforced' }]);
    expect(vscode.sessions[1]?.gates).toMatchObject([{ id: 'prompt' }]);
  });

  it('of a plugin may be the list itself', () => {
    const { facts: plugin } = lowered(
      'plugins/x/.mcp.json',
      '{ "linear": { "url": "https://mcp.linear.app/mcp" } }',
    );
    expect(plugin.sessions.map(({ label }) => label)).toEqual(['linear']);
  });

  it('writes a secret as the program that reads it would be told of it', () => {
    const secret = 'a8Kd93jfLw02mZqP7xVt5RbYc1NeH6uGsTi4';
    const reference = (path: string): string | undefined =>
      Object.values(
        lowered(
          path,
          JSON.stringify({
            mcpServers: { linear: { url: 'https://mcp.linear.app/mcp', env: { LINEAR_API_KEY: secret } } },
          }),
        ).session.carried[0]?.minted?.limits ?? {},
      )[0];
    expect(reference('.mcp.json')).toBe('${LINEAR_API_KEY}');
    expect(reference('.cursor/mcp.json')).toBe('${env:LINEAR_API_KEY}');
    expect(reference('docs/mcp.json')).toBeUndefined();
    expect(reference('claude_desktop_config.json')).toBeUndefined();
  });
});

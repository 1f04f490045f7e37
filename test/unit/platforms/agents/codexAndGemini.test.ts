import { describe, expect, it } from 'vitest';
import { fixture, gateOf, grantLines, grantOf, lowered, settings } from './lowered.js';

const codex = (text: string): ReturnType<typeof lowered> => lowered('.codex/config.toml', text);
const gemini = (value: unknown): ReturnType<typeof lowered> => settings(value, '.gemini/settings.json');

describe('Codex', () => {
  it.each([
    [
      'approval_policy = "on-request"',
      ['write shell (default sandbox)', 'write shell (default sandbox) prompt'],
    ],
    ['approval_policy = "never"', ['write shell (default sandbox)']],
    [
      'approval_policy = "untrusted"\nsandbox_mode = "workspace-write"',
      ['write shell (workspace-write) prompt', 'write shell (workspace-write) prompt'],
    ],
    ['approval_policy = "never"\nsandbox_mode = "read-only"', ['read shell (read-only)']],
    ['sandbox_mode = "danger-full-access"', ['write shell (danger-full-access)']],
    [
      'approval_policy = "untrusted"\nsandbox_mode = "danger-full-access"',
      ['write shell (danger-full-access) prompt'],
    ],
  ])('with %s', (text, expected) => {
    expect(grantLines(codex(`${text}\n`).session)).toEqual(expected);
  });

  it('has a sandbox that keeps off the network unless it is let through', () => {
    expect(gateOf(codex('sandbox_mode = "workspace-write"\n').session, 'sandbox')?.why).toContain(
      'off the network',
    );
    const open = fixture('codex/.codex/config.toml');
    expect(gateOf(open.session, 'sandbox')?.why).toContain('not from the network');
    expect(open.session.grants[0]?.system.kind).toBe('network');
  });

  it('is told not to ask where the sandbox is taken away', () => {
    const { session, at } = codex('sandbox_mode = "danger-full-access"\n');
    const gate = gateOf(session, 'approval-off:danger-full-access');
    expect(gate).toMatchObject({ state: 'ineffective', repair: 'workspace-write' });
    expect(gate && at(gate.origin)).toBe('"danger-full-access"');
  });

  it('has a session for each profile, and servers with modes of their own', () => {
    const { facts, session } = fixture('codex/.codex/config.toml');
    expect(facts.sessions.map(({ localId }) => localId)).toEqual(['config', 'profile:ci']);
    expect(grantLines(session)).toContain('read linear/list_issues');
    expect(grantLines(session)).toContain('write linear/create_issue prompt');
    const [, ci] = facts.sessions;
    expect(ci && grantLines(ci)).toEqual(['read shell (read-only)']);
    expect(facts.notes.map(({ title }) => title)).toContain('Trusted folder');
  });

  it('has agents in files of their own', () => {
    const { session } = lowered('.codex/agents/judge.toml', 'name = "judge"\nsandbox_mode = "read-only"\n');
    expect(session).toMatchObject({ label: 'Codex (judge)' });
    expect(grantLines(session)).toContain('read shell (read-only)');
  });

  it('says nothing where the file says nothing of it', () => {
    expect(() => codex('model = "gpt-5"\n[tui]\ntheme = "x"\n')).toThrow('no session');
  });
});

describe('Gemini CLI', () => {
  it('asks before its own tools unless they only read', () => {
    expect(grantLines(gemini({ tools: {} }).session)).toEqual([
      'write run_shell_command prompt',
      'write write_file prompt',
      'read read_file',
      'read web_fetch',
    ]);
  });

  it('is left the tools that are listed, and edits freely where it may', () => {
    const { session } = fixture('gemini/.gemini/settings.json');
    expect(grantLines(session)).toEqual([
      'read run_shell_command(git status)',
      'read read_file',
      'write write_file',
      'write run_shell_command(git) prompt',
      'read context7/* prompt',
      'read stripe/list_customers not-among-allowed-servers',
    ]);
    expect(gateOf(session, 'confirmation-required')).toMatchObject({ state: 'enforced' });
    expect(grantOf(session, 'stripe/list_customers').evidence).toBe('unneeded');
  });

  it('takes the settings of before as well', () => {
    const { session } = gemini({
      coreTools: ['run_shell_command(npm test)'],
      allowedTools: ['write_file'],
      excludeTools: ['write_file'],
    });
    expect(grantOf(session, 'write_file').evidence).toBe('unneeded');
    expect(grantLines(session)).toContain('write run_shell_command(npm test) prompt');
  });

  it('confirms what has to be confirmed, whatever is allowed', () => {
    const { session } = gemini({
      tools: { allowed: ['run_shell_command(git push)'], confirmationRequired: ['run_shell_command(git)'] },
    });
    expect(grantLines(session)).toContain('write run_shell_command(git push) confirmation-required');
  });

  it('trusts a server as a whole', () => {
    const { session } = gemini({ mcpServers: { github: { command: 'github-mcp-server', trust: true } } });
    expect(grantLines(session)).toContain('write github/*');
    expect(gateOf(session, 'approval-off:github')).toMatchObject({ state: 'ineffective', repair: 'false' });
  });
});

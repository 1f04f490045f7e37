import { describe, expect, it } from 'vitest';
import { fixture, gateOf, grantLines, grantOf, settings } from './lowered.js';

describe('settings of Claude Code', () => {
  it('are one session that starts with a prompt', () => {
    const { session, facts } = fixture('claude-code/.claude/settings.json');
    expect(facts.sessions).toHaveLength(1);
    expect(session).toMatchObject({
      localId: 'settings:project',
      kind: 'agent',
      noun: 'agent',
      label: 'Claude Code',
      needs: null,
    });
    expect(session.initiators).toMatchObject([{ event: 'a prompt', actor: 'collaborator' }]);
  });

  it('are one for each place that they stand in', () => {
    const id = (path: string): string => settings({ permissions: {} }, path).session.localId;
    expect(id('.claude/settings.local.json')).toBe('settings:local');
    expect(id('managed-settings.json')).toBe('settings:managed');
  });

  it('grant what is allowed without a gate, and what is asked for with one', () => {
    const { session } = settings({
      permissions: {
        allow: ['Bash(npm test)', 'Edit(src/**)', 'Bash(git push *)'],
        ask: ['Bash(git push *)'],
      },
    });
    const lines = grantLines(session);
    expect(lines).toContain('write Bash(npm test)');
    expect(lines).toContain('write Edit(src/**)');
    expect(lines).toContain('write Bash(git push *) ask');
    expect(gateOf(session, 'ask')).toMatchObject({ kind: 'human-in-the-loop', state: 'enforced' });
  });

  it('ask before what no rule names, as far as the mode is known', () => {
    const plain = settings({ permissions: { allow: [] } }).session;
    expect(grantLines(plain)).toEqual([
      'write Bash prompt',
      'write Edit prompt',
      'read Read',
      'read WebFetch prompt',
    ]);
    expect(gateOf(plain, 'prompt')).toMatchObject({ state: 'assumed' });
    const declared = settings({ permissions: { defaultMode: 'acceptEdits' } }).session;
    expect(grantLines(declared)).toContain('write Edit');
    expect(gateOf(declared, 'prompt')).toMatchObject({ state: 'enforced' });
  });

  it.each([
    ['plan', ['write Bash prompt', 'read Read', 'read WebFetch prompt']],
    ['dontAsk', ['read Read']],
    ['bypassPermissions', ['write Bash', 'write Edit', 'read Read', 'read WebFetch']],
  ])('in mode %s grant %j', (defaultMode, expected) => {
    expect(grantLines(settings({ permissions: { defaultMode } }).session)).toEqual(expected);
  });

  it('leave open what a plugin adds that they switch on', () => {
    const enabledPlugins = { 'fmt@acme-tools': true, 'old@acme-tools': false };
    const { session } = settings({ permissions: {}, enabledPlugins });
    expect(session.unknowns.map(({ what, about }) => [what, about])).toContainEqual([
      'what plugin fmt@acme-tools adds',
      undefined,
    ]);
    expect(JSON.stringify(session.unknowns)).not.toContain('old@');
  });

  it('take no auto mode from a project', () => {
    const project = settings({ permissions: { defaultMode: 'auto' } });
    expect(grantLines(project.session)).toContain('write Bash prompt');
    expect(project.facts.notes).toMatchObject([{ title: 'Auto mode' }]);
    const managed = settings({ permissions: { defaultMode: 'auto' } }, 'managed-settings.json');
    expect(grantLines(managed.session)).toContain('write Bash classifier');
  });

  it('have a switch that takes the questions away', () => {
    const { session, at } = settings({ permissions: { defaultMode: 'bypassPermissions' } });
    const gate = gateOf(session, 'approval-off:bypassPermissions');
    expect(gate).toMatchObject({ kind: 'human-in-the-loop', state: 'ineffective', repair: 'default' });
    expect(gate && at(gate.origin)).toBe('"bypassPermissions"');
  });

  it('or forbid it', () => {
    const { session } = settings({
      permissions: { defaultMode: 'bypassPermissions', disableBypassPermissionsMode: 'disable' },
    });
    expect(gateOf(session, 'approval-off:bypassPermissions')).toBeUndefined();
    expect(grantLines(session)).toContain('write Bash prompt');
  });

  it('tell what a deny takes away as a whole from what it takes a part of', () => {
    const { session } = settings({
      permissions: {
        allow: ['Bash(rm -rf dist)', 'Bash(npm *)'],
        deny: ['Bash(rm *)', 'Bash(npm publish *)'],
      },
    });
    expect(grantOf(session, 'Bash(rm -rf dist)')).toMatchObject({
      evidence: 'unneeded',
      gates: ['deny:Bash(rm *)'],
    });
    expect(grantOf(session, 'Bash(npm *)')).toMatchObject({
      evidence: 'unknown',
      gates: [],
      attributes: { except: ['Bash(npm publish *)'] },
    });
    expect(grantOf(session, 'Bash(npm *)').breadth?.[0]?.covers).toContain('except `Bash(npm publish *)`');
  });

  it('take a server away that they reject', () => {
    const { session } = settings({
      permissions: { allow: ['mcp__linear__list_issues'] },
      disabledMcpjsonServers: ['linear'],
    });
    expect(grantOf(session, 'mcp__linear__list_issues')).toMatchObject({
      evidence: 'unneeded',
      gates: ['rejected:linear'],
    });
  });

  it('say nothing of a server that is not known', () => {
    const { session } = settings({ permissions: { allow: ['mcp__orders'] } });
    expect(session.grants.map(({ action }) => action)).not.toContain('mcp__orders');
    expect(session.unknowns).toContainEqual(
      expect.objectContaining({ what: 'what the tools of MCP server orders may do' }),
    );
  });

  it('keep commands in a sandbox that nothing leaves', () => {
    const rules = { permissions: { allow: ['Bash(python3 *)'] } };
    const held = settings({ ...rules, sandbox: { enabled: true, allowUnsandboxedCommands: false } }).session;
    expect(grantOf(held, 'Bash(python3 *)')).toMatchObject({ system: { kind: 'tool' } });
    expect(grantOf(held, 'Bash(python3 *)').breadth).toBeUndefined();
    const leaky = settings({ ...rules, sandbox: { enabled: true } }).session;
    expect(grantOf(leaky, 'Bash(python3 *)')).toMatchObject({ system: { kind: 'compute' } });
  });

  it('let commands run in the sandbox without a question', () => {
    const { session } = settings({ permissions: { ask: ['Bash'] }, sandbox: { enabled: true } });
    expect(grantLines(session)).toContain('write Bash');
    expect(gateOf(session, 'ask-skipped:sandbox')).toMatchObject({ state: 'ineffective' });
    const asking = settings({
      permissions: { ask: ['Bash'] },
      sandbox: { enabled: true, autoAllowBashIfSandboxed: false },
    }).session;
    expect(gateOf(asking, 'ask-skipped:sandbox')).toBeUndefined();
  });

  it('start servers of the project without a question where they say so', () => {
    expect(
      gateOf(settings({ enableAllProjectMcpServers: true }).session, 'approval-off-servers'),
    ).toMatchObject({ repair: 'false' });
    expect(
      gateOf(settings({ enableAllProjectMcpServers: false }).session, 'approval-off-servers'),
    ).toBeUndefined();
  });

  it('have hooks that may refuse, and hooks that run', () => {
    const { session, facts } = fixture('claude-code/.claude/settings.json');
    expect(session.gates.filter(({ id }) => id.startsWith('hook:'))).toMatchObject([
      { state: 'assumed', name: 'hook before `Bash`' },
    ]);
    expect(facts.notes.map(({ title }) => title)).toEqual(['Hook of PreToolUse', 'Hook of Stop']);
  });

  it('read folders beside their own', () => {
    const { session } = fixture('claude-code/.claude/settings.json');
    expect(grantOf(session, 'additionalDirectories:../shop-docs')).toMatchObject({
      access: 'read',
      gates: [],
    });
  });

  it('carry a secret of their environment, without a reference to offer', () => {
    const secret = 'a8Kd93jfLw02mZqP7xVt5RbYc1NeH6uGsTi4';
    const { session } = settings({
      env: { SHOP_API_KEY: secret },
      permissions: { allow: [`Bash(TOKEN=${secret} npm test)`] },
    });
    expect(session.carried).toMatchObject([
      { name: 'SHOP_API_KEY', writtenOut: true },
      { name: 'TOKEN', writtenOut: true },
    ]);
    expect(session.carried.some(({ minted }) => minted !== undefined)).toBe(false);
  });
});

describe('rules that look like gates', () => {
  const idle = (list: 'ask' | 'deny', rule: string, more: readonly string[] = []): string | undefined =>
    settings({ permissions: { [list]: [rule, ...more] } }).session.gates.find(({ id }) =>
      id.startsWith('rule-idle'),
    )?.repair;

  it.each([
    ['deny', 'Write(src/**)', 'Edit(src/**)'],
    ['deny', 'Glob(src/**)', 'Read(src/**)'],
    ['deny', 'Bash(command:rm *)', 'Bash(rm *)'],
    ['ask', 'Bash(git:* push)', 'Bash(git * push)'],
    ['deny', 'Read(/etc/passwd)', 'Read(//etc/passwd)'],
    ['deny', 'WebFetch(url:https://example.com/x)', 'WebFetch(domain:example.com)'],
  ] as const)('%s %s is never asked', (list, rule, repair) => {
    expect(idle(list, rule)).toBe(repair);
  });

  it.each([
    ['deny', 'Write'],
    ['deny', 'Edit(src/**)'],
    ['deny', 'Read(/src/**)'],
    ['deny', 'Read(//etc/passwd)'],
    ['deny', 'Bash(git:*)'],
    ['deny', 'Bash(run_in_background:true)'],
    ['deny', 'mcp__*'],
  ] as const)('%s %s is', (list, rule) => {
    expect(idle(list, rule)).toBeUndefined();
  });

  it('are said once where another rule says the same', () => {
    expect(idle('deny', 'Write(src/**)', ['Edit(src/**)'])).toBeUndefined();
    expect(idle('deny', 'Write(.env)', ['Read(.env)'])).toBeUndefined();
  });

  it.each([
    [
      ['Bash(python3 *)'],
      ['Read(./.env)', 'Bash(curl *)'],
      ['deny-gone-round:files', 'deny-gone-round:commands'],
    ],
    [['Bash(npm test)'], ['Read(./.env)', 'Bash(curl *)'], []],
    [['Bash'], ['Bash'], []],
  ])('allow %j goes round deny %j: %j', (allow, deny, expected) => {
    const { session } = settings({ permissions: { allow, deny } });
    expect(session.gates.map(({ id }) => id).filter((id) => id.startsWith('deny-gone-round'))).toEqual(
      expected,
    );
  });

  it('are not gone round in a sandbox that guards the files', () => {
    const { session } = settings({
      permissions: { allow: ['Bash(python3 *)'], deny: ['Read(./.env)'] },
      sandbox: { enabled: true, allowUnsandboxedCommands: false },
    });
    expect(gateOf(session, 'deny-gone-round:files')).toBeUndefined();
  });
});

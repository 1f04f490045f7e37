import { describe, expect, it } from 'vitest';
import { terminalGlobs } from '../../../../server/src/core/knowledge/agents/terminalRules.js';
import type { Lowered } from './lowered.js';
import { gateOf, grantLines, grantOf, remediated, settings } from './lowered.js';

const TERMINAL = 'chat.tools.terminal.autoApprove';
const vscode = (value: unknown): Lowered => settings(value, '.vscode/settings.json');
const cli = (allow: readonly string[], deny: readonly string[] = []): Lowered =>
  settings({ permissions: { allow, deny } }, '.cursor/cli.json');
const opencode = (value: unknown): Lowered => settings(value, 'opencode.json');

describe('rules for commands in VS Code', () => {
  it.each([
    ['mkdir', ['mkdir *']],
    ['/.*/', ['*']],
    ['/^.*$/', ['*']],
    ['/^git (status|show\\b.*)$/', ['git status', 'git show*']],
    ['/^npm run (?:lint|test)$/i', ['npm run lint', 'npm run test']],
    ['/^npm\\s+run\\s+\\w+/', ['npm run *']],
    ['/deploy/', ['*deploy*']],
    ['/^ls(?! -R)$/', ['ls']],
    ['/^python3?$/', ['python', 'python3']],
    ['/^a{2}$/', ['*']],
    ['/^(a/', undefined],
    ['/^a)/', undefined],
  ])('%s stands for %j', (key, globs) => {
    expect(terminalGlobs(key)).toEqual(globs);
  });

  it('are not read past what is bounded', () => {
    expect(terminalGlobs(`/^${'(a|b)'.repeat(12)}$/`)).toBeUndefined();
    expect(terminalGlobs(`/^${'('.repeat(400)}a${')'.repeat(400)}$/`)).toBeUndefined();
  });
});

describe('settings of a folder in VS Code', () => {
  it('let commands through without a question', () => {
    const { session } = vscode({
      [TERMINAL]: { '/.*/': true, 'npm test': { approve: true }, rm: false, ls: null },
    });
    expect(grantLines(session)).toEqual(['write /.*/', 'write npm test', 'write terminal prompt']);
    expect(grantOf(session, '/.*/').breadth).toMatchObject([{ whole: true, form: 'all' }]);
    expect(grantOf(session, '/.*/').breadth?.[0]?.covers).toContain('except `rm`');
    expect(grantOf(session, 'npm test').breadth?.some(({ whole }) => whole) ?? false).toBe(false);
  });

  it('count for nothing where rules are switched off', () => {
    const { session } = vscode({
      [TERMINAL]: { '/.*/': true },
      'chat.tools.terminal.enableAutoApprove': false,
    });
    expect(grantLines(session)).toEqual(['write /.*/ prompt', 'write terminal prompt']);
  });

  it('may be parted into objects', () => {
    const { session } = vscode({ 'chat.tools': { terminal: { autoApprove: { python: true } } } });
    expect(grantLines(session)[0]).toBe('write python');
  });

  it.each([
    [{ 'chat.permissions.default': 'autoApprove' }, '"autoApprove"'],
    [{ 'chat.permissions.default': 'autopilot' }, '"autopilot"'],
    [{ 'chat.defaultConfiguration': { approvals: 'allowAll' } }, '"allowAll"'],
  ])('%j start sessions that ask for nothing', (value, place) => {
    const { session, at } = vscode(value);
    const gate = gateOf(session, 'approval-off:yolo');
    expect(gate).toMatchObject({ state: 'ineffective', repair: 'default' });
    expect(gate && at(gate.origin)).toBe(place);
    expect(grantLines(session)).toEqual(['write terminal']);
  });

  it('that only a person may set have no effect', () => {
    const { facts } = vscode({ 'chat.tools.global.autoApprove': true, [TERMINAL]: { ls: true } });
    expect(facts.problems.map(({ severity }) => severity)).toEqual(['information']);
    expect(() => vscode({ 'chat.tools.global.autoApprove': true })).toThrow('no session');
  });

  it('may let files be changed that run commands', () => {
    const { session } = vscode({
      'chat.tools.edits.autoApprove': { '**/*': true, '**/.vscode/*.json': true },
    });
    expect(grantLines(session)).toContain('write edit **/.vscode/*.json');
    expect(grantLines(session)).not.toContain('write edit **/*');
  });

  it('ask again where a rule is refused', () => {
    const text = `{ "${TERMINAL}": { "/.*/": true, "ls": true } }`;
    expect(
      remediated(
        '.vscode/settings.json',
        text,
        ({ uri }) => ({ kind: 'require-gate', uri, session: 'settings', gate: '/.*/' }),
        '"/.*/"',
      ),
    ).toBe(`{ "${TERMINAL}": { "/.*/": false, "ls": true } }`);
  });
});

describe('permissions of Cursor', () => {
  it('let commands and tools through without a question', () => {
    const { session } = cli(['Shell(**)', 'Shell(npm:run test)', 'Read(**)', 'Mcp(*:*)'], ['Shell(rm)']);
    expect(grantLines(session)).toEqual([
      'write Shell(**)',
      'write Shell(npm:run test)',
      'read Read(**)',
      'write Mcp(*:*)',
      'write other commands prompt',
    ]);
    expect(grantOf(session, 'Shell(**)').breadth?.[0]?.covers).toContain('except `Shell(rm)`');
    expect(grantOf(session, 'Mcp(*:*)').breadth).toMatchObject([{ whole: true }]);
  });

  it('take nothing that is denied', () => {
    expect(() => cli(['Shell(git)'], ['Shell(git)'])).toThrow('no session');
  });

  it('of the editor are lists of commands and of tools', () => {
    const { session } = settings(
      { terminalAllowlist: ['python:*'], mcpAllowlist: ['*:*'] },
      '.cursor/permissions.json',
    );
    expect(grantLines(session).slice(0, 2)).toEqual(['write python:*', 'write *:*']);
    expect(grantOf(session, 'python:*').breadth).toMatchObject([{ whole: true }]);
  });

  it('ask again for what leaves the list', () => {
    const text = '{ "permissions": { "allow": ["Shell(**)", "Shell(ls)"], "deny": [] } }';
    expect(
      remediated(
        '.cursor/cli.json',
        text,
        ({ uri }) => ({ kind: 'require-gate', uri, session: 'permissions', gate: 'Shell(**)' }),
        '"Shell(**)"',
      ),
    ).toBe('{ "permissions": { "allow": ["Shell(ls)"], "deny": [] } }');
  });
});

describe('the configuration of OpenCode', () => {
  it('runs what no rule names, in version 1', () => {
    const { session } = opencode({ model: 'x/y' });
    expect(grantLines(session)).toEqual([
      'write bash version',
      'write edit version',
      'read webfetch version',
    ]);
    expect(grantOf(session, 'bash').certainty).toBe('platform-default');
  });

  it('has the last rule that matches win', () => {
    const { session } = opencode({
      permission: {
        bash: { '*': 'ask', 'git *': 'allow', 'git push *': 'deny', 'npm *': 'allow', 'npm*': 'ask' },
        edit: 'deny',
      },
    });
    expect(grantLines(session)).toEqual([
      'write bash prompt',
      'write bash(git *)',
      'write bash(npm*) prompt',
      'read webfetch version',
    ]);
    expect(grantOf(session, 'bash(git *)').attributes).toEqual({ except: ['git push *'] });
  });

  it('may let everything through', () => {
    const { session } = opencode({ permission: 'allow' });
    expect(grantLines(session)).toEqual([
      'write bash',
      'write edit',
      'read webfetch',
      'write external_directory',
    ]);
    expect(grantOf(session, 'bash').breadth).toMatchObject([{ whole: true }]);
  });

  it('of version 2 asks for what no rule matches', () => {
    const { session } = opencode({
      permissions: [
        { action: 'shell', resource: 'git status *', effect: 'allow' },
        { action: 'subagent', resource: '*', effect: 'deny' },
      ],
    });
    expect(grantLines(session)).toEqual([
      'write bash prompt',
      'read bash(git status *)',
      'write edit prompt',
      'read webfetch prompt',
    ]);
  });

  it('has agents with rules of their own, and servers', () => {
    const { facts, session } = opencode({
      permission: { bash: 'ask' },
      agent: { build: { permission: { bash: 'allow' } }, plain: { model: 'x' } },
      mcp: {
        github: {
          type: 'local',
          command: ['npx', '-y', '@modelcontextprotocol/server-github'],
          environment: { GITHUB_PERSONAL_ACCESS_TOKEN: '{env:GITHUB_PAT}' },
        },
      },
    });
    expect(facts.sessions.map(({ localId }) => localId)).toEqual(['config', 'agent:build']);
    expect(grantLines(session)).toContain('write github/* version');
    expect(session.carried.map(({ name }) => name)).toEqual(['GITHUB_PERSONAL_ACCESS_TOKEN']);
    const [, build] = facts.sessions;
    expect(build && grantLines(build)[0]).toBe('write bash');
  });
});

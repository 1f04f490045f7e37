import { describe, expect, it } from 'vitest';
import { fixture, gateOf, grantLines, lowered } from './lowered.js';

const front = (text: string): string => `---\n${text.trim()}\n---\n\nText.\n`;

describe('a subagent', () => {
  it('has the tools that it lists, as far as the settings of its session let it', () => {
    const { session } = fixture('claude-code/.claude/agents/reviewer.md');
    expect(session).toMatchObject({ noun: 'agent', label: 'reviewer', localId: 'agent:reviewer' });
    expect(grantLines(session)).toEqual([
      'read Read prompt',
      'read Grep prompt',
      'read Bash(git diff *) prompt',
      'write linear/* prompt',
    ]);
    expect(gateOf(session, 'prompt')).toMatchObject({ state: 'assumed' });
  });

  it('without a list has them all, but for what is taken away', () => {
    const { session } = lowered('.claude/agents/a.md', front('name: a\ndisallowedTools: Bash, WebFetch'));
    expect(grantLines(session)).toEqual(['write Edit prompt', 'read Read prompt']);
    expect(session.grants.every(({ certainty }) => certainty === 'platform-default')).toBe(true);
  });

  it('may have a mode of its own', () => {
    const { session } = lowered(
      '.claude/agents/a.md',
      front('name: a\ntools: Bash\npermissionMode: bypassPermissions'),
    );
    expect(gateOf(session, 'approval-off:bypassPermissions')).toBeDefined();
    expect(grantLines(session)).toEqual(['write Bash']);
  });

  it('without a name is a text beside them', () => {
    expect(() => lowered('.claude/agents/README.md', front('tools: Read'))).toThrow('no session');
  });
});

describe('a skill or command', () => {
  it('uses what it lists without a question, at its place in the text', () => {
    const { session, at } = lowered(
      '.claude/commands/ship.md',
      front('allowed-tools: Bash(git push:*), Read, Bash(gh pr create *)'),
    );
    expect(session).toMatchObject({ noun: 'command', label: 'ship' });
    expect(grantLines(session)).toEqual([
      'write Bash(git push:*)',
      'read Read',
      'write Bash(gh pr create *)',
    ]);
    expect(session.grants.map(({ origin }) => at(origin))).toEqual([
      'Bash(git push:*)',
      'Read',
      'Bash(gh pr create *)',
    ]);
  });

  it('is named by its folder', () => {
    const { session } = fixture('claude-code/.claude/skills/deploy/SKILL.md');
    expect(session).toMatchObject({ noun: 'skill', label: 'deploy' });
    expect(grantLines(session)).toEqual(['write Bash(./deploy.sh:*)', 'read Read']);
  });
});

describe("a file of Copilot's", () => {
  it('has the tools that it lists, by their names and their aliases', () => {
    const { session } = fixture('copilot/.github/agents/planner.agent.md');
    expect(session).toMatchObject({ noun: 'agent', label: 'Planner' });
    expect(grantLines(session)).toEqual([
      'read read prompt',
      'read search prompt',
      'write edit prompt',
      'write execute prompt',
      'write github/* prompt',
      'write playwright/browser_navigate prompt',
      'read orders/list_orders prompt',
    ]);
    expect(session.carried).toMatchObject([{ name: 'ORDERS_TOKEN' }]);
  });

  it.each([
    [
      'copilot/.github/chatmodes/plan.chatmode.md',
      'agent',
      'plan',
      ['read codebase prompt', 'read fetch prompt', 'write runCommands prompt'],
    ],
    [
      'copilot/.github/prompts/tests.prompt.md',
      'prompt',
      'tests',
      ['write editFiles prompt', 'write runInTerminal prompt'],
    ],
  ])('%s is a %s', (path, noun, label, lines) => {
    const { session } = fixture(path);
    expect(session).toMatchObject({ noun, label });
    expect(grantLines(session)).toEqual(lines);
  });

  it('passes over names that are not known', () => {
    const { session } = lowered('.github/agents/a.md', front("tools: ['read', 'somebody.extension/tool']"));
    expect(grantLines(session)).toEqual(['read read prompt']);
  });
});

import { describe, expect, it } from 'vitest';
import { agents } from '../../../../server/src/core/platforms/agents/index.js';
import { isSelected } from './lowered.js';

const MARKDOWN = '---\nname: x\ntools: Read\n---\n\nText.\n';

describe('files of agents', () => {
  it.each([
    ['.claude/settings.json', '{ "permissions": {} }'],
    ['packages/web/.claude/settings.local.json', '{ "env": {} }'],
    ['managed-settings.json', '{ "allowManagedHooksOnly": true }'],
    ['.claude/agents/reviewer.md', MARKDOWN],
    ['.claude/commands/git/commit.md', '---\nallowed-tools: Bash(git add *)\n---\n'],
    ['.claude/skills/deploy/SKILL.md', '\uFEFF---\r\nallowed-tools: Read\r\n---\r\n'],
    ['.github/agents/planner.agent.md', MARKDOWN],
    ['.github/agents/planner.md', MARKDOWN],
    ['.github/chatmodes/plan.chatmode.md', MARKDOWN],
    ['.github/prompts/tests.prompt.md', MARKDOWN],
    ['.github/workflows/triage.md', '---\non: issues\n---\n'],
    ['.mcp.json', '{ "mcpServers": {} }'],
    ['.vscode/mcp.json', '{ "servers": {} }'],
    ['.cursor/mcp.json', '{ "mcpServers": {} }'],
    ['claude_desktop_config.json', '{ "mcpServers": {} }'],
    ['.codex/config.toml', 'approval_policy = "never"\n'],
    ['.gemini/settings.json', '{ "tools": {} }'],
  ])('%s is one', (path, text) => {
    expect(isSelected(path, text)).toBe(true);
  });

  it.each([
    ['.vscode/settings.json', '{ "permissions": {} }'],
    ['settings.json', '{ "permissions": {} }'],
    ['.claude/settings.json', '{ "spinnerTipsEnabled": false }'],
    ['.claude/agents/README.md', '# Agents\n\ntools: none\n'],
    ['.claude/commands/plain.md', '---\ndescription: x\n---\n\nallowed-tools: none\n'],
    ['.github/workflows/README.md', '# Workflows\n\non: push\n'],
    ['docs/agents/x.md', MARKDOWN],
    ['data/mcp.json', '{ "url": "https://example.com" }'],
    ['.codex/config.toml', 'model = "gpt-5"\n'],
    ['config.toml', 'approval_policy = "never"\n'],
    ['.gemini/settings.json', '{ "theme": "dark" }'],
  ])('%s is none with %j', (path, text) => {
    expect(isSelected(path, text)).toBe(false);
  });

  it.each([
    ['.claude/settings.json', 'json'],
    ['.codex/config.toml', 'toml'],
    ['.claude/agents/a.md', 'front-matter'],
  ])('%s is read as %s', (path, format) => {
    expect(agents.format({ uri: `file:///r/${path}`, path, text: '' })).toBe(format);
  });
});

import { describe, expect, it } from 'vitest';
import type { Origin } from '../../../../server/src/core/model/origin.js';
import type { Remediation } from '../../../../server/src/core/model/remediation.js';
import { remediated } from './lowered.js';

const SETTINGS = '.claude/settings.json';

const ask =
  (gate: string) =>
  (at: Origin): Remediation => ({ kind: 'require-gate', uri: at.uri, session: 'settings:project', gate });
const replace =
  (...values: string[]) =>
  (at: Origin): Remediation => ({ kind: 'replace-values', uri: at.uri, at, values });
const remove = (at: Origin): Remediation => ({ kind: 'remove-entry', uri: at.uri, at });
const set =
  (value: boolean) =>
  (at: Origin): Remediation => ({ kind: 'set-value', uri: at.uri, at, path: [], value });

describe('a rule that is to be asked', () => {
  it('moves to the list that is there', () => {
    const text = '{\n  "permissions": {\n    "allow": ["Bash", "Read"],\n    "ask": ["Edit"]\n  }\n}\n';
    expect(remediated(SETTINGS, text, ask('Bash'), '"Bash"')).toBe(
      '{\n  "permissions": {\n    "allow": ["Read"],\n    "ask": ["Edit", "Bash"]\n  }\n}\n',
    );
  });

  it('moves to a list that is made for it', () => {
    const text = '{\n  "permissions": {\n    "allow": ["Bash(aws *)"]\n  }\n}\n';
    const result = remediated(SETTINGS, text, ask('Bash(aws *)'), '"Bash(aws *)"') ?? '';
    expect(JSON.parse(result)).toEqual({ permissions: { allow: [], ask: ['Bash(aws *)'] } });
  });

  it('keeps comments and the lines around it', () => {
    const text =
      '{\n  "permissions": {\n    // allowed\n    "allow": [\n      "Bash", // all\n      "Read"\n    ]\n  }\n}\n';
    expect(remediated(SETTINGS, text, ask('Bash'), '"Bash"')).toContain('// allowed\n    "allow": [\n');
  });

  it.each([
    ['a rule that is not there', '{ "permissions": { "allow": ["Read"] } }', 'Bash'],
    ['a list that is none', '{ "permissions": { "allow": ["Bash"], "ask": "Edit" } }', 'Bash'],
    ['a file that is not complete', '{ "permissions": { "allow": ["Bash"', 'Bash'],
  ])('not with %s', (_name, text, rule) => {
    expect(remediated(SETTINGS, text, ask(rule), '"permissions"')).toBeUndefined();
  });

  it('not in a file of servers', () => {
    expect(remediated('.mcp.json', '{ "mcpServers": {} }', ask('x'), '"mcpServers"')).toBeUndefined();
  });
});

describe('values', () => {
  it('give way to others in JSON', () => {
    const text = '{ "permissions": { "allow": ["Bash(gh *)"] } }';
    expect(
      remediated(SETTINGS, text, replace('Bash(gh pr view *)', 'Bash(gh pr list *)'), '"Bash(gh *)"'),
    ).toBe('{ "permissions": { "allow": ["Bash(gh pr view *)", "Bash(gh pr list *)"] } }');
  });

  it('give way to one other in TOML, in their own quotes', () => {
    const config = '.codex/config.toml';
    expect(
      remediated(
        config,
        'sandbox_mode = "danger-full-access" # x\n',
        replace('workspace-write'),
        '"danger-full-access"',
      ),
    ).toBe('sandbox_mode = "workspace-write" # x\n');
    expect(remediated(config, "sandbox_mode = 'x'\n", replace('y'), "'x'")).toBe("sandbox_mode = 'y'\n");
    expect(remediated(config, 'a = "x"\n', replace('y', 'z'), '"x"')).toBeUndefined();
    expect(remediated(config, 'a = "x"\n', replace('"'), '"x"')).toBeUndefined();
    expect(remediated(config, 'a = "x"\n', remove, '"x"')).toBeUndefined();
  });

  it('give way in front matter', () => {
    const text =
      '---\nname: a\npermissionMode: bypassPermissions\n---\n\npermissionMode: bypassPermissions\n';
    expect(remediated('.claude/agents/a.md', text, replace('default'), 'bypassPermissions')).toBe(
      '---\nname: a\npermissionMode: default\n---\n\npermissionMode: bypassPermissions\n',
    );
  });

  it('are switched off', () => {
    const text = '{ "enableAllProjectMcpServers": true }';
    expect(remediated(SETTINGS, text, set(false), 'true')).toBe('{ "enableAllProjectMcpServers": false }');
  });

  it('are taken out', () => {
    const text = '{ "permissions": { "allow": ["Bash", "Read"] } }';
    expect(remediated(SETTINGS, text, remove, '"Bash"')).toBe('{ "permissions": { "allow": ["Read"] } }');
  });
});

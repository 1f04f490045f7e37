import { describe, expect, it } from 'vitest';
import type { TrustScope } from '../../../../server/src/core/model/trustScope.js';
import { openRepository, uriOf } from '../../../support/repository.js';

const PATH = '.github/workflows/agent.yml';

function workflow(run: string, { on = 'push', env = '' } = {}): string {
  const script = run
    .split('\n')
    .map((line) => `          ${line}`)
    .join('\n');
  return `on: ${on}\npermissions:\n  contents: write\njobs:\n  work:\n    runs-on: ubuntu-latest\n    timeout-minutes: 20\n    steps:\n      - uses: actions/checkout@v4\n      - run: |\n${script}\n${env}`;
}

function agentsIn(text: string): readonly TrustScope[] {
  return openRepository(new Map([[PATH, text]])).model.scopes.filter(({ facts }) => facts.kind === 'agent');
}

function textsOf(run: string): readonly string[] {
  const text = workflow(run);
  return agentsIn(text).flatMap(({ facts }) => [
    facts.label,
    ...facts.grants
      .filter(({ action }) => action !== 'contents:write')
      .map(
        ({ access, action, origin }) =>
          `${access} ${action} @ ${text.slice(origin.range.start, origin.range.end)}`,
      ),
    ...facts.gates.map(
      ({ name, state, origin }) => `${state} ${name} @ ${text.slice(origin.range.start, origin.range.end)}`,
    ),
  ]);
}

describe('agents that a script starts', () => {
  it.each([
    // https://code.claude.com/docs/en/cli-reference, https://code.claude.com/docs/en/headless
    ['claude -p "Review this"', ['Claude Code', 'read Read @ claude']],
    [
      'claude -p "Fix it" --allowedTools "Bash(npm test),Edit"',
      ['Claude Code', 'write Bash(npm test) @ Bash(npm test)', 'write Edit @ Edit', 'read Read @ claude'],
    ],
    [
      `claude --print --allowed-tools 'Bash(git log:*)' Read --disallowedTools Read -- "Look at it, please"`,
      [
        'Claude Code',
        'read Bash(git log:*) @ Bash(git log:*)',
        'read Read @ Read',
        'enforced deny rule `Read` @ Read',
      ],
    ],
    [
      'cat prompt.md | npx -y @anthropic-ai/claude-code@latest -p --dangerously-skip-permissions',
      [
        'Claude Code',
        'write Bash @ --dangerously-skip-permissions',
        'write Edit @ --dangerously-skip-permissions',
        'read Read @ --dangerously-skip-permissions',
        'read WebFetch @ --dangerously-skip-permissions',
        'ineffective permission prompts @ --dangerously-skip-permissions',
      ],
    ],
    [
      'timeout 600 claude -p "go" --permission-mode acceptEdits',
      ['Claude Code', 'write Edit @ acceptEdits', 'read Read @ acceptEdits'],
    ],
    ['claude mcp add linear -- npx -p linear', []],
    ['claude --version', []],
    ['echo "claude -p is not run here"', []],
    // https://github.com/openai/codex/blob/main/docs/exec.md
    ['codex exec "count the lines"', ['Codex', 'read shell @ codex']],
    ['codex exec --full-auto "fix it"', ['Codex', 'write shell @ --full-auto']],
    ['codex exec -s workspace-write "fix it"', ['Codex', 'write shell @ workspace-write']],
    [
      'codex exec --sandbox danger-full-access "fix it"',
      ['Codex', 'write shell @ danger-full-access', 'ineffective sandbox @ danger-full-access'],
    ],
    [
      'codex --dangerously-bypass-approvals-and-sandbox exec "fix it"',
      [
        'Codex',
        'write shell @ --dangerously-bypass-approvals-and-sandbox',
        'ineffective sandbox @ --dangerously-bypass-approvals-and-sandbox',
      ],
    ],
    [
      `codex exec -c 'sandbox_mode="danger-full-access"' go`,
      [
        'Codex',
        'write shell @ sandbox_mode="danger-full-access"',
        'ineffective sandbox @ sandbox_mode="danger-full-access"',
      ],
    ],
    ['codex login --api-key x', []],
    // https://geminicli.com/docs/core/concepts#approval-mode
    ['gemini -p "Summarise"', ['Gemini CLI', 'read read_file @ gemini']],
    [
      'gemini --approval-mode=auto_edit -p "Fix"',
      ['Gemini CLI', 'read read_file @ gemini', 'write write_file @ auto_edit'],
    ],
    [
      'gemini --yolo --prompt "Fix"',
      [
        'Gemini CLI',
        'write run_shell_command @ --yolo',
        'write write_file @ --yolo',
        'read read_file @ --yolo',
        'read web_fetch @ --yolo',
        'ineffective permission prompts @ --yolo',
      ],
    ],
    [
      'gemini -p x --allowed-tools "run_shell_command(git)"',
      ['Gemini CLI', 'read read_file @ gemini', 'write run_shell_command(git) @ run_shell_command(git)'],
    ],
    ['gemini mcp list', []],
    // https://docs.github.com/en/copilot/how-tos/copilot-cli/use-copilot-cli/allowing-tools
    ['copilot -p "Explain"', ['Copilot', 'read read @ copilot']],
    [
      'copilot -p "Fix" --allow-all-tools',
      ['Copilot', 'write shell @ --allow-all-tools', 'ineffective permission prompts @ --allow-all-tools'],
    ],
    [
      `copilot -p "Fix" --allow-tool 'shell(npm test)' --allow-tool write`,
      ['Copilot', 'read read @ copilot', 'write shell(npm test) @ shell(npm test)', 'write write @ write'],
    ],
    [`copilot -p "Fix" --allow-tool shell --deny-tool shell`, ['Copilot', 'read read @ copilot']],
    // https://cursor.com/docs/cli/headless
    ['cursor-agent -p "Fix"', ['Cursor', 'write edit @ cursor-agent']],
    ['cursor-agent -p -f "Fix"', ['Cursor', 'write shell @ -f', 'ineffective permission prompts @ -f']],
    ['cursor-agent -p --mode=plan "Fix"', ['Cursor', 'read read @ cursor-agent']],
    // https://opencode.ai/docs/permissions/
    ['opencode run "Fix"', ['OpenCode', 'write bash @ opencode']],
    ['opencode auth login', []],
    // https://ampcode.com/manual#permissions
    ['amp -x "Fix"', ['Amp', 'write edit_file @ amp']],
    [
      'amp --dangerously-allow-all -x "Fix"',
      [
        'Amp',
        'write shell @ --dangerously-allow-all',
        'ineffective permission prompts @ --dangerously-allow-all',
      ],
    ],
    // https://github.com/Aider-AI/aider/blob/main/aider/coders/base_coder.py
    ['aider --yes-always --message "Fix"', ['Aider', 'write edit @ aider']],
  ])('%s', (run, expected) => {
    expect(textsOf(run)).toEqual(expected);
  });

  it('have the token of their job where they can run any command', () => {
    const [scope] = agentsIn(workflow('codex exec --sandbox danger-full-access "fix it"'));
    expect(scope?.facts.grants.map(({ action }) => action)).toContain('contents:write');
    const [contained] = agentsIn(workflow('codex exec --full-auto "fix it"'));
    expect(contained?.facts.grants.map(({ action }) => action)).not.toContain('contents:write');
  });

  it('are each a session of its own', () => {
    const ids = agentsIn(workflow('claude -p "a"\ncodex exec "b"')).map(({ id }) => id);
    expect(ids).toEqual([`${PATH}#job:work/agent:2`, `${PATH}#job:work/agent:2.2`]);
  });

  it('name a place behind another word of the same name', () => {
    const text = workflow('echo "claude starts"\nnpm install -g claude\nclaude -p "a"');
    const [scope] = agentsIn(text);
    expect(text.slice(scope?.facts.origin.range.start).startsWith('claude -p "a"')).toBe(true);
  });

  it.each([
    ['issues', 'claude -p "Answer ${{ github.event.issue.body }}" --dangerously-skip-permissions', 'error'],
    ['issues', 'gh issue view 1 | claude -p --dangerously-skip-permissions', 'error'],
    ['issues', 'claude -p "Tidy the code" --dangerously-skip-permissions', undefined],
    [
      'push',
      'claude -p "Answer ${{ github.event.head_commit.message }}" --dangerously-skip-permissions',
      undefined,
    ],
  ])('on %s by %j: agent-untrusted-input %s', (on, run, severity) => {
    const findings = openRepository(new Map([[PATH, workflow(run, { on })]])).findings(uriOf(PATH));
    expect(findings.find(({ rule }) => rule === 'agent-untrusted-input')?.severity).toBe(severity);
  });

  it('are told not to ask by an option', () => {
    const findings = openRepository(new Map([[PATH, workflow('gemini --yolo -p x')]])).findings(uriOf(PATH));
    const found = findings.find(({ rule }) => rule === 'agent-bypasses-approval');
    expect(found?.severity).toBe('warning');
    expect(found?.message).toMatch(
      /^Agent `Gemini CLI` does not ask before it acts: `--yolo` takes every question away\. .* run any command, change files of the workspace and push commits/u,
    );
  });
});

// https://github.com/anthropics/claude-code-action/blob/main/docs/security.md and its action.yml
describe('who gets an action to start its agent', () => {
  const step = (uses: string, inputs: readonly string[]): string =>
    `on: issues\npermissions:\n  issues: write\njobs:\n  work:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: ${uses}\n        with:\n${inputs.map((input) => `          ${input}\n`).join('')}`;
  const CLAUDE = 'anthropics/claude-code-action@v1';
  it.each([
    [CLAUDE, ['prompt: x'], 'collaborator people with write access, for whom Claude Code asks'],
    [CLAUDE, ["allowed_bots: '*'"], 'anyone GitHub Apps that anyone can create, which Claude Code trusts'],
    [
      CLAUDE,
      ['allowed_bots: dependabot[bot]'],
      'collaborator people with write access, for whom Claude Code asks',
    ],
    [
      CLAUDE,
      ["allowed_non_write_users: '*'"],
      'collaborator people with write access, for whom Claude Code asks',
    ],
    [
      CLAUDE,
      ["allowed_non_write_users: '*'", 'github_token: ${{ secrets.GITHUB_TOKEN }}'],
      'anyone anyone with a GitHub account, by opening an issue',
    ],
    [
      CLAUDE,
      ['allowed_non_write_users: octocat', 'github_token: x'],
      'collaborator people with write access, for whom Claude Code asks',
    ],
    [
      'openai/codex-action@v1',
      ["allow-users: '*'"],
      'anyone anyone with a GitHub account, by opening an issue',
    ],
    [
      'openai/codex-action@v1',
      ["allow-bots: 'true'"],
      'collaborator people with write access, for whom Codex asks',
    ],
    [
      'sst/opencode/github@latest',
      ['model: x'],
      'collaborator people with write access, for whom OpenCode asks',
    ],
    [
      'google-github-actions/run-gemini-cli@v0',
      ['prompt: x'],
      'anyone anyone with a GitHub account, by opening an issue',
    ],
  ])('%s with %j: %s', (uses, inputs, expected) => {
    const [scope] = agentsIn(step(uses, inputs));
    expect(scope?.initiators.map(({ actor, who }) => `${actor} ${who}`)).toEqual([expected]);
  });
});

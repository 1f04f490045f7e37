import { describe, expect, it } from 'vitest';
import type { SessionFacts } from '../../../../server/src/core/model/facts.js';
import type { Remediation } from '../../../../server/src/core/model/remediation.js';
import { githubActions } from '../../../../server/src/core/platforms/github-actions/index.js';
import { parse } from '../../../../server/src/core/syntax/parse.js';
import { applyEdits } from '../../../../server/src/core/text/textRange.js';

const URI = 'file:///repository/.github/workflows/agent.yml';

interface Written {
  readonly on?: string;
  readonly permissions?: string;
  readonly env?: string;
  readonly before?: string;
}

/** The agent of a workflow with one step of an action; `with` as lines. */
function agentOf(uses: string, inputs: string, written: Written = {}): SessionFacts {
  const { facts } = read(textOf(uses, inputs, written));
  const [agent] = facts.filter(({ kind }) => kind === 'agent');
  if (agent === undefined) throw new Error('no agent');
  return agent;
}

function textOf(
  uses: string,
  inputs: string,
  { on = 'issues', permissions, env, before = '' }: Written,
): string {
  const lines = inputs
    .split('\n')
    .map((line) => `          ${line}`)
    .join('\n');
  return `on: ${on}
${permissions === undefined ? '' : `permissions: ${permissions}\n`}${env === undefined ? '' : `env: ${env}\n`}jobs:
  work:
    runs-on: ubuntu-latest
    steps:
${before}      - uses: ${uses}
        with:
${lines}
`;
}

function read(text: string): {
  readonly facts: readonly SessionFacts[];
  readonly at: (range: { start: number; end: number }) => string;
} {
  return {
    facts: githubActions.lower(URI, parse(text, 'yaml')).sessions,
    at: ({ start, end }) => text.slice(start, end),
  };
}

const lines = ({ grants }: SessionFacts): readonly string[] =>
  grants.map(
    ({ access, action, conversational }) => `${access} ${action}${conversational === true ? ' (talk)' : ''}`,
  );

const CLAUDE = 'anthropics/claude-code-action@v1';
const GIVEN = 'anthropic_api_key: ${{ secrets.KEY }}\ngithub_token: ${{ secrets.GITHUB_TOKEN }}';

describe('an agent in a workflow', () => {
  it('is a session of its own beside the job', () => {
    const { facts } = read(textOf(CLAUDE, `prompt: x\n${GIVEN}`, { permissions: 'read-all' }));
    expect(facts.map(({ localId, kind }) => `${localId} ${kind}`)).toEqual([
      'job:work job-token',
      'job:work/agent:1 agent',
    ]);
    expect(facts[1]).toMatchObject({
      noun: 'agent',
      label: 'Claude Code',
      role: 'runs',
      needs: null,
      callable: false,
    });
  });

  it('is none where no action runs one', () => {
    expect(read(textOf('actions/checkout@v6', 'ref: main', {})).facts).toHaveLength(1);
  });
});

describe('Claude Code', () => {
  it.each(['beta', 'v0.0.63', '0123456789012345678901234567890123456789'])(
    'reads its inputs of old in a version that may be old: %s',
    (version) => {
      const action = `anthropics/claude-code-action@${version}`;
      const inputs = 'prompt: x\nallowed_tools: Bash(npm test),WebFetch';
      expect(lines(agentOf(action, inputs, { permissions: '{ contents: write }' }))).toEqual([
        'write Bash(npm test)',
        'read WebFetch',
        'read Read',
      ]);
    },
  );

  it.each([
    [
      'prompt: x\nclaude_args: --allowedTools "Bash(npm test),Edit"',
      ['write Bash(npm test)', 'write Edit', 'read Read'],
    ],
    [
      'prompt: x\nclaude_args: |\n  --allowed-tools Read\n  --allowedTools=Bash(npm test)',
      ['read Read', 'write Bash(npm test)'],
    ],
    // https://github.com/anthropics/claude-code-action/blob/main/docs/migration-guide.md: that input is of before v1.
    ['prompt: x\nallowed_tools: Bash(npm test),WebFetch', ['read Read']],
    [
      'prompt: x\nclaude_args: --allowedTools "Bash(npm test)" --disallowedTools "Bash(npm *)"',
      ['write Bash(npm test)', 'read Read'],
    ],
    ['prompt: x\nsettings: \'{"permissions": {"allow": ["Edit"], "ask": ["Edit"]}}\'', ['read Read']],
    ['prompt: x\nclaude_args: --permission-mode acceptEdits', ['write Edit', 'read Read']],
    ['prompt: x\nsettings: .github/claude.json', ['read Read']],
    ['prompt: x', ['read Read']],
    [
      'trigger_phrase: "@claude"',
      [
        'read Read',
        'write Bash(git add:*)',
        'write Bash(git commit:*)',
        'write Bash(git rm:*)',
        'write Edit',
        'write push to its branch',
      ],
    ],
  ])('with %j may %j', (inputs, expected) => {
    expect(lines(agentOf(CLAUDE, inputs, { permissions: '{ contents: write }' }))).toEqual(expected);
  });

  it('points at each tool where it stands', () => {
    const text = textOf(
      CLAUDE,
      'prompt: x\nclaude_args: |\n  --allowedTools "Bash(npm test),Bash(npm ci)"',
      {},
    );
    const { facts, at } = read(text);
    expect(facts[1]?.grants.slice(0, 2).map(({ origin }) => at(origin.range))).toEqual([
      'Bash(npm test)',
      'Bash(npm ci)',
    ]);
  });

  it('is denied what a deny takes away', () => {
    const agent = agentOf(
      CLAUDE,
      'prompt: x\nclaude_args: --allowedTools "Bash(rm x)" --disallowedTools "Bash(rm *)"',
    );
    expect(agent.grants[0]).toMatchObject({ evidence: 'unneeded' });
  });

  it('is told not to ask', () => {
    const agent = agentOf(CLAUDE, 'prompt: x\nclaude_args: --dangerously-skip-permissions', {
      permissions: '{}',
    });
    expect(agent.gates).toMatchObject([{ id: 'approval-off:bypassPermissions', state: 'ineffective' }]);
    expect(lines(agent).slice(0, 2)).toEqual(['write Bash', 'write Edit']);
  });

  it('does not tell what is known only when it runs', () => {
    const agent = agentOf(CLAUDE, 'prompt: x\nclaude_args: --allowedTools "${{ inputs.tools }}"');
    expect(agent.unknowns.map(({ what }) => what)).toContain('which tools `claude_args` lets through');
  });
});

describe('what it holds', () => {
  const gh = `prompt: x\n${GIVEN}\nclaude_args: --allowedTools "Bash(gh *)"`;

  it.each([
    ['{ contents: read }', ['read Bash(gh *)', 'read Read']],
    ['{ issues: write }', ['write Bash(gh *) (talk)', 'read Read']],
    ['{ contents: write }', ['admin Bash(gh *)', 'read Read']],
    [undefined, ['admin Bash(gh *)', 'read Read']],
  ])('goes as far as its token with %s', (permissions, expected) => {
    expect(lines(agentOf(CLAUDE, gh, permissions === undefined ? {} : { permissions }))).toEqual(expected);
  });

  it('is the token and the secrets where any command may run', () => {
    const agent = agentOf(CLAUDE, `prompt: x\n${GIVEN}\nclaude_args: --allowedTools "Bash"`, {
      permissions: '{ contents: write, issues: read }',
      env: '{ SHOP: "${{ secrets.SHOP }}" }',
    });
    expect(lines(agent)).toEqual([
      'write Bash',
      'read Read',
      'write contents:write',
      'read issues:read (talk)',
      'read secret:SHOP',
      'read secret:KEY',
    ]);
  });

  it("is the token of the vendor's app where none is given", () => {
    const agent = agentOf(CLAUDE, 'prompt: x\nclaude_args: --allowedTools "Bash"', { permissions: '{}' });
    expect(lines(agent)).toContain('write contents:write');
  });

  it('is not known of a token that is made elsewhere', () => {
    const agent = agentOf(
      CLAUDE,
      'prompt: x\ngithub_token: ${{ steps.app.outputs.token }}\nclaude_args: --allowedTools "Bash"',
    );
    expect(agent.unknowns.map(({ what }) => what)).toEqual(['what the token of its agent may do']);
  });

  it('is without the key of its model where strangers are let in', () => {
    const open = `allowed_non_write_users: '*'\nprompt: x\n${GIVEN}\nclaude_args: --allowedTools "Bash"`;
    expect(lines(agentOf(CLAUDE, open, { permissions: '{}' }))).not.toContain('read secret:KEY');
  });
});

describe('who starts it', () => {
  const actors = (agent: SessionFacts): readonly string[] => agent.initiators.map(({ actor }) => actor);

  it.each([
    [CLAUDE, 'prompt: x', ['collaborator']],
    [CLAUDE, "prompt: x\nallowed_non_write_users: '*'\ngithub_token: x", ['anyone']],
    // action.yml: "Only works when github_token input is provided"
    [CLAUDE, "prompt: x\nallowed_non_write_users: '*'", ['collaborator']],
    [CLAUDE, "prompt: x\nallowed_bots: '*'", ['anyone']],
    [CLAUDE, 'prompt: x\nallowed_non_write_users: alice', ['collaborator']],
    ['anthropics/claude-code-base-action@beta', 'prompt: x', ['anyone']],
    ['anthropics/claude-code-action/base-action@v1', 'prompt: x', ['anyone']],
    ['openai/codex-action@v1', 'prompt: x', ['collaborator']],
    ['openai/codex-action@v1', "prompt: x\nallow-users: '*'", ['anyone']],
    ['google-github-actions/run-gemini-cli@v0', 'prompt: x', ['anyone']],
    ['actions/ai-inference@v2', 'prompt: x', ['anyone']],
    ['ask-bonk/ask-bonk/github@main', 'model: x', ['collaborator']],
    ['ask-bonk/ask-bonk/github@main', 'permissions: any', ['anyone']],
  ])('%s with %j: %j', (uses, inputs, expected) => {
    expect(actors(agentOf(uses, inputs))).toEqual(expected);
  });

  it('comes in by an event once', () => {
    const agent = agentOf(CLAUDE, 'prompt: x', { on: 'pull_request_target' });
    expect(agent.initiators.map(({ event, actor }) => `${event} ${actor}`)).toEqual([
      'pull_request_target collaborator',
    ]);
  });

  it('brings a text where the event has one', () => {
    const open = "prompt: x\nallowed_non_write_users: '*'\ngithub_token: x";
    expect(agentOf(CLAUDE, open).influences).toMatchObject([
      { kind: 'text', initiators: ['issues:outsider'] },
    ]);
    expect(agentOf(CLAUDE, open, { on: 'watch' }).influences).toEqual([]);
    expect(agentOf(CLAUDE, 'prompt: x').influences).toEqual([]);
  });
});

describe('other agents', () => {
  it.each([
    ['openai/codex-action@v1', 'prompt: x', ['write shell']],
    ['openai/codex-action@v1', 'prompt: x\nsandbox: read-only', ['read shell']],
    ['openai/codex-action@v1', "prompt: x\npermission-profile: ':read-only'", ['read shell']],
    ['openai/codex-action@v1', 'prompt: x\nsafety-strategy: read-only', ['read shell']],
    [
      'google-github-actions/run-gemini-cli@v0',
      'prompt: x',
      ['write run_shell_command', 'write write_file', 'read read_file', 'read web_fetch'],
    ],
    [
      'google-github-actions/run-gemini-cli@v0',
      'prompt: x\nsettings: \'{"tools": {"core": ["run_shell_command(ls)", "write_file"], "exclude": ["write_file"]}}\'',
      ['read run_shell_command(ls)'],
    ],
    [
      'google-github-actions/run-gemini-cli@v0',
      'prompt: x\nsettings: \'{"coreTools": [], "mcpServers": {"github": {"includeTools": ["issue_read"]}, "x": {}}}\'',
      ['read github/issue_read'],
    ],
    [
      'actions/ai-inference@v2',
      'prompt: x\ncopilot-allow-tools: shell(git status),write,x',
      ['read shell(git status)', 'write write'],
    ],
    ['actions/ai-inference@v2', 'prompt: x', []],
    [
      'ask-bonk/ask-bonk/github@main',
      'model: x',
      ['write bash', 'write contents:write', 'write pull-requests:write (talk)', 'write issues:write (talk)'],
    ],
  ])('%s with %j may %j', (uses, inputs, expected) => {
    expect(lines(agentOf(uses, inputs, { permissions: '{}' }))).toEqual(expected);
  });

  it.each([
    'sandbox: danger-full-access',
    'codex-args: --dangerously-bypass-approvals-and-sandbox',
    'codex-args: --sandbox danger-full-access',
  ])('Codex with %s is out of its sandbox', (input) => {
    const agent = agentOf('openai/codex-action@v1', `prompt: x\n${input}`, {
      permissions: '{ contents: write }',
      before: '      - uses: actions/checkout@v6\n',
    });
    expect(agent.gates).toMatchObject([{ id: 'approval-off:danger-full-access' }]);
    expect(lines(agent)).toEqual(['write shell', 'write contents:write']);
  });

  it('Codex has the key of its model only where nothing protects it', () => {
    const inputs = (strategy: string): string =>
      `prompt: x\nopenai-api-key: \${{ secrets.KEY }}\nsandbox: danger-full-access\n${strategy}`;
    expect(lines(agentOf('openai/codex-action@v1', inputs('safety-strategy: unsafe')))).toContain(
      'read secret:KEY',
    );
    expect(lines(agentOf('openai/codex-action@v1', inputs('safety-strategy: drop-sudo')))).not.toContain(
      'read secret:KEY',
    );
  });

  it('Gemini with settings that are computed is not known', () => {
    const agent = agentOf(
      'google-github-actions/run-gemini-cli@v0',
      'prompt: x\nsettings: ${{ vars.SETTINGS }}',
    );
    expect(agent.unknowns).toMatchObject([{ what: 'what its settings leave it' }]);
  });
});

describe('a remediation', () => {
  const edited = (text: string, at: string, values: readonly string[]): string | undefined => {
    const start = text.indexOf(at);
    const origin = { uri: URI, range: { start, end: start + at.length } };
    const intent: Remediation = { kind: 'replace-values', uri: URI, at: origin, values };
    const edits = githubActions.remediate(intent, parse(text, 'yaml'));
    return edits === undefined ? undefined : applyEdits(text, edits);
  };

  it('puts several tools in the place of one, between quotes', () => {
    const text = textOf(CLAUDE, 'claude_args: --allowedTools "Bash(gh *),Read"', {});
    expect(edited(text, 'Bash(gh *)', ['Bash(gh pr view *)', 'Bash(gh pr list *)'])).toContain(
      '--allowedTools "Bash(gh pr view *),Bash(gh pr list *),Read"',
    );
  });

  it('not where a shell would take them apart', () => {
    const text = textOf(CLAUDE, 'claude_args: --allowedTools Bash(gh),Read', {});
    expect(edited(text, 'Bash(gh)', ['Bash(gh pr view *)'])).toBeUndefined();
  });

  it('puts a value in the place of a whole one', () => {
    const text = textOf('openai/codex-action@v1', 'sandbox: danger-full-access', {});
    expect(edited(text, 'danger-full-access', ['workspace-write'])).toContain('sandbox: workspace-write\n');
  });

  it('asks nobody in a job', () => {
    const text = textOf(CLAUDE, 'prompt: x', {});
    const intent: Remediation = { kind: 'require-gate', uri: URI, session: 'job:work/agent:1', gate: 'Bash' };
    expect(githubActions.remediate(intent, parse(text, 'yaml'))).toBeUndefined();
  });
});

describe("the steps before Copilot's agent", () => {
  it('have a note of whose permissions these are', () => {
    const text =
      'on: push\njobs:\n  copilot-setup-steps:\n    runs-on: ubuntu-latest\n    permissions:\n      contents: read\n    steps: []\n';
    const { notes } = githubActions.lower(URI, parse(text, 'yaml'));
    expect(notes).toMatchObject([{ title: 'Steps before Copilot starts' }]);
  });
});

import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../../server/src/core/analysis/analysisHost.js';
import type { Snapshot } from '../../../../server/src/core/analysis/snapshot.js';
import type { TrustScope } from '../../../../server/src/core/model/trustScope.js';
import { openRepository, uriOf } from '../../../support/repository.js';

const ACTION = '.github/actions/fix/action.yml';
const ID = `${ACTION}#action/agent:1`;

const action = (step: string): string => `name: Fix
description: fixes
inputs:
  prompt:
    description: what to do
runs:
  using: composite
  steps:
    - ${step}
`;
const COMMAND = `run: claude -p "\${{ inputs.prompt }}" --dangerously-skip-permissions
      shell: bash`;
const workflow = (on: string, environment = ''): string => `on: ${on}
permissions: {}
jobs:
  fix:
    runs-on: ubuntu-latest
${environment}    steps:
      - uses: actions/checkout@v4
      - uses: ./.github/actions/fix
        with:
          prompt: \${{ github.event.issue.body }}
`;

function scopeIn(files: Readonly<Record<string, string>>): TrustScope {
  const found = openRepository(new Map(Object.entries(files))).model.scope(ID);
  if (found === undefined) throw new Error('no agent');
  return found;
}

describe('agents that a composite action starts', () => {
  it('are sessions, of which it is not known who starts them while no job uses the action', () => {
    const scope = scopeIn({ [ACTION]: action(COMMAND) });
    expect(scope.facts).toMatchObject({ kind: 'agent', label: 'Claude Code', role: 'runs' });
    expect(scope.initiators).toEqual([]);
    expect(scope.unknowns.map(({ what }) => what)).toEqual(['the token and the secrets that it has']);
  });

  it('are started by whoever starts the jobs that use it', () => {
    const scope = scopeIn({
      [ACTION]: action(COMMAND),
      '.github/workflows/a.yml': workflow('issues'),
      '.github/workflows/b.yml': workflow('push'),
    });
    expect(scope.initiators.map(({ event, actor }) => `${event} ${actor}`)).toEqual([
      'issues anyone',
      'push collaborator',
    ]);
    expect(scope.facts.influences).toMatchObject([{ kind: 'text', initiators: ['job:fix:issues:outsider'] }]);
  });

  it('are found over another action that uses it', () => {
    const scope = scopeIn({
      [ACTION]: action(COMMAND),
      '.github/actions/outer/action.yml': action('uses: ./.github/actions/fix'),
      '.github/workflows/a.yml': workflow('issues').replace(
        './.github/actions/fix',
        './.github/actions/outer',
      ),
    });
    expect(scope.initiators.map(({ event }) => event)).toEqual(['issues']);
  });

  it('stand behind what stands before every job that uses it', () => {
    const files = {
      [ACTION]: action(COMMAND),
      '.github/workflows/a.yml': workflow('push', '    environment: production\n'),
    };
    const gatesOf = (scope: TrustScope): readonly (readonly string[])[] =>
      scope.grants.map(({ gates }) => gates.filter((id) => scope.gates.some((gate) => gate.id === id)));
    expect(gatesOf(scopeIn(files)).every((gates) => gates.length === 1)).toBe(true);
    const open = { ...files, '.github/workflows/b.yml': workflow('issues') };
    expect(gatesOf(scopeIn(open)).every((gates) => gates.length === 0)).toBe(true);
    expect(scopeIn(open).initiators.map(({ event }) => event)).toEqual(['issues']);
  });

  it('are asked about by the action that runs them', () => {
    const scope = scopeIn({
      [ACTION]: action('uses: anthropics/claude-code-action@v1'),
      '.github/workflows/a.yml': workflow('issues'),
    });
    expect(scope.initiators.map(({ actor }) => actor)).toEqual(['collaborator']);
  });

  it('follow the files that they rest on', () => {
    const host = new AnalysisHost({});
    const file = (path: string, text: string) => ({ uri: uriOf(path), root: 'file:///repository', text });
    const agentIn = (snapshot: Snapshot): TrustScope | undefined => snapshot.model.scope(ID);
    const alone = agentIn(host.apply([file(ACTION, action(COMMAND))]));
    const used = agentIn(host.apply([file('.github/workflows/a.yml', workflow('issues'))]));
    const unrelated = agentIn(host.apply([file('.github/workflows/c.yml', 'on: push\njobs: {}\n')]));
    const changed = agentIn(host.apply([file('.github/workflows/a.yml', workflow('push'))]));
    const events = [alone, used, changed].map((scope) => scope?.initiators.map(({ event }) => event));
    expect(events).toEqual([[], ['issues'], ['push']]);
    expect(unrelated).toBe(used);
  });
});

describe('agents of a workflow that is called', () => {
  const CALLED = '.github/workflows/agent.yml';
  const called = (step: string, on = 'workflow_call'): string => `on: ${on}
permissions: {}
jobs:
  fix:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
      - uses: actions/checkout@v4
      - ${step}
`;
  const calling = (on: string): string => `on: ${on}
jobs:
  call:
    uses: ./${CALLED}
    with:
      prompt: \${{ github.event.issue.title }}
`;
  const agentIn = (files: Readonly<Record<string, string>>): TrustScope | undefined =>
    openRepository(new Map(Object.entries(files))).model.scope(`${CALLED}#job:fix/agent:2`);

  it('are started by whoever starts the callers', () => {
    const agent = agentIn({
      [CALLED]: called('run: claude -p "${{ inputs.prompt }}" --allowedTools Bash'),
      '.github/workflows/a.yml': calling('issues'),
    });
    expect(agent?.initiators.map(({ event, actor }) => `${event} ${actor}`)).toEqual(['issues anyone']);
    expect(agent?.facts.influences).toMatchObject([
      { kind: 'text', initiators: ['job:call:issues:outsider'] },
    ]);
    expect(agent?.lifetime.seconds).toBe(900);
  });

  it('keep what starts the workflow itself', () => {
    const agent = agentIn({
      [CALLED]: called('run: claude -p "x" --allowedTools Bash', '[push, workflow_call]'),
      '.github/workflows/a.yml': calling('issues'),
    });
    expect(agent?.initiators.map(({ event }) => event)).toEqual(['push', 'issues']);
    expect(agent?.facts.influences).toEqual([]);
  });

  it('ask whoever starts the callers for write access', () => {
    const agent = agentIn({
      [CALLED]: called('uses: anthropics/claude-code-action@v1'),
      '.github/workflows/a.yml': calling('issues'),
    });
    expect(agent?.initiators.map(({ actor }) => actor)).toEqual(['collaborator']);
  });

  it('go round in no circle', () => {
    const round = calling('workflow_call');
    expect(
      agentIn({
        [CALLED]: `${called('run: claude -p x')}  again:\n    uses: ./${CALLED}\n`,
        '.github/workflows/a.yml': round,
      }),
    ).toBeDefined();
  });
});

import { describe, expect, it } from 'vitest';
import { fixture, gateOf, grantLines, grantOf, lowered } from './lowered.js';

const workflow = (text: string): ReturnType<typeof lowered> =>
  lowered('.github/workflows/triage.md', `---\n${text.trim()}\n---\n\nText.\n`);

describe('an agentic workflow', () => {
  const { session } = fixture('agentic-workflow/.github/workflows/triage.md');

  it('is started by its events, each by whom it asks for', () => {
    expect(session.initiators.map(({ event, actor }) => `${event} ${actor}`)).toEqual([
      'issues collaborator',
      'slash_command collaborator',
      'schedule schedule',
    ]);
  });

  it.each([
    ['on:\n  issues:\n  roles: all', 'anyone'],
    ['on: issues\nroles: read', 'anyone'],
    ['on:\n  issues:\n  roles: [admin]', 'collaborator'],
    ['on:\n  pull_request:\n  roles: all', 'collaborator'],
    ['on:\n  pull_request:\n    forks: ["*"]\n  roles: all', 'outside-contributor'],
    ['on: workflow_dispatch', 'collaborator'],
  ])('%s trusts %s', (text, actor) => {
    expect(workflow(text).session.initiators.map((initiator) => initiator.actor)).toEqual([actor]);
  });

  it('reads what whoever starts it writes', () => {
    expect(session.influences).toMatchObject([
      { kind: 'text', initiators: ['issues'] },
      { kind: 'text', initiators: ['slash_command'] },
    ]);
    expect(workflow('on: push').session.influences).toEqual([]);
  });

  it('holds what its permissions say, and nothing without them', () => {
    expect(grantLines(session)).toContain('read contents:read environment:production');
    expect(grantLines(workflow('on: push\npermissions: read-all').session)).toContain('read contents:read');
    expect(workflow('on: push').session.grants.filter(({ system }) => system.kind === 'repository')).toEqual(
      [],
    );
  });

  it('asks another job for what it writes', () => {
    expect(grantOf(session, 'safe-outputs.create-pull-request').gates).toEqual([
      'environment:production',
      'safe-outputs',
    ]);
    expect(grantOf(session, 'safe-outputs.add-comment').conversational).toBe(true);
    expect(gateOf(session, 'safe-outputs')).toMatchObject({ kind: 'fresh-session', state: 'enforced' });
    expect(
      workflow('on: push\nsafe-outputs:\n  staged: true\n  create-issue:').session.grants.map(
        ({ action }) => action,
      ),
    ).not.toContain('safe-outputs.create-issue');
  });

  it('runs commands in its container', () => {
    expect(grantOf(session, 'bash: :*')).toMatchObject({
      system: { name: 'its container' },
      access: 'write',
    });
    expect(grantOf(session, 'bash: git status').access).toBe('read');
    const off = workflow('on: push\nsandbox:\n  agent: false\ntools:\n  bash: [":*"]').session;
    expect(grantOf(off, 'bash: :*').system.kind).toBe('compute');
    expect(gateOf(off, 'sandbox-off')).toMatchObject({ state: 'ineffective' });
  });

  it('reads GitHub and single tools of servers', () => {
    expect(grantOf(session, 'tools.github').access).toBe('read');
    expect(grantLines(session)).toContain('read sentry/search_issues environment:production');
    expect(session.carried.map(({ name }) => name)).toEqual(['SHOP_TOKEN', 'Authorization']);
    expect(
      session.grants.filter(({ identity }) => identity !== undefined).map(({ resource }) => resource),
    ).toEqual(['SHOP_TOKEN']);
  });

  it('lasts as long as it says, and twenty minutes otherwise', () => {
    expect(session.lifetime).toMatchObject({ seconds: 900, basis: 'declared' });
    expect(workflow('on: push').session.lifetime).toMatchObject({ seconds: 1200, basis: 'platform-default' });
  });

  it('does not know what it imports', () => {
    expect(session.unknowns.map(({ what }) => what)).toContain('what its imports add');
  });
});

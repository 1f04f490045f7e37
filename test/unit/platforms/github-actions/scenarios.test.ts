import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVENTS } from '../../../../server/src/core/knowledge/github/events.js';
import type { Initiator } from '../../../../server/src/core/model/facts.js';
import type { TrustScope } from '../../../../server/src/core/model/trustScope.js';
import { ALL_SCENARIOS } from '../../../../server/src/core/platforms/github-actions/scenarios.js';
import { openRepository } from '../../../support/repository.js';

describe('who starts a job', () => {
  it.each([
    ['push', {}, ['push collaborator']],
    [
      'pull_request',
      {},
      [
        'pull_request outside-contributor -writes,secrets',
        'pull_request workload -secrets',
        'pull_request collaborator',
      ],
    ],
    ['pull_request_target', {}, ['pull_request_target anyone']],
    ['{ pull_request_target: { types: [labeled] } }', {}, ['pull_request_target collaborator']],
    ['{ pull_request_target: { types: [opened, labeled] } }', {}, ['pull_request_target anyone']],
    ['issue_comment', {}, ['issue_comment anyone']],
    ['schedule', {}, ['schedule schedule']],
    ['workflow_dispatch', {}, ['workflow_dispatch collaborator']],
    ['[push, issues]', { if: "github.event_name == 'push'" }, ['push collaborator']],
    ['[push, issues]', { if: "github.event_name != 'push'" }, ['issues anyone']],
    ['push', { if: 'github.event.pull_request.number == 1' }, []],
    ['push', { if: 'false' }, []],
    [
      'pull_request_target',
      { if: 'github.event.pull_request.head.repo.full_name == github.repository' },
      ['pull_request_target collaborator'],
    ],
    [
      'pull_request_target',
      { if: 'github.event.pull_request.head.repo.full_name != github.repository' },
      ['pull_request_target anyone'],
    ],
    [
      'pull_request_target',
      { if: '${{ !github.event.pull_request.head.repo.fork }}' },
      ['pull_request_target collaborator'],
    ],
    ['pull_request_target', { if: "github.actor == 'dependabot[bot]'" }, ['pull_request_target anyone']],
    [
      'pull_request_target',
      { if: "github.event.pull_request.user.login == 'dependabot[bot]'" },
      ['pull_request_target collaborator'],
    ],
    [
      'pull_request_target',
      { if: 'github.actor != github.event.pull_request.user.login' },
      ['pull_request_target anyone'],
    ],
    [
      'pull_request_target',
      { if: "github.event.pull_request.author_association == 'CONTRIBUTOR'" },
      ['pull_request_target anyone'],
    ],
    ['pull_request_target', { if: "github.repository == 'acme/shop'" }, ['pull_request_target anyone']],
    [
      'issue_comment',
      { if: 'contains(fromJSON(\'["OWNER", "MEMBER"]\'), github.event.comment.author_association)' },
      ['issue_comment collaborator'],
    ],
    ['issue_comment', { if: "github.event.issue.author_association == 'OWNER'" }, ['issue_comment anyone']],
    ['issue_comment', { if: "github.event.comment.user.login == 'octocat'" }, ['issue_comment collaborator']],
    ['{ push: { branches: [main] } }', { if: "github.ref == 'refs/heads/next'" }, []],
    ['{ push: { branches: [main, "v*"] } }', { if: "github.ref == 'refs/heads/v1'" }, ['push collaborator']],
    ['{ push: { tags: ["v*"] } }', { if: "startsWith(github.ref, 'refs/heads/')" }, []],
    [
      'pull_request',
      { if: "github.actor == 'dependabot[bot]'" },
      ['pull_request workload -secrets', 'pull_request collaborator'],
    ],
  ])('on %s with %j', (on, { if: condition }: { readonly if?: string }, expected) => {
    const scope = jobOf(on, condition);
    expect(scope?.initiators.map(words)).toEqual(expected);
  });

  it('is told by the ref that the job itself asks for, where the trigger names several', () => {
    const on = "{ push: { branches: [main], tags: ['v*'] } }";
    const refs = (condition?: string): readonly string[] | undefined =>
      jobOf(on, condition)?.initiators[0]?.conditions;
    expect(refs()).toEqual(['branch main', 'tag v*']);
    expect(refs("startsWith(github.ref, 'refs/tags/v')")).toEqual(['tag v*']);
    expect(refs("github.ref == 'refs/heads/main'")).toEqual(['branch main']);
  });

  it('is known by the same id in every file', () => {
    const ids = ALL_SCENARIOS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const event of EVENTS.filter(({ leastActor }) => leastActor !== 'another-session')) {
      expect(
        ids.filter((id) => id.split(':')[0] === event.name),
        event.name,
      ).not.toEqual([]);
    }
  });

  it('can only become fewer with a condition more', () => {
    const events = fc.subarray(
      ['push', 'pull_request', 'pull_request_target', 'issue_comment', 'schedule', 'release'],
      { minLength: 1 },
    );
    const condition = fc.constantFrom(
      "github.event_name == 'push'",
      "github.actor == 'dependabot[bot]'",
      'github.event.pull_request.head.repo.full_name == github.repository',
      'contains(fromJSON(\'["OWNER"]\'), github.event.comment.author_association)',
      "github.ref == 'refs/heads/main'",
      'github.event.pull_request.merged',
      'always()',
    );
    fc.assert(
      fc.property(events, condition, condition, (on, one, other) => {
        const trust = (text: string): readonly string[] =>
          jobOf(`[${on.join(', ')}]`, text)?.initiators.map(({ id }) => id) ?? [];
        const either = trust(`(${one}) || (${other})`).filter((id) => !id.endsWith(':insider'));
        const alone = trust(one).filter((id) => !id.endsWith(':insider'));
        const both = trust(`(${one}) && (${other})`).filter((id) => !id.endsWith(':insider'));
        // Insiders are only told where no stranger does the same, so that they may come as strangers go.
        expect(either).toEqual(expect.arrayContaining([...alone]));
        expect(alone).toEqual(expect.arrayContaining([...both]));
      }),
      { numRuns: 200 },
    );
  });
});

function words({ event, actor, withholds }: Initiator): string {
  return `${event} ${actor}${withholds.length > 0 ? ` -${withholds.join(',')}` : ''}`;
}

function jobOf(on: string, condition: string | undefined): TrustScope | undefined {
  const line = condition === undefined ? '' : `    if: |-\n      ${condition}\n`;
  const text = `on: ${on}\njobs:\n  job:\n${line}    runs-on: ubuntu-latest\n    steps:\n      - run: make\n`;
  return openRepository(new Map([['.github/workflows/ci.yml', text]]), []).model.scopes[0];
}

import { describe, expect, it } from 'vitest';
import { hover } from '../../../server/src/core/ide/hover.js';
import type { CarriedIdentity } from '../../../server/src/core/model/facts.js';
import type { TrustScope } from '../../../server/src/core/model/trustScope.js';
import { Sample, snapshotOf, URI } from './sample.js';
import { markdownText, NOTHING } from '../../../server/src/core/text/markdown.js';

const sample = new Sample(`name: release
on: pull_request_target
permissions:
  contents: write
jobs:
  build:
    runs-on: self-hosted
    timeout-minutes: 15
    if: github.actor == 'dependabot[bot]'
    environment: production
    needs: lint
    steps:
      - uses: acme/notify@v3
        with:
          token: \${{ secrets.SLACK }}
      - run: echo '\${{ toJSON(secrets) }}'
  lint: {}
`);

const fromFile = { declaredFor: 'file', opens: 'push commits and tags' } as const;
const contents = sample.at('contents: write');

function at(words: string, scopes: readonly TrustScope[], nth = 0): string | undefined {
  const content = hover(snapshotOf([sample], { scopes }), URI, sample.offset(words, nth));
  return content && markdownText(content.markdown);
}

describe('hover on a grant', () => {
  it('says what it opens, who inherits it, whether it is needed, and what stands before it', () => {
    const scopes = ['build', 'lint'].map((name) =>
      sample.job(name, {
        grants: [
          sample.grant('contents:write', contents, {
            ...fromFile,
            evidence: name === 'lint' ? 'unneeded' : 'needed',
            evidenceFrom: name === 'lint' ? [] : [{ origin: contents, why: 'step 2 creates the release' }],
          }),
        ],
      }),
    );
    const markdown = at('contents: write', scopes);
    expect(markdown).toContain('**`contents:write`** lets GITHUB_TOKEN push commits and tags.');
    expect(markdown).toContain(
      '2 jobs inherit this: job `build` and job `lint` (declared for the whole file).',
    );
    expect(markdown).toContain('Needed in job `build`: step 2 creates the release.');
    expect(markdown).toContain('No step needs it in job `lint`.');
    expect(markdown).toContain('Without approval: nothing checks again before it is used.');
    expect(markdown).not.toContain('Related controls');
    expect(markdown?.startsWith('Needed in job `build`')).toBe(true);
  });

  it('names the gate before it, and the starts that come without it', () => {
    const scope = sample.job('build', {
      initiators: [sample.initiator('pull_request_target', { withholds: ['writes'] })],
      grants: [sample.grant('contents:write', contents, { gates: ['environment production'] })],
      gates: [sample.gate('environment production', sample.at('production'))],
    });
    const markdown = at('contents: write', [scope]);
    expect(markdown).toContain('Behind a gate: environment production (assumed).');
    expect(markdown).toContain('Not held when started by `pull_request_target`.');
  });

  it('sums up many grants of one word', () => {
    const rights = [
      'actions',
      'checks',
      'contents',
      'deployments',
      'issues',
      'models',
      'packages',
      'pages',
      'statuses',
    ];
    const grants = rights.map((right) => sample.grant(`${right}:write`, contents, { evidence: 'unknown' }));
    const markdown = at('contents: write', [sample.job('build', { grants })]);
    expect(markdown).toContain('**GITHUB_TOKEN gets everything that can be written**');
    expect(markdown).toContain('(and 7 more)');
    expect(markdown?.split('\n').length).toBeLessThan(20);
  });
});

describe('hover on many grants', () => {
  it('says first what is needed, and counts the rest', () => {
    const rights = ['contents', 'id-token', 'actions', 'checks', 'issues', 'packages', 'pages'];
    const grants = rights.map((right, index) =>
      sample.grant(`${right}:write`, contents, { evidence: index < 2 ? 'needed' : 'unneeded' }),
    );
    const markdown = at('contents: write', [sample.job('build', { grants })]);
    expect(markdown?.split('\n')[0]).toBe(
      '**Needed: `contents:write` and `id-token:write`; nothing needs the other 5.**',
    );
  });
});

describe('hover on other elements', () => {
  it('says of an event who can cause it and what it starts', () => {
    const who = 'anyone with an account, by opening a pull request';
    const initiators = [sample.initiator('pull_request_target', { actor: 'anyone', who })];
    const markdown = at('pull_request_target', [sample.job('build', { initiators })]);
    expect(markdown).toContain(`**\`pull_request_target\`**: ${who}`);
    expect(markdown).toContain('Starts job `build` (narrow).');
    expect(markdown).toContain('Nothing narrows it.');
    expect(markdown).toContain('It gets the grants and the secrets.');
  });

  it('says of a condition that only looks like a gate why it is none', () => {
    const gate = sample.gate('actor check', sample.at("github.actor == 'dependabot[bot]'"), {
      kind: 'condition',
      state: 'ineffective',
      why: 'the name of the last actor can be made to match',
    });
    const markdown = at('github.actor', [sample.job('build', { gates: [gate] })]);
    expect(markdown).toContain('**Actor check**: looks like a gate and is none');
    expect(markdown).toContain('The name of the last actor can be made to match.');
  });

  it('says of a secret how long it lasts, who else holds it, and what could take its place', () => {
    const origin = sample.at('secrets.SLACK');
    const carried = [sample.secret('SLACK', origin, { alternative: 'an incoming webhook per channel' })];
    const markdown = at('secrets.SLACK', [
      sample.job('build', { carried }),
      sample.job('lint', { carried: [sample.secret('SLACK', sample.at('lint'))] }),
    ]);
    expect(markdown).toContain('**`SLACK`**: secret');
    expect(markdown).toContain('Job `build` carries it, visible to this step only.');
    expect(markdown).toContain('without end');
    expect(markdown).toContain('Also carried by job `lint`.');
    expect(markdown).toContain('Could be replaced: an incoming webhook per channel.');
  });

  it('says of a participant whose it is and what it holds', () => {
    const participants = [
      {
        name: 'acme/notify@v3',
        party: 'third-party',
        pinned: false,
        form: 'action',
        holdsToken: 'ambient',
        holdsSecrets: ['SLACK'],
        origin: sample.at('acme/notify@v3'),
      } as const,
    ];
    const markdown = at('acme/notify', [
      sample.job('build', { participants, grants: [sample.grant('contents:write', contents)] }),
    ]);
    expect(markdown).toContain('third-party action; not fixed by a digest');
    expect(markdown).toContain('Can read GITHUB_TOKEN (`contents:write`), holds `SLACK`.');
  });

  it('says of all secrets at once that it is all of them', () => {
    const origin = sample.at('toJSON(secrets)');
    const sweeps = [{ how: 'dump', text: 'toJSON(secrets)', gates: [], origin } as const];
    expect(at('toJSON', [sample.job('build', { sweeps })])).toContain('writes out every secret at once');
  });

  it('says of a runner and a bound what they mean for the session', () => {
    const scope = sample.job('build', {
      lifetime: { seconds: 900, basis: 'declared', boundBy: 'timeout-minutes', origin: sample.at('15') },
      host: {
        kind: 'self-hosted',
        state: 'persistent',
        labels: ['self-hosted'],
        why: 'self-hosted runners keep their disk',
        origin: sample.at('self-hosted'),
      },
    });
    expect(at('self-hosted', [scope])).toContain('**Runs on a self-hosted machine**, kept between sessions');
    expect(at('15', [scope])).toContain('**Lasts up to 15 min (`timeout-minutes`)**');
    expect(at('15', [scope])).not.toContain('works longer');
  });

  it('says beside the bound of a session what the session takes on and what works longer', () => {
    const bounded = {
      seconds: 900,
      basis: 'declared',
      boundBy: 'timeout-minutes',
      origin: sample.at('15'),
    } as const;
    const role = (seconds: number): CarriedIdentity => ({
      key: `role:AWS:${String(seconds)}`,
      kind: 'cloud-role',
      name: `deploy-${String(seconds)}`,
      lifetime: { ...bounded, seconds },
      visibleTo: 'session',
      gates: [],
      sensitivity: [],
      origin: bounded.origin,
      uses: [],
    });
    const scope = sample.job('build', { lifetime: bounded, carried: [role(43_200), role(900)] });
    expect(at('15', [scope])).toMatch(
      /What it takes on works longer: [^.]*`deploy-43200`[^.]* for up to 12 h\./u,
    );
    expect(at('15', [scope])).not.toMatch(/works longer:[^.]*deploy-900/u);
  });

  it('says of a name what it resolves to, and that the unresolved is not known', () => {
    const reference = {
      id: 'needs:lint',
      kind: 'needs',
      target: { space: 'session', key: 'lint' },
      name: 'lint',
      origin: sample.at('lint'),
    } as const;
    const found = sample.job('build', {}, { references: [{ reference, targets: [sample.at('lint', 1)] }] });
    expect(at('lint', [found])).toContain('**Waits for** `lint`');
    const lost = sample.job('build', {}, { references: [{ reference, targets: [] }] });
    expect(at('lint', [lost])).toContain('is not in this workspace');
  });
});

describe('hover', () => {
  it('shows the card at the key of a job, once', () => {
    const origin = sample.at('build');
    const grants = [sample.grant('contents:write', origin, { declaredFor: 'default' })];
    const markdown = at('build', [sample.job('build', { grants })]) ?? '';
    expect(markdown).toContain('**Session of job `build`: narrow**');
    expect(markdown).not.toContain('lets GITHUB_TOKEN');
  });

  it('shows the notes of a place', () => {
    const note = { origin: sample.at('needs'), title: 'Not a gate', text: 'Order is not approval.' };
    const snapshot = snapshotOf([sample], { facts: { notes: [note] } });
    expect(hover(snapshot, URI, sample.offset('needs'))?.markdown).toContain('**Not a gate**');
  });

  it('ends in the controls of the findings at the place', () => {
    const finding = sample.finding('broad', contents, { controls: ['nist-sp-800-53r5:AC-6(7)'] });
    const scope = sample.job('build', { grants: [sample.grant('contents:write', contents)] });
    const content = hover(
      snapshotOf([sample], { scopes: [scope], findings: [finding] }),
      URI,
      sample.offset('contents'),
    );
    expect(
      markdownText(content?.markdown ?? NOTHING)
        .split('\n')
        .at(-1),
    ).toMatch(/^Related controls: \[AC-6\(7\)/u);
  });

  it('is silent where nothing is meant', () => {
    expect(at('release', [sample.job('build')])).toBeUndefined();
    expect(hover(snapshotOf([], {}), 'file:///unknown.yml', 3)).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { codeLenses } from '../../../server/src/core/ide/codeLenses.js';
import { sessionCard } from '../../../server/src/core/ide/sessionCard.js';
import { sessionWidth } from '../../../server/src/core/ide/statusWidth.js';
import type { Escalation } from '../../../server/src/core/model/escalation.js';
import { Sample, snapshotOf, URI } from './sample.js';
import { markdownText } from '../../../server/src/core/text/markdown.js';

const sample = new Sample(`on:
  push:
    branches: [main]
jobs:
  publish:
    environment: production
    permissions:
      contents: write
      packages: write
    steps:
      - uses: aws-actions/configure-aws-credentials@v4
        with:
          role-to-assume: arn:aws:iam::123456789012:role/deploy
      - run: deploy
        env:
          DB: \${{ secrets.PROD_DB_URL }}
`);

const publish = sample.job(
  'publish',
  {
    initiators: [sample.initiator('push', { conditions: ['branch main'] })],
    grants: [
      sample.grant('contents:write', sample.at('contents: write')),
      sample.grant('packages:write', sample.at('packages: write')),
    ],
    gates: [sample.gate('environment production', sample.at('production'), { key: 'production' })],
    carried: [
      sample.secret(
        'arn:aws:iam::123456789012:role/deploy',
        sample.at('arn:aws:iam::123456789012:role/deploy'),
        {
          key: 'role:deploy',
          kind: 'cloud-role',
          system: { kind: 'control-plane', name: 'AWS' },
          claims: { sub: 'repo:acme/shop:environment:production' },
        },
      ),
      sample.secret('PROD_DB_URL', sample.at('PROD_DB_URL'), { gates: ['environment production'] }),
    ],
    unknowns: [
      { what: 'what `acme/notify@v3` does', why: 'its source is not read', origin: sample.at('deploy') },
    ],
  },
  {
    width: {
      band: 'broad',
      atLeast: 'broad',
      ifAssumed: 'moderate',
      assuming: ['production has reviewers'],
      reasons: ['it writes to two systems', 'for hours without another check'],
    },
  },
);

describe('the session card', () => {
  it('says who, started by whom, how long, what is open, what is gated, what is not known', () => {
    const card = sessionCard(publish);
    expect(card.title).toBe('Session of job publish: broad');
    expect(markdownText(card.markdown).split('\n')).toEqual([
      '**Session of job `publish`: broad, moderate if production has reviewers**',
      '',
      'Broad because it writes to two systems and for hours without another check.',
      '',
      '| | |',
      '|---|---|',
      '| Identity | GITHUB_TOKEN, then AWS role `deploy` (OIDC, `repo:acme/shop:environment:production`) |',
      '| Started by | `push` (branch main): anyone with write access |',
      '| Lasts | up to 6 h: nothing sets `timeout-minutes` (platform default) |',
      '| Reaches without approval | this repository: write contents and packages · AWS role `deploy` |',
      '| Reaches after approval | if `environment production` holds (not known): secret `PROD_DB_URL` |',
      '| Not known | what `acme/notify@v3` does (its source is not read) |',
    ]);
  });

  it('says so when nothing is reached', () => {
    expect(markdownText(sessionCard(sample.job('publish')).markdown)).toContain(
      '| Reaches without approval | nothing |',
    );
  });

  it('counts rather than lists what is long', () => {
    const initiators = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) =>
      sample.initiator('push', { id, conditions: [id] }),
    );
    expect(markdownText(sessionCard(sample.job('publish', { initiators })).markdown)).toContain(
      '| and 2 more |',
    );
  });

  it('tells paths of privilege escalation once for the actions that open them', () => {
    const way = (title: string, action: string): Escalation => ({
      method: title,
      title,
      gains: 'rights',
      by: [sample.grant(action, sample.at('deploy'))],
      targets: [],
      leadsTo: 'all rights',
      origin: sample.at('deploy'),
      conditions: [],
      gates: [],
    });
    const escalations = [
      way('attach any managed policy to itself', '*'),
      way('start a function with any role', 'lambda:*'),
      way('write an inline policy onto itself', '*'),
      way('bring back an earlier version', '*'),
    ];
    const card = markdownText(sessionCard(sample.job('publish', {}, { escalations })).markdown);
    expect(card).toContain(
      '| Privilege escalation paths | attach any managed policy to itself, and 2 other ways (`*`) |\n|  | start a function with any role (`lambda:*`) |',
    );
  });
});

describe('the code lens', () => {
  const snapshot = snapshotOf([sample], { scopes: [publish] });

  it('says the scope in one line at the session', () => {
    const [lens] = codeLenses(snapshot, URI);
    expect(lens?.range).toEqual(sample.at('publish').range);
    expect(lens?.title).toBe(
      'broad, moderate if production has reviewers · contents:write +1 → AWS role, 1 secret · up to 6 h',
    );
  });

  it.each([1, 10, 40])('stays short with %i of everything', (count) => {
    const names = Array.from({ length: count }, (_, index) => `a-rather-long-name-${index}`);
    const scope = sample.job('publish', {
      grants: names.map((name) => sample.grant(`${name}:write`, sample.at('contents: write'))),
      carried: names.map((name) =>
        sample.secret(name, sample.at('deploy'), { key: name, kind: 'cloud-role' }),
      ),
      gates: names.map((name) => sample.gate(name, sample.at('production'))),
      initiators: names.map((id) => sample.initiator('push', { id, event: id })),
    });
    const [lens] = codeLenses(snapshotOf([sample], { scopes: [scope] }), URI);
    expect(lens?.title.length).toBeLessThanOrEqual(100);
  });

  it('is what the status bar shows for the session under the cursor', () => {
    expect(sessionWidth(snapshot, URI, sample.offset('contents: write'))).toMatchObject({
      name: 'job publish',
      band: 'broad',
      session: publish.id,
    });
    expect(sessionWidth(snapshot, URI, 0)).toBeUndefined();
  });
});

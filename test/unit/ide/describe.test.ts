import { describe, expect, it } from 'vitest';
import { formatDuration } from '../../../server/src/core/model/duration.js';
import { describeGrants, shortGrants } from '../../../server/src/core/ide/describe/grants.js';
import { conditionWords, shortInitiators } from '../../../server/src/core/ide/describe/initiators.js';
import { describeLifetime, shortLifetime } from '../../../server/src/core/ide/describe/lifetime.js';
import { code, facts, link, markdownText, plain } from '../../../server/src/core/text/markdown.js';
import { shortName } from '../../../server/src/core/ide/describe/identity.js';
import { Sample } from './sample.js';

describe('durations', () => {
  it.each([
    [0, '0 s'],
    [45, '45 s'],
    [900, '15 min'],
    [3_600, '1 h'],
    [5_400, '1 h 30 min'],
    [21_600, '6 h'],
    [86_400, '24 h'],
    [126_000, '35 h'],
    [90 * 86_400, '90 days'],
    [5 * 86_400 + 3_600, '5 days 1 h'],
    [null, 'no end'],
  ])('%s is %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('text from files in Markdown', () => {
  it('keeps backticks and bars inside code', () => {
    expect(markdownText(code('a`b'))).toBe('``a`b``');
    expect(markdownText(code('`'))).toBe('`` ` ``');
    expect(markdownText(facts([['Identity', [code('a|b')]]]))).toContain('| Identity | `a\\|b` |');
  });

  it('takes the meaning from signs in running words', () => {
    expect(markdownText(plain('**x** [y](command:z) <img>'))).toBe(
      '\\*\\*x\\*\\* \\[y\\](command:z) \\<img\\>',
    );
    expect(markdownText(plain('a_b and `c_<d>` and _e_'))).toBe('a_b and `c_<d>` and \\_e\\_');
  });

  it('keeps a link together when its target has parentheses', () => {
    expect(markdownText(link(plain('AC-6(1)'), 'https://example.org/a(1) b'))).toBe(
      '[AC-6(1)](https://example.org/a%281%29%20b)',
    );
  });
});

describe('grants', () => {
  const sample = new Sample('permissions: write-all\njobs:\n  a:\n');
  const all = [
    'actions',
    'checks',
    'contents',
    'deployments',
    'issues',
    'packages',
    'pages',
    'statuses',
    'models',
  ];
  const everything = all.map((right) => sample.grant(`${right}:write`, sample.at('write-all')));

  it('sums up what one word gives', () => {
    expect(markdownText(describeGrants(everything))).toBe('this repository: write everything');
    expect(shortGrants(everything)).toBe('write everything');
  });

  it('names few, the widest first', () => {
    const few = [
      sample.grant('contents:read', sample.at('jobs')),
      sample.grant('packages:write', sample.at('a:')),
      sample.grant('id-token:write', sample.at('a:'), { system: { kind: 'identity', name: 'OIDC' } }),
    ];
    expect(markdownText(describeGrants(few))).toBe(
      'this repository: write packages; read contents · OIDC: write id-token',
    );
    expect(shortGrants(few)).toBe('packages:write, id-token:write +1');
    expect(shortGrants([])).toBe('no grants');
  });
});

describe('lifetimes', () => {
  const { origin } = { origin: new Sample('x').at('x') };

  it.each([
    [
      { seconds: 900, basis: 'declared', boundBy: 'timeout-minutes' },
      'up to 15 min (`timeout-minutes`)',
      '15 min',
    ],
    [
      { seconds: 21_600, basis: 'platform-default', boundBy: 'timeout-minutes' },
      'up to 6 h: nothing sets `timeout-minutes` (platform default)',
      'up to 6 h',
    ],
    [
      { seconds: null, basis: 'unbounded', boundBy: 'nothing ends it but a rotation' },
      'without end: nothing ends it but a rotation',
      'no end',
    ],
    [
      { seconds: null, basis: 'unbounded', boundBy: 'until somebody rotates it' },
      'until somebody rotates it',
      'no end',
    ],
    [
      { seconds: null, basis: 'unknown', boundBy: 'an expression' },
      'not known: an expression',
      'lasts: not known',
    ],
  ] as const)('%o', (lifetime, long, short) => {
    expect(markdownText(describeLifetime({ ...lifetime, origin }))).toBe(long);
    expect(shortLifetime({ ...lifetime, origin })).toBe(short);
  });
});

describe('initiators', () => {
  const sample = new Sample('on: [push, pull_request_target, schedule]');

  it('puts the least trusted first', () => {
    const initiators = [
      sample.initiator('schedule', { actor: 'schedule' }),
      sample.initiator('push', { conditions: ['branch main'] }),
      sample.initiator('pull_request_target', { actor: 'anyone' }),
    ];
    expect(shortInitiators(initiators)).toBe('anyone: pull_request_target, push to main +1');
    expect(shortInitiators([])).toBe('who starts it: not known');
  });

  it('says that one of several refs is enough, and that everything else must hold too', () => {
    const conditions = ['branch main', 'tag v*', 'paths src/**'];
    const push = sample.initiator('push', { conditions });
    expect(shortInitiators([push])).toBe('push to main or tag v*');
    expect(markdownText(conditionWords(conditions))).toBe('branch main or tag v\\* and paths src/\\*\\*');
    expect(shortInitiators([sample.initiator('push', { conditions: ['branch a, b'] })])).toBe('push');
  });
});

it('shortens the names of cloud resources', () => {
  expect(shortName('arn:aws:iam::123456789012:role/deploy')).toBe('role/deploy');
  expect(shortName('NPM_TOKEN')).toBe('NPM_TOKEN');
});

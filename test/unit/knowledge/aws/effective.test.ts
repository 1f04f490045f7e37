import { beforeAll, describe, expect, it } from 'vitest';
import { effectiveActions } from '../../../../server/src/core/knowledge/aws/policy/effective.js';
import type { EffectiveActions } from '../../../../server/src/core/knowledge/aws/policy/effective.js';
import type { IdentityPolicies } from '../../../../server/src/core/knowledge/aws/policy/types.js';
import type { AwsCatalogue } from '../../../../server/src/core/model/awsCatalogue.js';
import { UNKNOWN_PART } from '../../../../server/src/core/model/policyDocument.js';
import { awsCatalogue } from '../../../support/aws/catalogue.js';
import type { StatementJson } from '../../../support/aws/policyJson.js';
import { policyOf } from '../../../support/aws/policyJson.js';

let catalogue: AwsCatalogue;

beforeAll(async () => {
  catalogue = await awsCatalogue();
});

const policy = (...Statement: StatementJson[]): ReturnType<typeof policyOf> =>
  policyOf({ Version: '2012-10-17', Statement });
const allow = (Action: string | string[], Resource: string | string[] = '*'): StatementJson => ({
  Effect: 'Allow',
  Action,
  Resource,
});
const deny = (Action: string, Resource = '*'): StatementJson => ({ Effect: 'Deny', Action, Resource });
const effective = (policies: IdentityPolicies<unknown>): EffectiveActions<unknown> =>
  effectiveActions(policies, catalogue);
const has = ({ grants }: EffectiveActions<unknown>, action: string): boolean =>
  grants.some(({ actions }) => actions.has(catalogue.action(action)!));

describe('what an identity may do', () => {
  it('is one grant for each action and resource that the text names', () => {
    const { grants, complete } = effective({
      identity: [policy(allow(['s3:GetObject', 's3:NoSuch'], ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*']))],
    });
    expect(complete).toBe(true);
    expect(grants.map(({ action, resource, named }) => [action?.text, resource?.text, named.size])).toEqual([
      ['s3:GetObject', 'arn:aws:s3:::a/*', 1],
      ['s3:NoSuch', 'arn:aws:s3:::a/*', 0],
      ['s3:GetObject', 'arn:aws:s3:::b/*', 1],
      ['s3:NoSuch', 'arn:aws:s3:::b/*', 0],
    ]);
  });

  it('keeps to the actions that work on the resource', () => {
    const all = effective({ identity: [policy(allow('s3:*', 'arn:aws:s3:::b/*'))] });
    expect(has(all, 's3:GetObject')).toBe(true);
    expect(has(all, 's3:DeleteBucket')).toBe(false);
  });

  it('is less what is denied for certain', () => {
    const all = effective({ identity: [policy(allow('*'), deny('iam:*'), deny('s3:*', 'arn:aws:s3:::b'))] });
    expect(has(all, 'iam:PassRole')).toBe(false);
    expect(has(all, 's3:GetObject')).toBe(true);
    expect(all.grants[0]?.denies.map(({ resources }) => resources?.[0]?.text)).toEqual(['arn:aws:s3:::b']);
  });

  it('takes NotAction for all but those', () => {
    const all = effective({ identity: [policy({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' })] });
    expect(has(all, 's3:GetObject')).toBe(true);
    expect(has(all, 'iam:PassRole')).toBe(false);
    const left = effective({
      identity: [policy(allow('*'), { Effect: 'Deny', NotAction: ['s3:*', 'iam:Get*'], Resource: '*' })],
    });
    expect([has(left, 's3:GetObject'), has(left, 'iam:GetRole'), has(left, 'iam:PassRole')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('is no more than every limit allows', () => {
    const identity = [policy(allow('*'))];
    const limited = effective({
      identity,
      boundary: policy(allow(['s3:*', 'sqs:*'])),
      scp: [[policy(allow('*'))], [policy({ Effect: 'Allow', NotAction: 'sqs:*', Resource: '*' })]],
    });
    expect([
      has(limited, 's3:GetObject'),
      has(limited, 'sqs:SendMessage'),
      has(limited, 'ec2:RunInstances'),
    ]).toEqual([true, false, false]);
    expect(has(effective({ identity, session: [policy()] }), 's3:GetObject')).toBe(false);
    expect(has(effective({ identity, boundary: { ...policy(), incomplete: true } }), 's3:GetObject')).toBe(
      true,
    );
  });

  it('counts what a template leaves open as at most, and not as certain', () => {
    const { grants } = effective({
      identity: [policy(allow(`s3:${UNKNOWN_PART}`), deny(`iam:${UNKNOWN_PART}`))],
    });
    expect(grants[0]?.certain).toBe(false);
    expect(grants[0]?.actions.size).toBe(catalogue.expand('s3:*').size);
    const { grants: denied } = effective({ identity: [policy(allow('iam:*'), deny(`iam:${UNKNOWN_PART}`))] });
    expect(denied[0]?.actions.size).toBe(catalogue.expand('iam:*').size);
    expect(denied[0]?.denies).toHaveLength(1);
  });
});

describe('whether something is permitted', () => {
  const mfa = { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
  const role = 'arn:aws:iam::111122223333:role/deploy';

  it.each<[string, IdentityPolicies<unknown>, string]>([
    ['granted', { identity: [policy(allow('iam:*'))] }, 'yes'],
    ['not granted', { identity: [policy(allow('s3:*'))] }, 'no'],
    ['granted on a resource of another kind', { identity: [policy(allow('*', 'arn:aws:s3:::b'))] }, 'no'],
    ['granted on a condition', { identity: [policy({ ...allow('iam:*'), ...mfa })] }, 'conditional'],
    ['denied', { identity: [policy(allow('*'), deny('iam:Pass*'))] }, 'no'],
    ['denied on another resource', { identity: [policy(allow('*'), deny('*', `${role}-2`))] }, 'yes'],
    [
      'denied without a condition met',
      { identity: [policy(allow('*'), { ...deny('*'), ...mfa })] },
      'conditional',
    ],
    ['beyond the boundary', { identity: [policy(allow('*'))], boundary: policy(allow('s3:*')) }, 'no'],
    ['within the boundary', { identity: [policy(allow('*'))], boundary: policy(allow('iam:*')) }, 'yes'],
    [
      'beyond a limit in part',
      { identity: [policy(allow('*', role))], scp: [[policy(allow('*', `${role}-2`))]] },
      'no',
    ],
    ['on what a template leaves open', { identity: [policy(allow('iam:*', UNKNOWN_PART))] }, 'conditional'],
  ])('when it is %s', (_, policies, expected) => {
    expect(effective(policies).permits('iam:PassRole', role).result).toBe(expected);
    if (!policies.identity[0]!.statements.some(({ effect }) => effect === 'Deny')) {
      expect(effective(policies).permits('iam:PassRole').result).toBe(expected);
    }
  });

  it('says what a conditional one hangs on', () => {
    const { permits } = effective({ identity: [policy({ ...allow('iam:*'), ...mfa })] });
    const { statements, conditions } = permits('iam:PassRole', role);
    expect(statements).toHaveLength(1);
    expect(conditions.map(({ operator, key }) => [operator, key])).toEqual([
      ['Bool', 'aws:MultiFactorAuthPresent'],
    ]);
  });

  it('says when a policy that was not read could turn a no round', () => {
    const { permits, complete } = effective({ identity: [{ ...policy(), incomplete: true }] });
    expect(complete).toBe(false);
    expect(permits('iam:PassRole')).toMatchObject({ result: 'no', incomplete: true });
  });
});

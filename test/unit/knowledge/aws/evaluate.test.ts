import { describe, expect, it } from 'vitest';
import { requestContext, UNKNOWN_CONTEXT } from '../../../../server/src/core/knowledge/aws/policy/context.js';
import { evaluate } from '../../../../server/src/core/knowledge/aws/policy/evaluate.js';
import type { AwsRequest, PolicySet } from '../../../../server/src/core/knowledge/aws/policy/types.js';
import { UNKNOWN_PART } from '../../../../server/src/core/model/policyDocument.js';
import type { StatementJson } from '../../../support/aws/policyJson.js';
import { policyOf } from '../../../support/aws/policyJson.js';

const ACCOUNT = '111122223333';
const OBJECT = 'arn:aws:s3:::b/o';
const USER = { kind: 'AWS', id: `arn:aws:iam::${ACCOUNT}:user/bob`, account: ACCOUNT } as const;
const SESSION = {
  kind: 'AWS',
  id: `arn:aws:sts::${ACCOUNT}:assumed-role/deploy/run`,
  roleArn: `arn:aws:iam::${ACCOUNT}:role/deploy`,
  account: ACCOUNT,
} as const;

const policy = (...Statement: StatementJson[]): ReturnType<typeof policyOf> =>
  policyOf({ Version: '2012-10-17', Statement });
const allow: StatementJson = { Effect: 'Allow', Action: '*', Resource: '*' };
const nothing = policy();
const to = (AWS: string): ReturnType<typeof policyOf> => policy({ ...allow, Principal: { AWS } });

function decide(policies: PolicySet<unknown>, request: Partial<AwsRequest> = {}): string {
  const context = requestContext({}, 'absent');
  return evaluate(
    { action: 's3:GetObject', resource: OBJECT, principal: USER, context, ...request },
    policies,
  ).decision;
}

describe('the decision on a request', () => {
  it('is no unless something allows it', () => {
    expect(decide({ identity: [] })).toBe('implicit-deny');
    expect(decide({ identity: [policy(allow)] })).toBe('allow');
    expect(decide({ identity: [policy({ ...allow, Action: 's3:Put*' })] })).toBe('implicit-deny');
  });

  it.each(['identity', 'resource', 'boundary', 'session', 'scp', 'rcp'] as const)(
    'is no when %s denies',
    (place) => {
      const deny = policy(allow, { Effect: 'Deny', Action: 's3:*', Resource: `${OBJECT}*`, Principal: '*' });
      const denied = {
        identity: [policy(allow), ...(place === 'identity' ? [deny] : [])],
        ...(place === 'resource' ? { resource: deny } : {}),
        ...(place === 'boundary' ? { boundary: deny } : {}),
        ...(place === 'session' ? { session: [deny] } : {}),
        ...(place === 'scp' ? { scp: [[deny]] } : {}),
        ...(place === 'rcp' ? { rcp: [[deny]] } : {}),
      };
      expect(decide(denied)).toBe('deny');
      expect(decide(denied, { resource: 'arn:aws:s3:::other' })).toBe('allow');
    },
  );

  it.each([
    ['boundary', { boundary: nothing }],
    ['session', { session: [nothing] }],
    ['scp', { scp: [[policy(allow)], [nothing]] }],
    ['rcp', { rcp: [[nothing]] }],
  ])('needs every %s to allow', (_, limit) => {
    expect(decide({ identity: [policy(allow)], ...limit })).toBe('implicit-deny');
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
  it.each([
    ['a user, whatever its boundary', USER, USER.id, 'allow'],
    ['a session, whatever its boundary', SESSION, SESSION.id, 'allow'],
    ['a role, within its boundary', SESSION, SESSION.roleArn, 'implicit-deny'],
    ['everybody', USER, '*', 'allow'],
    ['an account, which leaves it to its own policies', USER, ACCOUNT, 'implicit-deny'],
    ['somebody else', USER, `arn:aws:iam::${ACCOUNT}:user/eve`, 'implicit-deny'],
  ])('takes a grant of the resource to %s', (_, principal, named, expected) => {
    expect(decide({ identity: [], resource: to(named), boundary: nothing }, { principal })).toBe(expected);
  });

  it('takes a grant to the role without one of its own', () => {
    expect(decide({ identity: [], resource: to(SESSION.roleArn) }, { principal: SESSION })).toBe('allow');
  });

  it('asks both accounts', () => {
    const other = { resourceAccount: '444455556666' };
    expect(decide({ identity: [policy(allow)], resource: to(ACCOUNT) }, other)).toBe('allow');
    expect(decide({ identity: [], resource: to(USER.id) }, other)).toBe('implicit-deny');
    expect(decide({ identity: [policy(allow)], resource: nothing }, other)).toBe('implicit-deny');
  });

  it.each(['sts:AssumeRole', 'kms:Decrypt'])('leaves %s to the resource', (action) => {
    expect(decide({ identity: [policy(allow)], resource: nothing }, { action })).toBe('implicit-deny');
    expect(decide({ identity: [policy(allow)], resource: to(ACCOUNT) }, { action })).toBe('allow');
    expect(decide({ identity: [], resource: to(ACCOUNT) }, { action })).toBe('implicit-deny');
    expect(decide({ identity: [], resource: to(USER.id) }, { action })).toBe('allow');
  });

  it('asks a service and a federated user for nothing of their own', () => {
    const trust = policy({
      Effect: 'Allow',
      Action: 'sts:AssumeRoleWithWebIdentity',
      Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com` },
      Condition: { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } },
    });
    const ask = (id: string, aud: string): string =>
      decide(
        { identity: [], boundary: nothing, scp: [[nothing]], resource: trust },
        {
          action: 'sts:AssumeRoleWithWebIdentity',
          principal: { kind: 'Federated', id },
          context: requestContext({ 'token.actions.githubusercontent.com:aud': [aud] }, 'absent'),
        },
      );
    expect(ask('token.actions.githubusercontent.com', 'sts.amazonaws.com')).toBe('allow');
    expect(ask('token.actions.githubusercontent.com', 'other')).toBe('implicit-deny');
    expect(ask('gitlab.com', 'sts.amazonaws.com')).toBe('implicit-deny');
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
  it.each([
    [[USER.id, `arn:aws:iam::${ACCOUNT}:root`], 'allow'],
    [[USER.id], 'unknown'],
    [[`arn:aws:iam::${ACCOUNT}:root`], 'deny'],
    [['arn:aws:iam::444455556666:user/bob'], 'deny'],
  ])('leaves out of a deny whom NotPrincipal names: %j', (AWS, expected) => {
    const resource = policy({ Effect: 'Deny', Action: 's3:*', Resource: '*', NotPrincipal: { AWS } });
    expect(decide({ identity: [policy(allow)], resource })).toBe(expected);
  });

  it('says so when it cannot be told', () => {
    const gated = { ...allow, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
    expect(decide({ identity: [policy(gated)] }, { context: UNKNOWN_CONTEXT })).toBe('unknown');
    expect(decide({ identity: [{ ...policy(allow), incomplete: true }] })).toBe('unknown');
    expect(decide({ identity: [policy({ ...allow, Resource: `arn:aws:s3:::${UNKNOWN_PART}/o` })] })).toBe(
      'unknown',
    );
    expect(decide({ identity: [policy({ ...allow, Resource: `arn:aws:sqs:${UNKNOWN_PART}` })] })).toBe(
      'implicit-deny',
    );
    const [statement] = policy(allow).statements;
    expect(decide({ identity: [{ statements: [{ ...statement!, possible: true }] }] })).toBe('unknown');
  });

  it('names the statements that brought it about', () => {
    const read: StatementJson = { Effect: 'Allow', Action: 's3:Get*', Resource: '*' };
    const deny: StatementJson = { Effect: 'Deny', NotAction: 's3:Get*', Resource: '*' };
    const identity = [policy(read, deny)];
    const ask = (action: string): unknown =>
      evaluate({ action, resource: OBJECT, context: UNKNOWN_CONTEXT }, { identity }).decidedBy.map(
        ({ origin }) => origin,
      );
    expect(ask('s3:GetObject')).toEqual([read]);
    expect(ask('s3:PutObject')).toEqual([deny]);
  });

  it('completes an ARN that lacks parts', () => {
    const queue = { action: 'sqs:SendMessage', resource: `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs` };
    expect(decide({ identity: [policy({ ...allow, Resource: 'arn:aws:sqs' })] }, queue)).toBe('allow');
    expect(decide({ identity: [policy({ ...allow, Resource: 'arn:aws:sns' })] }, queue)).toBe(
      'implicit-deny',
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { TrustScope } from '../../../../server/src/core/model/trustScope.js';
import { openedHost } from '../../../support/aws/opened.js';

/** A role that may write everything, and a policy that bounds it to reading as far as `boundary` puts it there. */
function boundedBy(boundary: string, condition: string): TrustScope {
  const host = openedHost({
    'role.yaml': `Parameters:
  Env: {Type: String, Default: dev}
  Arn: {Type: String, Default: 'arn:aws:iam::123456789012:policy/dev-edge'}
Conditions:
  Held: ${condition}
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: shop
      PermissionsBoundary: ${boundary}
      AssumeRolePolicyDocument:
        Statement: [{Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: 'sts:AssumeRole'}]
      Policies:
        - PolicyName: all
          PolicyDocument: {Statement: [{Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/*'}, {Effect: Allow, Action: 'dynamodb:*', Resource: '*'}]}
  Edge:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      ManagedPolicyName: !Sub '\${Env}-edge'
      PolicyDocument: {Statement: [{Effect: Allow, Action: 's3:Get*', Resource: '*'}]}
`,
  });
  const scope = host.snapshot.model.scopes.find(({ facts }) => facts.name === 'shop');
  if (scope === undefined) throw new Error('no role');
  return scope;
}

const HELD = "!If [Held, !Ref Edge, !Ref 'AWS::NoValue']";

function told({ grants, gates, width }: TrustScope): unknown {
  return {
    grants: grants.map(({ action, gates: before }) => [action, before.length]),
    gates: gates.map(({ state, holdsIf }) => [state, holdsIf]),
    band: width.band,
    ifAssumed: width.ifAssumed,
  };
}

describe('a permissions boundary', () => {
  it('that is there by default alone takes nothing away, and is told as assumed', () => {
    expect(told(boundedBy(HELD, '!Equals [!Ref Env, dev]'))).toEqual({
      grants: [
        ['s3:GetObject', 0],
        ['dynamodb:*', 1],
      ],
      gates: [['assumed', 'condition `Held` is true, as by default']],
      band: 'moderate',
      ifAssumed: 'narrow',
    });
  });

  it('that is the side of a condition that is false by default is assumed as well', () => {
    const swapped = "!If [Held, !Ref 'AWS::NoValue', !Ref Edge]";
    expect(told(boundedBy(swapped, '!Equals [!Ref Env, prod]'))).toMatchObject({
      gates: [['assumed', 'condition `Held` is false, as by default']],
    });
  });

  it('whose policy a default names may be another', () => {
    expect(told(boundedBy('!Ref Arn', '!Equals [a, a]'))).toMatchObject({
      gates: [['assumed', 'the boundary stays `arn:aws:iam::123456789012:policy/dev-edge`, as by default']],
    });
  });

  it.each([
    ['without a condition', '!Ref Edge'],
    ['under one that nobody decides', HELD],
  ])('%s takes away', (_, boundary) => {
    expect(told(boundedBy(boundary, '!Equals [a, a]'))).toEqual({
      grants: [['s3:GetObject', 0]],
      gates: [],
      band: 'narrow',
      ifAssumed: 'narrow',
    });
  });
});

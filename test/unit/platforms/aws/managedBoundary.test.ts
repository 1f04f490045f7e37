import { describe, expect, it } from 'vitest';
import type { TrustScope } from '../../../../server/src/core/model/trustScope.js';
import { openedHost } from '../../../support/aws/opened.js';

/** A role with the statement, bounded by a policy that AWS manages. */
function bounded(
  boundary: string,
  statement: string,
): { readonly scope: TrustScope; readonly rules: string[] } {
  const host = openedHost({
    'role.yaml': `Parameters:
  Edge: {Type: String, Default: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'}
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
          PolicyDocument: {Statement: [${statement}]}
`,
  });
  const scope = host.snapshot.model.scopes.find(({ facts }) => facts.name === 'shop');
  if (scope === undefined) throw new Error('no role');
  return {
    scope,
    rules: host.snapshot.findings(scope.facts.origin.uri).map(({ rule, severity }) => `${rule} ${severity}`),
  };
}

const READS_BUCKETS = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const EVERYTHING = "{Effect: Allow, Action: '*', Resource: '*'}";

describe('a permissions boundary that AWS manages', () => {
  it('makes no administrator of who may do everything', () => {
    const { scope, rules } = bounded(READS_BUCKETS, EVERYTHING);
    expect(scope.width.band).toBe('narrow');
    expect(scope.unknowns).toEqual([]);
    expect(scope.grants.map(({ access, attributes }) => [access, attributes?.['boundary']])).toEqual([
      ['read', [READS_BUCKETS]],
    ]);
    expect(rules.filter((rule) => rule.startsWith('wildcard-action'))).toEqual([]);
  });

  it('takes away what it does not allow', () => {
    const { scope } = bounded(READS_BUCKETS, "{Effect: Allow, Action: 'dynamodb:*', Resource: '*'}");
    expect(scope.grants).toEqual([]);
  });

  it('that allows everything bounds nothing', () => {
    const { scope, rules } = bounded('arn:aws:iam::aws:policy/AdministratorAccess', EVERYTHING);
    expect(scope.width.band).toBe('broad');
    expect(rules).toContain('wildcard-action warning');
  });

  it('that leaves out little leaves everything else, and no administrator', () => {
    const { scope, rules } = bounded('arn:aws:iam::aws:policy/PowerUserAccess', EVERYTHING);
    expect(scope.width.band).toBe('broad');
    expect(rules).toContain('privilege-escalation warning');
    const breadth = scope.grants.flatMap((grant) => grant.breadth ?? []);
    expect(breadth.find(({ dimension }) => dimension === 'action')).toMatchObject({
      form: 'pattern',
      whole: true,
    });
  });

  it('that is not known bounds nothing that is known', () => {
    const { scope } = bounded('arn:aws:iam::aws:policy/NoSuchPolicy', EVERYTHING);
    expect(scope.width.band).toBe('unknown');
    expect(scope.width.atLeast).toBe('broad');
  });

  it('that a default names takes nothing away', () => {
    const { scope } = bounded('!Ref Edge', "{Effect: Allow, Action: 'dynamodb:*', Resource: '*'}");
    expect(scope.grants.map(({ gates }) => gates.length)).toEqual([1]);
    expect(scope.gates.map(({ state }) => state)).toEqual(['assumed']);
  });
});

import { describe, expect, it } from 'vitest';
import { admitted, besides, flaws, only } from '../../../support/aws/admissions.js';
import type { StatementJson } from '../../../support/aws/policyJson.js';

const EVERYONE: StatementJson = { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' };

/** What the denial leaves of a statement that trusts everyone: flaws, actor and words. */
function left(denial: Partial<StatementJson>): readonly [readonly string[], string, string] {
  const first = only(besides(EVERYONE, { ...EVERYONE, Effect: 'Deny', ...denial }));
  return [flaws(first), first.initiator.actor, first.admission.admits];
}

const OURS = { 'aws:PrincipalOrgID': 'o-acme' };

describe('a denial beside a statement that trusts everyone', () => {
  it.each([
    ['without the key it is denied', { StringNotEquals: OURS }],
    ['and so by IfExists', { StringNotEqualsIfExists: OURS }],
    [
      'services are let through',
      { StringNotEquals: OURS, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } },
    ],
    ['an account by its ARN', { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } }],
  ])('leaves a known circle: %s', (_why, Condition) => {
    const [found, actor, words] = left({ Condition });
    expect([found, actor]).toEqual([[], 'another-session']);
    expect(words).toContain('not denied by');
  });

  it('leaves nobody where it asks for nothing', () => {
    expect(left({})).toEqual([[], 'another-session', 'nobody: the policy denies it to everyone']);
  });

  it.each([
    [
      'it holds only beside something else',
      { Condition: { StringNotEquals: OURS, Bool: { 'aws:SecureTransport': 'false' } } },
    ],
    ['it denies the circle itself', { Condition: { StringEquals: OURS } }],
    ['its values name nobody', { Condition: { StringNotLike: { 'aws:PrincipalOrgID': '*' } } }],
    [
      'a request without the key passes',
      { Condition: { 'ForAnyValue:StringNotLike': { 'aws:PrincipalOrgPaths': 'o-acme/*' } } },
    ],
    ['it is for somebody else', { Principal: { AWS: 'arn:aws:iam::111122223333:root' } }],
    ['it denies another action', { Action: 'sts:TagSession' }],
    ['it denies one of the two', { Action: 'sts:AssumeRoleWithSAML' }],
  ])('leaves everyone where %s', (_why, denial) => {
    expect(left(denial).slice(0, 2)).toEqual([['anyone error'], 'anyone']);
  });
});

describe('a role for IAM Roles Anywhere', () => {
  const role = (Condition?: StatementJson['Condition']): readonly string[] => {
    return flaws(
      only(
        admitted({
          Principal: { Service: 'rolesanywhere.amazonaws.com' },
          Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
          ...(Condition === undefined ? {} : { Condition }),
        }),
      ),
    );
  };
  const anchor = 'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/0a1b';

  it('asks for the anchor or for what the certificate says', () => {
    expect(role()).toEqual(['wide-subject information']);
    expect(role({ ArnEquals: { 'aws:SourceArn': anchor } })).toEqual([]);
    expect(role({ StringEquals: { 'aws:PrincipalTag/x509Subject/CN': 'builder' } })).toEqual([]);
    expect(role({ StringEqualsIfExists: { 'aws:PrincipalTag/x509Subject/CN': 'builder' } })).toEqual([
      'wide-subject information',
    ]);
  });
});

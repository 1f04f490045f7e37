import { describe, expect, it } from 'vitest';
import type { TrustContext } from '../../../../server/src/core/knowledge/aws/trust/admissions.js';
import { UNKNOWN_PART } from '../../../../server/src/core/model/policyDocument.js';
import type { Conditions } from '../../../support/aws/admissions.js';
import { ACCOUNT, admitted, federated, flaws, GITHUB, only } from '../../../support/aws/admissions.js';
import type { Admitted } from '../../../../server/src/core/knowledge/aws/trust/admissions.js';
import type { PrincipalJson } from '../../../support/aws/policyJson.js';

describe('other issuers', () => {
  it.each([
    [
      'gitlab.com',
      'project_path:acme/shop:ref_type:branch:ref:main',
      'jobs of project acme/shop with ref main',
      [],
    ],
    [
      'gitlab.com',
      'project_path:acme/*:ref_type:branch:ref:main',
      'jobs of any project of acme with ref main',
      ['wide-subject warning'],
    ],
    [
      'gitlab.com',
      'project_path:acme*',
      'jobs of every group on GitLab CI/CD whose name fits `acme*`',
      ['wide-subject error'],
    ],
    [
      'oidc.circleci.com/org/1b2',
      'org/1b2/project/3c4/user/*',
      'jobs of project 3c4 of organisation 1b2',
      ['wide-subject information'],
    ],
    [
      'oidc.circleci.com/org/1b2',
      'org/1b2/project/*/user/*/vcs-origin/github.com/acme/*/vcs-ref/refs/heads/main',
      'jobs of any project of 1b2 on branch main',
      ['wide-subject warning'],
    ],
    [
      'app.terraform.io',
      'organization:acme:project:web:workspace:prod:run_phase:apply',
      'runs of workspace prod of organisation acme with run phase apply',
      [],
    ],
    [
      'app.terraform.io',
      'organization:acme:project:web:workspace:*:run_phase:*',
      'runs of any workspace of acme',
      ['wide-subject warning'],
    ],
    [
      'oidc.eks.eu-west-1.amazonaws.com/id/ABC',
      'system:serviceaccount:shop:api',
      'pods of namespace shop of cluster ABC with service account api',
      [],
    ],
    [
      'oidc.eks.eu-west-1.amazonaws.com/id/ABC',
      'system:serviceaccount:*:*',
      'pods of any namespace of ABC',
      ['wide-subject warning'],
    ],
    [
      'vstoken.dev.azure.com/0a1',
      'sc://acme/web/aws',
      'pipelines of project web of organisation acme with service connection aws',
      [],
    ],
    [
      'api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc',
      '{12-34}:*',
      'steps of repository 12-34 of workspace acme',
      ['wide-subject information'],
    ],
  ])('%s %s', (issuer, subject, words, expected) => {
    const one = federated(issuer, {
      StringEquals: { [`${issuer}:aud`]: 'aws' },
      StringLike: { [`${issuer}:sub`]: subject },
    });
    expect(one.admission.admits).toBe(words);
    expect(flaws(one).map((flaw) => flaw)).toEqual(expected);
  });

  it('one that nobody knows', () => {
    const one = federated('login.example.com', { StringEquals: { 'login.example.com:aud': 'aws' } });
    expect(one.admission.admits).toBe('everything that login.example.com vouches for');
    expect(flaws(one)).toEqual(['no-subject warning']);
    const bound = federated('login.example.com', {
      StringEquals: { 'login.example.com:aud': 'aws', 'login.example.com:sub': 'u-1' },
    });
    expect(flaws(bound)).toEqual([]);
  });
});

describe('principals of AWS', () => {
  const of = (Principal: PrincipalJson, Condition?: Conditions, context?: TrustContext): Admitted =>
    only(admitted({ Principal, ...(Condition === undefined ? {} : { Condition }) }, context));

  it.each(['*', { AWS: '*' }] as const)('everybody: %j', (everybody) => {
    const open = of(everybody);
    expect(flaws(open)).toEqual(['anyone error']);
    expect(open.initiator.actor).toBe('anyone');
    const organisation = of(everybody, { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } });
    expect(flaws(organisation)).toEqual([]);
    expect(organisation.initiator.actor).toBe('another-session');
    expect(flaws(of(everybody, { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } }))).toEqual([
      'anyone error',
    ]);
    expect(flaws(of(everybody, { StringLike: { 'aws:PrincipalOrgID': '*' } }))).toEqual(['anyone error']);
    expect(flaws(of(everybody, { StringEquals: { 'sts:ExternalId': 'x' } }))).toEqual(['anyone error']);
  });

  it('says that an external id is asked for, and never which', () => {
    const found = of({ AWS: '*' }, { StringEquals: { 'sts:ExternalId': 'b5f7-4e2a' } });
    expect(found.initiator.conditions).toEqual(['sts:ExternalId •••••••••']);
    expect(JSON.stringify(found)).not.toContain('b5f7-4e2a');
  });

  it('everybody but some', () => {
    const one = only(admitted({ NotPrincipal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } }));
    expect(flaws(one)).toEqual(['anyone error']);
  });

  it('another account without an external id', () => {
    const other = '999988887777';
    expect(flaws(of({ AWS: other }, undefined, { account: ACCOUNT }))).toEqual([
      'no-external-id information',
    ]);
    expect(flaws(of({ AWS: `arn:aws:iam::${other}:root` }, undefined, { account: ACCOUNT }))).toEqual([
      'no-external-id information',
    ]);
    expect(
      flaws(of({ AWS: other }, { StringEquals: { 'sts:ExternalId': 'x' } }, { account: ACCOUNT })),
    ).toEqual([]);
    expect(
      flaws(of({ AWS: other }, { StringEqualsIfExists: { 'sts:ExternalId': 'x' } }, { account: ACCOUNT })),
    ).toEqual(['no-external-id information']);
    expect(
      flaws(of({ AWS: other }, { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } }, { account: ACCOUNT })),
    ).toEqual([]);
    expect(flaws(of({ AWS: ACCOUNT }, undefined, { account: ACCOUNT }))).toEqual([]);
    expect(flaws(of({ AWS: `arn:aws:iam::${other}:role/ci` }, undefined, { account: ACCOUNT }))).toEqual([]);
  });

  it('a wildcard in a name', () => {
    const one = of({ AWS: `arn:aws:iam::${ACCOUNT}:role/ci-*` });
    expect(flaws(one)).toEqual(['pattern-taken-literally warning']);
    expect(one.admission.admits).toContain('nobody');
  });

  it('services, and those that may be brought to act for others', () => {
    expect(of({ Service: 'lambda.amazonaws.com' })).toMatchObject({
      admission: { admits: 'Lambda functions', flaws: [] },
      initiator: { actor: 'workload' },
    });
    expect(flaws(of({ Service: 'datasync.amazonaws.com' }))).toEqual(['confused-deputy information']);
    expect(
      flaws(
        of(
          { Service: 'datasync.amazonaws.com' },
          { ArnLike: { 'aws:SourceArn': `arn:aws:datasync:*:${ACCOUNT}:*` } },
        ),
      ),
    ).toEqual([]);
  });

  it('roles, users, sessions and deleted identities', () => {
    const words = (text: string): string => of({ AWS: text }).admission.admits;
    expect(words(`arn:aws:iam::${ACCOUNT}:role/ci/deploy`)).toBe(`role deploy of account ${ACCOUNT}`);
    expect(words(`arn:aws:iam::${ACCOUNT}:user/jane`)).toBe(`user jane of account ${ACCOUNT}`);
    expect(words(`arn:aws:sts::${ACCOUNT}:assumed-role/ci/build`)).toBe(
      `the session ci/build of account ${ACCOUNT}`,
    );
    expect(words('AROAEXAMPLEEXAMPLE12')).toContain('has been deleted');
  });
});

describe('statements', () => {
  it('that allow no way to assume the role let nobody in', () => {
    const wrong = federated(GITHUB, {}, 'sts:AssumeRole');
    expect(wrong.admission.admits).toMatch(/^nobody: /u);
    expect(flaws(wrong)).toEqual(['wrong-action information']);
    expect(federated(GITHUB, {}, 'sts:AssumeRole*').admission.admits).not.toMatch(/^nobody/u);
    expect(admitted({ Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:TagSession' })).toEqual([]);
    expect(admitted({ Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:*' })).toHaveLength(1);
    expect(admitted({ Effect: 'Deny', Principal: '*' })).toEqual([]);
  });

  it('give each principal an admission and an initiator of one id', () => {
    const all = admitted({
      Principal: { Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'], AWS: ACCOUNT },
    });
    expect(all.map(({ admission }) => admission.initiator)).toEqual(all.map(({ initiator }) => initiator.id));
    expect(new Set(all.map(({ initiator }) => initiator.id)).size).toBe(3);
  });
});

describe('a principal that only a run tells', () => {
  it.each([
    [UNKNOWN_PART, 'somebody whom the file does not tell'],
    [`role-${UNKNOWN_PART}`, 'role-…; whom that names is not known from the file'],
  ])('%j', (AWS, expected) => {
    expect(only(admitted({ Principal: { AWS } })).admission.admits).toBe(expected);
  });
});

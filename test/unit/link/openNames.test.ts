import { describe, expect, it } from 'vitest';
import { verdictOnClaims } from '../../../server/src/core/link/trust.js';
import { emptySession } from '../../../server/src/core/model/emptySession.js';
import type { SessionFacts } from '../../../server/src/core/model/facts.js';
import type { PolicyDocument } from '../../../server/src/core/model/policyDocument.js';
import { policyOf } from '../../support/aws/policyJson.js';

const ORIGIN = { uri: 'file:///w/role.yml', range: { start: 0, end: 1 } };

/** A role that trusts the issuer's tokens under a condition. */
function role(
  issuer: string,
  condition: Readonly<Record<string, Readonly<Record<string, string>>>>,
): SessionFacts {
  // Nothing is pointed at here, so that the places do not matter.
  const policy = policyOf({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: condition,
      },
    ],
  });
  return {
    ...emptySession(ORIGIN, ORIGIN.range),
    localId: 'role:Deploy',
    kind: 'cloud-role',
    name: 'deploy',
    noun: 'role',
    label: 'deploy',
    credential: 'role deploy',
    subject: { role: 'deploy' },
    role: 'acted-as',
    lifetime: { seconds: 3600, basis: 'platform-default', boundBy: 'MaxSessionDuration', origin: ORIGIN },
    principal: 'arn:aws:iam::111122223333:role/deploy',
    trust: { policy: policy as PolicyDocument, admissions: [], origin: ORIGIN },
  };
}

function claims(
  issuer: string,
  values: Readonly<Record<string, string>>,
): Parameters<typeof verdictOnClaims>[1] {
  return { issuer, values, absent: [], initiator: 'push' };
}

const GITLAB_MAIN = claims('gitlab.com', {
  sub: 'project_path:OWNER/REPO:ref_type:branch:ref:main',
  aud: 'https://gitlab.com',
});
const CIRCLE_MAIN = claims('oidc.circleci.com/org/ORGANIZATION_ID', {
  sub: 'org/ORGANIZATION_ID/project/PROJECT_ID/user/*/vcs-origin/github.com/OWNER/REPO/vcs-ref/refs/heads/main',
  aud: 'ORGANIZATION_ID',
  'oidc.circleci.com/project-id': 'PROJECT_ID',
});
const BITBUCKET = claims('api.bitbucket.org/2.0/workspaces/WORKSPACE/pipelines-config/identity/oidc', {
  sub: '{REPOSITORY_UUID}:*',
  aud: '*',
});
const AZURE = claims('vstoken.dev.azure.com/ORGANIZATION_ID', {
  sub: 'sc://ORGANIZATION/PROJECT/aws-deploy',
  aud: 'api://AzureADTokenExchange',
});

const ORG = '11111111-2222-3333-4444-555555555555';
const PROJECT = '66666666-7777-8888-9999-000000000000';
const CIRCLE = `oidc.circleci.com/org/${ORG}`;
const BITBUCKET_ISSUER = 'api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc';

describe('names that a file leaves open, against those that a trust policy names', () => {
  it.each([
    ['the branch of a project', 'project_path:acme/shop:ref_type:branch:ref:main', 'StringEquals', 'likely'],
    ['a group in a group', 'project_path:acme/web/shop:ref_type:branch:ref:main', 'StringEquals', 'likely'],
    ['all of a project', 'project_path:acme/shop:*', 'StringLike', 'likely'],
    ['a project of any name', 'project_path:*:ref_type:branch:ref:main', 'StringLike', 'yes'],
    ['another branch', 'project_path:acme/shop:ref_type:branch:ref:stable', 'StringEquals', 'no'],
    ['a tag', 'project_path:acme/shop:ref_type:tag:ref:*', 'StringLike', 'no'],
    ['a wildcard that nobody reads as one', 'project_path:acme/shop:*', 'StringEquals', 'no'],
  ])('GitLab: %s', (_what, sub, operator, verdict) => {
    const policy = role('gitlab.com', { [operator]: { 'gitlab.com:sub': sub } });
    expect(verdictOnClaims(policy, GITLAB_MAIN)).toBe(verdict);
  });

  it('GitLab at an address of its own', () => {
    const at = 'gitlab.acme.example';
    const sub = 'project_path:acme/shop:ref_type:branch:ref:main';
    expect(verdictOnClaims(role(at, { StringEquals: { [`${at}:sub`]: sub } }), GITLAB_MAIN)).toBe('likely');
    const other = role('oidc.acme.example', { StringEquals: { 'oidc.acme.example:sub': 'someone' } });
    expect(verdictOnClaims(other, GITLAB_MAIN)).toBe('no');
  });

  it('numbers of the project and its group', () => {
    const numbered = claims('gitlab.com', {
      ...GITLAB_MAIN.values,
      project_id: 'PROJECT_ID',
      namespace_id: 'ORGANIZATION_ID',
    });
    const asks = (sub: string): SessionFacts =>
      role('gitlab.com', {
        StringEquals: {
          'gitlab.com:project_id': '42',
          'gitlab.com:namespace_id': '7',
          'gitlab.com:sub': sub,
        },
      });
    expect(verdictOnClaims(asks('project_path:acme/shop:ref_type:branch:ref:main'), numbered)).toBe('likely');
    expect(verdictOnClaims(asks('project_path:acme/shop:ref_type:branch:ref:next'), numbered)).toBe('no');
  });

  it('another audience', () => {
    const policy = role('gitlab.com', {
      StringEquals: {
        'gitlab.com:sub': 'project_path:acme/shop:ref_type:branch:ref:main',
        'gitlab.com:aud': 'sts.amazonaws.com',
      },
    });
    expect(verdictOnClaims(policy, GITLAB_MAIN)).toBe('no');
  });

  it.each([
    ['a project', `org/${ORG}/project/${PROJECT}/user/*`, 'likely'],
    [
      'a branch of it',
      `org/${ORG}/project/${PROJECT}/user/*/vcs-origin/github.com/acme/shop/vcs-ref/refs/heads/main`,
      'likely',
    ],
    [
      'another branch',
      `org/${ORG}/project/${PROJECT}/user/*/vcs-origin/github.com/acme/shop/vcs-ref/refs/heads/stable`,
      'no',
    ],
  ])('CircleCI: %s', (_what, sub, verdict) => {
    const policy = role(CIRCLE, { StringLike: { [`${CIRCLE}:sub`]: sub } });
    expect(verdictOnClaims(policy, CIRCLE_MAIN)).toBe(verdict);
  });

  it('Bitbucket: a repository, and an environment that the file cannot tell', () => {
    const sub = (text: string): SessionFacts =>
      role(BITBUCKET_ISSUER, { StringLike: { [`${BITBUCKET_ISSUER}:sub`]: text } });
    expect(verdictOnClaims(sub(`{${PROJECT}}:*`), BITBUCKET)).toBe('likely');
    expect(verdictOnClaims(sub(`{${PROJECT}}:{${ORG}}:*`), BITBUCKET)).toBe('unknown');
  });

  it.each([
    ['the connection', 'sc://acme/shop/aws-deploy', 'likely'],
    ['another connection', 'sc://acme/shop/aws-admin', 'no'],
  ])('Azure Pipelines: %s', (_what, sub, verdict) => {
    const at = `vstoken.dev.azure.com/${ORG}`;
    expect(verdictOnClaims(role(at, { StringEquals: { [`${at}:sub`]: sub } }), AZURE)).toBe(verdict);
  });

  it('lets nobody of one product in where another one is named', () => {
    const policy = role('gitlab.com', { StringLike: { 'gitlab.com:sub': '*' } });
    expect(verdictOnClaims(policy, CIRCLE_MAIN)).toBe('no');
  });
});

import { describe, expect, it } from 'vitest';
import type { SessionLogin } from '../../../server/src/core/model/login.js';
import { openRepository } from '../../support/repository.js';

const ISSUER = 'token.actions.githubusercontent.com';

function workflow(on: string, more = ''): string {
  return `name: Deploy
on: ${on}
permissions: { id-token: write }
jobs:
  deploy:
    runs-on: ubuntu-latest
${more}    steps:
      - uses: aws-actions/configure-aws-credentials@v6
        with: { role-to-assume: 'arn:aws:iam::111122223333:role/deploy', aws-region: eu-west-1 }
`;
}

function role(
  condition: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>,
): string {
  return JSON.stringify({
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: {
      Deploy: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: 'deploy',
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: {
              Effect: 'Allow',
              Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${ISSUER}` },
              Action: 'sts:AssumeRoleWithWebIdentity',
              Condition: condition,
            },
          },
        },
      },
    },
  });
}

const sub = (...texts: readonly string[]): string =>
  role({
    StringLike: { [`${ISSUER}:sub`]: texts },
    StringEquals: { [`${ISSUER}:aud`]: 'sts.amazonaws.com' },
  });

function login(files: Readonly<Record<string, string>>): SessionLogin {
  const { model } = openRepository(new Map(Object.entries(files)), []);
  const found = model.login('.github/workflows/deploy.yml#job:deploy', 'role.json#role:Deploy');
  if (found === undefined) throw new Error('nothing is shown');
  return found;
}

const MAIN = workflow('{ push: { branches: [main] } }');
const assume = (text: string): string => `assume:\n  repository: acme/shop\n  subject: ${text}\n`;
const origin = (url: string): string => `[core]\n\tbare = false\n[remote "origin"]\n\turl = ${url}\n`;

describe('the login of a job at a role', () => {
  it('hangs on the form of the subject, as long as nothing settles it', () => {
    const files = {
      '.github/workflows/deploy.yml': MAIN,
      'role.json': sub('repo:acme/shop:ref:refs/heads/main'),
    };
    const open = login({ ...files, '.trustscope.yml': 'assume:\n  repository: acme/shop\n' });
    expect(open).toMatchObject({ verdict: 'not-known', likely: true });
    expect(open.hangsOn.join()).toContain('identifiers');
    expect(login({ ...files, '.trustscope.yml': assume('{ identifiers: false }') }).verdict).toBe('admitted');
    expect(login({ ...files, '.trustscope.yml': assume('{ identifiers: true }') }).verdict).toBe('refused');
  });

  it.each([
    [
      'both forms',
      ['repo:acme/shop:ref:refs/heads/main', 'repo:acme@*/shop@*:ref:refs/heads/main'],
      'admitted',
    ],
    ['a pattern over both', ['repo:acme*/shop*:ref:refs/heads/main'], 'admitted'],
    [
      'another branch in both',
      ['repo:acme/shop:ref:refs/heads/x', 'repo:acme@*/shop@*:ref:refs/heads/x'],
      'refused',
    ],
    ['identifiers that may be its own', ['repo:acme@1/shop@2:ref:refs/heads/main'], 'not-known'],
  ])('is worked out for %s', (_what, subjects, verdict) => {
    const files = { '.github/workflows/deploy.yml': MAIN, 'role.json': sub(...subjects) };
    expect(login({ ...files, '.trustscope.yml': 'assume:\n  repository: acme/shop\n' }).verdict).toBe(
      verdict,
    );
  });

  it('takes the identifiers that a facts file tells', () => {
    const facts = (id: string): string =>
      JSON.stringify({
        version: 1,
        github: {
          repository: { name: 'acme/shop', id, ownerId: '1', asOf: '2026-11-30' },
          subject: { identifiers: true, template: 'default', asOf: '2026-11-30' },
        },
      });
    const files = {
      '.github/workflows/deploy.yml': MAIN,
      'role.json': sub('repo:acme@1/shop@2:ref:refs/heads/main'),
    };
    expect(login({ ...files, '.trustscope.facts.json': facts('2') }).verdict).toBe('admitted');
    expect(login({ ...files, '.trustscope.facts.json': facts('3') })).toMatchObject({
      verdict: 'refused',
      differs: [{ claim: 'sub', gets: 'repo:acme@1/shop@3:ref:refs/heads/main' }],
    });
  });

  it.each([
    ['git@github.com:acme/shop.git', 'not-known', true],
    ['https://user:secret@github.com/acme/shop', 'not-known', true],
    // A copy by somebody else, or an address in another case, may stand for the one that is meant.
    ['https://github.com/me/shop.git', 'not-known', true],
    ['https://github.com/Acme/Shop', 'not-known', true],
    ['ssh://git@github.com/acme/tools.git', 'refused', undefined],
    // Where a mirror lies says nothing of GitHub.
    ['https://gitlab.com/acme/tools.git', 'not-known', true],
  ])('knows the repository by where the folder was cloned from: %s', (url, verdict, likely) => {
    const found = login({
      '.git/config': origin(url),
      '.github/workflows/deploy.yml': MAIN,
      'role.json': sub('repo:acme/shop:ref:refs/heads/main'),
    });
    expect({ verdict: found.verdict, likely: found.likely }).toEqual({ verdict, likely });
  });

  it('names the claim that differs, by each event', () => {
    const found = login({
      '.trustscope.yml': assume('{ identifiers: false }'),
      '.github/workflows/deploy.yml': workflow('{ push: { branches: [main] }, pull_request: }'),
      'role.json': sub('repo:acme/shop:environment:production'),
    });
    expect(found.verdict).toBe('refused');
    expect(new Map(found.runs.map(({ event, subjects }) => [event, subjects.join()]))).toEqual(
      new Map([
        ['push', 'repo:acme/shop:ref:refs/heads/main'],
        ['pull_request', 'repo:acme/shop:pull_request'],
      ]),
    );
    expect(found.differs).toMatchObject([{ claim: 'sub', wants: ['repo:acme/shop:environment:production'] }]);
  });

  it('tells that the policy trusts another issuer', () => {
    const found = login({
      '.trustscope.yml': assume('{ identifiers: false }'),
      '.github/workflows/deploy.yml': MAIN,
      'role.json': sub('repo:acme/shop:ref:refs/heads/main').replace(
        `oidc-provider/${ISSUER}`,
        'oidc-provider/gitlab.com',
      ),
    });
    expect(found).toMatchObject({
      verdict: 'refused',
      differs: [{ claim: 'iss', wants: ['gitlab.com'], gets: ISSUER }],
    });
  });

  it('gives no token to a job without the environment that a template asks for', () => {
    const files = {
      'role.json': sub('environment:*'),
      '.trustscope.yml': assume('{ identifiers: false, template: [environment] }'),
    };
    expect(login({ ...files, '.github/workflows/deploy.yml': MAIN }).verdict).toBe('refused');
    const placed = workflow('{ push: { branches: [main] } }', '    environment: "prod:eu"\n');
    const found = login({ ...files, '.github/workflows/deploy.yml': placed });
    expect(found.verdict).toBe('admitted');
  });
});

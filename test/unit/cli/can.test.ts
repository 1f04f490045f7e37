import { describe, expect, it } from 'vitest';
import { runIn } from './fakeTerminal.js';
import { temporaryFolder } from './temporaryFolder.js';

const WORKFLOW = `on: { push: { branches: [main] } }
permissions: { id-token: write }
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: aws-actions/configure-aws-credentials@v6
        with: { role-to-assume: 'arn:aws:iam::111122223333:role/deploy', aws-region: eu-west-1 }
  other:
    runs-on: ubuntu-latest
    permissions: {}
    steps: [{ run: make }]
`;

const role = (sub: string): string => `Resources:
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      RoleName: deploy
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Principal:
              Federated: arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com
            Action: sts:AssumeRoleWithWebIdentity
            Condition:
              StringEquals:
                token.actions.githubusercontent.com:aud: sts.amazonaws.com
                token.actions.githubusercontent.com:sub: ${sub}
`;

const SETTLED = 'assume:\n  repository: acme/shop\n  subject: { identifiers: false }\n';

function folderWith(sub: string, settings?: string): string {
  return temporaryFolder({
    '.github/workflows/ship.yml': WORKFLOW,
    'roles.yaml': role(sub),
    ...(settings === undefined ? {} : { '.trustscope.yml': settings }),
  });
}

describe('trustscope can', () => {
  it('says that a role admits a job', () => {
    const { code, out, err } = runIn(folderWith('repo:acme/shop:ref:refs/heads/main', SETTLED), [
      'can',
      'deploy',
      'deploy',
    ]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Role `deploy` admits job `deploy`');
    expect(out).toContain('`push` shows `repo:acme/shop:ref:refs/heads/main`: admitted');
    expect(out).toContain('aud `sts.amazonaws.com`');
    expect(out).toContain('asks `token.actions.githubusercontent.com:sub` StringEquals');
  });

  it('says what differs where it refuses, with another exit code', () => {
    const folder = folderWith('repo:acme/shop:environment:production', SETTLED);
    const { code, out } = runIn(folder, [
      'can',
      '.github/workflows/ship.yml:deploy',
      'arn:aws:iam::1:role/deploy',
    ]);
    expect(code).toBe(1);
    expect(out).toContain('Role `deploy` refuses job `deploy`');
    expect(out).toContain(
      'It wants `sub` `repo:acme/shop:environment:production`, and gets `repo:acme/shop:ref:refs/heads/main`.',
    );
  });

  it('says what it hangs on, with a third one', () => {
    const { code, out } = runIn(folderWith('repo:acme/shop:ref:refs/heads/main'), [
      'can',
      'deploy',
      'deploy',
    ]);
    expect(code).toBe(4);
    expect(out).toContain('most likely admits');
    expect(out).toContain('whether this repository is acme/shop');
  });

  it('prints the same for programs', () => {
    const folder = folderWith('repo:acme/shop:environment:production', SETTLED);
    const { out } = runIn(folder, ['can', 'deploy', 'deploy', '--format', 'json']);
    expect(JSON.parse(out)).toMatchObject({
      verdict: 'refused',
      differs: [{ claim: 'sub', gets: 'repo:acme/shop:ref:refs/heads/main' }],
      runs: [{ event: 'push', verdict: 'refused' }],
    });
  });

  it.each([
    [['can'], 'needs a JOB and a ROLE'],
    [['can', 'nobody', 'deploy'], 'no job "nobody"'],
    [['can', 'deploy', 'nobody'], 'no role "nobody"'],
  ])('refuses %j', (words, message) => {
    const { code, err } = runIn(folderWith('repo:acme/shop:*', SETTLED), words);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

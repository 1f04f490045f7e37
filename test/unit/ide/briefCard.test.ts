import { describe, expect, it } from 'vitest';
import { hoversIn } from '../../support/ide/hoversIn.js';

/** The names of the rows of a table in Markdown. */
function rowsOf(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^\| (?<name>[^|\s][^|]*) \|/gmu)].map(({ groups }) =>
    (groups?.['name'] ?? '').replaceAll('\u00A0', ' '),
  );
}

describe('the card of a session in a hover', () => {
  it('says what it opens, then who starts it and for how long, each in one line', () => {
    const [markdown = ''] = hoversIn({
      '.github/workflows/ci.yml': `on:
  push:
  workflow_dispatch:
  schedule: [{ cron: '0 5 * * *' }]
permissions: write-all
jobs:
  pub<|>lish:
    runs-on: [self-hosted, builders]
    steps: [{ run: ./publish.sh }]
`,
    });
    const lines = markdown.split('\n');
    expect(lines[0]).toMatch(/^\*\*Session of job `publish`: /u);
    expect(rowsOf(markdown).slice(0, 3)).toEqual(['Reaches without approval', 'Started by', 'Lasts']);
    expect(rowsOf(markdown)).not.toContain('Identity');
    expect(markdown).toMatch(/\| Started.by \| `\w+`.*; also `\w+` and `\w+` \|/u);
    expect(markdown).not.toContain('nothing sets');
  });

  it('says of another session what it is called and how far it reaches, and once alone', () => {
    const [markdown = ''] = hoversIn({
      '.github/workflows/ci.yml': `on: { push: { branches: [main] } }
permissions: { id-token: write }
jobs:
  dep<|>loy:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - uses: aws-actions/configure-aws-credentials@v4
        with: { role-to-assume: 'arn:aws:iam::111122223333:role/shop', aws-region: eu-central-1 }
`,
      'roles.yml': `Resources:
  Shop:
    Type: AWS::IAM::Role
    Properties:
      RoleName: shop
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Effect: Allow
            Action: sts:AssumeRoleWithWebIdentity
            Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' }
            Condition:
              StringEquals: { 'token.actions.githubusercontent.com:aud': sts.amazonaws.com }
              StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:acme/shop:*' }
      Policies:
        - PolicyName: put
          PolicyDocument:
            Version: '2012-10-17'
            Statement: [{ Effect: Allow, Action: s3:PutObject, Resource: 'arn:aws:s3:::shop/*' }]
`,
    });
    const [behind = ''] = /^\| Reaches.after.approval .*$/mu.exec(markdown) ?? [];
    expect(behind.match(/role `shop`/gu)).toHaveLength(1);
  });
});

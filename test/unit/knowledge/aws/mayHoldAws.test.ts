import { describe, expect, it } from 'vitest';
import { mayHoldScript } from '../../../../server/src/core/analysis/loadShell.js';
import { mayHoldAws } from '../../../../server/src/core/knowledge/aws/mayHoldAws.js';

describe('files that may speak of AWS', () => {
  it.each([
    'role-to-assume: ${{ vars.ROLE }}',
    '"Resource": "arn:aws-cn:s3:::b"',
    '{"Statement": []}',
    'PolicyDocument:\n  Statement:\n    - Effect: Allow',
    'Type: AWS::IAM::Role',
    'Transform: AWS::Serverless-2016-10-31',
    'provider:\n  name: aws\n  iamRoleStatements: []',
    "provider:\n  name: 'aws'\n",
    'uses: aws-actions/amazon-ecr-login@v2',
    'AWS_ROLE_ARN: x',
    'env:\n  AWS_ACCESS_KEY_ID: x',
    'role_arn: x',
    'data "aws_iam_policy_document" "trust" {}',
    'task: AWSShellScript@1',
  ])('are seen: %j', (text) => {
    expect(mayHoldAws(text)).toBe(true);
  });

  it('are looked for in one go, whatever the text', () => {
    // A pattern that goes back and forth over a text would need a million times as long as this: it would not end.
    for (const text of ['\n', ' ', 'name:', 'AWS', 'Statement ']) {
      expect(mayHoldAws(text.repeat(1_000_000))).toBe(false);
      expect(mayHoldScript(text.repeat(1_000_000))).toBe(false);
    }
  });

  it.each(['on: push\njobs: {}', 'a statement of intent', 'laws: []', 'name: awsome', ''])(
    'are not: %j',
    (text) => {
      expect(mayHoldAws(text)).toBe(false);
    },
  );
});

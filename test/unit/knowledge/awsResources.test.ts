import { describe, expect, it } from 'vitest';
import { awsCommandUse } from '../../../server/src/core/knowledge/commands/aws.js';
import { awsCatalogue } from '../../support/aws/catalogue.js';

/** `service:Action resource` of each need that is sure, for a call of the CLI; words with `$` are computed. */
async function needed(line: string): Promise<readonly string[]> {
  const args = line.split(' ').map((text) => ({ text, dynamic: text.includes('$') }));
  const { needs } = awsCommandUse({ name: 'aws', args, assignments: {}, start: 0 }, await awsCatalogue());
  return needs
    .filter(({ optional }) => !optional)
    .map(({ action, resource }) => `${action.service}:${action.name} ${resource ?? 'anything'}`);
}

describe('what calls of the CLI work on', () => {
  it.each([
    [
      's3 sync ./site s3://shop-site/v2 --delete',
      [
        's3:PutObject arn:aws:s3:::shop-site/v2*',
        's3:ListBucket arn:aws:s3:::shop-site',
        's3:DeleteObject arn:aws:s3:::shop-site/v2*',
      ],
    ],
    ['s3 cp s3://from/a s3://to/b', ['s3:GetObject arn:aws:s3:::from/a*', 's3:PutObject arn:aws:s3:::to/b*']],
    [
      's3 mv s3://from/a s3://to/b',
      [
        's3:GetObject arn:aws:s3:::from/a*',
        's3:DeleteObject arn:aws:s3:::from/a*',
        's3:PutObject arn:aws:s3:::to/b*',
      ],
    ],
    ['s3 cp s3://$BUCKET/a .', ['s3:GetObject anything']],
    ['s3 cp $FROM s3://to/b', ['s3:PutObject anything']],
    ['s3api put-object --bucket b --key k --body f', ['s3:PutObject arn:aws:s3:::b/k']],
    [
      's3api copy-object --bucket b --key k --copy-source s/k',
      ['s3:GetObject anything', 's3:PutObject anything'],
    ],
    [
      'lambda invoke --function-name edge out.json',
      ['lambda:InvokeFunction arn:aws:lambda:*:*:function:edge'],
    ],
    ['lambda invoke --function-name edge:live out.json', ['lambda:InvokeFunction anything']],
    ['lambda invoke --function-name $NAME out.json', ['lambda:InvokeFunction anything']],
    [
      'ecs update-service --cluster arn:aws:ecs:eu-west-1:111122223333:cluster/shop --service=web',
      ['ecs:UpdateService arn:aws:ecs:*:*:service/shop/web'],
    ],
    [
      'sqs send-message --queue-url https://sqs.eu-west-1.amazonaws.com/111122223333/orders --message-body x',
      ['sqs:SendMessage arn:aws:sqs:*:*:orders'],
    ],
    [
      'secretsmanager get-secret-value --secret-id shop/db',
      ['secretsmanager:GetSecretValue arn:aws:secretsmanager:*:*:secret:shop/db-*'],
    ],
    [
      'ssm get-parameters --names /a/b /c --with-decryption',
      ['ssm:GetParameters arn:aws:ssm:*:*:parameter/a/b', 'ssm:GetParameters arn:aws:ssm:*:*:parameter/c'],
    ],
    ['kms decrypt --key-id alias/shop --ciphertext-blob x', ['kms:Decrypt anything']],
    [
      'sns publish --topic-arn arn:aws:sns:eu-west-1:111122223333:orders --message x',
      ['sns:Publish arn:aws:sns:eu-west-1:111122223333:orders'],
    ],
    [
      'cloudformation delete-stack --stack-name shop --role-arn arn:aws:iam::111122223333:role/cfn',
      ['cloudformation:DeleteStack arn:aws:cloudformation:*:*:stack/shop/*'],
    ],
  ])('aws %s', async (line, expected) => {
    expect((await needed(line)).filter((one) => expected.length > 0 && !one.startsWith('iam:'))).toEqual(
      expected,
    );
  });

  it('names the role that is passed', async () => {
    const uses = await needed(
      'cloudformation deploy --stack-name shop --template-file t --role-arn arn:aws:iam::111122223333:role/cfn',
    );
    expect(uses).toContain('iam:PassRole arn:aws:iam::111122223333:role/cfn');
  });
});

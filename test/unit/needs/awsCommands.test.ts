import { describe, expect, it } from 'vitest';
import { awsCommandUse } from '../../../server/src/core/knowledge/commands/aws.js';
import { plainShell } from '../../../server/src/core/syntax/shell/plainShell.js';
import { awsCatalogue } from '../../support/aws/catalogue.js';

const catalogue = await awsCatalogue();

function used(text: string): { sure: readonly string[]; maybe: readonly string[]; open: string | undefined } {
  const [command] = plainShell(text).commands;
  if (command === undefined) throw new Error(`no command in ${text}`);
  const { needs, open } = awsCommandUse(command, catalogue);
  const names = (optional: boolean): readonly string[] =>
    needs
      .filter((need) => need.optional === optional)
      .map(({ action }) => `${action.service}:${action.name}`)
      .sort();
  return { sure: names(false), maybe: names(true), open };
}

describe('calls of the AWS CLI', () => {
  it.each([
    ['aws ecs update-service --cluster a --service b', 'ecs:UpdateService'],
    ['aws --region eu-west-1 --output json ec2 describe-db-instances', undefined],
    ['aws rds describe-db-instances', 'rds:DescribeDBInstances'],
    ['aws --profile x elbv2 describe-target-health', 'elasticloadbalancing:DescribeTargetHealth'],
    ['aws stepfunctions start-execution --state-machine-arn a', 'states:StartExecution'],
    ['aws deploy list-deployments', 'codedeploy:ListDeployments'],
    ['aws opensearch describe-domain', 'es:DescribeDomain'],
    ['aws sesv2 send-email', 'ses:SendEmail'],
    ['aws s3api list-objects-v2 --bucket b', 's3:ListBucket'],
    ['aws s3api put-bucket-lifecycle-configuration', 's3:PutLifecycleConfiguration'],
    ['aws lambda invoke --function-name f out.json', 'lambda:InvokeFunction'],
    ['aws apigateway create-deployment --rest-api-id a', 'apigateway:POST'],
    ['aws ecs wait services-stable --services a', 'ecs:DescribeServices'],
    ['aws ecr get-login-password --region eu-west-1', 'ecr:GetAuthorizationToken'],
    ['aws eks update-kubeconfig --name c', 'eks:DescribeCluster'],
    ['aws s3 mb s3://b', 's3:CreateBucket'],
    ['aws s3 ls', 's3:ListAllMyBuckets'],
    ['aws s3 ls s3://b', 's3:ListBucket'],
    ['aws s3 rm s3://b/a', 's3:DeleteObject'],
    ['aws s3 presign s3://b/a', 's3:GetObject'],
    ['aws s3 cp s3://b/a .', 's3:GetObject'],
    ['aws s3 cp ./a s3://b/a', 's3:PutObject'],
    ['aws ssm get-parameter --name /a --with-decryption', 'ssm:GetParameter'],
    ['aws sqs send-message-batch --queue-url u', 'sqs:SendMessage'],
  ])('%s', (text, action) => {
    const { sure, open } = used(text);
    expect(sure).toEqual(action === undefined ? [] : [action]);
    expect(open === undefined).toBe(action !== undefined);
  });

  // https://github.com/aws/aws-cli/blob/develop/awscli/customizations/s3/subcommands.py
  it.each([
    ['aws s3 cp --sse aws:kms s3://b/a .', ['s3:GetObject']],
    ['aws s3 cp --sse-c --sse-c-key fileb://key s3://b/a .', ['s3:GetObject']],
    ['aws s3 cp s3://b/a . --request-payer', ['s3:GetObject']],
    ['aws s3 cp --request-payer requester s3://b/a .', ['s3:GetObject']],
    ['aws s3 cp --cli-read-timeout 0 ./a s3://b/a', ['s3:PutObject']],
    ['aws s3 sync --case-conflict error s3://b .', ['s3:GetObject', 's3:ListBucket']],
    [
      'aws s3 cp ./a s3://b/a --grants read=uri=http://acs.amazonaws.com/groups/global/AllUsers full=id=1',
      ['s3:PutObject', 's3:PutObjectAcl'],
    ],
  ])('finds the paths of %s', (text, expected) => {
    expect(used(text).sure).toEqual(expected);
  });

  it.each([
    ['aws s3 sync dist s3://b --delete --dryrun', ['s3:ListBucket'], []],
    ['aws s3 rm s3://b --recursive --dryrun', ['s3:ListBucket'], []],
    ['aws s3 cp s3://b/a . --dryrun', [], ['s3:GetObject']],
    ['aws s3 cp ./a s3://b/a --dryrun', [], []],
  ])('changes nothing in %s', (text, sure, maybe) => {
    expect(used(text)).toEqual({ sure, maybe, open: undefined });
  });

  it('copies between buckets, moves and synchronises', () => {
    expect(used('aws s3 cp s3://a/x s3://b/x').sure).toEqual(['s3:GetObject', 's3:PutObject']);
    expect(used('aws s3 mv s3://a/x y').sure).toEqual(['s3:DeleteObject', 's3:GetObject']);
    expect(used('aws s3 sync dist s3://a --delete --acl public-read').sure).toEqual([
      's3:DeleteObject',
      's3:ListBucket',
      's3:PutObject',
      's3:PutObjectAcl',
    ]);
    expect(used('aws s3 sync dist s3://a').sure).not.toContain('s3:DeleteObject');
    expect(used('aws s3 rb s3://a --force').sure).toContain('s3:DeleteObject');
  });

  it('leaves open on which side a computed path is', () => {
    const { sure, maybe } = used('aws s3 cp "$FROM" "$TO"');
    expect(sure).toEqual([]);
    expect(maybe).toEqual(expect.arrayContaining(['s3:GetObject', 's3:PutObject']));
    expect(used('aws s3 cp "$FROM" s3://b/x').sure).toEqual(['s3:PutObject']);
    expect(used('aws s3 cp dist "$TO"').sure).toEqual(['s3:PutObject']);
  });

  it('says what a template may do, unless CloudFormation has a role of its own', () => {
    const own = used('aws cloudformation deploy --stack-name s --template-file t.yaml');
    expect(own.sure).toEqual(expect.arrayContaining(['cloudformation:ExecuteChangeSet']));
    expect(own.open).toContain('template');
    const other = used('aws cloudformation deploy --stack-name s --template-file t.yaml --role-arn r');
    expect(other.open).toBeUndefined();
    expect(other.sure).toContain('iam:PassRole');
    expect(used('aws cloudformation describe-stacks').open).toBeUndefined();
    expect(used('aws cloudformation delete-stack --stack-name s').open).toContain('template');
    expect(used('aws cloudformation deploy --no-execute-changeset --stack-name s').open).toBeUndefined();
  });

  it('names what it does not know, and never none', () => {
    for (const text of [
      'aws $SERVICE list-things',
      'aws ecs $WHAT',
      'aws nosuchservice do-it',
      'aws ecs no-such-operation',
      'aws s3 frobnicate',
      'aws ecs wait no-such-waiter',
      'aws constructor constructor',
      'aws s3api __proto__',
    ]) {
      expect(used(text).open, text).toBeDefined();
    }
  });

  it('asks for nothing where nobody of AWS is called', () => {
    for (const text of [
      'aws --version',
      'aws configure set region eu-west-1',
      'aws s3 cp s3://open/x . --no-sign-request',
      'aws ecs describe-services --endpoint-url http://localhost:4566',
      'aws ecs help',
    ]) {
      expect(used(text), text).toEqual({ sure: [], maybe: [], open: undefined });
    }
  });
});

describe('the tables', () => {
  it('name actions that AWS has', async () => {
    const { readFileSync } = await import('node:fs');
    const folder = 'server/src/core/knowledge';
    const files = [
      'aws/needs/operations.ts',
      'aws/needs/actions.ts',
      'aws/needs/images.ts',
      'commands/awsS3.ts',
      'commands/awsHighLevel.ts',
    ];
    const names = files.flatMap((file) =>
      [
        ...readFileSync(`${folder}/${file}`, 'utf8').matchAll(
          /(?<=['\s])([a-z][a-z0-9-]*:[A-Z]\w+)(?=['\s])/gu,
        ),
      ].map(([name]) => name),
    );
    expect(names.length).toBeGreaterThan(150);
    expect([...new Set(names)].filter((name) => catalogue.action(name) === undefined)).toEqual([]);
  });
});

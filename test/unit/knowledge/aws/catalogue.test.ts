import { workOf } from '../../../support/work.js';
import { deflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { awsTable } from '../../../../scripts/generate/aws/table.js';
import { decodeAwsCatalogue, readAwsCatalogue } from '../../../../server/src/core/knowledge/aws/catalogue.js';
import { UNKNOWN_PART } from '../../../../server/src/core/model/policyDocument.js';
import type { AwsCatalogue } from '../../../../server/src/core/model/awsCatalogue.js';

let table: string;
let catalogue: AwsCatalogue;

beforeAll(async () => {
  table = await awsTable();
  catalogue = readAwsCatalogue(table);
});

describe('the catalogue of AWS', () => {
  it('looks an action up in any case', () => {
    const action = catalogue.action('IAM:passrole')!;
    expect(action).toMatchObject({ service: 'iam', name: 'PassRole', access: 'Write' });
    expect(action.resourceTypes).toEqual([
      { type: catalogue.service('iam')!.resourceTypes.find(({ name }) => name === 'role'), required: true },
    ]);
    expect(action.conditionKeys).toContain('iam:PassedToService');
    expect(catalogue.describe(action)).toBe('pass a role to a service');
    expect(catalogue.action('iam:NoSuch')).toBeUndefined();
    expect(catalogue.action('nosuch:Thing')).toBeUndefined();
    expect(catalogue.action('PassRole')).toBeUndefined();
  });

  it('knows what else an action needs', () => {
    expect(catalogue.action('lambda:CreateFunction')?.dependentActions).toContain('iam:PassRole');
    expect(catalogue.action('ec2:RunInstances')?.dependentActions).toContain('iam:PassRole');
    expect(catalogue.action('s3:GetObject')?.dependentActions).toEqual([]);
  });

  it.each([
    ['s3:GetObject', 'Read'],
    ['s3:ListBucket', 'List'],
    ['s3:PutObject', 'Write'],
    ['s3:PutBucketPolicy', 'Permissions management'],
    ['s3:PutObjectTagging', 'Tagging'],
    ['glue:GetQueries', 'Read'],
    ['datazone:GetIamPortalLoginUrl', 'Permissions management'],
    ['fsx:GetResourcePolicy', 'Permissions management'],
  ])('%s: %s', (name, access) => {
    expect(catalogue.action(name)?.access).toBe(access);
  });

  it('expands patterns as AWS reads them', () => {
    const names = (pattern: string): readonly string[] =>
      [...catalogue.expand(pattern)].map(({ service, name }) => `${service}:${name}`);
    expect(names('s3:?etObject')).toEqual(['s3:GetObject']);
    expect(names('S3:GETOBJECT')).toEqual(['s3:GetObject']);
    expect(names('s3:Get*').every((name) => name.startsWith('s3:Get'))).toBe(true);
    expect(names('sqs:*')).toHaveLength(catalogue.service('sqs')!.actions.length);
    expect(new Set(names('*:Describe*').map((name) => name.split(':')[0])).size).toBeGreaterThan(100);
    expect(names('iam:*Access?ey')).toEqual([
      'iam:CreateAccessKey',
      'iam:DeleteAccessKey',
      'iam:UpdateAccessKey',
    ]);
    expect(names('s3:NoSuch')).toEqual([]);
    expect(names('nosuch:*')).toEqual([]);
    expect(names('')).toEqual([]);
    expect(catalogue.expand('*').size).toBe([...catalogue.expand('*')].length);
    expect(catalogue.expand('*').size).toBeGreaterThan(20_000);
  });

  it('joins sets', () => {
    const [gets, puts, all] = ['s3:Get*', 's3:Put*', 's3:*'].map((pattern) => catalogue.expand(pattern));
    const get = catalogue.action('s3:GetObject')!;
    expect(gets!.union(puts!).size).toBe(gets!.size + puts!.size);
    expect(all!.minus(gets!).has(get)).toBe(false);
    expect(all!.minus(gets!).union(gets!).size).toBe(all!.size);
    expect(all!.intersect(gets!).size).toBe(gets!.size);
    expect(gets!.intersect(puts!).size).toBe(0);
    expect(catalogue.expand('*').minus(all!).services).not.toContain('s3');
    expect(catalogue.expand('*').intersect(gets!).has(get)).toBe(true);
    expect(
      all!
        .filter(({ access }) => access === 'List')
        .of('s3')
        .map(({ name }) => name),
    ).toContain('ListBucket');
  });

  it.each([
    ['s3:GetObject', 'arn:aws:s3:::b/*', true],
    ['s3:GetObject', 'arn:aws:s3:::b', false],
    ['s3:ListBucket', 'arn:aws:s3:::b', true],
    ['s3:ListBucket', 'arn:aws:s3:::b/*', false],
    ['s3:ListBucket', 'arn:aws:s3:::b*', true],
    ['ecr:PutImage', 'arn:aws:ecr:*:*:repository/team/app', true],
    ['iam:GetRole', 'arn:aws:iam::1:role/path/name', true],
    ['ssm:GetParameter', 'arn:aws:ssm:*:*:parameter/a/b/c', true],
    ['dynamodb:PutItem', 'arn:aws:dynamodb:*:*:table/t/index/i', false],
    ['s3:GetObject', '*', true],
    ['s3:GetObject', 'arn:aws:s3', true],
    ['s3:GetObject', 'arn:aws:sqs:*:*:*', false],
    ['iam:PassRole', 'arn:aws:iam::*:role/${aws:PrincipalTag/team}', true],
    ['iam:PassRole', 'arn:aws:iam::*:user/x', false],
    ['ec2:DescribeInstances', '*', true],
    ['ec2:DescribeInstances', 'arn:aws:ec2:*:*:instance/*', false],
    ['s3:ListAllMyBuckets', 'arn:aws:s3:::*', true],
    ['iam:PassRole', 'arn:aws:iam*', true],
    ['iam:PassRole', 'arn:aws:iam::*', true],
    ['iam:PassRole', 'arn:aws:iam::1:role/d?', true],
    ['logs:PutLogEvents', 'arn:aws:logs:*:*:log-group:/aws/lambda/*:*', true],
    ['iam:PassRole', `arn:aws:iam::${UNKNOWN_PART}:role/x`, true],
    ['iam:PassRole', UNKNOWN_PART, true],
    // A kind with two ARNs.
    ['lex:DescribeBot', 'arn:aws:lex:eu-west-1:1:bot/b', true],
    ['lex:DescribeBot', 'arn:aws:lex:eu-west-1:1:bot:b', true],
  ])('%s on %s: %s', (name, resource, expected) => {
    expect(catalogue.matchesResource(catalogue.action(name)!, resource)).toBe(expected);
  });

  it('tells actions that take a resource from those that take none', () => {
    expect(catalogue.supportsResource(catalogue.action('s3:GetObject')!)).toBe(true);
    expect(catalogue.supportsResource(catalogue.action('ec2:DescribeInstances')!)).toBe(false);
  });

  it.each([
    ['aws:PrincipalTag/team', 'String', false],
    ['AWS:tagkeys', 'String', true],
    ['aws:MultiFactorAuthAge', 'Numeric', false],
    ['s3:ExistingObjectTag/x', 'String', false],
    ['token.actions.githubusercontent.com:job_workflow_ref', 'String', false],
  ])('knows the key %s', (key, type, multivalued) => {
    expect(catalogue.conditionKey(key)).toMatchObject({ type, multivalued });
  });

  it('knows no key that nobody has', () => {
    expect(catalogue.conditionKey('s3:NoSuch')).toBeUndefined();
    expect(catalogue.conditionKey('')).toBeUndefined();
  });

  it('gives every action what the table holds', () => {
    const wrong = [...catalogue.expand('*')].filter(
      (action) =>
        catalogue.action(`${action.service}:${action.name}`) !== action ||
        catalogue.describe(action) === '' ||
        action.resourceTypes.some(({ type }) => !type.arns.every((arn) => arn.startsWith('arn:'))) ||
        action.conditionKeys.includes(''),
    );
    expect(wrong).toEqual([]);
  });
});

describe('its cost', () => {
  it('is at most 700 KB in the package, descriptions included', () => {
    expect(deflateRawSync(table).length).toBeLessThan(700_000);
  });

  it('is small when it is loaded and when everything is asked for', () => {
    const bytes = Buffer.from(table);
    let fresh = catalogue;
    const load = workOf(() => {
      fresh = decodeAwsCatalogue(bytes);
    });
    const expand = workOf(() => {
      expect(fresh.expand('*').size).toBeGreaterThan(20_000);
    });
    expect(load).toBeLessThan(20_000);
    expect(expand).toBeLessThan(20_000);
  });
});

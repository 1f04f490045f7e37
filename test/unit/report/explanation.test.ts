import { describe, expect, it } from 'vitest';
import { explainableName, explanation } from '../../../server/src/core/report/explain/explanation.js';
import { ruleMetas } from '../../../server/src/core/report/ruleMetas.js';
import { awsCatalogue } from '../../support/aws/catalogue.js';

const sources = { rules: ruleMetas(), pages: {}, aws: await awsCatalogue() };

describe('what there is to know of a name', () => {
  it.each([
    ['syntax', /cannot be parsed/u],
    ['shape', /its platform refuses/u],
    ['limit', /comes to more than TrustScope reads/u],
    ['configuration', /trustscope schema configuration/u],
    ['s3:PutObject', /# s3:PutObject \(Amazon S3\)[^]*Access level: Write[^]*arn:\$\{Partition\}:s3:::/u],
    ['IAM:passrole', /# iam:PassRole[^]*a session can:\n\n(?:- [^\n]+\n){8}- \d+ other ways\n/u],
    ['s3:Put*', /names \d+ actions[^]*- Permissions management: [^\n]*s3:PutBucketPolicy/u],
    ['escalate', /# Kubernetes verb escalate[^]*`roles\.rbac\.authorization\.k8s\.io`/u],
    ['secrets', /Kind Secret of the core API[^]*- `list`: read: lets one read all secrets at once/u],
    ['pods/exec', /- `create`: write: lets one run commands in pods/u],
    ['create pods/exec', /- `create`: write: lets one run commands in pods/u],
    ['roles.rbac.authorization.k8s.io', /- `escalate`: admin: lets one/u],
    ['gate', /- approval: A person approves[^]*- assumed: the proof lies outside/u],
    ['assumed', /# Gate: assumed[^]*under `assume` in \.trustscope\.yml/u],
    ['step-up', /# Gate: step-up/u],
    ['id-token:write', /# Permission id-token: write/u],
  ])('tells %s', (topic, text) => {
    expect(explanation(topic, sources)).toMatch(text);
  });

  it('tells a name of all that know it', () => {
    expect(explanation('deployments', sources)).toMatch(
      /# Permission deployments[^]*# Kubernetes: deployments/u,
    );
  });

  it.each(['s3:PutObjekt', 'nowhere:*', 'create nothing', 'pods/nothing', 'get pods now', 'x y:z'])(
    'knows nothing of %j',
    (topic) => {
      expect(explanation(topic, sources)).toBeUndefined();
    },
  );

  it.each([
    ['limits', 'limit'],
    ['s3:PutObjekt', 's3:PutObject'],
    ['dynamdb:GetItem', 'dynamodb:GetItem'],
    ['escallate', 'escalate'],
    ['secretes', 'secrets'],
    ['aproval', 'approval'],
    ['id-tokn', 'id-token'],
  ])('takes %s for %s', (written, name) => {
    expect(explainableName(written, sources)).toBe(name);
    expect(explanation(name, sources)).toBeDefined();
  });

  it('says nothing of actions where the list of AWS could not be loaded', () => {
    expect(explanation('s3:PutObject', { ...sources, aws: undefined })).toBeUndefined();
    expect(explainableName('s3:PutObjekt', { ...sources, aws: undefined })).toBeUndefined();
  });
});

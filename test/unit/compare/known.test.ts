import { describe, expect, it } from 'vitest';
import { changesBetween, told } from '../../support/changes.js';

const PIPELINE = `trigger: [release]
pr: none
pool: { vmImage: ubuntu-latest }
jobs:
  - job: build
    steps: [{ script: make }]
`;
const AZURE = 'azure-pipelines.yml';

const user = (actions: string, more = ''): string => `Resources:
  Admin:
    Type: AWS::IAM::User
    Properties:
      UserName: admin
      Policies:
        - PolicyName: p
          PolicyDocument: { Statement: [{ Effect: Allow, Action: [${actions}], Resource: '*' }${more}] }
`;
const IAM = 'iam.yaml';

describe('a session of which settings tell all that it may do', () => {
  it('may be wider where it is new', () => {
    expect(changesBetween({}, { [AZURE]: PIPELINE }).map(told)).toEqual([
      'became-unknown session job build: ',
    ]);
  });

  it('is wider where more can start it', () => {
    const config = (branches: string): string => `version: 2.1
jobs: { build: { docker: [{ image: cimg/node:22.0 }], steps: [checkout] } }
workflows: { main: { jobs: [{ build: { filters: { branches: { only: [${branches}] } } } }] } }
`;
    const path = '.circleci/config.yml';
    const lines = changesBetween({ [path]: config('main') }, { [path]: config('main, release') }).map(told);
    expect(lines.filter((line) => line.startsWith('wider start '))).not.toEqual([]);
    expect(lines.filter((line) => line.startsWith('different'))).toEqual([]);
  });

  it('is told as different where something of it is known, and that only reads', () => {
    const test = 'test:\n  script: make test\n';
    expect(changesBetween({}, { '.gitlab-ci.yml': test }).map(told)).toEqual([
      'different session job test: repository:read',
    ]);
  });
});

describe('every action of AWS', () => {
  it('holds those of each service', () => {
    const lines = changesBetween(
      { [IAM]: user("'*'") },
      { [IAM]: user("'*', 'ec2:AssociateAddress', 's3:*'") },
    );
    expect(lines.map(told)).toEqual([]);
  });

  it('holds none on a resource that it is not on', () => {
    const narrow = user("'*'").replace("Resource: '*'", 'Resource: arn:aws:s3:::shop/*');
    const more = ", { Effect: Allow, Action: 'ec2:AssociateAddress', Resource: '*' }";
    const after = user("'*'", more).replace("Resource: '*'", 'Resource: arn:aws:s3:::shop/*');
    expect(changesBetween({ [IAM]: narrow }, { [IAM]: after }).map(told)).toEqual([
      'wider reach user admin: ec2:AssociateAddress',
    ]);
  });

  it('is wider than those of one service', () => {
    const lines = changesBetween({ [IAM]: user("'s3:*'") }, { [IAM]: user("'*'") }).map(told);
    expect(lines.filter((line) => line.startsWith('wider reach user admin: *'))).toHaveLength(1);
    const back = changesBetween({ [IAM]: user("'*'") }, { [IAM]: user("'s3:*'") }).map(told);
    expect(back.filter((line) => line.startsWith('wider'))).toEqual([]);
  });
});

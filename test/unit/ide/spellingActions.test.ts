import { describe, expect, it } from 'vitest';
import { TITLE_LENGTH } from '../../../server/src/core/ide/actionTitle.js';
import { spellingActions } from '../../../server/src/core/ide/spellingActions.js';
import { openRepository, uriOf } from '../../support/repository.js';

const WORKFLOW = '.github/workflows/ci.yml';
const JOB = 'jobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make\n';

const POLICY = (statement: string, more = ''): string =>
  `{ "Version": "2012-10-17", ${more}"Statement": [{ ${statement} }] }`;

const BINDING = (roleRef: string, subject: string): string => `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: app, namespace: shop }
roleRef: { ${roleRef}, name: app }
subjects: [{ ${subject} }]
`;
const ROLE_REF = 'apiGroup: rbac.authorization.k8s.io, kind: Role';
const ACCOUNT = 'kind: ServiceAccount, name: app, namespace: shop';

/** A file, the name in it that nothing knows, the one that it is near to, and the title where it says more. */
type Case = readonly [
  what: string,
  path: string,
  text: string,
  written: string,
  name: string,
  title?: string,
];

const CASES: readonly Case[] = [
  ['a key of a workflow', WORKFLOW, `on: push\npermisions: {}\n${JOB}`, 'permisions', 'permissions'],
  [
    'a key of a calling job',
    WORKFLOW,
    'on: push\njobs:\n  a:\n    uses: a/b/.github/workflows/c.yml@v1\n    secret: inherit\n',
    'secret',
    'secrets',
  ],
  ['an event', WORKFLOW, `on: [push, pull_requst]\n${JOB}`, 'pull_requst', 'pull_request'],
  ['a permission', WORKFLOW, `on: push\npermissions: { content: read }\n${JOB}`, 'content', 'contents'],
  [
    'a quoted permission',
    WORKFLOW,
    `on: push\npermissions: { 'id_token': write }\n${JOB}`,
    'id_token',
    'id-token',
  ],
  ['a level of a permission', WORKFLOW, `on: push\npermissions: { contents: reed }\n${JOB}`, 'reed', 'read'],
  ['the word for all permissions', WORKFLOW, `on: push\npermissions: readall\n${JOB}`, 'readall', 'read-all'],
  [
    'a job that is needed',
    WORKFLOW,
    `on: push\n${JOB}  test:\n    needs: biuld\n    runs-on: ubuntu-latest\n    steps: [{ run: make }]\n`,
    'biuld',
    'build',
  ],
  [
    'a rule in a comment',
    WORKFLOW,
    `# trustscope: ignore[broad-token-permisions] accepted\non: push\n${JOB}`,
    'broad-token-permisions',
    'broad-token-permissions',
  ],
  ['a key of the configuration', '.trustscope.yml', 'asume: {}\n', 'asume', 'assume'],
  ['a key inside', '.trustscope.yml', 'assume:\n  environment: {}\n', 'environment', 'environments'],
  [
    'a word of the configuration',
    '.trustscope.yml',
    'assume:\n  defaultTokenPermissions: restrcted\n',
    'restrcted',
    'restricted',
  ],
  [
    'a rule of the configuration',
    '.trustscope.yml',
    'rules:\n  long-session: off\n  broad-token-permission: off\n',
    'broad-token-permission',
    'broad-token-permissions',
  ],
  [
    'a permission of the configuration',
    '.trustscope.yml',
    'actions:\n  a/b: { token: default, needs: { contens: read } }\n',
    'contens',
    'contents',
  ],
  [
    'a key of a policy',
    'policy.json',
    POLICY('"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"', '"Ids": "a", '),
    'Ids',
    'Id',
  ],
  [
    'a key of a statement',
    'policy.json',
    POLICY('"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Conditions": {}'),
    'Conditions',
    'Condition',
  ],
  [
    'an effect',
    'policy.json',
    POLICY('"Effect": "allow", "Action": "s3:GetObject", "Resource": "*"'),
    'allow',
    'Allow',
  ],
  [
    'an action',
    'policy.json',
    POLICY('"Effect": "Allow", "Action": ["s3:GetObjct"], "Resource": "*"'),
    'GetObjct',
    'GetObject',
    'Change to GetObject ⚠ the statement then counts for it',
  ],
  [
    'a service',
    'policy.json',
    POLICY('"Effect": "Allow", "Action": "dynamdb:GetItem", "Resource": "*"'),
    'dynamdb',
    'dynamodb',
    'Change to dynamodb ⚠ the statement then counts for it',
  ],
  [
    'an operator',
    'policy.json',
    POLICY(
      '"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Condition": { "ForAnyValue:StringEqual": { "aws:TagKeys": "a" } }',
    ),
    'StringEqual',
    'StringEquals',
  ],
  [
    'a kind of principal',
    'policy.json',
    POLICY(
      '"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "Services": "lambda.amazonaws.com" }',
    ),
    'Services',
    'Service',
  ],
  [
    'a template of SAM',
    'template.yaml',
    'Transform: AWS::Serverless-2016-10-31\nResources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n        - S3ReadPolcy: { BucketName: a }\n',
    'S3ReadPolcy',
    'S3ReadPolicy',
  ],
  [
    'a kind of Kubernetes',
    'k8s/a.yaml',
    'apiVersion: v1\nkind: Serviceaccount\nmetadata: { name: app }\n',
    'Serviceaccount',
    'ServiceAccount',
  ],
  [
    'the kind of a role',
    'k8s/a.yaml',
    BINDING('apiGroup: rbac.authorization.k8s.io, kind: ClusterRol', ACCOUNT),
    'ClusterRol',
    'ClusterRole',
  ],
  [
    'the group of a role',
    'k8s/a.yaml',
    BINDING('apiGroup: rbac.k8s.io, kind: Role', ACCOUNT),
    'rbac.k8s.io',
    'rbac.authorization.k8s.io',
  ],
  [
    'the kind of a subject',
    'k8s/a.yaml',
    BINDING(ROLE_REF, 'kind: ServiceAcount, name: app'),
    'ServiceAcount',
    'ServiceAccount',
  ],
  [
    'the group of a subject',
    'k8s/a.yaml',
    BINDING(ROLE_REF, 'kind: User, name: app, apiGroup: rbac.k8s'),
    'rbac.k8s',
    'rbac.authorization.k8s.io',
  ],
  [
    'an action of Istio',
    'k8s/a.yaml',
    'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: { name: a, namespace: shop }\nspec: { action: ALOW }\n',
    'ALOW',
    'ALLOW',
  ],
  ['a `when` of GitLab', '.gitlab-ci.yml', 'build:\n  when: manuel\n  script: make\n', 'manuel', 'manual'],
  [
    'a template of GitLab',
    '.gitlab-ci.yml',
    'stages: [a]\n.base: { script: make }\nbuild:\n  extends: .bsae\n  script: make\n',
    '.bsae',
    '.base',
  ],
  [
    'a job that CircleCI requires',
    '.circleci/config.yml',
    'version: 2.1\njobs:\n  build: { docker: [{ image: a }], steps: [checkout] }\n  test: { docker: [{ image: a }], steps: [checkout] }\nworkflows:\n  all:\n    jobs:\n      - build\n      - test: { requires: [buidl] }\n',
    'buidl',
    'build',
  ],
  [
    'a job that CircleCI runs',
    '.circleci/config.yml',
    'version: 2.1\njobs:\n  build: { docker: [{ image: a }], steps: [checkout] }\nworkflows:\n  all: { jobs: [buildd] }\n',
    'buildd',
    'build',
  ],
  [
    'an orb',
    '.circleci/config.yml',
    'version: 2.1\norbs: { aws-cli: circleci/aws-cli@4.1 }\nworkflows:\n  all: { jobs: [aws-cil/setup] }\n',
    'aws-cil',
    'aws-cli',
  ],
  [
    'a job that Azure waits for',
    'azure-pipelines.yml',
    'jobs:\n  - job: build\n    steps: [{ script: make }]\n  - job: test\n    dependsOn: biuld\n    steps: [{ script: make }]\n',
    'biuld',
    'build',
  ],
];

function offered(path: string, text: string) {
  const snapshot = openRepository(new Map([[path, text]]));
  return spellingActions(snapshot, uriOf(path), { start: 0, end: text.length });
}

describe('a name that nothing knows', () => {
  it.each(CASES)('%s is written as the one that was meant', (...row) => {
    const [, path = '', text = '', written = '', name = '', title] = row;
    const actions = offered(path, text);
    expect(actions.map((action) => action.title)).toEqual([title ?? `Change to ${name}`]);
    const [{ edit } = { edit: { range: { start: 0, end: 0 }, newText: '' } }] = actions;
    const fixed = text.slice(0, edit.range.start) + edit.newText + text.slice(edit.range.end);
    expect(fixed).toBe(text.replace(written, name));
    expect(fixed).not.toBe(text);
    expect(actions[0]?.title.length).toBeLessThanOrEqual(TITLE_LENGTH);
    // The name is known: nothing asks again.
    expect(offered(path, fixed)).toEqual([]);
  });

  it.each([
    ['no name is near', WORKFLOW, `on: [push, when_the_moon_is_full]\n${JOB}`],
    [
      'the text stands elsewhere',
      WORKFLOW,
      `on: push\nenv: { A: &a contentz }\npermissions: { *a : read }\n${JOB}`,
    ],
    [
      'what is written differs from what it says',
      WORKFLOW,
      `on: push\npermissions: { "cont\\x65nt": read }\n${JOB}`,
    ],
  ])('is left alone where %s', (_why, path, text) => {
    expect(offered(path, text)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compareStates, stateOf } from '../../../server/src/core/compare/compareStates.js';
import type { NormalSession } from '../../../server/src/core/compare/normalSession.js';
import { openRepository, ROOT } from '../../support/repository.js';

type Files = Readonly<Record<string, string>>;

const GITHUB = '.github/workflows/release.yml';
const GITLAB = '.gitlab-ci.yml';

const GITHUB_HEAD = 'on: { push: { branches: [main] } }\npermissions: {}\n';
const PUBLISH_STEPS = `      - uses: actions/checkout@v4
      - run: npm publish
        env: { NODE_AUTH_TOKEN: '\${{ secrets.NPM_TOKEN }}' }
`;
const WORKFLOW = `${GITHUB_HEAD}jobs:
  publish:
    permissions: { contents: write }
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
${PUBLISH_STEPS}`;

const PIPELINE = `deploy:
  script: ./deploy $DEPLOY_TOKEN
  id_tokens: { AWS: { aud: sts.amazonaws.com } }
  environment: production
  rules: [{ if: '$CI_COMMIT_BRANCH == "main"' }]
test:
  script: make test
  rules: [{ if: '$CI_COMMIT_BRANCH == "main"' }]
`;

const role = (name: string, bucket: string): string => `resource "aws_iam_role" "shop" {
  name = ${name}
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
resource "aws_iam_role_policy" "shop" {
  role = aws_iam_role.shop.name
  policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = ["s3:PutObject", "s3:GetObject"], Resource = "arn:aws:s3:::${bucket}/*" }]
  })
}
`;

const DOCUMENT = `data "aws_iam_policy_document" "shop" {
  statement {
    actions   = ["s3:GetObject", "s3:PutObject"]
    resources = ["arn:aws:s3:::shop/*"]
  }
}
`;

const RBAC = (namespace: string): string => `apiVersion: v1
kind: ServiceAccount
metadata: { name: web${namespace} }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: web${namespace} }
rules: [{ apiGroups: [''], resources: [configmaps], verbs: [get, update] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: web${namespace} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: web }
subjects: [{ kind: ServiceAccount, name: web${namespace} }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web${namespace} }
spec: { template: { spec: { serviceAccountName: web, containers: [{ name: web, image: web:1 }] } } }
`;
const IN_SHOP = ', namespace: shop';

const CIRCLE = `version: 2.1
jobs:
  publish:
    docker: [{ image: cimg/node:22.0 }]
    steps: [checkout, { run: 'npm publish --token $NPM_TOKEN' }]
workflows:
  main: { jobs: [{ publish: { context: npm, filters: { branches: { only: main } } } }] }
`;

const AZURE = `trigger: [main]
pool: { vmImage: ubuntu-latest }
jobs:
  - job: deploy
    steps:
      - task: AzureCLI@2
        inputs: { azureSubscription: shop, scriptType: bash, scriptLocation: inlineScript, inlineScript: az group list }
`;

const TEMPLATE = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: shop
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
      Policies:
        - PolicyName: p
          PolicyDocument: { Statement: [{ Effect: Allow, Action: sqs:SendMessage, Resource: 'arn:aws:sqs:eu-west-1:123456789012:orders' }] }
`;

const CHART = { 'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n' };

/** What changes only how a thing is written: texts before, and after. */
const REFACTORINGS: readonly (readonly [string, Files, Files])[] = [
  [
    'steps into a local composite action',
    { [GITHUB]: WORKFLOW },
    {
      [GITHUB]: WORKFLOW.replace(
        PUBLISH_STEPS,
        `      - uses: actions/checkout@v4
      - uses: ./.github/actions/publish
        with: { token: '\${{ secrets.NPM_TOKEN }}' }
`,
      ),
      '.github/actions/publish/action.yml': `name: publish
inputs: { token: { required: true } }
runs:
  using: composite
  steps:
    - run: npm publish
      shell: bash
      env: { NODE_AUTH_TOKEN: '\${{ inputs.token }}' }
`,
    },
  ],
  [
    'permissions of the workflow rather than of its only job',
    { [GITHUB]: WORKFLOW },
    {
      [GITHUB]: WORKFLOW.replace('permissions: {}', 'permissions: { contents: write }').replace(
        '    permissions: { contents: write }\n',
        '',
      ),
    },
  ],
  [
    'a variable of the job rather than of its step',
    { [GITHUB]: WORKFLOW },
    {
      [GITHUB]: WORKFLOW.replace(/\n {8}env: .*\n/u, '\n').replace(
        '    steps:',
        "    env: { NODE_AUTH_TOKEN: '${{ secrets.NPM_TOKEN }}' }\n    steps:",
      ),
    },
  ],
  ['a workflow under another name', { [GITHUB]: WORKFLOW }, { '.github/workflows/npm.yaml': WORKFLOW }],
  [
    'events as a list and as a mapping',
    { [GITHUB]: WORKFLOW.replace(/^on: .*/u, 'on: [push, workflow_dispatch]') },
    { [GITHUB]: WORKFLOW.replace(/^on: .*/u, 'on:\n  workflow_dispatch:\n  push:') },
  ],
  [
    'jobs in another order',
    { [GITLAB]: PIPELINE },
    {
      [GITLAB]: `${PIPELINE.slice(PIPELINE.indexOf('test:'))}${PIPELINE.slice(0, PIPELINE.indexOf('test:'))}`,
    },
  ],
  [
    '`extends` of what two jobs share',
    { [GITLAB]: PIPELINE },
    {
      [GITLAB]: `.main: { rules: [{ if: '$CI_COMMIT_BRANCH == "main"' }] }\n${PIPELINE.replaceAll(
        /rules: .*/gu,
        'extends: .main',
      )}`,
    },
  ],
  [
    'an anchor of what two jobs share',
    { [GITLAB]: PIPELINE },
    {
      [GITLAB]: `.main: &main { rules: [{ if: '$CI_COMMIT_BRANCH == "main"' }] }\n${PIPELINE.replaceAll(
        /rules: .*/gu,
        '<<: *main',
      )}`,
    },
  ],
  [
    '`!reference` of what two jobs share',
    { [GITLAB]: PIPELINE },
    {
      [GITLAB]: `.main: { rules: [{ if: '$CI_COMMIT_BRANCH == "main"' }] }\n${PIPELINE.replaceAll(
        /rules: .*/gu,
        'rules: !reference [.main, rules]',
      )}`,
    },
  ],
  [
    'jobs in a file that is included',
    { [GITLAB]: PIPELINE },
    { [GITLAB]: 'include: { local: ci/jobs.yml }\n', 'ci/jobs.yml': PIPELINE },
  ],
  [
    'a script as a list',
    { [GITLAB]: PIPELINE },
    {
      [GITLAB]: PIPELINE.replace('script: ./deploy $DEPLOY_TOKEN', 'script:\n    - ./deploy "$DEPLOY_TOKEN"'),
    },
  ],
  [
    'a role into a module',
    { 'main.tf': role('"shop"', 'shop') },
    {
      'main.tf': 'module "shop" {\n  source = "./modules/role"\n}\n',
      'modules/role/main.tf': role('"shop"', 'shop'),
    },
  ],
  [
    'a role into a module with variables',
    { 'main.tf': role('"shop"', 'shop') },
    {
      'main.tf': 'module "shop" {\n  source = "./modules/role"\n  name = "shop"\n  bucket = "shop"\n}\n',
      'modules/role/main.tf': `variable "name" {}\nvariable "bucket" {}\n${role('var.name', '${var.bucket}')}`,
    },
  ],
  [
    'locals, and resources over several files',
    { 'main.tf': role('"shop"', 'shop') },
    {
      'locals.tf': 'locals {\n  name = "shop"\n  bucket = local.name\n}\n',
      'iam.tf': role('local.name', '${local.bucket}'),
    },
  ],
  [
    'a policy as a document, its actions in another order',
    { 'main.tf': role('"shop"', 'shop') },
    {
      'main.tf': `${DOCUMENT}${role('"shop"', 'shop').replace(
        /policy = jsonencode\(\{\n {4}Statement = \[\{ Effect = "Allow", Action = \["s3.*\n {2}\}\)/u,
        'policy = data.aws_iam_policy_document.shop.json',
      )}`,
    },
  ],
  [
    'a policy of its own rather than in the role',
    { 'main.tf': role('"shop"', 'shop') },
    {
      'main.tf': role('"shop"', 'shop').replace(
        /resource "aws_iam_role_policy" "shop" \{\n {2}role = .*\n/u,
        'resource "aws_iam_role_policy_attachment" "shop" {\n  role = aws_iam_role.shop.name\n  policy_arn = aws_iam_policy.shop.arn\n}\nresource "aws_iam_policy" "shop" {\n',
      ),
    },
  ],
  ['a template as JSON', { 'iam.yaml': TEMPLATE }, { 'iam.json': JSON.stringify(parse(TEMPLATE), null, 4) }],
  [
    'a policy of CloudFormation as a resource of its own',
    { 'iam.yaml': TEMPLATE },
    {
      'iam.yaml': TEMPLATE.replace(
        /      Policies:\n.*\n.*PolicyDocument: (.*)\n/u,
        '  Policy:\n    Type: AWS::IAM::Policy\n    Properties: { PolicyName: p, Roles: [!Ref Role], PolicyDocument: $1 }\n',
      ),
    },
  ],
  [
    'a parameter with a default',
    { 'iam.yaml': TEMPLATE },
    {
      'iam.yaml': `Parameters: { Name: { Type: String, Default: shop, AllowedValues: [shop] } }\n${TEMPLATE.replace(
        'RoleName: shop',
        'RoleName: !Ref Name',
      )}`,
    },
  ],
  [
    'manifests over several files',
    { 'web.yaml': RBAC(IN_SHOP) },
    Object.fromEntries(
      RBAC(IN_SHOP)
        .split('---\n')
        .map((text, index) => [`web/${String(index)}.yaml`, text]),
    ),
  ],
  [
    'a namespace that a kustomization sets',
    { 'web.yaml': RBAC(IN_SHOP) },
    {
      'base/web.yaml': RBAC(''),
      'base/kustomization.yaml': 'namespace: shop\nresources: [web.yaml]\n',
    },
  ],
  [
    'a base with one overlay',
    { 'base/web.yaml': RBAC(''), 'base/kustomization.yaml': 'namespace: shop\nresources: [web.yaml]\n' },
    {
      'base/web.yaml': RBAC(''),
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'overlays/shop/kustomization.yaml': 'namespace: shop\nresources: [../../base]\n',
    },
  ],
  [
    'a text into values of a chart',
    { ...CHART, 'chart/values.yaml': '{}\n', 'chart/templates/web.yaml': RBAC(IN_SHOP) },
    {
      ...CHART,
      'chart/values.yaml': 'namespace: shop\nverbs: [get, update]\n',
      'chart/templates/web.yaml': RBAC(IN_SHOP)
        .replaceAll('namespace: shop', 'namespace: {{ .Values.namespace }}')
        .replace('verbs: [get, update]', 'verbs: {{ toJson .Values.verbs }}'),
    },
  ],
  [
    'verbs in rules of their own, in another order',
    { 'web.yaml': RBAC(IN_SHOP) },
    {
      'web.yaml': RBAC(IN_SHOP).replace(
        /rules: .*/u,
        "rules:\n  - { verbs: ['update'], resources: ['configmaps'], apiGroups: [''] }\n  - { apiGroups: [''], resources: [configmaps], verbs: [get] }",
      ),
    },
  ],
  [
    'steps into a command',
    { '.circleci/config.yml': CIRCLE },
    {
      '.circleci/config.yml': CIRCLE.replace(
        'jobs:\n  publish',
        "commands:\n  push: { steps: [{ run: 'npm publish --token $NPM_TOKEN' }] }\njobs:\n  publish",
      ).replace(", { run: 'npm publish --token $NPM_TOKEN' }]\nworkflows", ', push]\nworkflows'),
    },
  ],
  [
    'a job into a template',
    { 'azure-pipelines.yml': AZURE },
    {
      'azure-pipelines.yml': AZURE.replace(/ {2}- job: deploy\n[\s\S]*/u, '  - template: ci/deploy.yml\n'),
      'ci/deploy.yml': AZURE.slice(AZURE.indexOf('jobs:')),
    },
  ],
  [
    'rules of an agent in another order and layout',
    {
      '.claude/settings.json':
        '{ "permissions": { "allow": ["Bash(npm test)", "WebFetch"], "deny": ["Read(.env)"] } }',
    },
    {
      '.claude/settings.json':
        '{\n  "permissions": {\n    "deny": [\n      "Read(.env)"\n    ],\n    "allow": [\n      "WebFetch",\n      "Bash(npm test)"\n    ]\n  }\n}\n',
    },
  ],
  [
    'users of a broker in another order',
    {
      'acl.conf': 'user a\ntopic write orders\n\nuser b\ntopic read orders\n',
      'mosquitto.conf': 'allow_anonymous false\nacl_file acl.conf\n',
    },
    {
      'acl.conf': '# readers first\nuser b\ntopic read orders\n\nuser a\ntopic write orders\n',
      'mosquitto.conf': 'acl_file acl.conf\nallow_anonymous false\n',
    },
  ],
];

function state(files: Files): readonly NormalSession[] {
  return stateOf(openRepository(new Map(Object.entries(files))).model, ROOT);
}

/** What is told, in a line for each. */
function told(before: Files, after: Files): readonly string[] {
  return compareStates(state(before), state(after)).map(
    ({ direction, dimension, session, what, on }) =>
      `${direction} ${dimension} ${session.label}: ${what.join(', ')} on ${on.join(', ')}`,
  );
}

describe('what is only written in another way', () => {
  it.each(REFACTORINGS)('is no change: %s', (_, before, after) => {
    expect(before).not.toEqual(after);
    // There is something that could have been told.
    expect(state(before).some(({ grants }) => grants.length > 0)).toBe(true);
    expect(told(before, after)).toEqual([]);
    expect(told(after, before)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Files } from '../../support/changes.js';
import { changesBetween, told } from '../../support/changes.js';

/** One dimension that gets wider on one platform: the text before, what is replaced by what, and what has to be said. */
type Case = readonly [name: string, files: Files, from: string, to: string, said: string];

const GITHUB = '.github/workflows/ci.yml';
const WORKFLOW = `on: { push: { branches: [main] } }
permissions: {}
jobs:
  ship:
    permissions: { contents: read, id-token: none }
    environment: production
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
      - run: ./ship
        env: { TOKEN: '\${{ secrets.SHIP_TOKEN }}' }
`;

const CALLED: Files = {
  [GITHUB]: `on: push
jobs:
  call:
    permissions: { contents: read, issues: write }
    uses: ./.github/workflows/inner.yml
`,
  '.github/workflows/inner.yml': `on: { workflow_call: { inputs: { deep: { type: boolean, default: false } } } }
permissions: { contents: read }
jobs:
  inner:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps: [{ run: make }]
`,
};

const GITLAB = '.gitlab-ci.yml';
const PIPELINE = `ship:
  script: ./ship $SHIP_TOKEN
  timeout: 10 minutes
  environment: production
  rules:
    - if: '$CI_COMMIT_BRANCH == "main"'
      when: manual
`;

const AZURE = 'azure-pipelines.yml';
const AZURE_TEXT = `trigger: { branches: { include: [main] } }
pr: none
jobs:
  - deployment: ship
    timeoutInMinutes: 15
    environment: production
    pool: { vmImage: ubuntu-latest }
    strategy: { runOnce: { deploy: { steps: [{ script: ./ship }] } } }
`;

const BITBUCKET = 'bitbucket-pipelines.yml';
const BITBUCKET_TEXT = `image: node:20
pipelines:
  branches:
    main:
      - step: { name: Ship, max-time: 10, trigger: manual, script: [./ship $SHIP_TOKEN] }
`;

const CIRCLE = '.circleci/config.yml';
const CIRCLE_TEXT = `version: 2.1
jobs:
  ship:
    docker: [{ image: cimg/node:20.1 }]
    steps: [{ run: npm publish --token $NPM_TOKEN }]
workflows:
  build:
    jobs:
      - ship: { filters: { branches: { only: main } } }
`;

const ROLE = 'infra/role.yaml';
const ROLE_TEXT = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: shop
      MaxSessionDuration: 3600
      PermissionsBoundary: arn:aws:iam::123456789012:policy/bound
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Action: sts:AssumeRole, Principal: { AWS: arn:aws:iam::123456789012:role/ci } }]
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement:
              - { Effect: Allow, Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/*' }
              - { Effect: Deny, Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/private/*' }
`;

const BOUNDED = `${ROLE_TEXT.replace('arn:aws:iam::123456789012:policy/bound', '!Ref Bound').replace("'s3:GetObject', Resource: 'arn:aws:s3:::shop/*'", "['s3:GetObject', 's3:PutObject'], Resource: '*'")}  Bound:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement: [{ Effect: Allow, Action: 's3:GetObject', Resource: '*' }]
`;

const RBAC = 'deploy/web.yaml';
const RBAC_TEXT = `apiVersion: v1
kind: ServiceAccount
metadata: { name: web, namespace: shop }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: web, namespace: shop }
rules: [{ apiGroups: [''], resources: [configmaps], verbs: [get], resourceNames: [settings] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: web, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: web }
subjects: [{ kind: ServiceAccount, name: web, namespace: shop }]
`;

const RABBIT = 'definitions.json';
const RABBIT_TEXT = `{ "users": [{ "name": "shop", "password_hash": "x", "tags": "" }], "vhosts": [{ "name": "/" }],
  "permissions": [{ "user": "shop", "vhost": "/", "configure": "^$", "write": "^$", "read": "^orders$" }] }`;

const AGENT = '.claude/settings.json';
const AGENT_TEXT = `{ "permissions": { "allow": ["Bash(npm test)"], "ask": ["Bash(git push *)"], "deny": ["Bash(rm *)"],
  "defaultMode": "default" } }`;

const SWITCHED = `variable "on" { default = false }
resource "aws_iam_role" "shop" {
  count = var.on ? 1 : 0
  name = "shop"
  assume_role_policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
  inline_policy { policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "s3:PutObject", Resource = "*" }] }) }
}
`;

/** Written before any of them ran. */
const WIDER: readonly Case[] = [
  ['a right', { [GITHUB]: WORKFLOW }, 'contents: read', 'contents: write', 'reach job ship: contents:write'],
  [
    'a secret',
    { [GITHUB]: WORKFLOW },
    "}}' }",
    "}}', KEY: '${{ secrets.KEY }}' }",
    'reach job ship: hold KEY',
  ],
  [
    'an actor',
    { [GITHUB]: WORKFLOW },
    'on: {',
    'on: { pull_request_target: {},',
    'start job ship: pull_request_target',
  ],
  ['all branches', { [GITHUB]: WORKFLOW }, '{ push: { branches: [main] } }', 'push', 'start job ship: push'],
  ['a time', { [GITHUB]: WORKFLOW }, 'timeout-minutes: 15', 'timeout-minutes: 90', 'lifetime job ship: 5400'],
  ['a gate', { [GITHUB]: WORKFLOW }, '    environment: production\n', '', 'gate job ship: '],
  [
    'a called workflow',
    CALLED,
    'permissions: { contents: read }',
    'permissions: { contents: read, issues: write }',
    'reach job inner: issues:write',
  ],
  [
    'a branch of GitLab',
    { [GITLAB]: PIPELINE },
    `$CI_COMMIT_BRANCH == "main"`,
    '$CI_COMMIT_BRANCH',
    'start job ship: ',
  ],
  ['a manual job', { [GITLAB]: PIPELINE }, '\n      when: manual', '', 'gate job ship: '],
  ['a time of GitLab', { [GITLAB]: PIPELINE }, '10 minutes', '3 hours', 'lifetime job ship: 10800'],
  [
    'a secret of GitLab',
    { [GITLAB]: PIPELINE },
    '$SHIP_TOKEN',
    '$SHIP_TOKEN $DEPLOY_KEY',
    'reach job ship: hold DEPLOY_KEY',
  ],
  [
    'a time of Azure',
    { [AZURE]: AZURE_TEXT },
    'timeoutInMinutes: 15',
    'timeoutInMinutes: 300',
    'lifetime job ship: 18000',
  ],
  ['a branch of Bitbucket', { [BITBUCKET]: BITBUCKET_TEXT }, 'main:', "'*':", 'start step '],
  ['a manual step', { [BITBUCKET]: BITBUCKET_TEXT }, 'trigger: manual, ', '', 'gate step '],
  [
    'a filter of CircleCI',
    { [CIRCLE]: CIRCLE_TEXT },
    '- ship: { filters: { branches: { only: main } } }',
    '- ship',
    'start job ',
  ],
  ['a context', { [CIRCLE]: CIRCLE_TEXT }, '- ship: {', '- ship: { context: [prod],', 'reach job '],
  [
    'an action',
    { [ROLE]: ROLE_TEXT },
    "'s3:GetObject', Resource: 'arn:aws:s3:::shop/*'",
    "'s3:*', Resource: 'arn:aws:s3:::shop/*'",
    'reach role shop: ',
  ],
  [
    'a resource',
    { [ROLE]: ROLE_TEXT },
    "'arn:aws:s3:::shop/*'",
    "'arn:aws:s3:::*'",
    'reach role shop: s3:GetObject',
  ],
  [
    'a deny that is gone',
    { [ROLE]: ROLE_TEXT },
    "              - { Effect: Deny, Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/private/*' }\n",
    '',
    'reach role shop: ',
  ],
  [
    'a boundary that is gone',
    { [ROLE]: BOUNDED },
    '      PermissionsBoundary: !Ref Bound\n',
    '',
    'reach role shop: s3:PutObject',
  ],
  [
    'a boundary that is gone from a pattern of actions',
    { [ROLE]: BOUNDED.replace("['s3:GetObject', 's3:PutObject']", "'s3:*'") },
    '      PermissionsBoundary: !Ref Bound\n',
    '',
    'reach role shop: s3:*',
  ],
  [
    'a boundary that allows more',
    { [ROLE]: BOUNDED.replace("['s3:GetObject', 's3:PutObject']", "'s3:*'") },
    "Statement: [{ Effect: Allow, Action: 's3:GetObject'",
    "Statement: [{ Effect: Allow, Action: 's3:Get*'",
    'reach role shop: s3:*',
  ],
  [
    'a boundary that is gone, and was not here',
    { [ROLE]: ROLE_TEXT },
    '      PermissionsBoundary: arn:aws:iam::123456789012:policy/bound\n',
    '',
    'reach role shop: s3:GetObject',
  ],
  ['a principal', { [ROLE]: ROLE_TEXT }, 'role/ci }', 'root }', 'start role shop: '],
  ['a session of a role', { [ROLE]: ROLE_TEXT }, '3600', '43200', 'lifetime role shop: 43200'],
  [
    'a verb',
    { [RBAC]: RBAC_TEXT },
    '[get]',
    '[get, patch]',
    'reach service account shop/web: patch configmaps',
  ],
  [
    'a name',
    { [RBAC]: RBAC_TEXT },
    ', resourceNames: [settings]',
    '',
    'reach service account shop/web: get configmaps',
  ],
  ['a queue', { [RABBIT]: RABBIT_TEXT }, '"^orders$"', '"^(orders|payments)$"', 'reach RabbitMQ user shop: '],
  [
    'a right of a broker',
    { [RABBIT]: RABBIT_TEXT },
    '"write": "^$"',
    '"write": "^orders$"',
    'reach RabbitMQ user shop: write',
  ],
  [
    'a tool',
    { [AGENT]: AGENT_TEXT },
    '"Bash(npm test)"',
    '"Bash(npm test)", "Bash(npm publish)"',
    'reach agent Claude Code: Bash(npm publish)',
  ],
  [
    'a switch',
    { 'main.tf': SWITCHED },
    'default = false',
    'default = true',
    'session role shop: s3:PutObject',
  ],
  ['a mode', { [AGENT]: AGENT_TEXT }, '"default"', '"bypassPermissions"', 'gate agent Claude Code: '],
];

function replaced(files: Files, from: string, to: string): Files {
  const after = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, text.replace(from, () => to)]),
  );
  if (JSON.stringify(after) === JSON.stringify(files)) throw new Error(`nothing to replace: ${from}`);
  return after;
}

describe('what gets wider is told in its dimension, and the other way round as narrower', () => {
  it.each(WIDER)('%s', (_, files, from, to, said) => {
    const after = replaced(files, from, to);
    const forth = changesBetween(files, after).map(told);
    expect(
      forth.filter((line) => line.startsWith(`wider ${said}`)),
      forth.join('\n'),
    ).not.toEqual([]);
    const [dimension] = said.split(' ');
    const back = changesBetween(after, files).map(told);
    expect(back.filter((line) => line.startsWith(`wider ${dimension ?? ''} `))).toEqual([]);
    expect(
      back.filter((line) => line.startsWith(`narrower ${dimension ?? ''} `)),
      back.join('\n'),
    ).not.toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import type { MarkedFiles as Files } from '../../support/ide/hoversIn.js';
import { hoversIn } from '../../support/ide/hoversIn.js';
import { shownLines } from '../../support/ide/shownLines.js';

const WORKFLOW = `on:
  push: { branches: [main] }
  pull_request:
permissions:
  contents: read
jobs:
  publish:
    permissions: write-all
    BODY
`;

function job(body: string): Files {
  return { '.github/workflows/ci.yml': WORKFLOW.replace('BODY', body) };
}

function steps(text: string): Files {
  return job(`runs-on: ubuntu-latest\n    steps:\n${text.replace(/^/gmu, '      ')}`);
}

const TRUST = (sub: string, aud = 'sts.amazonaws.com'): string => `{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": { "Federated": "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
      "StringEquals": { "token.actions.githubusercontent.com:aud": "${aud}" },
      "StringLike": { "token.actions.githubusercontent.com:sub": "${sub}" }
    }
  }]
}`;

const ROLE = (properties: string): string => `Resources:
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      ${properties}
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }
      Policies:
        - PolicyName: read
          PolicyDocument:
            Version: '2012-10-17'
            Statement:
              - Effect: Allow
                Action: s3:GetObject
                Resource: arn:aws:s3:::shop/*
`;

const MODULE = `variable "name" {}
resource "aws_iam_role" "this" {
  name = var.name
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Action = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}
output "role_arn" {
  value = aws_iam_role.this.arn
}
`;

interface Case {
  readonly at: string;
  readonly files: Files;
  readonly first: RegExp;
  readonly has?: readonly string[];
}

const CASES: readonly Case[] = [
  {
    at: 'if of a job',
    files: job(`if: github.<|>event_name == 'push'\n    runs-on: ubuntu-latest\n    steps: [{ run: echo }]`),
    first: /^\*\*No approval\*\*: it decides which runs come to job `publish`, and asks nobody/u,
    has: ['`push` (branch main): people with write access', 'Never started by `pull_request`.'],
  },
  {
    at: 'if that nothing gets through',
    files: job(
      `i<|>f: github.event_name == 'schedule'\n    runs-on: ubuntu-latest\n    steps: [{ run: echo }]`,
    ),
    first: /^\*\*Nothing starts job `publish`\*\*/u,
  },
  {
    at: 'if of a step',
    files: steps(`- if: alw<|>ays()\n  run: echo`),
    first: /^\*\*No gate for job `publish`\*\*: it decides about this step alone/u,
  },
  {
    at: 'condition of Azure',
    files: {
      'azure-pipelines.yml': `trigger: [main]
jobs:
  - job: deploy
    cond<|>ition: eq(variables['Build.SourceBranch'], 'refs/heads/main')
    steps: [{ script: make }]
`,
    },
    first: /^\*\*No approval\*\*: it decides which runs come to job `deploy`/u,
    has: ['(branch main)'],
  },
  {
    at: 'when of CircleCI',
    files: {
      '.circleci/config.yml': `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:stable }]
    steps: [{ run: make }]
workflows:
  main:
    w<|>hen: { equal: [main, << pipeline.git.branch >>] }
    jobs: [build]
`,
    },
    first: /^\*\*`push`\*\*: anyone with write access/u,
    has: ['Narrowed by branch main.'],
  },
  {
    at: 'if of a rule of GitLab',
    files: {
      '.gitlab-ci.yml': `deploy:
  script: [make]
  rules:
    - if: $CI_COMMIT_BRANCH <|>== "main"
`,
    },
    first: /^\*\*Starts job `deploy`/u,
    has: ['`push` (branch main)'],
  },
  {
    at: 'permissions of the workflow',
    files: {
      'a/.github/workflows/ci.yml': `on: push
permis<|>sions: { contents: write, issues: write }
jobs:
  build: { runs-on: ubuntu-latest, steps: [{ uses: actions/checkout@v4 }] }
`,
    },
    first: /^No step needs any of them/u,
    has: ['**Grants of GITHUB_TOKEN**'],
  },
  {
    at: 'permissions of the workflow that no job takes',
    files: {
      'a/.github/workflows/ci.yml': `on: push
permis<|>sions: { contents: write }
jobs:
  build: { permissions: {}, runs-on: ubuntu-latest, steps: [{ run: echo }] }
`,
    },
    first: /^\*\*No job has these permissions\*\*/u,
  },
  {
    at: 'write-all',
    files: {
      'a/.github/workflows/ci.yml': `on: push
permissions: write-<|>all
jobs:
  release:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: gh release create v1 && ./tool
        env: { GH_TOKEN: '\${{ github.token }}' }
`,
    },
    first: /^\*\*Needed: `contents:write`; of \d+ it is not known\.\*\*/u,
    has: ['gets everything that can be written'],
  },
  {
    at: 'persist-credentials: false',
    files: steps(`- uses: actions/checkout@v4\n  with: { persist-cre<|>dentials: false }`),
    first: /^\*\*GITHUB_TOKEN is not left behind\*\*/u,
  },
  {
    at: 'persist-credentials: true',
    files: steps(`- uses: actions/checkout@v4\n  with: { persist-credentials: tr<|>ue }\n- run: echo`),
    first: /^\*\*Leaves GITHUB_TOKEN\*\*/u,
  },
  {
    at: 'run that needs the token',
    files: steps(`- ru<|>n: gh release create v1\n  env: { GH_TOKEN: '\${{ github.token }}' }`),
    first: /^\*\*Needs `contents:write` of GITHUB_TOKEN\*\*: To create a release\./u,
    has: ['Is handed GITHUB_TOKEN'],
  },
  {
    at: 'run that needs nothing of it',
    files: steps(`- run: echo <|>hello`),
    first: /^\*\*Needs nothing of GITHUB_TOKEN\.\*\*/u,
  },
  {
    at: 'run whose needs are not known',
    files: steps(`- run: ./too<|>l\n  env: { GH_TOKEN: '\${{ github.token }}' }`),
    first: /^\*\*What it needs of GITHUB_TOKEN is not known\*\*/u,
  },
  {
    at: 'run that finds the token that checkout left',
    files: steps(`- uses: actions/checkout@v4\n- run: echo <|>hello`),
    first: /^\*\*Needs nothing of GITHUB_TOKEN\.\*\*/u,
    has: ['which an earlier step leaves in'],
  },
  {
    at: 'script of GitLab',
    files: {
      '.gitlab-ci.yml': `build:
  script:
    - 'curl --header "JOB-<|>TOKEN: $CI_JOB_TOKEN" $CI_API_V4_URL/projects/1/packages/generic/a/1/b'
`,
    },
    first: /CI_JOB_TOKEN/u,
  },
  {
    at: 'script of Azure',
    files: { 'azure-pipelines.yml': 'trigger: [main]\nsteps:\n  - scri<|>pt: make\n' },
    first: /^\*\*Nothing in it is seen to use System\.AccessToken\.\*\*/u,
  },
  {
    at: 'script of CircleCI',
    files: {
      '.circleci/config.yml': `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:stable }]
    steps:
      - run: ma<|>ke
workflows: { main: { jobs: [build] } }
`,
    },
    first: /^\*\*Nothing in it is seen to use /u,
  },
  {
    at: 'script of Bitbucket',
    files: {
      'bitbucket-pipelines.yml': 'pipelines:\n  default:\n    - step:\n        script: [ma<|>ke]\n',
    },
    first: /^\*\*Nothing in it is seen to use /u,
  },
  {
    at: 'role-duration-seconds',
    files: steps(`- uses: aws-actions/configure-aws-credentials@v4
  with:
    role-to-assume: arn:aws:iam::111122223333:role/deploy
    role-duration-sec<|>onds: 43200
    aws-region: eu-west-1`),
    first: /^\*\*AWS role `deploy` lasts up to 12 h \(`role-duration-seconds`\)\*\*/u,
    has: ['It works on after job `publish` has ended'],
  },
  {
    at: 'sub of a trust policy in JSON',
    files: { 'trust.json': TRUST('repo:acme/<|>*') },
    first: /^\*\*Lets in\*\* jobs of any repository of acme/u,
    has: ['Passes: ', 'Fails: '],
  },
  {
    at: 'aud of a trust policy in JSON',
    files: { 'trust.json': TRUST('repo:acme/shop:ref:refs/heads/main', 'sts.<|>amazonaws.com') },
    first: /^\*\*Lets in\*\* jobs of repository acme\/shop on branch main/u,
  },
  {
    at: 'key of the sub',
    files: { 'trust.json': TRUST('repo:acme/shop:*').replace('com:sub', 'com:<|>sub') },
    first: /^\*\*Lets in\*\* jobs of repository acme\/shop/u,
    has: ['StringLike token.actions.githubusercontent.com:sub'],
  },
  {
    at: 'sub in Terraform',
    files: {
      'main.tf': `data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]
    principals {
      type        = "Federated"
      identifiers = ["arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "token.actions.githubusercontent.com:sub"
      values   = ["repo:acme/sh<|>op:ref:refs/heads/main"]
    }
  }
}
resource "aws_iam_role" "deploy" {
  name               = "dep<|>loy"
  assume_role_policy = data.aws_iam_policy_document.tr<|>ust.json
}
`,
    },
    first: /^\*\*Lets in\*\* .*to role `deploy`|^\*\*Session of role `deploy`|^Defined in/u,
  },
  {
    at: 'name of a role in a template',
    files: { 'template.yml': ROLE('RoleName: shop-<|>deploy') },
    first: /^\*\*Session of role `shop-deploy`: narrow\*\*/u,
  },
  {
    at: 'Resource',
    files: {
      'template.yml': ROLE('MaxSessionDuration: 3600').replace('Resource: arn', 'Reso<|>urce: a<|>rn'),
    },
    first: /^Whether it is needed is not known\./u,
    has: ['**On `arn:aws:s3:::shop/*`**: `s3:GetObject`', ', without approval.'],
  },
  {
    at: 'Resource that is everything',
    files: {
      'template.yml': ROLE('MaxSessionDuration: 3600').replace('arn:aws:s3:::shop/*', "'<|>*'"),
    },
    first: /^Whether it is needed is not known\./u,
    has: ['**On `*`** (covers every'],
  },
  {
    at: 'verbs of a role of Kubernetes',
    files: {
      'rbac.yaml': `apiVersion: v1
kind: ServiceAccount
metadata: { name: api, namespace: shop }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: r<|>ead, namespace: shop }
rules:
  - { apiGroups: [''], resources: [secrets], verbs: [g<|>et] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: api, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: read }
subjects: [{ kind: ServiceAccount, name: api, namespace: shop }]
`,
    },
    first: /needed is not known|No step needs/u,
    has: ['`get secrets`'],
  },
  {
    at: '!Ref and !GetAtt',
    files: {
      'template.yml': `${ROLE('MaxSessionDuration: 3600')}  Fn:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Dep<|>loy.Arn
      Description: !Ref Depl<|>oy
`,
    },
    first: /^\*\*Lambda function `Fn`\*\* runs as role|^\*\*Role `Deploy`: narrow\*\*/u,
  },
  {
    at: 'output of a module',
    files: {
      'main.tf': `module "deploy" {
  source = "./modules/role"
  name   = "shop-deploy"
}
output "arn" { value = module.deploy.role_<|>arn }
output "again" { value = module.deploy.role_a<|>rn }
`,
      'modules/role/main.tf': MODULE,
    },
    first: /^\*\*Role `shop-deploy`: /u,
    has: ['Started by Lambda functions.'],
  },
];

describe('hovers where people point', () => {
  it.each(CASES)('at $at', ({ files, first, has = [] }) => {
    const hovers = hoversIn(files);
    expect(hovers.length).toBeGreaterThan(0);
    for (const markdown of hovers) {
      expect(markdown).toMatch(first);
      // A card is a table, which is as long as what it tells; its verdict stands first.
      if (markdown?.startsWith('**Session of') !== true) {
        expect(shownLines(markdown ?? '')).toBeLessThanOrEqual(10);
      }
    }
    for (const text of has) expect(hovers.join('\n')).toContain(text);
  });

  it('says nothing where nothing is meant', () => {
    expect(hoversIn(steps(`- na<|>me: hello\n  run: echo`))).toEqual([undefined]);
    expect(hoversIn({ 'template.yml': ROLE('Desc<|>ription: a role') })).toEqual([undefined]);
  });
});

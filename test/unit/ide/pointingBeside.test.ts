import { describe, expect, it } from 'vitest';
import type { MarkedFiles } from '../../support/ide/hoversIn.js';
import { hoversIn } from '../../support/ide/hoversIn.js';

interface Case {
  readonly at: string;
  readonly files: MarkedFiles;
  readonly first: RegExp;
  readonly has?: readonly string[];
}

const CASES: readonly Case[] = [
  {
    at: 'call of a module',
    files: {
      'main.tf': 'module "dep<|>loy" {\n  source = "./modules/role"\n  name   = "shop-deploy"\n}\n',
      'modules/role/main.tf': `variable "name" {}
resource "aws_iam_role" "this" {
  name = var.name
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}
`,
    },
    first: /^\*\*Role `shop-deploy`: /u,
    has: ['Started by Lambda functions.'],
  },
  {
    at: 'what stands below an event',
    files: {
      '.github/workflows/ci.yml':
        'on: { push: { bran<|>ches: [ma<|>in] } }\njobs:\n  publish: { runs-on: ubuntu-latest, steps: [{ run: make }] }\n',
    },
    first: /^\*\*`push`\*\*: /u,
    has: ['Starts job `publish`', 'Narrowed by branch main'],
  },
  {
    at: 'ID token of GitLab',
    files: {
      '.gitlab-ci.yml': `deploy:
  script:
    - aws sts assume-role-with-web-identity --role-arn arn:aws:iam::111122223333:role/shop --web-identity-token $AWS_TOKEN
  id_tokens:
    AWS_<|>TOKEN: { aud: https://gi<|>tlab.com }
`,
    },
    first: /^\*\*AWS_TOKEN is an ID token of the job\*\*/u,
    has: ['`https://gitlab.com`'],
  },
  {
    at: 'approval of CircleCI',
    files: {
      '.circleci/config.yml': `version: 2.1
jobs:
  deploy:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [{ run: ./deploy.sh }]
workflows:
  main:
    jobs:
      - ho<|>ld: { type: approval }
      - deploy: { requires: [hold], context: aws }
`,
    },
    first: /^\*\*Approval job hold\*\*: enforced/u,
    has: ['Guards '],
  },
  {
    at: 'rule that asks',
    files: { '.claude/settings.json': '{ "permissions": { "ask": ["Bash(git<|> push *)"] } }' },
    first: /^\*\*A person is asked before each use\*\*/u,
  },
  {
    at: 'rule that refuses',
    files: { '.claude/settings.json': '{ "permissions": { "deny": ["Read(./.<|>env)"] } }' },
    first: /^\*\*Refused\*\*/u,
  },
];

describe('hovers beside what is told in the model', () => {
  it.each(CASES)('at $at', ({ files, first, has = [] }) => {
    const hovers = hoversIn(files);
    expect(hovers.length).toBeGreaterThan(0);
    for (const markdown of hovers) {
      expect(markdown).toMatch(first);
      for (const words of has) expect(markdown).toContain(words);
    }
  });
});

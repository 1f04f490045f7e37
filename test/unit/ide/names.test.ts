import { describe, expect, it } from 'vitest';
import { definitions, references } from '../../../server/src/core/ide/definitions.js';
import { extractCursors } from '../../support/cursor.js';
import { openRepository, pathOf, uriOf } from '../../support/repository.js';

type Files = Readonly<Record<string, string>>;

interface Case {
  readonly at: string;
  readonly files: Files;
  /** Where it is defined: path, and the line's text from there on. */
  readonly leads: readonly string[];
  /** How many texts name what is defined, asked for at the name; left out where the name is none that can be asked for. */
  readonly named?: number;
}

const ROLE = `Resources:
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      RoleName: shop-deploy
      AssumeRolePolicyDocument:
        Version: '2012-10-17'
        Statement:
          - { Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }
`;

const ARN = 'arn:aws:iam::111122223333:role/shop-<|>deploy';

const CLUSTER = (
  account: string,
  set: string,
  subject: string,
): string => `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: api, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${set} }
subjects: [{ kind: ServiceAccount, name: ${subject}, namespace: shop }]
---
apiVersion: v1
kind: Pod
metadata: { name: api, namespace: shop }
spec: { serviceAccountName: ${account}, containers: [{ name: api, image: api }] }
`;

const IDENTITIES = `apiVersion: v1
kind: ServiceAccount
metadata: { name: api, namespace: shop }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: read, namespace: shop }
rules: [{ apiGroups: [''], resources: [secrets], verbs: [get] }]
`;

const cluster = (account = 'api', set = 'read', subject = 'api'): Files => ({
  'cluster/bindings.yaml': CLUSTER(account, set, subject),
  'cluster/identities.yaml': IDENTITIES,
});

const CIRCLE = (build: string, command: string, executor: string): Files => ({
  '.circleci/config.yml': `version: 2.1
executors: { small: { docker: [{ image: cimg/base:stable }] } }
commands: { prepare: { steps: [{ run: make }] } }
jobs:
  build:
    executor: ${executor}
    steps:
      - ${command}
workflows:
  main:
    jobs:
      - ${build}
`,
});

const MODULE = `variable "name" {}
locals { prefix = "shop" }
resource "aws_iam_role" "this" {
  name = "\${local.prefix}-\${var.name}"
}
output "role_arn" { value = aws_iam_role.this.arn }
`;

const terraform = (text: string): Files => ({ 'main.tf': text, 'modules/role/main.tf': MODULE });

const CASES: readonly Case[] = [
  {
    at: 'ARN of a role in a workflow',
    files: {
      '.github/workflows/ci.yml': `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    permissions: { id-token: write }
    steps:
      - uses: aws-actions/configure-aws-credentials@v4
        with: { role-to-assume: '${ARN}', aws-region: eu-west-1 }
`,
      'infra/roles.yml': ROLE,
    },
    leads: ['infra/roles.yml Deploy:'],
    named: 1,
  },
  {
    at: 'ARN of a role in a trust policy',
    files: {
      'infra/roles.yml': ROLE,
      'infra/other.yml': ROLE.replace('shop-deploy', 'other').replace(
        'Service: lambda.amazonaws.com',
        `AWS: '${ARN}'`,
      ),
    },
    leads: ['infra/roles.yml Deploy:'],
  },
  {
    at: 'ARN of a role in Terraform, of one in a template',
    files: {
      'infra/roles.yml': ROLE,
      'main.tf': `resource "aws_iam_policy" "take" {
  name   = "take"
  policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Resource = "${ARN}" }] })
}
`,
    },
    leads: ['infra/roles.yml Deploy:'],
  },
  {
    at: 'ARN of a role at an account of Kubernetes',
    files: {
      'infra/roles.yml': ROLE,
      'account.yaml': `apiVersion: v1
kind: ServiceAccount
metadata:
  name: api
  namespace: shop
  annotations: { eks.amazonaws.com/role-arn: '${ARN}' }
`,
    },
    leads: ['infra/roles.yml Deploy:'],
  },
  {
    at: 'account of a pod',
    files: cluster('a<|>pi'),
    leads: ['cluster/identities.yaml api, namespace: shop }'],
  },
  {
    at: 'set of a binding',
    files: cluster('api', 're<|>ad'),
    leads: ['cluster/identities.yaml read, namespace: shop }'],
    named: 1,
  },
  {
    at: 'subject of a binding',
    files: cluster('api', 'read', 'a<|>pi'),
    leads: ['cluster/identities.yaml api, namespace: shop }'],
    named: 2,
  },
  {
    at: 'resource of a kustomization',
    files: { 'k/kustomization.yaml': 'resources: [ident<|>ities.yaml]\n', 'k/identities.yaml': IDENTITIES },
    leads: ['k/identities.yaml apiVersion: v1'],
  },
  {
    at: 'base of a kustomization',
    files: {
      'k/over/kustomization.yaml': 'resources: [../ba<|>se]\n',
      'k/base/kustomization.yaml': 'resources: [identities.yaml]\n',
      'k/base/identities.yaml': IDENTITIES,
    },
    leads: ['k/base/kustomization.yaml resources: [identities.yaml]'],
  },
  {
    at: '!Ref',
    files: {
      'a.yml': `${ROLE}  Other:\n    Type: AWS::SNS::Topic\n    Properties: { TopicName: !Ref Dep<|>loy }\n`,
    },
    leads: ['a.yml Deploy:'],
    named: 1,
  },
  {
    at: '!GetAtt and ${} of !Sub',
    files: {
      'a.yml': `${ROLE}  Other:
    Type: AWS::SNS::Topic
    Properties: { TopicName: !GetAtt Dep<|>loy.Arn, DisplayName: !Sub 'x \${Depl<|>oy.Arn} \${AWS::Region}' }
`,
    },
    leads: ['a.yml Deploy:', 'a.yml Deploy:'],
    named: 2,
  },
  {
    at: 'DependsOn and the long form of Ref in JSON',
    files: {
      'a.json': `{ "AWSTemplateFormatVersion": "2010-09-09", "Resources": {
  "Deploy": { "Type": "AWS::IAM::Role" },
  "Other": { "Type": "AWS::SNS::Topic", "DependsOn": "Dep<|>loy",
    "Properties": { "TopicName": { "Ref": "Dep<|>loy" } } }
} }
`,
    },
    leads: [
      'a.json "Deploy": { "Type": "AWS::IAM::Role" },',
      'a.json "Deploy": { "Type": "AWS::IAM::Role" },',
    ],
    named: 2,
  },
  {
    at: 'variable and local value of a module',
    files: {
      'modules/role/main.tf': MODULE.replace('local.prefix', 'local.pre<|>fix').replace(
        'var.name',
        'var.na<|>me',
      ),
    },
    leads: ['modules/role/main.tf prefix = "shop" }', 'modules/role/main.tf "name" {}'],
    named: 1,
  },
  {
    at: 'resource in another file of the folder',
    files: {
      'role.tf': 'resource "aws_iam_role" "deploy" { name = "deploy" }\n',
      'main.tf': 'resource "aws_iam_role_policy_attachment" "a" { role = aws_iam_role.dep<|>loy.name }\n',
    },
    leads: ['role.tf "deploy" { name = "deploy" }'],
    named: 1,
  },
  {
    at: 'data source',
    files: terraform(`data "aws_iam_policy_document" "read" {}
resource "aws_iam_policy" "read" { policy = data.aws_iam_policy_document.re<|>ad.json }
`),
    leads: ['main.tf "read" {}'],
    named: 1,
  },
  {
    at: 'output of a module, and the module',
    files: terraform(`module "deploy" {
  source = "./modules/role"
  name   = "deploy"
}
output "a" { value = mod<|>ule.deploy.role_arn }
output "b" { value = module.deploy.role_<|>arn }
`),
    leads: ['main.tf "deploy" {', 'modules/role/main.tf "role_arn" { value = aws_iam_role.this.arn }'],
    named: 2,
  },
  {
    at: 'source of a module',
    files: terraform('module "deploy" {\n  source = "./modules/r<|>ole"\n  name = "deploy"\n}\n'),
    leads: ['modules/role/main.tf variable "name" {}'],
  },
  {
    at: 'included file of GitLab',
    files: {
      '.gitlab-ci.yml': 'include:\n  - local: /ci/ba<|>se.yml\nbuild: { script: [make] }\n',
      'ci/base.yml': '.base: { image: node }\n',
    },
    leads: ['ci/base.yml .base: { image: node }'],
  },
  {
    at: 'job that is extended, in another file',
    files: {
      '.gitlab-ci.yml': 'include: /.gitlab/ci/base.yml\nbuild: { extends: .ba<|>se, script: [make] }\n',
      '.gitlab/ci/base.yml': '.base: { image: node }\n',
    },
    leads: ['.gitlab/ci/base.yml .base: { image: node }'],
    named: 1,
  },
  {
    at: 'job that is needed',
    files: { '.gitlab-ci.yml': 'build: { script: [make] }\ntest: { script: [make], needs: [bu<|>ild] }\n' },
    leads: ['.gitlab-ci.yml build: { script: [make] }'],
    named: 1,
  },
  {
    at: 'template of Azure',
    files: {
      'azure-pipelines.yml': 'trigger: [main]\njobs:\n  - template: ci/jo<|>bs.yml\n',
      'ci/jobs.yml': 'jobs:\n  - job: build\n    steps: [{ script: make }]\n',
    },
    leads: ['ci/jobs.yml jobs:'],
  },
  {
    at: 'stage that another one waits for',
    files: {
      'azure-pipelines.yml': `trigger: [main]
jobs:
  - job: build
    steps: [{ script: make }]
  - job: test
    dependsOn: bu<|>ild
    steps: [{ script: make }]
`,
    },
    leads: ['azure-pipelines.yml build'],
    named: 1,
  },
  {
    at: 'job of a workflow of CircleCI',
    files: CIRCLE('bu<|>ild', 'prepare', 'small'),
    leads: ['.circleci/config.yml build:'],
    named: 1,
  },
  {
    at: 'command of a step',
    files: CIRCLE('build', 'pre<|>pare', 'small'),
    leads: ['.circleci/config.yml prepare: { steps: [{ run: make }] } }'],
    named: 1,
  },
  {
    at: 'executor of a job',
    files: CIRCLE('build', 'prepare', 'sm<|>all'),
    leads: ['.circleci/config.yml small: { docker: [{ image: cimg/base:stable }] } }'],
    named: 1,
  },
  {
    at: 'configuration that a setup configuration goes on with',
    files: {
      '.circleci/config.yml': `version: 2.1
setup: true
orbs: { path-filtering: circleci/path-filtering@2.0.0 }
workflows:
  setup:
    jobs:
      - path-filtering/filter:
          config-path: .circleci/<|>next.yml
`,
      '.circleci/next.yml': 'version: 2.1\njobs: {}\n',
    },
    leads: ['.circleci/next.yml version: 2.1'],
  },
  {
    at: 'workflow that is called, and a job that is needed',
    files: {
      '.github/workflows/a.yml': `on: push
jobs:
  build: { uses: ./.github/workflows/b.<|>yml }
  test: { needs: bu<|>ild, runs-on: ubuntu-latest, steps: [{ run: make }] }
`,
      '.github/workflows/b.yml':
        'on: workflow_call\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: make }] } }\n',
    },
    leads: [
      '.github/workflows/b.yml on: workflow_call',
      '.github/workflows/a.yml build: { uses: ./.github/workflows/b.yml }',
    ],
    named: 1,
  },
];

function read(files: Files) {
  const marked = Object.entries(files).map(([path, text]) => ({ path, ...extractCursors(text) }));
  const texts = new Map(marked.map(({ path, text }) => [path, text]));
  const places = marked.flatMap(({ path, offsets }) =>
    offsets.map((offset) => ({ uri: uriOf(path), offset })),
  );
  return { snapshot: openRepository(texts), texts, places };
}

describe('from a name to what it means', () => {
  it.each(CASES)('$at', ({ files, leads, named }) => {
    const { snapshot, texts, places } = read(files);
    const found = places.flatMap(({ uri, offset }) =>
      definitions(snapshot, uri, offset).map(({ target }) => {
        const path = pathOf(target.uri);
        return `${path} ${texts.get(path)?.slice(target.range.start).split('\n')[0] ?? ''}`;
      }),
    );
    expect(found).toEqual(leads);
    const [first] = places;
    if (named !== undefined && first !== undefined) {
      expect(references(snapshot, first.uri, first.offset)).toHaveLength(named);
    }
  });

  it('leads nowhere from a name that nothing here defines', () => {
    const { snapshot, places } = read({
      'main.tf': 'output "a" { value = module.abs<|>ent.arn }\noutput "b" { value = each.val<|>ue.arn }\n',
      'a.yml': `${ROLE}  Other:\n    Type: AWS::SNS::Topic\n    Properties: { TopicName: !Ref AWS::Reg<|>ion }\n`,
    });
    expect(places.flatMap(({ uri, offset }) => definitions(snapshot, uri, offset))).toEqual([]);
  });

  it('finds from a definition what names it', () => {
    const { snapshot, places } = read({
      'role.tf': 'resource "aws_iam_role" "dep<|>loy" { name = "deploy" }\n',
      'main.tf': `output "a" { value = aws_iam_role.deploy.arn }
output "b" { value = [aws_iam_role.deploy.name, aws_iam_role.deployer.name] }
`,
    });
    const [place] = places;
    expect(place && references(snapshot, place.uri, place.offset)).toHaveLength(2);
  });
});

/** What the gallery shows, as data: places by the text that stands there, not by line, so that they outlast edits. */

export interface Place {
  /** Of the picture. */
  readonly name: string;
  /** Below the folder of the examples. */
  readonly file: string;
  /** Text before the place; the place is at the end of it. */
  readonly at: string;
}

const release = '.github/workflows/release.yml';
const deploy = '.github/workflows/deploy.yml';
const preview = '.github/workflows/preview.yml';
const roles = 'infra/roles.yaml';
const main = 'terraform/main.tf';

/** Where people point. */
export const hovers: readonly Place[] = [
  { name: 'job', file: release, at: '  publ' },
  { name: 'write-all', file: release, at: 'permissions: write' },
  { name: 'permissions-of-workflow', file: release, at: '\npermiss' },
  { name: 'permission', file: preview, at: 'contents: wr' },
  { name: 'permission-of-job', file: deploy, at: 'id-token: wr' },
  { name: 'event', file: preview, at: '  pull_req' },
  { name: 'event-push', file: release, at: '  pu' },
  { name: 'if', file: preview, at: 'if: github.act' },
  { name: 'run', file: preview, at: '- name: Push the preview\n        run: git pu' },
  { name: 'run-install', file: release, at: 'run: npm publ' },
  { name: 'uses', file: release, at: 'uses: softprops/act' },
  { name: 'environment', file: deploy, at: 'environment: prod' },
  { name: 'secret', file: release, at: 'secrets.STRIPE' },
  { name: 'secrets-inherit', file: release, at: 'secrets: inh' },
  { name: 'call', file: release, at: 'uses: ./.github/workflows/dep' },
  { name: 'persist-credentials', file: deploy, at: 'persist-cre' },
  { name: 'role-to-assume', file: deploy, at: 'role-to-assume: arn:aws:iam::111122223333:role/shop' },
  { name: 'role-duration-seconds', file: deploy, at: 'role-duration-seconds: 43' },
  { name: 'runs-on', file: '.github/workflows/nightly.yml', at: 'runs-on: [self' },
  { name: 'schedule', file: '.github/workflows/nightly.yml', at: "cron: '0" },
  { name: 'timeout-minutes', file: '.github/workflows/nightly.yml', at: 'timeout-min' },
  { name: 'static-key', file: '.github/workflows/nightly.yml', at: 'AWS_ACCESS_KEY_ID: ${{ secrets.AWS' },
  { name: 'role-name', file: roles, at: 'RoleName: shop-prod' },
  { name: 'role', file: roles, at: '\n  ArtifactsR' },
  { name: 'sub', file: roles, at: 'sub: repo:acme' },
  { name: 'aud', file: roles, at: 'aud: sts' },
  { name: 'action', file: roles, at: 's3:PutO' },
  { name: 'action-billing', file: roles, at: 'aws-portal:Mod' },
  { name: 'resource', file: roles, at: 'Resource: arn:aws:s3:::shop' },
  { name: 'resource-star', file: roles, at: 'GetSecretValue\n                Resource: "' },
  { name: 'max-session-duration', file: roles, at: 'MaxSessionDur' },
  { name: 'account', file: 'deploy/shop.yaml', at: 'kind: ServiceAccount\nmetadata:\n  name: ap' },
  { name: 'binding', file: 'deploy/shop.yaml', at: 'kind: ClusterRoleBinding\nmetadata:\n  name: shop' },
  { name: 'binding-subject', file: 'deploy/shop.yaml', at: '- kind: ServiceAccount\n    name: ap' },
  { name: 'verb', file: 'deploy/shop.yaml', at: 'verbs: [get, list, watch, upd' },
  { name: 'irsa', file: 'deploy/shop.yaml', at: 'role-arn: arn:aws:iam::1111' },
  { name: 'workload', file: 'deploy/shop.yaml', at: 'serviceAccountName: ord' },
  { name: 'path', file: 'deploy/shop.yaml', at: '/internal/customers/exp' },
  { name: 'broker-user', file: 'rabbitmq/definitions.json', at: '"name": "order-w' },
  { name: 'broker-write', file: 'rabbitmq/definitions.json', at: '"write": "^(orders' },
  { name: 'agent-tool', file: '.claude/settings.json', at: 'mcp__shop-admin__ref' },
  { name: 'agent-ask', file: '.claude/settings.json', at: '"ask": ["Bash(git' },
  { name: 'mcp-server', file: '.mcp.json', at: '"shop-adm' },
  { name: 'mcp-secret', file: '.mcp.json', at: 'SHOP_ADM' },
  { name: 'terraform-role', file: main, at: 'resource "aws_iam_role" "dep' },
  { name: 'terraform-name', file: main, at: 'role = aws_iam_role.dep' },
  { name: 'module-call', file: main, at: 'module "upl' },
  { name: 'module-output', file: main, at: 'module.uploader.role' },
  { name: 'gitlab-job', file: 'pipelines/.gitlab-ci.yml', at: '\ndepl' },
  { name: 'gitlab-role', file: 'pipelines/.gitlab-ci.yml', at: 'role/shop' },
  { name: 'gitlab-environment', file: 'pipelines/.gitlab-ci.yml', at: 'environment: prod' },
  { name: 'gitlab-token', file: 'pipelines/.gitlab-ci.yml', at: 'AWS_TOK' },
  { name: 'circleci-context', file: 'pipelines/.circleci/config.yml', at: 'context: [aws' },
  { name: 'circleci-approval', file: 'pipelines/.circleci/config.yml', at: '- ho' },
  { name: 'circleci-job', file: 'pipelines/.circleci/config.yml', at: '\n  depl' },
  { name: 'azure-job', file: 'pipelines/azure-pipelines.yml', at: 'deployment: dep' },
  { name: 'azure-connection', file: 'pipelines/azure-pipelines.yml', at: 'awsCredentials: aws' },
  { name: 'azure-token', file: 'pipelines/azure-pipelines.yml', at: '$(System.Acc' },
  { name: 'bitbucket-step', file: 'pipelines/bitbucket-pipelines.yml', at: 'name: Dep' },
  { name: 'bitbucket-oidc', file: 'pipelines/bitbucket-pipelines.yml', at: 'oidc: tr' },
  { name: 'bitbucket-role', file: 'pipelines/bitbucket-pipelines.yml', at: 'role/shop' },
];

/** Files whose code lenses are looked at, each as it opens. */
export const lensFiles: readonly string[] = [
  release,
  deploy,
  preview,
  '.github/workflows/ci.yml',
  '.github/workflows/nightly.yml',
  roles,
  'deploy/shop.yaml',
  'rabbitmq/definitions.json',
  '.claude/settings.json',
  main,
  'pipelines/.gitlab-ci.yml',
  'pipelines/azure-pipelines.yml',
  'pipelines/bitbucket-pipelines.yml',
  'pipelines/.circleci/config.yml',
];

import type { Shapes } from './shape.js';
import { many, oneFile, rowBefore } from './shape.js';

const PATH = 'azure-pipelines.yml';
const HEAD = 'trigger: [main]\npool: { vmImage: ubuntu-latest }\n';

/** Pipelines of Azure. */
export const AZURE_PIPELINES: Shapes = {
  'jobs that each depend on the one before': oneFile(
    PATH,
    (size) =>
      `${HEAD}jobs:\n${many(size, (at) => job(at, at === 0 ? '' : `  dependsOn: j${String(at - 1)}\n`))}`,
  ),
  'jobs in rows of four that depend on the whole row before': oneFile(
    PATH,
    (size) => `${HEAD}jobs:\n${many(size, (at) => job(at, dependsOn('j', at, 4)))}`,
  ),
  'stages that each follow the one before': oneFile(
    PATH,
    (size) => `${HEAD}stages:\n${many(size, (at) => stage(at, ''))}`,
  ),
  'stages in rows of four that depend on the whole row before': oneFile(
    PATH,
    (size) => `${HEAD}stages:\n${many(size, (at) => stage(at, dependsOn('s', at, 4)))}`,
  ),
  'stages with an environment each': oneFile(
    PATH,
    (size) =>
      `${HEAD}stages:\n${many(
        size,
        (at) =>
          `- stage: s${String(at)}\n  jobs:\n  - deployment: d${String(at)}\n    environment: env-${String(at)}\n    strategy: { runOnce: { deploy: { steps: [{ script: make }] } } }\n`,
      )}`,
  ),
  'approvals by hand, and jobs behind them': oneFile(
    PATH,
    (size) =>
      `${HEAD}stages:\n${many(
        size,
        (at) =>
          `- stage: s${String(at)}\n  jobs:\n  - job: wait\n    pool: server\n    steps: [{ task: ManualValidation@1 }]\n  - job: work\n    dependsOn: wait\n    steps: [{ script: make }]\n`,
      )}`,
  ),
  'scripts of one job': oneFile(
    PATH,
    (size) =>
      `${HEAD}steps:\n${many(size, (at) => `- script: make ${String(at)}\n  displayName: Step ${String(at)}\n`)}`,
  ),
  'lines of one script': oneFile(
    PATH,
    (size) =>
      `${HEAD}steps:\n- bash: |\n${many(size, (at) => `    echo "$(value${String(at)})" > f${String(at)}\n`)}`,
  ),
  'variables, each read once': oneFile(
    PATH,
    (size) =>
      `${HEAD}variables:\n${many(size, (at) => `  v${String(at)}: value-${String(at)}\n`)}steps:\n${many(
        size,
        (at) => `- script: echo $(v${String(at)})\n`,
      )}`,
  ),
  'variables, and jobs': oneFile(
    PATH,
    (size) =>
      `${HEAD}variables:\n${many(size, (at) => `  v${String(at)}: value-${String(at)}\n`)}jobs:\n${many(size / 4, (at) => job(at, ''))}`,
  ),
  'variables that hold other variables': oneFile(
    PATH,
    (size) =>
      `${HEAD}variables:\n  v0: x\n${many(size, (at) => `  v${String(at + 1)}: $(v${String(at)})\n`)}jobs:\n- deployment: d\n  environment: $(v${String(size)})\n  strategy: { runOnce: { deploy: { steps: [{ script: make }] } } }\n`,
  ),
  'secrets of one job, each read twice': oneFile(
    PATH,
    (size) =>
      `${HEAD}steps:\n${many(
        size,
        (at) =>
          `- script: login $(token${String(at)})\n- script: push\n  env: { TOKEN: $(token${String(at)}) }\n`,
      )}`,
  ),
  'expressions that are not closed': oneFile(
    PATH,
    (size) => `${HEAD}steps:\n- script: ${many(size, () => '${{ (')}\n`,
  ),
  'expressions that are not closed, of variables': oneFile(
    PATH,
    (size) => `${HEAD}steps:\n- script: ${many(size, () => '$( $[ ')}\n`,
  ),
  'expressions of one text': oneFile(
    PATH,
    (size) => `${HEAD}steps:\n- script: ${many(size, (at) => `\${{ parameters.p${String(at)} }} `)}\n`,
  ),
  'expressions inside of one another': oneFile(
    PATH,
    (size) => `${HEAD}steps:\n- script: make\n  condition: ${'and('.repeat(size)}true${')'.repeat(size)}\n`,
  ),
  'parts of one condition': oneFile(
    PATH,
    (size) =>
      `${HEAD}steps:\n- script: make\n  condition: or(${Array.from({ length: size }, (_, at) => `eq(variables['Build.SourceBranch'], 'refs/heads/b${String(at)}')`).join(', ')})\n`,
  ),
  'steps under conditions of the template': oneFile(
    PATH,
    (size) =>
      `${HEAD}steps:\n${many(size, (at) => `- \${{ if eq(parameters.p, ${String(at)}) }}:\n  - script: make ${String(at)}\n`)}`,
  ),
  'branches that start it': oneFile(
    PATH,
    (size) =>
      `trigger:\n  branches:\n    include:\n${many(size, (at) => `    - b${String(at)}\n`)}steps:\n- script: make\n`,
  ),
  'branches that start it, and jobs': oneFile(
    PATH,
    (size) =>
      `trigger:\n  branches:\n    include:\n${many(size / 2, (at) => `    - b${String(at)}\n`)}jobs:\n${many(size / 2, (at) => job(at, ''))}`,
  ),
  'templates of one file': oneFile(
    PATH,
    (size) => `${HEAD}steps:\n${many(size, (at) => `- template: steps-${String(at)}.yml\n`)}`,
  ),
  'files that each take in the next': (size) =>
    new Map(
      Array.from({ length: size }, (_, at) => [
        at === 0 ? PATH : `templates/steps-${String(at)}.yml`,
        `${at === 0 ? HEAD : ''}steps:\n- template: ${at === 0 ? 'templates/' : ''}steps-${String(at + 1)}.yml\n- script: make\n`,
      ]),
    ),
  'template files that one takes in, with a job each': (size) =>
    new Map([
      [PATH, `${HEAD}jobs:\n${many(size, (at) => `- template: ci/${String(at)}.yml\n`)}`],
      ...Array.from({ length: size }, (_, at) => [`ci/${String(at)}.yml`, `jobs:\n${job(at, '')}`] as const),
    ]),
  'calls of one template with values of their own': (size) =>
    new Map([
      [
        PATH,
        `${HEAD}jobs:\n${many(size, (at) => `- template: ci/job.yml\n  parameters: { name: n${String(at)} }\n`)}`,
      ],
      [
        'ci/job.yml',
        'parameters:\n- { name: name, type: string }\njobs:\n- job: ${{ parameters.name }}\n  steps:\n  - script: make ${{ parameters.name }}\n',
      ],
    ]),
  'jobs that a loop makes': oneFile(
    PATH,
    (size) =>
      `${HEAD}parameters:\n- name: names\n  type: object\n  default: [${Array.from({ length: size }, (_, at) => `n${String(at)}`).join(', ')}]\njobs:\n- \${{ each name in parameters.names }}:\n  - job: \${{ name }}\n    steps: [{ script: make }]\n`,
  ),
  'tasks with connections': oneFile(
    PATH,
    (size) =>
      `${HEAD}steps:\n${many(
        size,
        (at) =>
          `- task: AzureCLI@2\n  inputs: { azureSubscription: connection-${String(at)}, scriptType: bash, scriptLocation: inlineScript, inlineScript: az group list }\n`,
      )}`,
  ),
  'roles that one job takes': oneFile(
    PATH,
    (size) =>
      `${HEAD}steps:\n${many(
        size,
        (at) =>
          `- bash: aws sts assume-role --role-arn arn:aws:iam::123456789012:role/r${String(at)} --role-session-name s\n- bash: aws s3 ls\n`,
      )}`,
  ),
};

function job(at: number, more: string): string {
  return `- job: j${String(at)}\n${more}  steps:\n  - script: make deploy-${String(at)}\n`;
}

function stage(at: number, more: string): string {
  return `- stage: s${String(at)}\n${more}  jobs:\n  - job: j${String(at)}\n    steps: [{ script: make }]\n`;
}

function dependsOn(prefix: string, at: number, width: number): string {
  const before = rowBefore(at, width);
  return before.length === 0
    ? '  dependsOn: []\n'
    : `  dependsOn: [${before.map((other) => `${prefix}${String(other)}`).join(', ')}]\n`;
}

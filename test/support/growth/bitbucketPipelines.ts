import type { Shapes } from './shape.js';
import { many, oneFile } from './shape.js';

const PATH = 'bitbucket-pipelines.yml';

/** Pipelines of Bitbucket. */
export const BITBUCKET_PIPELINES: Shapes = {
  'steps of one pipeline': oneFile(
    PATH,
    (size) => `pipelines:\n  default:\n${many(size, (at) => step(at, ''))}`,
  ),
  'steps with deployments': oneFile(
    PATH,
    (size) =>
      `pipelines:\n  default:\n${many(size, (at) => step(at, `        deployment: env-${String(at)}\n`))}`,
  ),
  'steps that are started by hand': oneFile(
    PATH,
    (size) => `pipelines:\n  default:\n${many(size, (at) => step(at, '        trigger: manual\n'))}`,
  ),
  'branches with a pipeline each': oneFile(
    PATH,
    (size) =>
      `pipelines:\n  branches:\n${many(size, (at) => `    b${String(at)}:\n      - step: { name: s, script: [make] }\n`)}`,
  ),
  'pipelines of one step that is written once': oneFile(
    PATH,
    (size) =>
      `definitions:\n  steps:\n    - step: &s\n        name: s\n        script: [make]\npipelines:\n  custom:\n${many(size, (at) => `    c${String(at)}:\n      - step: *s\n`)}`,
  ),
  'stages of steps': oneFile(
    PATH,
    (size) =>
      `pipelines:\n  default:\n${many(size, (at) => `    - stage:\n        name: s${String(at)}\n        steps:\n          - step: { name: x, script: [make] }\n`)}`,
  ),
  'steps side by side': oneFile(
    PATH,
    (size) =>
      `pipelines:\n  default:\n    - parallel:\n${many(size, (at) => `        - step: { name: s${String(at)}, script: [make] }\n`)}`,
  ),
  'commands of one step': oneFile(PATH, (size) =>
    oneStep(many(size, (at) => `          - make ${String(at)}\n`)),
  ),
  'lines of one command': oneFile(PATH, (size) =>
    oneStep(
      `          - |\n${many(size, (at) => `            echo "$VALUE_${String(at)}" > f${String(at)}\n`)}`,
    ),
  ),
  'variables, each set and read once': oneFile(PATH, (size) =>
    oneStep(many(size, (at) => `          - export V${String(at)}=x\n          - echo $V${String(at)}\n`)),
  ),
  'secrets of one step, each read twice': oneFile(PATH, (size) =>
    oneStep(
      many(
        size,
        (at) => `          - login $TOKEN_${String(at)}\n          - push \${TOKEN_${String(at)}}\n`,
      ),
    ),
  ),
  'pipes of one step': oneFile(PATH, (size) =>
    oneStep(
      many(
        size,
        (at) =>
          `          - pipe: atlassian/aws-s3-deploy:1.1.0\n            variables: { AWS_ACCESS_KEY_ID: $KEY_${String(at)}, S3_BUCKET: b${String(at)} }\n`,
      ),
    ),
  ),
  'variables of one custom pipeline': oneFile(
    PATH,
    (size) =>
      `pipelines:\n  custom:\n    release:\n      - variables:\n${many(size, (at) => `          - name: V${String(at)}\n`)}      - step: { name: s, script: [make] }\n`,
  ),
  'roles that one step takes': oneFile(PATH, (size) =>
    oneStep(
      many(
        size,
        (at) =>
          `          - aws sts assume-role-with-web-identity --role-arn arn:aws:iam::123456789012:role/r${String(at)} --web-identity-token $BITBUCKET_STEP_OIDC_TOKEN\n          - aws s3 ls\n`,
      ),
      '        oidc: true\n',
    ),
  ),
  'services of one step': oneFile(
    PATH,
    (size) =>
      `definitions:\n  services:\n${many(size, (at) => `    s${String(at)}: { image: image-${String(at)} }\n`)}${oneStep('          - make\n', `        services: [${Array.from({ length: size }, (_, at) => `s${String(at)}`).join(', ')}]\n`)}`,
  ),
};

function step(at: number, more: string): string {
  return `    - step:\n        name: step ${String(at)}\n${more}        script:\n          - make deploy-${String(at)}\n`;
}

function oneStep(commands: string, more = ''): string {
  return `pipelines:\n  default:\n    - step:\n        name: all\n${more}        script:\n${commands}`;
}

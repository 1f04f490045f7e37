import type { Shapes } from './shape.js';
import { many, oneFile, rowBefore } from './shape.js';

const PATH = '.gitlab-ci.yml';

/** Pipelines of GitLab CI/CD. */
export const GITLAB: Shapes = {
  'jobs that each need the one before': oneFile(PATH, (size) =>
    many(size, (at) => job(at, at === 0 ? '' : `  needs: [job-${String(at - 1)}]\n`)),
  ),
  'jobs in rows of four that need the whole row before': oneFile(PATH, (size) =>
    many(size, (at) => job(at, needs(at, 4))),
  ),
  'jobs with environments in rows of two that need the row before': oneFile(PATH, (size) =>
    many(size, (at) => job(at, `  environment: env-${String(at)}\n${needs(at, 2)}`)),
  ),
  'manual jobs in stages of their own': oneFile(
    PATH,
    (size) =>
      `stages: [${Array.from({ length: size }, (_, at) => `s${String(at)}`).join(', ')}]\n${many(size, (at) =>
        job(at, `  stage: s${String(at)}\n  when: manual\n  allow_failure: false\n`),
      )}`,
  ),
  'approvals that nobody waits for, and jobs behind them': oneFile(
    PATH,
    (size) =>
      `${many(size / 2, (at) => `approve-${String(at)}:\n  stage: build\n  when: manual\n  script: [echo ok]\n`)}${many(
        size / 2,
        (at) => job(at, '  stage: deploy\n'),
      )}`,
  ),
  'templates that each extend the one before': oneFile(PATH, (size) =>
    many(
      size,
      (at) =>
        `.t-${String(at)}:\n${at % 10 === 0 ? '' : `  extends: .t-${String(at - 1)}\n`}  variables: { V${String(at)}: x }\njob-${String(at)}:\n  extends: .t-${String(at)}\n  script: [make]\n`,
    ),
  ),
  'jobs of one template': oneFile(
    PATH,
    (size) =>
      `.base:\n  image: ruby:3\n  before_script: [bundle install]\n${many(size, (at) => job(at, '  extends: .base\n'))}`,
  ),
  'jobs that take commands by reference': oneFile(
    PATH,
    (size) =>
      `.base:\n  setup: [bundle install, rake db]\n${many(
        size,
        (at) => `job-${String(at)}:\n  script:\n    - !reference [.base, setup]\n    - make ${String(at)}\n`,
      )}`,
  ),
  'commands of one job': oneFile(PATH, (size) => `deploy:\n  script:\n${commands(size)}`),
  'lines of one command': oneFile(
    PATH,
    (size) =>
      `deploy:\n  script:\n    - |\n${many(size, (at) => `      echo "$VALUE_${String(at)}" > f${String(at)}\n`)}`,
  ),
  'variables of the file, each read once': oneFile(
    PATH,
    (size) =>
      `variables:\n${many(size, (at) => `  V${String(at)}: value-${String(at)}\n`)}deploy:\n  script:\n${many(
        size,
        (at) => `    - echo $V${String(at)}\n`,
      )}`,
  ),
  'variables of the file, and jobs': oneFile(
    PATH,
    (size) =>
      `variables:\n${many(size, (at) => `  V${String(at)}: value-${String(at)}\n`)}${many(size / 4, (at) => job(at, ''))}`,
  ),
  'secrets of one job, each read twice': oneFile(
    PATH,
    (size) =>
      `deploy:\n  script:\n${many(
        size,
        (at) => `    - login $TOKEN_${String(at)}\n    - push \${TOKEN_${String(at)}}\n`,
      )}`,
  ),
  'variables that hold other variables': oneFile(
    PATH,
    (size) =>
      `variables:\n  V0: x\n${many(size, (at) => `  V${String(at + 1)}: $V${String(at)}\n`)}deploy:\n  environment: $V${String(size)}\n  script: [make]\n`,
  ),
  'rules of one job': oneFile(PATH, (size) => `deploy:\n  script: [make]\n  rules:\n${many(size, rule)}`),
  'rules of the workflow, and jobs': oneFile(
    PATH,
    (size) => `workflow:\n  rules:\n${many(size / 2, rule)}${many(size / 2, (at) => job(at, ''))}`,
  ),
  'parts of one condition': oneFile(
    PATH,
    (size) =>
      `deploy:\n  script: [make]\n  rules:\n    - if: ${Array.from({ length: size }, (_, at) => `$CI_COMMIT_BRANCH == "b${String(at)}"`).join(' || ')}\n`,
  ),
  'refs of only': oneFile(
    PATH,
    (size) => `deploy:\n  script: [make]\n  only:\n${many(size, (at) => `    - b${String(at)}\n`)}`,
  ),
  'included files': oneFile(
    PATH,
    (size) =>
      `include:\n${many(size, (at) => `  - local: ci/${String(at)}.yml\n  - project: g/p${String(at)}\n    file: x.yml\n`)}deploy:\n  script: [make]\n`,
  ),
  'included files, and jobs': oneFile(
    PATH,
    (size) =>
      `include:\n${many(size / 2, (at) => `  - project: g/p${String(at)}\n    file: x.yml\n`)}${many(size / 2, (at) => job(at, ''))}`,
  ),
  'files that each include the next': (size) =>
    new Map(
      Array.from({ length: size }, (_, at) => [
        at === 0 ? PATH : `.gitlab/ci/${String(at)}.gitlab-ci.yml`,
        `include: [{ local: .gitlab/ci/${String(at + 1)}.gitlab-ci.yml }]\n${job(at, '')}`,
      ]),
    ),
  'files that one includes, with a job each': (size) =>
    new Map([
      [PATH, `include:\n${many(size, (at) => `  - local: ci/${String(at)}.yml\n`)}${job(size, '')}`],
      ...Array.from({ length: size }, (_, at) => [`ci/${String(at)}.yml`, job(at, '')] as const),
    ]),
  'files in rows of four that each include the whole next row': (size) =>
    new Map([
      [PATH, `include:\n${rowAfter(-1)}${job(size, '')}`],
      ...Array.from(
        { length: size },
        (_, at) =>
          [`ci/${String(at)}.yml`, `include:\n${rowAfter(Math.floor(at / 4))}${job(at, '')}`] as const,
      ),
    ]),
  'rows of a matrix': oneFile(
    PATH,
    (size) =>
      `deploy:\n  script: [make $REGION]\n  parallel:\n    matrix:\n${many(size, (at) => `      - REGION: r${String(at)}\n`)}`,
  ),
  'roles that one job takes': oneFile(
    PATH,
    (size) =>
      `deploy:\n  id_tokens: { T: { aud: https://sts.amazonaws.com } }\n  script:\n${many(
        size,
        (at) =>
          `    - aws sts assume-role-with-web-identity --role-arn arn:aws:iam::123456789012:role/r${String(at)} --web-identity-token $T\n    - aws s3 ls\n`,
      )}`,
  ),
  'jobs that each assume a role': oneFile(PATH, (size) =>
    many(
      size,
      (at) =>
        `job-${String(at)}:\n  id_tokens: { T: { aud: https://sts.amazonaws.com } }\n  script:\n    - aws sts assume-role-with-web-identity --role-arn arn:aws:iam::123456789012:role/r${String(at)} --web-identity-token $T\n    - aws s3 ls\n`,
    ),
  ),
  'images of services': oneFile(
    PATH,
    (size) =>
      `deploy:\n  script: [make]\n  services:\n${many(size, (at) => `    - image-${String(at)}:1\n`)}`,
  ),
};

function job(at: number, more: string): string {
  return `job-${String(at)}:\n${more}  script:\n    - make deploy-${String(at)}\n`;
}

/** The four files of the row after the one with this number; rows begin at 0. */
function rowAfter(row: number): string {
  return many(4, (at) => `  - local: ci/${String((row + 1) * 4 + at)}.yml\n`);
}

function needs(at: number, width: number): string {
  const before = rowBefore(at, width);
  return before.length === 0
    ? ''
    : `  needs: [${before.map((other) => `job-${String(other)}`).join(', ')}]\n`;
}

function commands(size: number): string {
  return many(
    size,
    (at) => `    - curl -H "JOB-TOKEN: $CI_JOB_TOKEN" https://gitlab.com/api/v4/projects/${String(at)}\n`,
  );
}

function rule(at: number): string {
  return `    - if: $CI_COMMIT_BRANCH == "branch-${String(at)}"\n      variables: { STAGE: s${String(at)} }\n`;
}

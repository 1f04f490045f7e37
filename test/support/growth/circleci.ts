import type { Shapes } from './shape.js';
import { many, oneFile, rowBefore } from './shape.js';

const PATH = '.circleci/config.yml';

/** Configurations of CircleCI. */
export const CIRCLECI: Shapes = {
  'jobs that each require the one before': oneFile(PATH, (size) =>
    config(size, (at) => (at === 0 ? '' : `          requires: [job-${String(at - 1)}]\n`)),
  ),
  'jobs in rows of four that require the whole row before': oneFile(PATH, (size) =>
    config(size, (at) => requires(at, 4)),
  ),
  'approvals in a chain': oneFile(
    PATH,
    (size) =>
      `version: 2.1\njobs:\n  work:\n    docker: [{ image: cimg/base:current }]\n    steps: [{ run: make }]\nworkflows:\n  main:\n    jobs:\n${many(
        size,
        (at) =>
          `      - hold-${String(at)}:\n          type: approval\n${at === 0 ? '' : `          requires: [work-${String(at - 1)}]\n`}      - work:\n          name: work-${String(at)}\n          requires: [hold-${String(at)}]\n`,
      )}`,
  ),
  'workflows of one job': oneFile(
    PATH,
    (size) =>
      `version: 2.1\njobs:\n  work:\n    docker: [{ image: cimg/base:current }]\n    steps: [{ run: make }]\nworkflows:\n${many(size, (at) => `  w${String(at)}: { jobs: [work] }\n`)}`,
  ),
  'commands of one job': oneFile(PATH, (size) =>
    oneJob(many(size, (at) => `      - run: make ${String(at)}\n`)),
  ),
  'lines of one command': oneFile(PATH, (size) =>
    oneJob(
      `      - run: |\n${many(size, (at) => `          echo "$VALUE_${String(at)}" > f${String(at)}\n`)}`,
    ),
  ),
  'variables, each read once': oneFile(PATH, (size) =>
    oneJob(
      many(size, (at) => `      - run: echo $V${String(at)}\n`),
      `    environment:\n${many(size, (at) => `      V${String(at)}: value-${String(at)}\n`)}`,
    ),
  ),
  'variables that hold other variables': oneFile(PATH, (size) =>
    oneJob(
      `      - run: echo $V${String(size)}\n`,
      `    environment:\n      V0: x\n${many(size, (at) => `      V${String(at + 1)}: $V${String(at)}\n`)}`,
    ),
  ),
  'secrets of one job, each read twice': oneFile(PATH, (size) =>
    oneJob(
      many(
        size,
        (at) => `      - run: login $TOKEN_${String(at)}\n      - run: push \${TOKEN_${String(at)}}\n`,
      ),
    ),
  ),
  'contexts of one job': oneFile(PATH, (size) =>
    oneJob(
      '      - run: make\n',
      '',
      `          context: [${Array.from({ length: size }, (_, at) => `c${String(at)}`).join(', ')}]\n`,
    ),
  ),
  'parameters of one command': oneFile(
    PATH,
    (size) =>
      `version: 2.1\ncommands:\n  build:\n    parameters:\n${many(size, (at) => `      p${String(at)}: { type: string, default: v${String(at)} }\n`)}    steps:\n${many(size, (at) => `      - run: echo << parameters.p${String(at)} >>\n`)}jobs:\n  work:\n    docker: [{ image: cimg/base:current }]\n    steps: [build]\nworkflows: { main: { jobs: [work] } }\n`,
  ),
  'uses of one command': oneFile(
    PATH,
    (size) =>
      `version: 2.1\ncommands:\n  build:\n    parameters: { target: { type: string } }\n    steps: [{ run: make << parameters.target >> }]\njobs:\n  work:\n    docker: [{ image: cimg/base:current }]\n    steps:\n${many(size, (at) => `      - build: { target: t${String(at)} }\n`)}workflows: { main: { jobs: [work] } }\n`,
  ),
  'commands that each use the next': oneFile(
    PATH,
    (size) =>
      `version: 2.1\ncommands:\n${many(size, (at) => `  c${String(at)}:\n    steps: [c${String(at + 1)}, { run: make }]\n`)}jobs:\n  work:\n    docker: [{ image: cimg/base:current }]\n    steps: [c0]\nworkflows: { main: { jobs: [work] } }\n`,
  ),
  'commands that each use the next twice': oneFile(
    PATH,
    (size) =>
      `version: 2.1\ncommands:\n${many(size, (at) => `  c${String(at)}:\n    steps: [c${String(at + 1)}, c${String(at + 1)}, { run: make }]\n`)}jobs:\n  work:\n    docker: [{ image: cimg/base:current }]\n    steps: [c0]\nworkflows: { main: { jobs: [work] } }\n`,
  ),
  'parameters that are not closed': oneFile(PATH, (size) =>
    oneJob(`      - run: ${many(size, () => '<< parameters.')}\n`),
  ),
  'branches of one filter': oneFile(PATH, (size) =>
    oneJob(
      '      - run: make\n',
      '',
      `          filters: { branches: { only: [${Array.from({ length: size }, (_, at) => `b${String(at)}`).join(', ')}] } }\n`,
    ),
  ),
  'roles that one job takes': oneFile(PATH, (size) =>
    oneJob(
      many(
        size,
        (at) =>
          `      - run: aws sts assume-role-with-web-identity --role-arn arn:aws:iam::123456789012:role/r${String(at)} --web-identity-token $CIRCLE_OIDC_TOKEN\n      - run: aws s3 ls\n`,
      ),
    ),
  ),
  orbs: oneFile(
    PATH,
    (size) =>
      `version: 2.1\norbs:\n${many(size, (at) => `  orb${String(at)}: someone/orb-${String(at)}@1.2.3\n`)}jobs:\n  work:\n    docker: [{ image: cimg/base:current }]\n    steps:\n${many(size, (at) => `      - orb${String(at)}/build\n`)}workflows: { main: { jobs: [work] } }\n`,
  ),
  'rows of a matrix': oneFile(
    PATH,
    (size) =>
      `version: 2.1\njobs:\n  work:\n    parameters: { v: { type: string } }\n    docker: [{ image: cimg/base:current }]\n    steps: [{ run: make << parameters.v >> }]\nworkflows:\n  main:\n    jobs:\n      - work:\n          matrix: { parameters: { v: [${Array.from({ length: size }, (_, at) => `v${String(at)}`).join(', ')}] } }\n`,
  ),
};

function config(size: number, more: (at: number) => string): string {
  return `version: 2.1\njobs:\n${many(
    size,
    (at) =>
      `  job-${String(at)}:\n    docker: [{ image: cimg/base:current }]\n    steps: [checkout, { run: make ${String(at)} }]\n`,
  )}workflows:\n  main:\n    jobs:\n${many(size, (at) => `      - job-${String(at)}:\n          context: c\n${more(at)}`)}`;
}

function oneJob(steps: string, more = '', use = ''): string {
  return `version: 2.1\njobs:\n  work:\n    docker: [{ image: cimg/base:current }]\n${more}    steps:\n${steps}workflows:\n  main:\n    jobs:\n      - work:\n          name: the-work\n${use}`;
}

function requires(at: number, width: number): string {
  const before = rowBefore(at, width);
  return before.length === 0
    ? ''
    : `          requires: [${before.map((other) => `job-${String(other)}`).join(', ')}]\n`;
}

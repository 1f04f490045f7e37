import { AGENTS } from './agents.js';
import { AWS } from './aws.js';
import { MOSQUITTO, NATS, RABBITMQ, REDIS } from './brokers.js';
import { GITHUB } from './github.js';
import { GITLAB } from './gitlab.js';
import { KUBERNETES } from './kubernetes.js';
import type { Growing, Shapes } from './shape.js';
import { many, oneFile } from './shape.js';
import { TERRAFORM } from './terraform.js';

/** A shape that once held the program for good or for minutes, and the size that was enough for it. */
export interface Grave {
  readonly name: string;
  readonly size: number;
  readonly files: Growing;
}

const INCLUDED_ROWS = 'files in rows of four that each include the whole next row';
const FOLDER = '.github/workflows';
const JOB = '    runs-on: ubuntu-latest\n    steps: [{ run: make }]\n';

/** The shapes that once hung, overflowed or took minutes; `npm run bench -- --gravest` makes each ten times as large. */
export const GRAVEST: readonly Grave[] = [
  grave(
    'github: jobs that each need all before',
    36,
    oneFile(`${FOLDER}/ci.yml`, (size) => jobs(size, everyBefore)),
  ),
  grave('github: jobs in diamonds', 36, of(GITHUB, 'jobs in diamonds of two')),
  grave('gitlab: jobs that each need all before', 24, oneFile('.gitlab-ci.yml', gitlabJobs)),
  grave('github: a workflow that calls itself from each job', 4, (size) => ring(1, size)),
  grave('github: two workflows that call each other from each job', 3, (size) => ring(2, size)),
  grave('github: called workflows, each from four jobs of the one before', 10, (size) => chain(size, 4)),
  grave(
    'github: called workflows in rows of four, each calls all of the next row',
    40,
    of(GITHUB, 'called workflows in rows of four, ten rows'),
  ),
  grave('github: called workflows ten long, each from so many jobs', 4, (size) => chain(10, size)),
  grave('github: called workflows with rights of their own, each from so many jobs', 4, (size) =>
    chain(10, size, '    permissions: { contents: read }\n'),
  ),
  grave('github: workflows that all follow each other', 10, followers),
  grave(
    'terraform: roles that trust anybody and may assume anything',
    13,
    of(TERRAFORM, 'roles that trust anybody and may assume anything'),
  ),
  grave(
    'kubernetes: cluster roles that aggregate one label',
    12,
    of(KUBERNETES, 'roles that each take in all'),
  ),
  grave('terraform: operators of one sum', 1_550, of(TERRAFORM, 'names of one sum')),
  grave('terraform: chained locals', 1_000, of(TERRAFORM, 'locals that rest on each other')),
  grave('terraform: chained policy documents', 500, of(TERRAFORM, 'documents that take in the one before')),
  grave('github: nested `if` in a script', 7_000, script('if true; then ', 'true', '; fi')),
  grave('github: nested `$(` in a script', 4_000, script('$(', 'true', ')')),
  grave('gitlab: files in rows of four, each includes the next row', 40, of(GITLAB, INCLUDED_ROWS)),
  grave('azure: templates in rows of four, each takes in the next row', 10, templateRows),
  grave('github: chained `needs`', 100, of(GITHUB, 'jobs that each need the one before')),
  grave('github: uses of the token in one job', 100, of(GITHUB, 'uses of the token')),
  grave('github: comments that suppress', 100, of(GITHUB, 'comments that suppress')),
  grave('github: `${{` that nobody closes', 100, of(GITHUB, 'expressions that nobody closes')),
  grave('github: variables and commands', 100, of(GITHUB, 'steps that write to the environment and read it')),
  grave('mosquitto: users, and patterns for all', 100, of(MOSQUITTO, 'users, and patterns for all')),
  grave('nats: users with subjects', 100, of(NATS, 'users with subjects of their own')),
  grave('redis: selectors of one user', 100, of(REDIS, 'selectors of one user')),
  grave('redis: users with keys', 100, of(REDIS, 'users with keys of their own')),
  grave('rabbitmq: users with names', 100, of(RABBITMQ, 'users with names of their own')),
  grave('aws: roles with `*` on `*`', 88, of(AWS, 'roles that may do everything')),
  grave('aws: statements with conditions', 100, of(AWS, 'statements with conditions')),
  grave('agents: rules that allow and deny', 100, of(AGENTS, 'rules that allow and deny the same commands')),
];

function grave(name: string, size: number, files: Growing): Grave {
  return { name, size, files };
}

function of(shapes: Shapes, name: string): Growing {
  const files = shapes[name];
  if (files === undefined) throw new Error(`no shape is called ${name}`);
  return files;
}

function everyBefore(at: number): string {
  return at === 0
    ? ''
    : `    needs: [${Array.from({ length: at }, (_, to) => `j${String(to)}`).join(', ')}]\n`;
}

function jobs(size: number, needs: (at: number) => string): string {
  return `on: pull_request_target\njobs:\n${many(size, (at) => `  j${String(at)}:\n${needs(at)}${JOB}`)}`;
}

function gitlabJobs(size: number): string {
  return many(size, (at) => {
    const before = Array.from({ length: at }, (_, to) => `j${String(to)}`).join(', ');
    return `j${String(at)}:\n  needs: [${before}]\n  environment: e${String(at)}\n  when: manual\n  script: [make]\n`;
  });
}

/** So many rows of template files: over ten rows a million ways lead to the last one. */
function templateRows(rows: number): Map<string, string> {
  const next = (row: number): string =>
    row === rows
      ? '- script: make\n'
      : many(4, (at) => `- template: /ci/r${String(row)}-${String(at)}.yml\n`);
  return new Map([
    ['azure-pipelines.yml', `trigger: [main]\nsteps:\n${next(0)}`],
    ...Array.from(
      { length: rows * 4 },
      (_, at) =>
        [
          `ci/r${String(Math.floor(at / 4))}-${String(at % 4)}.yml`,
          `steps:\n${next(Math.floor(at / 4) + 1)}`,
        ] as const,
    ),
  ]);
}

function calls(width: number, file: string): string {
  return many(width, (at) => `  c${String(at)}:\n    uses: ./${FOLDER}/${file}\n    secrets: inherit\n`);
}

/** Workflows in a ring, each of which calls the next from so many jobs. */
function ring(length: number, width: number): Map<string, string> {
  return new Map(
    Array.from({ length }, (_, at) => [
      `${FOLDER}/w${String(at)}.yml`,
      `on: [workflow_call, push]\njobs:\n${calls(width, `w${String((at + 1) % length)}.yml`)}  work:\n${JOB}`,
    ]),
  );
}

/** Workflows in a row, each of which calls the next from so many jobs. */
function chain(length: number, width: number, rights = ''): Map<string, string> {
  return new Map(
    Array.from({ length }, (_, at) => [
      `${FOLDER}/w${String(at)}.yml`,
      `on: ${at === 0 ? 'push' : 'workflow_call'}\njobs:\n${at + 1 < length ? calls(width, `w${String(at + 1)}.yml`) : ''}  work:\n${rights}${JOB}`,
    ]),
  );
}

function followers(size: number): Map<string, string> {
  const all = Array.from({ length: size }, (_, at) => `W${String(at)}`).join(', ');
  return new Map(
    Array.from({ length: size }, (_, at) => [
      `${FOLDER}/w${String(at)}.yml`,
      `name: W${String(at)}\non: { workflow_run: { workflows: [${all}], types: [completed] } }\njobs:\n  work:\n${JOB}`,
    ]),
  );
}

function script(open: string, inside: string, close: string): Growing {
  return oneFile(
    `${FOLDER}/ci.yml`,
    (size) =>
      `on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          ${open.repeat(size)}${inside}${close.repeat(size)}\n`,
  );
}

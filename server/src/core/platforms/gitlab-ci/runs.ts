import { ON_GITLAB_COM } from '../../knowledge/gitlab/predefined.js';
import { filledIn } from '../../pipelines/aws/takenRoles.js';
import type { ScalarNode } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import type { Job } from './pipeline.js';
import type { Situation } from './situations.js';
import type { Starts } from './starts.js';
import { jobVariables, matrixOf, ruleVariables, valuesOf } from './variables.js';

/** One run of a job, as far as the file tells runs apart. */
export interface Run {
  readonly situation: Situation;
  /** Names of what starts it. */
  readonly sources: readonly string[];
  /** Equal for runs with the same variables of the file. */
  readonly variables: ReadonlyMap<string, string>;
}

/** More runs of one job than that are not told apart. */
const MOST_RUNS = 512;

/** The runs of a job: each way of starting it, with each row of its matrix and what its rules set. */
export function runsOf(starts: Starts, job: Job): readonly Run[] {
  const values = [...ON_GITLAB_COM, ...ownNames(job), ...valuesOf(jobVariables(starts.variables, job))];
  const rows = matrixOf(job);
  const maps = new Map<string, ReadonlyMap<string, string>>();
  const runs: Run[] = [];
  for (const { situation, outcomes, sources } of starts.reached(job)) {
    const names = sources.map(({ name }) => name);
    for (const { variables } of outcomes) {
      for (const row of rows) {
        if (runs.length >= MOST_RUNS) return runs;
        const own = [...row, ...ruleVariables(variables)];
        const key = JSON.stringify(own);
        const map = maps.get(key) ?? new Map([...values, ...own]);
        maps.set(key, map);
        runs.push({ situation, sources: names, variables: map });
      }
    }
  }
  return runs;
}

/** A text with the variables filled in that one run knows. */
export function inRun(text: string, { situation, variables }: Pick<Run, 'situation' | 'variables'>): string {
  return text.includes('$') ? filledIn(text, new Map([...refVariables(situation), ...variables])) : text;
}

function refVariables({ ref, atom }: Situation): readonly [string, string][] {
  if (atom.kind !== 'name' || ref === 'merge-request') return [];
  const own = ref === 'branch' ? 'CI_COMMIT_BRANCH' : 'CI_COMMIT_TAG';
  const slug = /^[a-z0-9-]{1,63}$/u.test(atom.name)
    ? [['CI_COMMIT_REF_SLUG', atom.name] as [string, string]]
    : [];
  return [[own, atom.name], ['CI_COMMIT_REF_NAME', atom.name], ...slug];
}

/** Names that GitLab gives a job to know itself by. https://docs.gitlab.com/ci/variables/predefined_variables/ */
function ownNames(job: Job): readonly [string, string][] {
  const environment = environmentNode(job);
  return [
    ['CI_JOB_NAME', job.name],
    ['CI_JOB_STAGE', job.stage],
    ...(environment === undefined ? [] : [['CI_ENVIRONMENT_NAME', environment.text] as [string, string]]),
  ];
}

/** The environment that a job names. https://docs.gitlab.com/ci/yaml/#environment */
export interface JobEnvironment {
  /** With the variables filled in that are known. */
  readonly name: string;
  readonly node: ScalarNode;
  readonly action: string;
}

/** @param known values of variables that hold for all runs of the job */
export function environmentOf(
  job: Job,
  known: ReadonlyMap<string, string> = new Map(),
): JobEnvironment | undefined {
  const node = environmentNode(job);
  if (node === undefined) return undefined;
  const name = node.text.includes('$')
    ? filledIn(node.text, new Map([...ownNames(job), ...known]))
    : node.text;
  return { name, node, action: textOf(get(get(job.body, 'environment'), 'action')) ?? 'start' };
}

function environmentNode(job: Job): ScalarNode | undefined {
  const value = get(job.body, 'environment');
  const node = value?.kind === 'mapping' ? get(value, 'name') : value;
  // `environment: null` takes away what a template says.
  return node?.kind === 'scalar' && node.value !== null && node.text !== '' ? node : undefined;
}

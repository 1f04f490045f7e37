import type { Actor } from '../../model/vocabulary.js';

/** One way in which a run comes about, by the platform's own defaults. */
export interface TriggerFacts {
  /** Values of `Build.Reason` that such a run has. */
  readonly reasons: readonly string[];
  readonly actor: Actor;
  /** That actor in plain words. */
  readonly who: string;
  readonly withholds: readonly ('writes' | 'secrets')[];
  readonly remark?: string;
  readonly source: string;
}

const REPOS = 'https://learn.microsoft.com/en-us/azure/devops/pipelines/repos/';
const FORKS = `${REPOS}github#contributions-from-forks`;
const REASONS = 'https://learn.microsoft.com/en-us/azure/devops/pipelines/build/variables#build-variables';

export const TRIGGERS = {
  push: {
    reasons: ['IndividualCI', 'BatchedCI'],
    actor: 'collaborator',
    who: 'anyone who may push to the repository',
    withholds: [],
    source: `${REPOS}azure-repos-git#ci-triggers`,
  },
  /**
   * A pull request from a fork is built with the pipeline as the pull request has it. It is given no secrets, and the
   * token of the repository that it is given cannot change it, unless settings say otherwise.
   * https://learn.microsoft.com/en-us/azure/devops/pipelines/security/repos#forks
   */
  fork: {
    reasons: ['PullRequest'],
    actor: 'anyone',
    who: 'anyone with a GitHub account, by opening a pull request from a fork',
    withholds: ['writes', 'secrets'],
    remark:
      'secrets and service connections are kept from forks unless "Make secrets available to builds of forks" is set, outside this file',
    source: FORKS,
  },
  pullRequest: {
    reasons: ['PullRequest'],
    actor: 'collaborator',
    who: 'people who may push a branch, by opening a pull request from it',
    withholds: [],
    source: `${REPOS}github#pr-triggers`,
  },
  /** Nothing is written of pull requests: GitHub and Bitbucket start it for all of them, Azure Repos where a policy says so. */
  unwrittenPullRequest: {
    reasons: ['PullRequest'],
    actor: 'collaborator',
    who: 'people who may push a branch, by opening a pull request from it',
    withholds: [],
    remark:
      'on GitHub and Bitbucket this is so as long as `pr` is not written, and forks start it too, without secrets; in Azure Repos a branch policy decides',
    source: `${REPOS}github#pr-triggers`,
  },
  schedule: {
    reasons: ['Schedule'],
    actor: 'schedule',
    who: 'the clock',
    withholds: [],
    source: 'https://learn.microsoft.com/en-us/azure/devops/pipelines/process/scheduled-triggers',
  },
  pipeline: {
    reasons: ['ResourceTrigger', 'BuildCompletion'],
    actor: 'another-session',
    who: 'a run of another pipeline that has ended',
    withholds: [],
    source: 'https://learn.microsoft.com/en-us/azure/devops/pipelines/process/pipeline-triggers',
  },
  otherRepository: {
    reasons: ['ResourceTrigger', 'IndividualCI', 'BatchedCI'],
    actor: 'collaborator',
    who: 'anyone who may push to the other repository',
    withholds: [],
    source: `${REPOS}multi-repo-checkout#triggers`,
  },
  resource: {
    reasons: ['ResourceTrigger'],
    actor: 'workload',
    who: 'whoever publishes what it waits for',
    withholds: [],
    source: 'https://learn.microsoft.com/en-us/azure/devops/pipelines/process/resources',
  },
  /** Who may queue builds; a run by hand has whatever branch they choose. */
  manual: {
    reasons: ['Manual'],
    actor: 'collaborator',
    who: 'people who may queue builds of the pipeline, by hand',
    withholds: [],
    source: REASONS,
  },
} as const satisfies Readonly<Record<string, TriggerFacts>>;

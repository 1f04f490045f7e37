import type { Actor } from '../../model/vocabulary.js';

/** What is documented of one way in which a pipeline comes about, by the value of CI_PIPELINE_SOURCE. */
export interface SourceFacts {
  readonly name: string;
  /** The least trusted actor who can cause it, by the settings that a project comes with. */
  readonly actor: Actor;
  /** That actor in words that follow "started by". */
  readonly who: string;
  readonly remark?: string;
  /** What the pipeline runs on. */
  readonly refs: readonly ('branch' | 'tag' | 'merge-request')[];
  /**
   * Whether something outside of the file must be set up first: a trigger token, another project's pipeline. Such a way
   * counts only where the file speaks of it.
   */
  readonly setUp?: true;
  /** Whether whoever starts it can hand in variables, which then go before those of the file. */
  readonly takesVariables?: true;
  /** Whether starting it is a deliberate act of its own. */
  readonly decides?: true;
  readonly source: string;
}

const SOURCES_PAGE = 'https://docs.gitlab.com/ci/jobs/job_rules/#ci_pipeline_source-predefined-variable';
const PERMISSIONS = 'https://docs.gitlab.com/user/permissions/#cicd';

const BOTH = ['branch', 'tag'] as const;
const MEMBER = 'whoever has the Developer role';

/**
 * Ways in which pipelines start, in the order of the vendor's table. A pipeline acts for whoever started it, and needs a
 * member with the Developer role: strangers start none.
 * https://docs.gitlab.com/ci/jobs/job_rules/#ci_pipeline_source-predefined-variable
 * https://docs.gitlab.com/user/permissions/#cicd
 */
export const PIPELINE_SOURCES: readonly SourceFacts[] = [
  {
    name: 'push',
    actor: 'collaborator',
    who: MEMBER,
    remark: 'protected branches and tags are set in the project: by default only the default branch is one',
    refs: BOTH,
    source: 'https://docs.gitlab.com/user/project/repository/branches/protected/',
  },
  {
    name: 'merge_request_event',
    actor: 'collaborator',
    who: `${MEMBER}, by a merge request`,
    remark:
      "a fork's merge request runs in the fork, with the fork's settings; once a member starts it here, the fork's code and configuration run with this project's",
    refs: ['merge-request'],
    source: 'https://docs.gitlab.com/ci/pipelines/merge_request_pipelines/#use-with-forked-projects',
  },
  {
    name: 'schedule',
    actor: 'schedule',
    who: "a schedule, with its owner's rights",
    refs: BOTH,
    takesVariables: true,
    source: 'https://docs.gitlab.com/ci/pipelines/schedules/',
  },
  {
    name: 'web',
    actor: 'collaborator',
    who: `${MEMBER}, by hand`,
    refs: BOTH,
    takesVariables: true,
    decides: true,
    source: PERMISSIONS,
  },
  {
    name: 'api',
    actor: 'collaborator',
    who: `${MEMBER}, over the API`,
    refs: BOTH,
    takesVariables: true,
    decides: true,
    source: PERMISSIONS,
  },
  {
    name: 'trigger',
    actor: 'workload',
    who: 'whoever holds a trigger token, with the rights of its owner',
    refs: BOTH,
    setUp: true,
    takesVariables: true,
    source: 'https://docs.gitlab.com/ci/triggers/',
  },
  {
    name: 'pipeline',
    actor: 'another-session',
    who: "another project's pipeline, started by somebody who has the Developer role here too",
    refs: BOTH,
    setUp: true,
    takesVariables: true,
    source: 'https://docs.gitlab.com/ci/pipelines/downstream_pipelines/',
  },
  {
    name: 'parent_pipeline',
    actor: 'another-session',
    who: "a pipeline of the same project, with its starter's rights",
    refs: [...BOTH, 'merge-request'],
    setUp: true,
    takesVariables: true,
    source: 'https://docs.gitlab.com/ci/pipelines/downstream_pipelines/#parent-child-pipelines',
  },
  {
    name: 'chat',
    actor: 'collaborator',
    who: `${MEMBER}, by a chat command`,
    refs: ['branch'],
    setUp: true,
    takesVariables: true,
    decides: true,
    source: 'https://docs.gitlab.com/ci/chatops/',
  },
  {
    name: 'external_pull_request_event',
    actor: 'collaborator',
    who: 'whoever may push to the mirrored GitHub repository, by a pull request',
    refs: ['branch'],
    setUp: true,
    source: 'https://docs.gitlab.com/ci/ci_cd_for_external_repos/#pipelines-for-external-pull-requests',
  },
  {
    name: 'external',
    actor: 'workload',
    who: 'another CI service',
    refs: BOTH,
    setUp: true,
    source: SOURCES_PAGE,
  },
  {
    name: 'webide',
    actor: 'collaborator',
    who: `${MEMBER}, from the Web IDE`,
    refs: ['branch'],
    setUp: true,
    source: SOURCES_PAGE,
  },
  {
    name: 'security_orchestration_policy',
    actor: 'maintainer',
    who: 'a security policy of the project or its groups',
    refs: ['branch'],
    setUp: true,
    source: SOURCES_PAGE,
  },
];

const BY_NAME: ReadonlyMap<string, SourceFacts> = new Map(
  PIPELINE_SOURCES.map((facts) => [facts.name, facts]),
);

/** What is known of a value of CI_PIPELINE_SOURCE. */
export function pipelineSource(name: string): SourceFacts | undefined {
  return BY_NAME.get(name);
}

/**
 * Words of `only` and `except` for kinds of pipeline, by the source that they stand for.
 * https://docs.gitlab.com/ci/yaml/deprecated_keywords/#onlyrefs--exceptrefs
 */
export const REF_WORDS: Readonly<Record<string, string>> = {
  api: 'api',
  chat: 'chat',
  external: 'external',
  external_pull_requests: 'external_pull_request_event',
  merge_requests: 'merge_request_event',
  pipelines: 'pipeline',
  pushes: 'push',
  schedules: 'schedule',
  triggers: 'trigger',
  web: 'web',
};

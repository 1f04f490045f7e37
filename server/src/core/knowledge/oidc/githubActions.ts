import type { ClaimFacts, ClaimFormat, OidcIssuer } from './issuerTypes.js';

const SOURCE = 'https://docs.github.com/en/actions/reference/security/oidc';

// `@` cannot appear in the name of an owner or a repository; in immutable subjects their ids stand behind it.
const OWNER = { before: '', name: 'owner', binds: 'tenant', numberAfter: '@' } as const;
const NAME = { before: '/', name: 'repository', binds: 'project', numberAfter: '@' } as const;
const REPOSITORY: ClaimFormat = [OWNER, NAME];

/** The path of a workflow file with the ref that it is taken from. */
const WORKFLOW: ClaimFormat = [...REPOSITORY, { before: '/.github/', name: 'workflow', binds: 'context' }];

/**
 * `repo:OWNER/REPO:CONTEXT`, and with a template of their own what an owner or a repository puts in its place; the
 * administrators of any repository can choose a template.
 */
const SUBJECTS: readonly ClaimFormat[] = [
  [
    { ...OWNER, before: 'repo:' },
    NAME,
    {
      before: ':',
      name: 'context',
      binds: 'context',
      // Whoever may push makes branches; an environment that a job names and that does not exist yet is created.
      // https://docs.github.com/en/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments
      free: ['ref:refs/heads/*', 'environment:*'],
    },
  ],
  [{ before: 'repository_owner:', name: 'owner', binds: 'tenant' }],
  [{ before: 'repository_owner_id:', name: 'owner', binds: 'tenant' }],
  [{ before: 'repository_id:', name: 'repository', binds: 'project' }],
  [{ ...OWNER, before: 'repository:' }, NAME],
  [
    { ...OWNER, before: 'job_workflow_ref:' },
    { before: '/', name: 'repository of the workflow', binds: 'project' },
    { before: '/.github/', name: 'workflow', binds: 'context' },
  ],
  [{ before: 'enterprise:', name: 'enterprise', binds: 'tenant' }],
  [{ before: 'enterprise_id:', name: 'enterprise', binds: 'tenant' }],
];

const claim = (
  name: string,
  binds: ClaimFacts['binds'] = 'none',
  more: Partial<ClaimFacts> = {},
): ClaimFacts => ({
  name,
  always: true,
  binds,
  ...more,
});

/** GitHub's own issuer; an enterprise may have its name at the end of the address, or a domain of its own. */
export const GITHUB_ACTIONS: OidcIssuer = {
  id: 'github-actions',
  product: 'GitHub Actions',
  workloads: 'jobs',
  tenant: 'owner',
  project: 'repository',
  address:
    /^(?:token\.actions\.githubusercontent\.com(?:\/(?<tenant>[^/]+))?|token\.actions\.[\w-]+\.ghe\.com(?:\/[^/]+)?)$/u,
  claims: [
    claim('sub', 'context', { formats: SUBJECTS }),
    claim('aud'),
    claim('actor'),
    claim('actor_id'),
    claim('base_ref'),
    claim('enterprise', 'tenant', { always: false }),
    claim('enterprise_id', 'tenant', { always: false }),
    // Missing from tokens of jobs that name no environment.
    claim('environment', 'context', { always: false }),
    // Of a job that uses no reusable workflow it is the workflow's own path; PyPI relies on that:
    // https://github.com/pypi/warehouse/blob/00be88b5a040/warehouse/oidc/models/github.py
    claim('job_workflow_ref', 'context', { formats: [WORKFLOW] }),
    claim('event_name'),
    claim('head_ref'),
    claim('ref', 'context'),
    claim('ref_type'),
    claim('repository', 'project', { formats: [REPOSITORY] }),
    claim('repository_id', 'project'),
    claim('repository_owner', 'tenant'),
    claim('repository_owner_id', 'tenant'),
    claim('repository_visibility'),
    claim('runner_environment'),
    claim('workflow'),
    claim('workflow_ref', 'context', { formats: [WORKFLOW] }),
  ],
  audience: 'https://github.com/<tenant>',
  choosesAudience: true,
  source: SOURCE,
};

/** The issuer's address without `https://`. */
export const GITHUB_ISSUER = 'token.actions.githubusercontent.com';

/** Stands for the repository, and alone for its owner, where the files do not tell which one it is. */
export const UNKNOWN_REPOSITORY = 'OWNER/REPO';
export const UNKNOWN_OWNER = 'OWNER';

/** What goes into the subject of a job's token. Parts may be patterns with `*`. */
export interface SubjectParts {
  /** `owner/name`. */
  readonly repository: string;
  readonly environment?: string;
  /** The event that started the run. */
  readonly event: string;
  /** The full ref, for example `refs/heads/main`. */
  readonly ref: string;
}

/** Events of pull requests beside `pull_request` itself: which context they get, the page does not say. */
const OTHER_PULL_REQUESTS: ReadonlySet<string> = new Set([
  'pull_request_target',
  'pull_request_review',
  'pull_request_review_comment',
]);

/**
 * The subject in the default format: the environment counts before the pull request, and that before the ref. A `:` in
 * a value becomes `%3A`. https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims
 */
export function githubSubject({ repository, environment, event, ref }: SubjectParts): string {
  const context = (): string => {
    if (environment !== undefined) return `environment:${environment.replaceAll(':', '%3A')}`;
    if (event === 'pull_request') return 'pull_request';
    return OTHER_PULL_REQUESTS.has(event) ? '*' : `ref:${ref.replaceAll(':', '%3A')}`;
  };
  return `repo:${repository}:${context()}`;
}

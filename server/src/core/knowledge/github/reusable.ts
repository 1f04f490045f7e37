import type { Sourced } from './limits.js';

const DOCS = 'https://docs.github.com/en';
const SYNTAX = `${DOCS}/actions/reference/workflows-and-actions/workflow-syntax`;
const REUSE = `${DOCS}/actions/reference/workflows-and-actions/reusing-workflow-configurations`;
const HOW_TO = `${DOCS}/actions/how-tos/reuse-automations/reuse-workflows`;
const OIDC = `${DOCS}/actions/reference/security/oidc#reusable-workflows`;
const CONVERSION = 'https://github.com/actions/runner/blob/main/src/Sdk/WorkflowParser/Conversion';

/**
 * The token of a called workflow can be "only downgraded (not elevated)"; in a chain "permissions can only be
 * maintained or reduced". The ceiling is the explicit block of the calling job, else of the calling workflow.
 */
export const PERMISSIONS_CEILING: Sourced<'same-or-less'> = {
  value: 'same-or-less',
  source: `${REUSE}#access-and-permissions-for-nested-workflows`,
};

/**
 * A called workflow that asks for more is not cut down: the run is refused before any job starts. Compared are the
 * callee's workflow block and the block of each of its jobs, scope by scope.
 */
export const CEILING_VIOLATION: Sourced<readonly string[]> = {
  value: [
    "Error calling workflow '{ref}'. The workflow is requesting '{scope}: {level}', but is only allowed '{scope}: {level}'.",
    "Error calling workflow '{ref}'. The nested job '{job}' is requesting '{scope}: {level}', but is only allowed '{scope}: {level}'.",
  ],
  source: `${CONVERSION}/PermissionsHelper.cs`,
};

/**
 * Without an explicit block in the caller the ceiling is the repository's default. Restricted: `contents: read` and
 * `packages: read`, and a callee that asks for anything else is refused, although the same block in an ordinary
 * workflow would be granted. Permissive: all at write, and also `id-token: write` if the called workflow is in the same
 * trust boundary (user, organization or enterprise), although id-token is in no default.
 */
export const CEILING_WITHOUT_BLOCK: Sourced<'repository-default'> = {
  value: 'repository-default',
  source: `${CONVERSION}/PermissionsHelper.cs`,
  note: `For called workflows outside the organization or enterprise the caller must write id-token: write: ${OIDC}`,
};

/**
 * What a job of the called workflow gets, first that exists: its own block; the block of the called workflow; the
 * explicit block of the caller (job, else workflow); the repository's default. A job's own block is measured against
 * the caller, not against the called workflow's block.
 */
export const CALLEE_PERMISSION_ORDER: Sourced<readonly string[]> = {
  value: ['callee-job', 'callee-workflow', 'caller-job', 'caller-workflow', 'repository-default'],
  source: `${CONVERSION}/WorkflowTemplateConverter.cs`,
};

/** Keys that a job with `uses` may have; `runs-on`, `environment`, `env`, `timeout-minutes`, `steps` are refused. */
export const CALLING_JOB_KEYS: Sourced<readonly string[]> = {
  value: ['name', 'uses', 'with', 'secrets', 'strategy', 'needs', 'if', 'concurrency', 'permissions'],
  source: `${REUSE}#supported-keywords-for-jobs-that-call-a-reusable-workflow`,
};

/** A form of `jobs.<id>.uses` and the version that it runs. */
export interface ReferenceForm {
  readonly form: string;
  readonly version: string;
  readonly documented: boolean;
}

/** Forms of `jobs.<id>.uses`. No expressions; no refs/heads or refs/tags before the ref; no subfolders. */
export const REFERENCE_FORMS: Sourced<readonly ReferenceForm[]> = {
  value: [
    { form: './.github/workflows/{file}', version: 'the same commit as the caller', documented: true },
    {
      form: '{owner}/{repo}/.github/workflows/{file}@{ref}',
      version: 'a commit, tag or branch',
      documented: true,
    },
    // Steps may use `$/path` since July 2026; for jobs only GitHub's language service says that it is accepted.
    { form: '$/.github/workflows/{file}', version: 'the same commit as the file', documented: false },
  ],
  source: `${SYNTAX}#jobsjob_iduses`,
};

/** `uses: $/path` in a step: the repository and commit of the file that it stands in, without checkout and `@ref`. */
export const SELF_REPOSITORY_STEP: Sourced<'$/'> = { value: '$/', source: `${SYNTAX}#jobsjob_idstepsuses` };

/**
 * `secrets: inherit` passes every secret that the calling workflow can access, also to other repositories of the same
 * organization or enterprise; the callee need not declare them. Only to the workflow called directly: each level of a
 * chain has to pass them on.
 */
export const SECRETS_INHERIT: Sourced<'all-secrets-of-caller'> = {
  value: 'all-secrets-of-caller',
  source: `${SYNTAX}#jobsjob_idsecretsinherit`,
  note: `The same page names environment secrets, but ${HOW_TO} says that those cannot be passed: see ENVIRONMENT_SECRETS.`,
};

/** Without `secrets` a called workflow sees no secret of the caller but GITHUB_TOKEN, which it always has. */
export const SECRETS_WITHOUT_KEY: Sourced<'job-token-only'> = {
  value: 'job-token-only',
  source: `${REUSE}#github-context`,
};

/** A caller cannot pass environment secrets: a job of the callee names `environment` itself and gets that one's. */
export const ENVIRONMENT_SECRETS: Sourced<'from-callee-job-environment'> = {
  value: 'from-callee-job-environment',
  source: `${HOW_TO}#using-inputs-and-secrets-in-a-reusable-workflow`,
};

/** `env` of the caller's workflow is not visible in the called one, nor the other way round. */
export const ENV_PROPAGATES: Sourced<false> = {
  value: false,
  source: `${REUSE}#limitations-of-reusable-workflows`,
};

/** The `github` context of a called workflow is the caller's: event, actor, ref and repository. */
export const GITHUB_CONTEXT: Sourced<'caller'> = { value: 'caller', source: `${REUSE}#github-context` };

/** Runners are chosen in the caller's context; self-hosted ones if both belong to the same owner or enterprise. */
export const RUNNERS: Sourced<'caller'> = {
  value: 'caller',
  source: `${REUSE}#how-reusable-workflows-use-runners`,
};

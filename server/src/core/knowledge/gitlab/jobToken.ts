import type { SystemKind, AccessLevel } from '../../model/vocabulary.js';

/** What a part of a job does with CI_JOB_TOKEN, as the vendor documents it. */
export interface JobTokenUse {
  /** What shows it, in a script. */
  readonly pattern: RegExp;
  /** What it is handed to, in a reader's words. */
  readonly to: string;
  /** What it is a right to, in the vendor's word for the resource; absent where the page names none. */
  readonly right?: string;
  /** Shows that it writes; without it only reading is known. */
  readonly writes?: RegExp;
  /** Set where that has to stand in the same entry of the script. */
  readonly together?: true;
  readonly opens?: Readonly<Partial<Record<AccessLevel, string>>>;
  readonly system?: { readonly kind: SystemKind; readonly name: string };
}

/** Shows that a call of the API writes. */
const WRITING = /(?:^|\s)(?:-X|--request)[\s=]*["']?(?:PUT|POST|DELETE)\b|--data\b|\s-d\s|--form\b/u;

/**
 * The resources that CI_JOB_TOKEN opens, in as far as scripts show that they use it.
 * https://docs.gitlab.com/ci/jobs/ci_job_token/#job-token-access
 */
export const JOB_TOKEN_USES: readonly JobTokenUse[] = [
  {
    pattern:
      /\$\{?CI_REGISTRY_PASSWORD\b|\$\{?CI_JOB_TOKEN\b[^\n]*\$\{?CI_REGISTRY\b|\$\{?CI_REGISTRY\b[^\n]*\$\{?CI_JOB_TOKEN\b|\blogin\b[^\n]*\bgitlab-ci-token\b/u,
    to: 'the container registry of the project',
    right: 'container_registry',
    // https://docs.gitlab.com/user/packages/container_registry/build_and_push_images/
    writes:
      /\b(?:docker|podman|buildah|nerdctl|crane|oras|helm|img|regctl)\s+(?:image\s+|manifest\s+|compose\s+|chart\s+)?push\b|\bdocker[\s-]compose\b[^\n]*\bpush\b|\bbuildx?\b[^\n]*--push\b|\bbuildctl\S*[^\n]*push=true|\b(?:skopeo|crane|regctl)\s[^\n]*\b(?:copy|cp)\b[^\n]*\s\S*\$\{?CI_REGISTRY\S*\s*$|\bko\s+(?:publish|build)\b|\/kaniko\/executor\b(?![^\n]*--no-push)/mu,
    opens: { read: "pull the project's images", write: "push the project's images" },
    system: { kind: 'artifacts', name: 'container registry of this project' },
  },
  {
    pattern:
      /\/packages\/(?:generic|maven|npm|pypi|nuget|composer|conan|helm|go|rubygems|debian|rpm|terraform|ml_models)\b/u,
    to: 'the package registry of the project',
    right: 'packages',
    writes:
      /--upload-file\b|\s-T[\s"']|\b(?:npm|pnpm|yarn)\s+(?:\S+\s+)*?publish\b|\btwine\s+upload\b|\b(?:uv|poetry|hatch|pdm|flit)\s+publish\b|\bnuget\s+push\b|\bmvnw?\b[^\n]*\bdeploy\b|\bconan\s+upload\b|(?:^|\s)(?:-X|--request)\s*(?:PUT|POST)\b|--data-binary|--form\b|\bgem\s+push\b|\bhelm\s+(?:cm-)?push\b/u,
    opens: { read: "read the project's packages", write: "publish the project's packages" },
    system: { kind: 'artifacts', name: 'package registry of this project' },
  },
  {
    pattern: /\/trigger\/pipeline\b/u,
    to: "another project's pipelines",
    right: 'pipelines',
    writes: /\/trigger\/pipeline\b/u,
    opens: { write: 'start pipelines' },
    system: { kind: 'compute', name: 'pipelines' },
  },
  {
    pattern:
      /\brelease-cli\b[^\n]*\bcreate\b|\bglab\s+release\s+(?:create|upload)\b|\/projects\/[^\s"']+\/releases\b/u,
    to: 'the releases of the project',
    right: 'releases',
    writes:
      /\brelease-cli\b[^\n]*\bcreate\b|\bglab\s+release\s+(?:create|upload)\b|(?:^|\s)(?:-X|--request)\s*(?:PUT|POST|DELETE)\b|--data\b|\s-d\s/u,
    opens: { read: "read the project's releases", write: 'create releases' },
    system: { kind: 'repository', name: 'this project' },
  },
  {
    pattern: /\/projects\/[^\s"']+\/deployments\b/u,
    to: 'the deployments of the project',
    right: 'deployments',
    writes: WRITING,
    together: true,
    opens: { read: "read the project's deployments", write: 'record and approve deployments' },
    system: { kind: 'deployment', name: 'deployments of this project' },
  },
  {
    pattern: /\/projects\/[^\s"']+\/environments\b/u,
    to: 'the environments of the project',
    right: 'environments',
    writes: WRITING,
    together: true,
    opens: { read: "read the project's environments", write: 'make, stop and delete environments' },
    system: { kind: 'deployment', name: 'environments of this project' },
  },
  {
    pattern: /\/jobs\/(?:artifacts\/|[^\s"'/]+\/artifacts\b)/u,
    to: "other jobs' artifacts",
    right: 'artifacts',
    opens: { read: 'download artifacts of jobs' },
    system: { kind: 'artifacts', name: 'artifacts of jobs' },
  },
  {
    // https://docs.gitlab.com/ci/secure_files/
    pattern: /\bglab\s+securefile\b|\bdownload-secure-files\b|\/secure_files\b/u,
    to: 'the secure files of the project',
    right: 'secure_files',
    opens: { read: "download the project's secure files" },
    system: { kind: 'secrets', name: 'secure files of this project' },
  },
  {
    // Only where a setting of the project lets job tokens push:
    // https://docs.gitlab.com/ci/jobs/ci_job_token/#allow-git-push-requests-to-your-project-repository
    pattern: /\bgit\s+push\b[^\n]*gitlab-ci-token:\$\{?CI_JOB_TOKEN\b/u,
    to: 'the repository of the project',
    right: 'repository',
    writes: /\bgit\s+push\b/u,
    together: true,
    opens: { write: 'push commits and tags' },
    system: { kind: 'repository', name: 'this project' },
  },
  {
    pattern: /\/terraform\/state\b|\bgitlab-(?:terraform|tofu)\b/u,
    to: "the project's state of Terraform",
  },
  {
    pattern:
      /^(?![^\n]*\bgit\s+push\b)[^\n]*gitlab-ci-token:\$\{?CI_JOB_TOKEN\b|insteadOf\b[^\n]*CI_JOB_TOKEN|CI_JOB_TOKEN[^\n]*insteadOf\b/mu,
    to: 'repositories of other projects',
    right: 'repository',
    opens: { read: 'clone repositories that let the project in' },
    system: { kind: 'repository', name: 'repositories of other projects' },
  },
];

/** Any other place that names the token. */
export const JOB_TOKEN =
  /\$\{?(?:CI_JOB_TOKEN|CI_REGISTRY_PASSWORD|CI_DEPENDENCY_PROXY_PASSWORD)\b|\$env:CI_JOB_TOKEN\b|%CI_JOB_TOKEN%/u;

export const JOB_TOKEN_PAGE = 'https://docs.gitlab.com/ci/jobs/ci_job_token/';

/** What the token may do beyond what is seen of it, and why that stays open. */
export const JOB_TOKEN_UNKNOWN = {
  what: 'what else CI_JOB_TOKEN may do',
  about: 'settings',
  why: 'it has the rights of whoever started the pipeline, here and in projects whose settings let this one in',
} as const;

/** https://docs.gitlab.com/ci/variables/#protect-a-cicd-variable, …/#limit-the-environment-scope-of-a-cicd-variable */
export const VARIABLES_UNKNOWN = {
  what: 'which other CI/CD variables it gets',
  about: 'settings',
  why: 'they are set in the project and its groups; a job sees all that are not kept for protected refs or an environment',
} as const;

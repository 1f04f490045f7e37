/** A number of the vendor's, with the page that says so. */
interface Sourced {
  readonly value: number;
  readonly source: string;
}

/** Bounds of a job, and with it of CI_JOB_TOKEN, which is revoked when the job ends. */
export const LIMITS: Readonly<Record<'projectTimeoutSeconds' | 'hostedMaximumSeconds', Sourced>> = {
  /** The project's setting as it comes; its maintainers, and administrators of an instance, may change it. */
  projectTimeoutSeconds: {
    value: 3600,
    source: 'https://docs.gitlab.com/ci/pipelines/settings/#set-a-limit-for-how-long-jobs-can-run',
  },
  /** Hosted runners of GitLab.com, whatever is configured. */
  hostedMaximumSeconds: {
    value: 3 * 3600,
    source: 'https://docs.gitlab.com/ci/runners/hosted_runners/',
  },
};

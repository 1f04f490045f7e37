/** A length of time that Azure Pipelines sets, with the page that says so. */
interface Limit {
  readonly seconds: number;
  readonly source: string;
}

const TIMEOUTS = 'https://learn.microsoft.com/en-us/azure/devops/pipelines/process/phases#timeouts';

/** What a job may last where `timeoutInMinutes` is not written. */
export const JOB_TIMEOUT_DEFAULT: Limit = { seconds: 3600, source: TIMEOUTS };

/**
 * What a job on an agent of Microsoft's may last at most, whatever it asks for: 360 minutes in a public project with a
 * public repository and with paid parallel jobs. In a private project without those it is 60 minutes, which a file does
 * not tell.
 */
export const HOSTED_JOB_MAXIMUM: Limit = { seconds: 21_600, source: TIMEOUTS };

/** What the tasks of the AWS Toolkit ask for when they take on a role, where `aws.rolecredential.maxduration` is not set. */
export const TOOLKIT_ROLE_SESSION_DEFAULT: Limit = {
  seconds: 900,
  source:
    'https://github.com/aws/aws-toolkit-azure-devops/blob/master/src/lib/awsConnectionParameters.ts (minDuration)',
};

/** What that variable may ask for; the tasks pass over anything else. */
export const TOOLKIT_ROLE_SESSION_BOUNDS = { least: 900, most: 43_200 } as const;

/**
 * How much templates may bring together: 100 files, 100 of them one in the other, and 20 MB of memory while they are
 * read. What a node takes is not told; at 100 bytes for each that is 200,000 of them.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/process/templates#imposed-limits
 */
export const TEMPLATE_LIMITS = { files: 100, depth: 100, nodes: 200_000 } as const;

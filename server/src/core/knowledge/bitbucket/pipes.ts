import type { Purpose } from '../../model/facts.js';

/** What a pipe logs in with, and what it does. */
export interface PipeFacts {
  /** Without version. */
  readonly name: RegExp;
  /** The variable with a role that it takes by the step's token. */
  readonly awsRole?: string;
  /** Variables of the repository that it reads its own credential from where it is given none and no role. */
  readonly keys?: readonly string[];
  /** A command line that it comes to, with `{VARIABLE}` for values. */
  readonly runs?: string;
  readonly purpose?: { readonly purpose: Purpose; readonly why: string };
  /** The README that says so. */
  readonly source: string;
}

const README = (name: string): string => `https://bitbucket.org/atlassian/${name}/src/master/README.md`;

const AWS_KEYS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const;

/** Pipes by their READMEs; the first that fits counts. */
const PIPES: readonly PipeFacts[] = [
  {
    name: /^atlassian\/aws-s3-deploy$/u,
    awsRole: 'AWS_OIDC_ROLE_ARN',
    keys: AWS_KEYS,
    runs: 'aws s3 sync {LOCAL_PATH} s3://{S3_BUCKET}/ {EXTRA_ARGS}',
    purpose: { purpose: 'deploy', why: 'deploys to Amazon S3' },
    source: README('aws-s3-deploy'),
  },
  {
    name: /^atlassian\/aws-ecr-push-image$/u,
    awsRole: 'AWS_OIDC_ROLE_ARN',
    keys: AWS_KEYS,
    purpose: { purpose: 'publish', why: 'pushes a container image' },
    source: README('aws-ecr-push-image'),
  },
  {
    name: /^atlassian\/aws-[\w-]+-(?:deploy|run)$/u,
    awsRole: 'AWS_OIDC_ROLE_ARN',
    keys: AWS_KEYS,
    purpose: { purpose: 'deploy', why: 'deploys to AWS' },
    source: README('aws-ecs-deploy'),
  },
  {
    name: /^atlassian\/aws-[\w-]+$/u,
    awsRole: 'AWS_OIDC_ROLE_ARN',
    keys: AWS_KEYS,
    source: README('aws-cloudfront-invalidate'),
  },
  {
    name: /^atlassian\/(?:npm-publish|pypi-publish|nuget-push|docker-build-push[\w-]*)$/u,
    purpose: { purpose: 'publish', why: 'publishes a package' },
    source: README('npm-publish'),
  },
  {
    name: /^atlassian\/ssh-run$/u,
    purpose: { purpose: 'administer', why: 'runs commands on a server over SSH' },
    source: README('ssh-run'),
  },
  {
    name: /^atlassian\/(?:scp|rsync|sftp|ftp)-deploy$/u,
    purpose: { purpose: 'deploy', why: 'copies to a server' },
    source: README('scp-deploy'),
  },
  {
    name: /^(?:atlassian|microsoft)\/[\w-]+-deploy$/u,
    purpose: { purpose: 'deploy', why: 'deploys' },
    source: README('firebase-deploy'),
  },
];

/** What is known of a pipe by its name, without its version. */
export function pipeFacts(name: string): PipeFacts | undefined {
  return PIPES.find((pipe) => pipe.name.test(name.toLowerCase()));
}

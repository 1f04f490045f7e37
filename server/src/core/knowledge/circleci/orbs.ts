import type { Purpose } from '../../model/facts.js';

/** What a command or job of an orb logs in with, and what it does. Names of parameters have `_` for `-`. */
export interface OrbElement {
  /** `namespace/orb/element`, with `_` for `-`. */
  readonly name: string;
  /** The major version from which on it no longer holds. */
  readonly before?: number;
  /** Assumes a role of AWS by the job's token where this parameter is given. */
  readonly awsRole?: {
    readonly role: string;
    /** A parameter that must be true as well: else the role is taken with the credentials at hand. */
    readonly onlyWhere?: string;
    readonly duration: string;
    readonly durationDefaultSeconds: number;
    /** From this version on the token with the ref in its subject is shown, before it the other one. */
    readonly secondTokenFrom?: readonly number[];
    /** Which token it is where the version of the orb does not tell. */
    readonly token?: 1 | 'either';
  };
  /** Assumes a role of AWS with the credentials at hand. */
  readonly chainedRole?: string;
  /** A service account of Google that is taken by the job's token where `when` is true: the variable with its name. */
  readonly googleAccount?: {
    readonly when: string;
    readonly parameter: string;
    readonly defaultVariable: string;
  };
  /** Variables of the environment that it reads its own credential from, by parameter, unless a role is given. */
  readonly keys?: readonly { readonly parameter: string; readonly defaultVariable: string }[];
  /** A command line that it comes to, with `{parameter}` for values. */
  readonly runs?: string;
  readonly purpose?: { readonly purpose: Purpose; readonly why: string };
  readonly source: string;
}

const AWS_CLI = 'https://github.com/CircleCI-Public/aws-cli-orb/blob/v5.4.1/src';
const AWS_S3 = 'https://github.com/CircleCI-Public/aws-s3-orb/blob/main/src';
const AWS_ECR = 'https://github.com/CircleCI-Public/aws-ecr-orb/blob/main/src';
const AWS_ECS = 'https://github.com/CircleCI-Public/aws-ecs-orb/blob/main/src';
const KUBERNETES = 'https://github.com/CircleCI-Public/kubernetes-orb/blob/v2.0.0/src';
const GCP_CLI = 'https://github.com/CircleCI-Public/gcp-cli-orb/blob/main/src';

/** Version 3.1.5 shows `CIRCLE_OIDC_TOKEN_V2` where 3.1.4 showed `CIRCLE_OIDC_TOKEN`: the orb's own tags. */
const ROLE_BY_TOKEN = {
  role: 'role_arn',
  duration: 'session_duration',
  durationDefaultSeconds: 3600,
  secondTokenFrom: [3, 1, 5],
} as const;

const ROLE_ONCE = { role: 'role_arn', duration: 'session_duration', durationDefaultSeconds: 3600 } as const;

const AWS_KEYS = [
  { parameter: 'aws_access_key_id', defaultVariable: 'AWS_ACCESS_KEY_ID' },
  { parameter: 'aws_secret_access_key', defaultVariable: 'AWS_SECRET_ACCESS_KEY' },
] as const;

const DEPLOYS_ECS = { purpose: 'deploy', why: 'deploys to Amazon ECS' } as const;
const CHANGES_CLUSTER = { purpose: 'deploy', why: 'changes what runs in a Kubernetes cluster' } as const;
const PUSHES = { purpose: 'publish', why: 'pushes a container image' } as const;

/** Orbs whose sources were read, for what bears on identities. */
const ELEMENTS: readonly OrbElement[] = [
  {
    name: 'circleci/aws_cli/setup',
    awsRole: ROLE_BY_TOKEN,
    keys: AWS_KEYS,
    source: `${AWS_CLI}/commands/setup.yml`,
  },
  // A command of its own from 3.1.0 to before 5.0.0.
  {
    name: 'circleci/aws_cli/assume_role_with_web_identity',
    awsRole: ROLE_BY_TOKEN,
    source: 'https://github.com/CircleCI-Public/aws-cli-orb/blob/v4.1.0/src/commands',
  },
  {
    name: 'circleci/aws_cli/role_arn_setup',
    chainedRole: 'role_arn',
    source: `${AWS_CLI}/commands/role_arn_setup.yml`,
  },
  // Before 4.0.0 the orb logged in by itself.
  ...['sync', 'copy'].map((name): OrbElement => ({
    name: `circleci/aws_s3/${name}`,
    before: 4,
    awsRole: { ...ROLE_ONCE, token: 'either' },
    keys: AWS_KEYS,
    runs: `aws s3 ${name === 'copy' ? 'cp' : name} {from} {to} {arguments}`,
    source: `https://github.com/CircleCI-Public/aws-s3-orb/blob/v3.1.1/src/commands/${name}.yml`,
  })),
  ...['sync', 'copy'].map((name): OrbElement => ({
    name: `circleci/aws_s3/${name}`,
    runs: `aws s3 ${name === 'copy' ? 'cp' : name} {from} {to} {arguments}`,
    source: `${AWS_S3}/scripts/${name}.sh`,
  })),
  // Before 9.0.0 too; version 8.2.1 is made with circleci/aws-cli@3.1.3, which shows the first token.
  ...['build_and_push_image', 'ecr_login'].map((name): OrbElement => ({
    name: `circleci/aws_ecr/${name}`,
    before: 9,
    awsRole: { ...ROLE_ONCE, onlyWhere: 'assume_web_identity', token: 1 },
    keys: AWS_KEYS,
    ...(name === 'ecr_login' ? {} : { purpose: PUSHES }),
    source: `https://github.com/CircleCI-Public/aws-ecr-orb/blob/v8.2.1/src/commands`,
  })),
  ...['build_and_push_image', 'push_image'].map((name): OrbElement => ({
    name: `circleci/aws_ecr/${name}`,
    purpose: PUSHES,
    source: `${AWS_ECR}/commands/${name}.yml`,
  })),
  ...[
    'update_service',
    'deploy_service_update',
    'run_task',
    'update_task_definition',
    'deploy_ecs_scheduled_task',
  ].map((name): OrbElement => ({ name: `circleci/aws_ecs/${name}`, purpose: DEPLOYS_ECS, source: AWS_ECS })),
  ...['setup', 'initialize'].map((name): OrbElement => ({
    name: `circleci/gcp_cli/${name}`,
    googleAccount: {
      when: 'use_oidc',
      parameter: 'service_account_email',
      defaultVariable: 'OIDC_SERVICE_ACCOUNT_EMAIL',
    },
    keys: [{ parameter: 'gcloud_service_key', defaultVariable: 'GCLOUD_SERVICE_KEY' }],
    source: `${GCP_CLI}/commands/setup.yml`,
  })),
  // The variable holds the whole file in base64, which is written to `~/.kube/config`.
  {
    name: 'circleci/kubernetes/install_kubeconfig',
    keys: [{ parameter: 'kubeconfig', defaultVariable: 'KUBECONFIG_DATA' }],
    source: `${KUBERNETES}/commands/install_kubeconfig.yml`,
  },
  ...['create_or_update_resource', 'delete_resource', 'update_container_image', 'rollback'].map(
    (name): OrbElement => ({
      name: `circleci/kubernetes/${name}`,
      purpose: CHANGES_CLUSTER,
      source: `${KUBERNETES}/scripts/${name}.sh`,
    }),
  ),
  ...['check', 'publish'].map((name): OrbElement => ({
    name: `circleci/docker/${name}`,
    keys: [{ parameter: 'docker_password', defaultVariable: 'DOCKER_PASSWORD' }],
    ...(name === 'publish' ? { purpose: PUSHES } : {}),
    source: 'https://github.com/CircleCI-Public/docker-orb/blob/v4.0.1/src/commands/check.yml',
  })),
  {
    name: 'circleci/docker/push',
    purpose: PUSHES,
    source: 'https://github.com/CircleCI-Public/docker-orb/blob/v4.0.1/src/commands/push.yml',
  },
  ...['deploy_via_git', 'push_docker_image', 'release_docker_image'].map((name): OrbElement => ({
    name: `circleci/heroku/${name}`,
    keys: [{ parameter: 'api_key', defaultVariable: 'HEROKU_API_KEY' }],
    purpose: { purpose: 'deploy', why: 'deploys to Heroku' },
    source: 'https://github.com/CircleCI-Public/heroku-orb/blob/master/src/commands',
  })),
];

const BY_NAME: ReadonlyMap<string, readonly OrbElement[]> = new Map(
  ELEMENTS.map(({ name }) => [name, ELEMENTS.filter((element) => element.name === name)]),
);

/** What is known of a command or job of a version of an orb, by the orb's full name and the element's. */
export function orbElement(
  { name, version }: { readonly name: string; readonly version: string },
  element: string,
): OrbElement | undefined {
  const major = Number(/^\d+/u.exec(version)?.[0] ?? Infinity);
  return BY_NAME.get(plainName(`${name}/${element}`))?.find(
    ({ before }) => before === undefined || major < before,
  );
}

/** Older versions of orbs write with `-` what newer ones write with `_`. */
function plainName(name: string): string {
  return name.replaceAll('-', '_').toLowerCase();
}

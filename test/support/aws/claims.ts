/**
 * The claim matrix, written apart from what ships: runs of a pipeline as one would list them by hand, the workflow that
 * leads to each, and the claims of its token as GitHub's page describes them. Shares no code with the core.
 * https://docs.github.com/en/actions/reference/security/oidc
 */

export const REPOSITORY = 'acme/shop';
export const ISSUER = 'token.actions.githubusercontent.com';

/** One concrete run. */
export interface Run {
  readonly event: string;
  readonly ref: string;
  readonly environment: string | null;
  /** The file that the job's code comes from, where it is not the workflow's own. */
  readonly calledFile: string | null;
  readonly actor: string;
}

/** One cell of the matrix: files that lead to such runs, and some of the runs. */
export interface Cell {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** The path of the workflow that holds the job, and the job's id. */
  readonly holder: string;
  /** Ids of initiators that stand for these runs. */
  readonly initiator: string;
  /** Whether such a run is given a token at all. */
  readonly asks: boolean;
  readonly runs: readonly Run[];
  /** Whether the files leave open which of several runs it is. */
  readonly open: boolean;
}

/** The claims of a run's token that AWS gives condition keys for, by their names. */
export function tokenOf(run: Run): Readonly<Record<string, string>> {
  const escaped = (text: string): string => text.split(':').join('%3A');
  const context =
    run.environment !== null
      ? `environment:${escaped(run.environment)}`
      : run.event === 'pull_request'
        ? 'pull_request'
        : `ref:${escaped(run.ref)}`;
  const file = run.calledFile ?? '.github/workflows/deploy.yml';
  return {
    sub: `repo:${REPOSITORY}:${context}`,
    aud: 'sts.amazonaws.com',
    repository: REPOSITORY,
    ref: run.ref,
    workflow: 'Deploy',
    job_workflow_ref: `${REPOSITORY}/${file}@${run.ref}`,
    actor: run.actor,
    repository_id: '4711',
    ...(run.environment === null ? {} : { environment: run.environment }),
  };
}

interface Trigger {
  readonly name: string;
  readonly event: string;
  readonly on: string;
  readonly initiator: string;
  readonly refs: readonly string[];
  readonly open?: true;
  readonly asks?: false;
}

const TRIGGERS: readonly Trigger[] = [
  {
    name: 'push to main',
    event: 'push',
    on: '{ push: { branches: [main] } }',
    initiator: 'push',
    refs: ['refs/heads/main'],
  },
  {
    name: 'push to one of two branches',
    event: 'push',
    on: '{ push: { branches: [main, stable] } }',
    initiator: 'push',
    refs: ['refs/heads/main', 'refs/heads/stable'],
    open: true,
  },
  {
    name: 'push to a release branch',
    event: 'push',
    on: '{ push: { branches: ["release/**"] } }',
    initiator: 'push',
    refs: ['refs/heads/release/1', 'refs/heads/release/2/hot', 'refs/heads/release/'],
    open: true,
  },
  {
    name: 'push of any branch or tag',
    event: 'push',
    on: 'push',
    initiator: 'push',
    refs: ['refs/heads/main', 'refs/heads/feature/x', 'refs/tags/v1.0', 'refs/heads/release/1'],
    open: true,
  },
  {
    name: 'push of the tag v1.0',
    event: 'push',
    on: '{ push: { tags: [v1.0] } }',
    initiator: 'push',
    refs: ['refs/tags/v1.0'],
  },
  {
    name: 'push of a version tag',
    event: 'push',
    on: '{ push: { tags: ["v*"] } }',
    initiator: 'push',
    refs: ['refs/tags/v1.0', 'refs/tags/v2'],
    open: true,
  },
  {
    name: 'pull request from the repository',
    event: 'pull_request',
    on: 'pull_request',
    initiator: 'pull_request:insider',
    refs: ['refs/pull/7/merge', 'refs/pull/12/merge'],
    open: true,
  },
  {
    name: 'pull request from a fork',
    event: 'pull_request',
    on: 'pull_request',
    initiator: 'pull_request:fork',
    refs: ['refs/pull/7/merge'],
    asks: false,
  },
  {
    name: 'dispatch',
    event: 'workflow_dispatch',
    on: 'workflow_dispatch',
    initiator: 'workflow_dispatch',
    refs: ['refs/heads/main', 'refs/heads/feature/x', 'refs/tags/v1.0'],
    open: true,
  },
  {
    name: 'schedule',
    event: 'schedule',
    on: '{ schedule: [{ cron: "0 4 * * *" }] }',
    initiator: 'schedule',
    refs: ['refs/heads/main', 'refs/heads/trunk'],
    open: true,
  },
  {
    name: 'release',
    event: 'release',
    on: '{ release: { types: [published] } }',
    initiator: 'release',
    refs: ['refs/tags/v1.0', 'refs/tags/nightly'],
    open: true,
  },
];

/** What narrows the job itself to one ref, where the trigger alone does not. */
const CONDITIONS: readonly { readonly text: string; readonly ref: string }[] = [
  { text: "github.ref == 'refs/heads/main'", ref: 'refs/heads/main' },
  { text: "github.event_name == 'push' && github.ref == 'refs/tags/v1.0'", ref: 'refs/tags/v1.0' },
];

const ENVIRONMENTS: readonly (string | null)[] = [null, 'production', 'prod:eu', 'staging'];
const ACTORS = ['octocat', 'dependabot[bot]'] as const;

const STEPS = `    steps:
      - uses: aws-actions/configure-aws-credentials@v6
        with: { role-to-assume: 'arn:aws:iam::111122223333:role/deploy', aws-region: eu-west-1 }
`;

/** Every combination of event, ref, environment, fork and reusable workflow that the lists above make. */
export function claimMatrix(): readonly Cell[] {
  return TRIGGERS.flatMap((trigger) =>
    ENVIRONMENTS.flatMap((environment) =>
      [false, true].flatMap((reusable) => [
        cell(trigger, environment, reusable, undefined),
        ...CONDITIONS.filter(({ ref }) => trigger.refs.includes(ref) && trigger.on === 'push').map(
          (condition) => cell(trigger, environment, reusable, condition),
        ),
      ]),
    ),
  );
}

function cell(
  trigger: Trigger,
  environment: string | null,
  reusable: boolean,
  condition: (typeof CONDITIONS)[number] | undefined,
): Cell {
  const where = environment === null ? '' : `    environment: "${environment}"\n`;
  const guard = condition === undefined ? '' : `    if: ${condition.text}\n`;
  const head = `name: Deploy\non: ${trigger.on}\npermissions: { id-token: write }\njobs:\n`;
  const job = `    runs-on: ubuntu-latest\n${where}${STEPS}`;
  const files: Record<string, string> = reusable
    ? {
        '.github/workflows/deploy.yml': `${head}  call:\n${guard}    uses: ./.github/workflows/ship.yml\n`,
        '.github/workflows/ship.yml': `on: workflow_call\njobs:\n  deploy:\n${job}`,
      }
    : { '.github/workflows/deploy.yml': `${head}  deploy:\n${guard}${job}` };
  const refs = condition === undefined ? trigger.refs : [condition.ref];
  return {
    name: [
      trigger.name,
      environment ?? 'no environment',
      reusable ? 'reusable' : 'direct',
      condition?.text ?? '',
    ]
      .filter(Boolean)
      .join(', '),
    files,
    holder: reusable ? '.github/workflows/ship.yml' : '.github/workflows/deploy.yml',
    initiator: trigger.initiator,
    asks: trigger.asks !== false,
    runs: refs.flatMap((ref) =>
      ACTORS.map((actor) => ({
        event: trigger.event,
        ref,
        environment,
        calledFile: reusable ? '.github/workflows/ship.yml' : null,
        actor,
      })),
    ),
    open: condition === undefined && trigger.open === true,
  };
}

import { describe, expect, it } from 'vitest';
import type { TrustScope } from '../../../server/src/core/model/trustScope.js';
import { linked, scopesIn, workflowFacts } from '../../support/aws/linking.js';
import type { PolicyJson } from '../../support/aws/policyJson.js';
import type { RoleSpec } from '../../support/aws/roleFacts.js';
import { roleFile } from '../../support/aws/roleFacts.js';

const GITHUB = 'token.actions.githubusercontent.com';
const S3: PolicyJson = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Action: ['s3:PutObject', 's3:GetObject'],
    Resource: 'arn:aws:s3:::releases/*',
  },
};

function trusting(subject: string, operator = 'StringEquals'): PolicyJson {
  return {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${GITHUB}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' },
        [operator === 'StringEquals' ? 'StringEqualsIgnoreCase' : operator]: { [`${GITHUB}:sub`]: subject },
      },
    },
  };
}

function assuming(role: string, more = ''): string {
  return `    runs-on: ubuntu-latest
${more}    steps:
      - uses: aws-actions/configure-aws-credentials@v6
        with: { role-to-assume: '${role}', aws-region: eu-west-1${more.includes('#long') ? ', role-duration-seconds: 7200' : ''} }
`;
}

const ARN = 'arn:aws:iam::111122223333:role/deploy';

function deploy(on: string, role: Partial<RoleSpec> & Pick<RoleSpec, 'trust'>, job = assuming(ARN)) {
  const files = [
    ...workflowFacts({ deploy: `on: ${on}\npermissions: { id-token: write }\njobs:\n  deploy:\n${job}` }),
    roleFile('infra/roles.json', [{ name: 'deploy', policies: [S3], ...role }]),
  ];
  const result = linked(files, { repository: 'acme/shop' });
  const scope = scopesIn(result);
  return {
    result,
    job: scope('.github/workflows/deploy.yml#job:deploy'),
    role: scope('infra/roles.json#role:deploy'),
  };
}

function reached(scope: TrustScope): readonly string[] {
  return scope.grants
    .filter(({ via }) => via.length > 0)
    .map(({ action, resource }) => `${action} ${resource}`);
}

const PUSH_MAIN = '{ push: { branches: [main] } }';

describe('a job that asks for a role', () => {
  it('reaches what the role may do, with the path, when the role trusts it', () => {
    const { job } = deploy(PUSH_MAIN, { trust: trusting('repo:acme/shop:ref:refs/heads/main') });
    expect(reached(job)).toEqual([
      's3:PutObject arn:aws:s3:::releases/*',
      's3:GetObject arn:aws:s3:::releases/*',
    ]);
    expect(
      job.grants.filter(({ via }) => via.length > 0).map(({ via, identity }) => ({ via, identity })),
    ).toEqual(Array(2).fill({ via: ['infra/roles.json#role:deploy'], identity: `role:AWS:${ARN}` }));
    expect(job.becomes).toMatchObject([
      {
        session: 'infra/roles.json#role:deploy',
        how: 'assume role `deploy`',
        via: [],
        certain: true,
        certainty: 'inferred',
      },
    ]);
    expect(job.refusals).toEqual([]);
    expect(job.unknowns.map(({ what }) => what)).toEqual([]);
  });

  it('reaches nothing of a role that trusts another branch only, and is told so', () => {
    const { job, role, result } = deploy(PUSH_MAIN, {
      trust: trusting('repo:acme/shop:ref:refs/heads/stable'),
    });
    expect(reached(job)).toEqual([]);
    expect(job.becomes).toEqual([]);
    expect(job.refusals).toMatchObject([
      {
        by: 'infra/roles.json#role:deploy',
        why: 'role `deploy` trusts jobs of repository acme/shop on branch stable; it presents `repo:acme/shop:ref:refs/heads/main`',
      },
    ]);
    expect(role.initiators.map(({ event }) => event)).toEqual(['AssumeRoleWithWebIdentity']);
    expect(result.model.startersOf(role.id)).toEqual([]);
  });

  it('presents its environment in the place of its branch', () => {
    const job = assuming(ARN, '    environment: production\n');
    const inside = deploy(PUSH_MAIN, { trust: trusting('repo:acme/shop:environment:production') }, job);
    const outside = deploy(PUSH_MAIN, { trust: trusting('repo:acme/shop:ref:refs/heads/main') }, job);
    expect(reached(inside.job)).toHaveLength(2);
    expect(reached(outside.job)).toEqual([]);
    // What stands before the job stands before what it reaches.
    expect(inside.job.becomes[0]?.gates).toEqual(['environment:production']);
    expect(
      inside.job.grants
        .filter(({ via }) => via.length > 0)
        .every(({ gates }) => gates.includes('environment:production')),
    ).toBe(true);
  });

  it('is let in by the initiators that show the right claims, and by those only', () => {
    const { job } = deploy('{ push: { branches: [main] }, pull_request: {} }', {
      trust: trusting('repo:acme/shop:ref:refs/heads/main'),
    });
    expect(job.becomes).toMatchObject([{ initiators: ['push'], certain: true }]);
    expect(
      job.grants.filter(({ via }) => via.length > 0).every(({ initiators }) => initiators?.join() === 'push'),
    ).toBe(true);
  });

  it('does not get a token for a pull request from a fork', () => {
    const { job } = deploy('pull_request', { trust: trusting('repo:acme/shop:pull_request') });
    expect(job.becomes[0]?.initiators).toEqual(expect.arrayContaining(['pull_request:insider']));
    expect(job.becomes[0]?.initiators).not.toContain('pull_request:fork');
  });

  it('without the right to a token asks for nothing', () => {
    const files = [
      ...workflowFacts({
        deploy: `on: push\npermissions: { contents: read }\njobs:\n  deploy:\n${assuming(ARN)}`,
      }),
      roleFile('infra/roles.json', [
        { name: 'deploy', policies: [S3], trust: trusting('repo:acme/shop:*', 'StringLike') },
      ]),
    ];
    const job = scopesIn(linked(files, { repository: 'acme/shop' }))(
      '.github/workflows/deploy.yml#job:deploy',
    );
    expect(reached(job)).toEqual([]);
    expect(job.refusals[0]?.why).toBe(
      'job `deploy` is not granted `id-token: write`, so that it has nothing to show',
    );
  });

  it('of a repository that nothing names most likely belongs to the one that the role names', () => {
    const unnamed = linked(
      [
        ...workflowFacts({
          deploy: `on: ${PUSH_MAIN}\npermissions: { id-token: write }\njobs:\n  deploy:\n${assuming(ARN)}`,
        }),
        roleFile('infra/roles.json', [
          { name: 'deploy', policies: [S3], trust: trusting('repo:acme/shop:ref:refs/heads/main') },
        ]),
      ],
      {},
    );
    const scope = scopesIn(unnamed)('.github/workflows/deploy.yml#job:deploy');
    expect(scope.becomes).toMatchObject([{ certain: true, certainty: 'inferred' }]);
    expect(reached(scope)).toHaveLength(2);
  });

  it('may present a subject with ids where the policy reckons with ids', () => {
    const { job } = deploy(PUSH_MAIN, { trust: trusting('repo:acme@12/shop@34:ref:refs/heads/main') });
    expect(job.becomes).toMatchObject([{ certain: true, certainty: 'inferred' }]);
    const other = deploy(PUSH_MAIN, { trust: trusting('repo:acme@12/other@34:ref:refs/heads/main') });
    expect(other.job.becomes).toEqual([]);
  });

  it('may present a subject of a template that the policy reckons with', () => {
    const { job } = deploy(PUSH_MAIN, {
      trust: trusting('job_workflow_ref:acme/flows/.github/workflows/ship.yml@refs/heads/main'),
    });
    expect(job.becomes).toMatchObject([{ certain: false }]);
    expect(job.refusals).toEqual([]);
    const other = deploy(PUSH_MAIN, { trust: trusting('repo:acme/shop:environment:production') });
    expect(other.job.refusals).toHaveLength(1);
  });

  it('of an enterprise may get its tokens from an issuer of its own', () => {
    const own = JSON.parse(
      JSON.stringify(trusting('repo:acme/shop:ref:refs/heads/main')).replaceAll(GITHUB, `${GITHUB}/acme`),
    ) as PolicyJson;
    expect(deploy(PUSH_MAIN, { trust: own }).job.becomes).toMatchObject([
      { certain: true, certainty: 'inferred' },
    ]);
    const gitlab = JSON.parse(
      JSON.stringify(trusting('repo:acme/shop:ref:refs/heads/main')).replaceAll(GITHUB, 'gitlab.com'),
    ) as PolicyJson;
    expect(deploy(PUSH_MAIN, { trust: gitlab }).job.becomes).toEqual([]);
  });

  it('that a stranger starts with a full token may show what no page says', () => {
    const { job } = deploy('pull_request_target', { trust: trusting('repo:acme/shop:ref:refs/heads/main') });
    expect(job.becomes).toMatchObject([{ certain: false }]);
    const whole = deploy('pull_request_target', { trust: trusting('repo:acme/shop:*', 'StringLike') });
    expect(whole.job.becomes).toMatchObject([{ certain: true }]);
    expect(whole.role.initiators.at(-1)).toMatchObject({ actor: 'anyone' });
  });

  it('that logs in with keys of its own is no token bearer', () => {
    const keys = `    runs-on: ubuntu-latest
    steps:
      - uses: aws-actions/configure-aws-credentials@v6
        with: { role-to-assume: '${ARN}', aws-region: eu-west-1, aws-access-key-id: '\${{ secrets.ID }}', aws-secret-access-key: '\${{ secrets.KEY }}' }
`;
    const { job } = deploy(PUSH_MAIN, { trust: trusting('repo:acme/shop:*', 'StringLike') }, keys);
    expect(job.becomes).toEqual([]);
    expect(job.refusals).toHaveLength(1);
    const user: PolicyJson = {
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:user/ci' },
        Action: 'sts:AssumeRole',
      },
    };
    expect(deploy(PUSH_MAIN, { trust: user }, keys).job.becomes).toMatchObject([{ certain: false }]);
  });

  it.each([
    ['another account', 'arn:aws:iam::999988887777:role/deploy', []],
    ['a path that the role has not', 'arn:aws:iam::111122223333:role/ci/deploy', []],
    [
      'an account that an expression fills in',
      'arn:aws:iam::${{ vars.ACCOUNT }}:role/deploy',
      ['infra/roles.json#role:deploy'],
    ],
    ['its name alone', 'deploy', ['infra/roles.json#role:deploy']],
    [
      'a name that an expression fills in',
      'arn:aws:iam::111122223333:role/${{ inputs.role }}',
      ['infra/roles.json#role:deploy'],
    ],
    ['a name of which a part is another one', 'arn:aws:iam::111122223333:role/${{ inputs.role }}-ci', []],
  ])('names a role by %s', (_how, written, expected) => {
    const { job } = deploy(
      PUSH_MAIN,
      { arn: ARN, trust: trusting('repo:acme/shop:ref:refs/heads/main') },
      assuming(written),
    );
    expect(job.becomes.map(({ session }) => session)).toEqual(expected);
  });

  it('whose role is not here does not know what it may do', () => {
    const [workflow] = workflowFacts({
      deploy: `on: push\npermissions: { id-token: write }\njobs:\n  deploy:\n${assuming(ARN)}`,
    });
    if (workflow === undefined) throw new Error('no workflow');
    const job = scopesIn(linked([workflow]))('.github/workflows/deploy.yml#job:deploy');
    expect(job.unknowns).toMatchObject([
      { what: `what ${ARN} may do`, why: 'its policy in AWS is not in this workspace' },
    ]);
  });

  it('does not know more of a key that was made elsewhere', () => {
    const [workflow] = workflowFacts({
      deploy: `on: push
permissions: {}
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: aws s3 sync . s3://site
        env:
          AWS_ACCESS_KEY_ID: \${{ secrets.AWS_ACCESS_KEY_ID }}
          AWS_SECRET_ACCESS_KEY: \${{ secrets.AWS_SECRET_ACCESS_KEY }}
`,
    });
    if (workflow === undefined) throw new Error('no workflow');
    const job = scopesIn(linked([workflow]))('.github/workflows/deploy.yml#job:deploy');
    expect(job.unknowns).toMatchObject([
      {
        what: 'what AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY may do',
        why: 'set in AWS, not here',
      },
    ]);
    expect(job.width).toMatchObject({ band: 'unknown', atLeast: 'moderate' });
  });

  it('holds the role for no longer than the role allows', () => {
    const long = assuming(ARN, '    #long\n');
    const short = deploy(PUSH_MAIN, { trust: trusting('repo:acme/shop:*', 'StringLike') }, long);
    expect(short.job.carried[0]?.lifetime).toMatchObject({
      seconds: 3600,
      boundBy: 'MaxSessionDuration of role deploy',
    });
    const enough = deploy(
      PUSH_MAIN,
      { trust: trusting('repo:acme/shop:*', 'StringLike'), maxSeconds: 14_400 },
      long,
    );
    expect(enough.job.carried[0]?.lifetime).toMatchObject({
      seconds: 7200,
      boundBy: 'role-duration-seconds',
    });
  });

  it('shows its caller where it is called, and the file that its code comes from', () => {
    const called = (trust: PolicyJson): TrustScope => {
      const files = [
        ...workflowFacts({
          release: `on: ${PUSH_MAIN}\npermissions: { id-token: write }\njobs:\n  go:\n    uses: ./.github/workflows/ship.yml\n`,
          ship: `on: workflow_call\njobs:\n  deploy:\n${assuming(ARN)}`,
        }),
        roleFile('infra/roles.json', [{ name: 'deploy', policies: [S3], trust }]),
      ];
      return scopesIn(linked(files, { repository: 'acme/shop' }))('.github/workflows/ship.yml#job:deploy');
    };
    expect(reached(called(trusting('repo:acme/shop:ref:refs/heads/main')))).toHaveLength(2);
    expect(reached(called(trusting('repo:acme/shop:ref:refs/heads/stable')))).toEqual([]);
    const byFile = (file: string): PolicyJson => ({
      Statement: {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${GITHUB}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: {
            [`${GITHUB}:job_workflow_ref`]: `acme/shop/.github/workflows/${file}@refs/heads/main`,
          },
        },
      },
    });
    expect(reached(called(byFile('ship.yml')))).toHaveLength(2);
    expect(reached(called(byFile('release.yml')))).toEqual([]);
  });
});

describe('several roles of one name', () => {
  it('may each be meant', () => {
    const role = { name: 'deploy', policies: [S3], trust: trusting('repo:acme/shop:*', 'StringLike') };
    const files = [
      ...workflowFacts({
        deploy: `on: push\npermissions: { id-token: write }\njobs:\n  deploy:\n${assuming(ARN)}`,
      }),
      roleFile('one/roles.json', [role]),
      roleFile('two/roles.json', [role]),
    ];
    const job = scopesIn(linked(files, { repository: 'acme/shop' }))(
      '.github/workflows/deploy.yml#job:deploy',
    );
    expect(job.becomes.map(({ session, certain }) => [session, certain])).toEqual([
      ['one/roles.json#role:deploy', false],
      ['two/roles.json#role:deploy', false],
    ]);
  });
});

describe('a role', () => {
  it('is started by the jobs that it trusts, by whoever starts those', () => {
    const { role, job, result } = deploy('{ push: { branches: [main] } }', {
      trust: trusting('repo:acme/shop:*', 'StringLike'),
    });
    expect(role.initiators.at(-1)).toMatchObject({
      event: 'assumed by job deploy',
      actor: 'collaborator',
      conditions: ['push (branch main)'],
    });
    expect(result.model.startersOf(role.id)).toMatchObject([{ session: job.id, certain: true }]);
  });

  it('offers to be bound to what uses it', () => {
    const { role } = deploy('{ push: { branches: [main] } }', {
      trust: trusting('repo:acme/shop:*', 'StringLike'),
    });
    const flaws = role.facts.trust?.admissions.flatMap((admission) => admission.flaws) ?? [];
    expect(flaws.map(({ kind, offers }) => [kind, offers.map(({ title }) => title)])).toEqual([
      ['wide-subject', ['Bind the role to `repo:acme/shop:ref:refs/heads/main`']],
    ]);
    expect(flaws[0]?.offers[0]?.intents).toMatchObject([
      { kind: 'replace-values', values: ['repo:acme/shop:ref:refs/heads/main'] },
    ]);
  });

  it('is left alone where a job may present several subjects that the file does not tell', () => {
    const { role } = deploy('push', { trust: trusting('repo:acme/shop:*', 'StringLike') });
    const flaws = role.facts.trust?.admissions.flatMap((admission) => admission.flaws) ?? [];
    expect(flaws.map(({ offers }) => offers.length)).toEqual([0]);
  });
});

import { describe, expect, it } from 'vitest';
import { factsOf, sessionOf, withJob } from './facts.js';

const ARN = 'arn:aws:iam::111122223333:role/deploy';
const BASE = 'org/ORGANIZATION_ID/project/PROJECT_ID/user/*';
const MAIN = `${BASE}/vcs-origin/github.com/OWNER/REPO/vcs-ref/refs/heads/main`;
const ON_MAIN = '  w:\n    jobs:\n      - build: { filters: { branches: { only: main } } }';

function rolesOf(steps: string, workflow = ON_MAIN, more = '') {
  return sessionOf(withJob(steps, workflow, more), 'w/build').carried.filter(
    ({ kind }) => kind === 'cloud-role',
  );
}

function orb(version: string): string {
  return `orbs:\n  aws-cli: circleci/aws-cli@${version}\n`;
}

// https://circleci.com/docs/guides/permissions-authentication/openid-connect-tokens/#format-of-the-openid-connect-id-token
describe('claims by the token that is shown', () => {
  const assume = (token: string): string =>
    `      - run: aws sts assume-role-with-web-identity --role-arn ${ARN} --web-identity-token "${token}"`;
  it.each([
    ['the first token', assume('$CIRCLE_OIDC_TOKEN'), '', BASE],
    ['the second token', assume('${CIRCLE_OIDC_TOKEN_V2}'), '', MAIN],
    ['a token that is made', assume('$(circleci run oidc get)'), '', BASE],
    ['an orb of today', `      - aws-cli/setup: { role_arn: '${ARN}' }`, orb('5.4.1'), MAIN],
    ['an orb of any fifth version', `      - aws-cli/setup: { role_arn: '${ARN}' }`, orb('5'), MAIN],
    ['an orb before 3.1.5', `      - aws-cli/setup: { role-arn: '${ARN}' }`, orb('3.1.4'), BASE],
    ['an orb from 3.1.5 on', `      - aws-cli/setup: { role-arn: '${ARN}' }`, orb('3.1.5'), MAIN],
    [
      'an orb that logs in by itself',
      `      - ecr/build-and-push-image: { role-arn: '${ARN}', assume-web-identity: true }`,
      'orbs:\n  ecr: circleci/aws-ecr@8.2.1\n',
      BASE,
    ],
    ['any third version', `      - aws-cli/setup: { role-arn: '${ARN}' }`, orb('3'), MAIN],
  ])('%s', (_name, steps, more, sub) => {
    const [role] = rolesOf(steps, ON_MAIN, more);
    expect(role?.name).toBe(ARN);
    expect(role?.claimSets?.map(({ issuer, values }) => [issuer, values['sub'], values['aud']])).toEqual([
      ['oidc.circleci.com/org/ORGANIZATION_ID', sub, 'ORGANIZATION_ID'],
    ]);
  });

  it('one set for each branch and tag that the filters tell apart', () => {
    const [role] = rolesOf(
      `      - aws-cli/setup: { role_arn: '${ARN}' }`,
      `  w:\n    jobs:\n      - build: { filters: { branches: { only: [main, '/release-.*/'] }, tags: { only: '/v[0-9]+/' } } }`,
      orb('5.4.1'),
    );
    expect(
      role?.claimSets?.map(({ initiator, values }) => [initiator, values['oidc.circleci.com/vcs-ref']]),
    ).toEqual([
      ['push', 'refs/heads/main'],
      ['push', 'refs/heads/release-*'],
      ['tag', 'refs/tags/v*'],
    ]);
  });

  it('an audience of its own', () => {
    const [role] = rolesOf(`      - run: |
          export AWS_ROLE_ARN=${ARN}
          export AWS_WEB_IDENTITY_TOKEN_FILE=/tmp/token
          circleci run oidc get --root-issuer --claims '{"aud": "acme"}' > /tmp/token
          aws s3 ls`);
    expect(role?.claimSets?.map(({ issuer, values }) => [issuer, values['aud']])).toEqual([
      ['oidc.circleci.com', 'acme'],
    ]);
  });
});

describe('what lasts how long', () => {
  it.each([
    ['the default of the orb', '', 3600, 'platform-default'],
    ['a duration that is asked for', ", session_duration: '7200'", 7200, 'declared'],
    ['one that is computed', ', session_duration: $SECONDS_WANTED', null, 'unknown'],
  ])('%s', (_name, more, seconds, basis) => {
    const [role] = rolesOf(`      - aws-cli/setup: { role_arn: '${ARN}'${more} }`, ON_MAIN, orb('5.4.1'));
    expect([role?.lifetime.seconds, role?.lifetime.basis]).toEqual([seconds, basis]);
  });

  it('the job itself ends with the plan', () => {
    const { lifetime } = sessionOf(withJob('      - run: make', ON_MAIN), 'w/build');
    expect([lifetime.seconds, lifetime.basis]).toEqual([18_000, 'platform-maximum']);
  });
});

describe('where a role is named', () => {
  it('by a variable of the job', () => {
    const text = `version: 2.1
jobs:
  build:
    docker: [{ image: a }]
    environment: { ROLE: '${ARN}' }
    steps:
      - run: aws sts assume-role-with-web-identity --role-arn $ROLE --web-identity-token $CIRCLE_OIDC_TOKEN_V2
workflows: { w: { jobs: [build] } }
`;
    const [role] = sessionOf(text, 'w/build').carried;
    expect(role?.name).toBe(ARN);
    expect(text.slice(role?.origin.range.start, role?.origin.range.end)).toBe(`'${ARN}'`);
  });

  it('by the environment of the job, with the file of the token', () => {
    const text = `version: 2.1
jobs:
  build:
    docker: [{ image: a }]
    environment: { AWS_ROLE_ARN: '${ARN}', AWS_WEB_IDENTITY_TOKEN_FILE: /tmp/token }
    steps:
      - run: echo $CIRCLE_OIDC_TOKEN_V2 > /tmp/token
      - run: aws s3 ls
workflows: { w: { jobs: [{ build: { filters: { branches: { only: main } } } }] } }
`;
    const [role] = sessionOf(text, 'w/build').carried;
    expect([role?.name, role?.claimSets?.[0]?.values['sub']]).toEqual([ARN, MAIN]);
  });

  it('by the settings of the project, where the file sets the token alone', () => {
    const [role] = rolesOf(`      - run: |
          export AWS_WEB_IDENTITY_TOKEN_FILE=/tmp/token
          echo $CIRCLE_OIDC_TOKEN_V2 > /tmp/token
          aws s3 ls`);
    expect(role?.name).toBe('$AWS_ROLE_ARN');
  });

  it('by a parameter of a command, through a job', () => {
    const text = `version: 2.1
orbs: { aws: circleci/aws-cli@5.4.1 }
commands:
  login:
    parameters: { stage: { type: string } }
    steps:
      - aws/setup: { role_arn: 'arn:aws:iam::111122223333:role/deploy-<< parameters.stage >>' }
jobs:
  deploy:
    parameters: { stage: { type: string, default: dev } }
    docker: [{ image: a }]
    steps: [{ login: { stage: << parameters.stage >> } }]
workflows:
  w:
    jobs:
      - deploy
      - deploy: { name: live, stage: prod }
`;
    expect(
      factsOf(text).sessions.map(({ label, carried }) => [label, ...carried.map(({ name }) => name)]),
    ).toEqual([
      ['w/deploy', 'arn:aws:iam::111122223333:role/deploy-dev'],
      ['w/live', 'arn:aws:iam::111122223333:role/deploy-prod'],
    ]);
  });

  it('by the steps that an orb is handed', () => {
    const text = `version: 2.1
orbs:
  aws: circleci/aws-cli@5.4.1
  ecr: circleci/aws-ecr@9.5.4
workflows:
  w:
    jobs:
      - ecr/build_and_push_image:
          auth:
            - aws/setup: { role_arn: '${ARN}' }
          repo: shop
`;
    expect(sessionOf(text, 'w/ecr/build_and_push_image').carried.map(({ name }) => name)).toEqual([ARN]);
  });

  it('by the image that is pulled', () => {
    const text = `version: 2.1
jobs:
  build:
    docker:
      - image: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/build:1
        aws_auth: { oidc_role_arn: '${ARN}' }
    steps: [checkout]
workflows: { w: { jobs: [build] } }
`;
    expect(
      sessionOf(text, 'w/build').carried.map(({ name, claimSets }) => [name, claimSets?.length]),
    ).toEqual([[ARN, 1]]);
  });

  it('one session for each role of a matrix, and one where they share it', () => {
    const text = (role: string): string => `version: 2.1
orbs: { aws: circleci/aws-cli@5.4.1 }
jobs:
  build:
    parameters: { stage: { type: enum, enum: [dev, prod] } }
    docker: [{ image: a }]
    steps: [{ aws/setup: { role_arn: '${role}' } }]
workflows: { w: { jobs: [{ build: { matrix: { parameters: { stage: [dev, prod] } } } }] } }
`;
    expect(factsOf(text(`${ARN}-<< parameters.stage >>`)).sessions.map(({ label }) => label)).toEqual([
      'w/build-dev',
      'w/build-prod',
    ]);
    expect(factsOf(text(ARN)).sessions.map(({ label }) => label)).toEqual(['w/build']);
  });

  it('a role that is taken with the keys of another', () => {
    const roles = rolesOf(
      `      - aws-cli/setup: { role_arn: '${ARN}' }
      - run: aws sts assume-role --role-arn arn:aws:iam::444455556666:role/target --role-session-name ci`,
      ON_MAIN,
      orb('5.4.1'),
    );
    expect(roles.map(({ name, askedAs, claimSets }) => [name, askedAs, claimSets?.length])).toEqual([
      [ARN, undefined, 1],
      ['arn:aws:iam::444455556666:role/target', `role:AWS:${ARN}`, undefined],
    ]);
  });
});

describe('logins elsewhere than in AWS', () => {
  const carried = (script: string): readonly (readonly unknown[])[] =>
    sessionOf(withJob(`      - run: |\n${script}`, ON_MAIN), 'w/build').carried.map(
      ({ name, kind, system, claimSets }) => [name, kind, system?.name, claimSets?.[0]?.values['sub']],
    );
  it.each([
    [
      'Google Cloud',
      `          echo $CIRCLE_OIDC_TOKEN > token
          gcloud iam workload-identity-pools create-cred-config projects/1/locations/global/workloadIdentityPools/p/providers/c \\
            --service-account="deploy@acme.iam.gserviceaccount.com" --credential-source-file=token`,
      [['deploy@acme.iam.gserviceaccount.com', 'cloud-role', 'Google Cloud', BASE]],
    ],
    [
      'Azure',
      '          az login --service-principal -u 1234 --tenant 5 --federated-token $CIRCLE_OIDC_TOKEN_V2',
      [['1234', 'cloud-role', 'Azure', MAIN]],
    ],
    [
      'Vault',
      '          vault write -field=token auth/jwt/login role=ci jwt=$CIRCLE_OIDC_TOKEN',
      [['ci', 'federated-workload', 'HashiCorp Vault', BASE]],
    ],
    [
      'with a token of somebody else',
      '          az login --service-principal -u 1234 --federated-token $(cat token)',
      [],
    ],
  ])('%s', (_name, script, expected) => {
    expect(carried(script)).toEqual(expected);
  });
});

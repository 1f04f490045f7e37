import { describe, expect, it } from 'vitest';
import { factsOf, sessionOf, withStep } from './facts.js';

const STEP = '- step: { name: Build, script: [make] }';

function startsOf(pipelines: string): readonly string[] {
  return factsOf(`pipelines:\n${pipelines}`).sessions.flatMap(({ initiators }) =>
    initiators.map(({ id, actor, conditions }) => [`${id} by ${actor}`, ...conditions].join('; ')),
  );
}

// https://support.atlassian.com/bitbucket-cloud/docs/pipeline-start-conditions/
describe('what starts a pipeline', () => {
  it.each([
    [
      'default',
      `  default: [${STEP.slice(2)}]`,
      ['push by collaborator; branches that no other pipeline is for'],
    ],
    ['a branch', `  branches:\n    main:\n      ${STEP}`, ['push by collaborator; branch main']],
    ['every branch', `  branches:\n    '**':\n      ${STEP}`, ['push by collaborator']],
    ['tags', `  tags:\n    v*:\n      ${STEP}`, ['tag by collaborator; tag v*']],
    ['pull requests', `  pull-requests:\n    '**':\n      ${STEP}`, ['pull_request by collaborator']],
    [
      'pull requests from and into branches',
      `  pull-requests:\n    feature/*:\n      destinations:\n        main:\n          ${STEP}`,
      ['pull_request by collaborator; from branch feature/*; into branch main'],
    ],
    ['custom', `  custom:\n    deploy:\n      ${STEP}`, ['manual by collaborator', 'schedule by schedule']],
    [
      'custom, by a trigger of its own',
      `  custom:\n    deploy:\n      ${STEP}\ntriggers:\n  repository-push:\n    - condition: BITBUCKET_BRANCH == "main"\n      pipelines: [deploy]`,
      ['manual by collaborator', 'schedule by schedule', 'push by collaborator; branch main'],
    ],
    [
      'definitions for others',
      `  {}\ndefinitions:\n  pipelines:\n    share:\n      ${STEP}`,
      ['import by another-session'],
    ],
  ])('%s', (_name, pipelines, expected) => {
    expect(startsOf(pipelines)).toEqual(expected);
  });

  it('withholds nothing: pull requests from forks start none', () => {
    const { initiators } = sessionOf(
      `pipelines:\n  pull-requests:\n    '**':\n      ${STEP}`,
      'pull-requests/**/Build',
    );
    expect(initiators.map(({ withholds, remark }) => [withholds, remark])).toEqual([
      [[], 'pull requests from forks start nothing'],
    ]);
  });
});

describe('gates', () => {
  const gates = (text: string): Record<string, readonly string[]> =>
    Object.fromEntries(
      factsOf(`pipelines:\n  default:\n${text}`).sessions.map(({ label, gates: own }) => [
        label.replace('default/', ''),
        own.map(({ id, state }) => `${id} ${state}`),
      ]),
    );

  it('a manual step stands before itself and all behind it', () => {
    expect(
      gates(`    - step: { name: A, script: [a] }
    - step: { name: B, trigger: manual, script: [b] }
    - step: { name: C, script: [c] }`),
    ).toEqual({ A: [], B: ['manual enforced'], C: ['after:step B enforced'] });
  });

  it('a step beside others waits for none of them', () => {
    expect(
      gates(`    - step: { name: A, script: [a] }
    - parallel:
        steps:
          - step: { name: B, trigger: manual, script: [b] }
          - step: { name: C, script: [c] }
    - step: { name: D, script: [d] }`),
    ).toEqual({ A: [], B: ['manual enforced'], C: [], D: [] });
  });

  it('a stage hands its gates to its steps', () => {
    expect(
      gates(`    - step: { name: A, script: [a] }
    - stage:
        name: Release
        trigger: manual
        deployment: production
        steps:
          - step: { name: B, script: [b] }
          - step: { name: C, script: [c] }
    - step: { name: D, script: [d] }`),
    ).toEqual({
      A: [],
      B: ['manual enforced', 'environment:production assumed'],
      C: ['manual enforced', 'environment:production assumed'],
      D: ['after:stage Release enforced'],
    });
  });
});

describe('how long a step lasts', () => {
  it.each([
    ['by default', withStep('        script: [make]'), 7200, 'platform-default'],
    ['by its own limit', withStep('        max-time: 5\n        script: [make]'), 300, 'declared'],
    [
      'by the limit of the file',
      withStep('        script: [make]', 'options: { max-time: 30 }\n'),
      1800,
      'declared',
    ],
    [
      'by its own before the file',
      withStep('        max-time: 5\n        script: [make]', 'options: { max-time: 30 }\n'),
      300,
      'declared',
    ],
  ])('%s', (_name, text, seconds, basis) => {
    const { lifetime } = sessionOf(text, 'default/Build');
    expect([lifetime.seconds, lifetime.basis]).toEqual([seconds, basis]);
  });
});

// https://support.atlassian.com/bitbucket-cloud/docs/integrate-pipelines-with-resource-servers-using-oidc/
describe('roles', () => {
  const ARN = 'arn:aws:iam::111122223333:role/deploy';
  const SCRIPT = `        script:
          - aws sts assume-role-with-web-identity --role-arn ${ARN} --web-identity-token "$BITBUCKET_STEP_OIDC_TOKEN" --duration-seconds 1000`;
  const claims = (keys: string, more = ''): unknown => {
    const { carried, grants } = sessionOf(withStep(keys, more), 'default/Build');
    return {
      roles: carried.map(({ name, requires, claimSets }) => [
        name,
        requires?.right,
        claimSets?.map(({ values }) => `${values['sub'] ?? ''} ${values['aud'] ?? ''}`),
      ]),
      holds: grants.some(({ right }) => right === 'oidc'),
    };
  };
  const AUDIENCE = 'ari:cloud:bitbucket::workspace/WORKSPACE_UUID';

  it('are shown the repository, and the environment where there is one', () => {
    expect(claims(`        oidc: true\n${SCRIPT}`)).toEqual({
      roles: [[ARN, 'oidc', [`{REPOSITORY_UUID}:{STEP_UUID} ${AUDIENCE}`]]],
      holds: true,
    });
    expect(claims(`        oidc: true\n        deployment: production\n${SCRIPT}`)).toEqual({
      roles: [[ARN, 'oidc', [`{REPOSITORY_UUID}:{ENVIRONMENT_UUID}:{STEP_UUID} ${AUDIENCE}`]]],
      holds: true,
    });
  });

  it('need a token that the step asks for', () => {
    expect(claims(SCRIPT)).toMatchObject({ roles: [[ARN, 'oidc', [expect.any(String)]]], holds: false });
    expect(claims(`        oidc: false\n${SCRIPT}`, 'options: { oidc: true }\n')).toMatchObject({
      holds: false,
    });
    expect(claims(SCRIPT, 'options: { oidc: true }\n')).toMatchObject({ holds: true });
  });

  it('may be shown audiences of the step', () => {
    expect(claims(`        oidc: { audiences: [one, two] }\n${SCRIPT}`)).toMatchObject({
      roles: [[ARN, 'oidc', ['{REPOSITORY_UUID}:{STEP_UUID} one', '{REPOSITORY_UUID}:{STEP_UUID} two']]],
    });
  });

  it('are taken by pipes, by settings of the environment and by defaults of variables', () => {
    const pipe = `        oidc: true
        script:
          - pipe: atlassian/aws-s3-deploy:1.6.0
            variables: { AWS_OIDC_ROLE_ARN: '${ARN}', S3_BUCKET: shop, LOCAL_PATH: dist }`;
    expect(sessionOf(withStep(pipe), 'default/Build').carried.map(({ name }) => name)).toEqual([ARN]);
    const custom = `pipelines:
  custom:
    seed:
      - variables: [{ name: ROLE, default: '${ARN}' }]
      - step:
          oidc: true
          script:
            - export AWS_ROLE_ARN=$ROLE
            - export AWS_WEB_IDENTITY_TOKEN_FILE=$(pwd)/token
            - echo $BITBUCKET_STEP_OIDC_TOKEN > token
`;
    expect(sessionOf(custom, 'custom/seed/step 1').carried.map(({ name }) => name)).toEqual([ARN]);
  });

  it('last what is asked for', () => {
    const [role] = sessionOf(withStep(`        oidc: true\n${SCRIPT}`), 'default/Build').carried;
    expect([role?.lifetime.seconds, role?.lifetime.basis]).toEqual([1000, 'declared']);
  });
});

describe('logins elsewhere than in AWS', () => {
  it.each([
    [
      'a service account',
      'gcloud iam workload-identity-pools create-cred-config pool --service-account=ci@acme.iam.gserviceaccount.com --credential-source-file=token',
      'ci@acme.iam.gserviceaccount.com',
    ],
    [
      'an application',
      'az login --service-principal -u 1234 --tenant 5 --federated-token $BITBUCKET_STEP_OIDC_TOKEN',
      '1234',
    ],
  ])('%s', (_name, command, name) => {
    const keys = `        oidc: true\n        script:\n          - echo $BITBUCKET_STEP_OIDC_TOKEN > token\n          - ${command}`;
    const [identity] = sessionOf(withStep(keys), 'default/Build').carried;
    expect([identity?.name, identity?.requires?.right]).toEqual([name, 'oidc']);
  });
});

describe('credentials by name', () => {
  it.each([
    ['in a script', '        script: ["npm publish --token $NPM_TOKEN"]', ['NPM_TOKEN']],
    ['set by an earlier command', '        script: ["export API_TOKEN=$(get)", "use $API_TOKEN"]', []],
    [
      'handed to a pipe',
      '        script: [{ pipe: "acme/notify:1", variables: { TOKEN: $CHAT_TOKEN } }]',
      ['CHAT_TOKEN'],
    ],
    [
      'that a pipe reads by itself',
      '        script: [{ pipe: "atlassian/aws-ecs-deploy:2.0.0", variables: {} }]',
      ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
    ],
    [
      'of the image',
      '        image: { name: a/b, username: $U, password: $REGISTRY_PASSWORD }\n        script: [make]',
      ['REGISTRY_PASSWORD'],
    ],
    [
      'behind the script',
      '        script: [make]\n        after-script: ["curl $SLACK_WEBHOOK_URL"]',
      ['SLACK_WEBHOOK_URL'],
    ],
    ["Bitbucket's own", '        script: ["use $BITBUCKET_STEP_OIDC_TOKEN $BITBUCKET_COMMIT"]', []],
  ])('%s', (_name, keys, expected) => {
    expect(sessionOf(withStep(keys), 'default/Build').carried.map(({ name }) => name)).toEqual(expected);
  });
});

describe('pushing to the repository', () => {
  it.each([
    ['git push', true],
    ['git push origin --tags', true],
    ['git push https://git.heroku.com/app.git HEAD', false],
    ['git clone git@bitbucket.org:acme/other.git && cd other && git push', false],
    ['git pull', false],
  ])('%s', (command, expected) => {
    const { grants } = sessionOf(withStep(`        script:\n          - ${command}`), 'default/Build');
    expect(grants.some(({ right }) => right === 'repository')).toBe(expected);
  });
});

it('steps are named by their pipeline, and told apart', () => {
  const text = `pipelines:
  default:
    - step: &build { name: Build, script: [make] }
    - step: *build
    - step: { script: [make] }
`;
  expect(factsOf(text).sessions.map(({ localId }) => localId)).toEqual([
    'step:default/Build',
    'step:default/Build 2',
    'step:default/step 3',
  ]);
});

it('a pipeline of another repository is not known', () => {
  const session = sessionOf(
    'pipelines:\n  branches:\n    main:\n      import: shared:main:build\n',
    'branches/main',
  );
  expect([session.role, session.references[0]?.target]).toEqual([
    'delegates',
    { space: 'external', key: 'shared:main:build' },
  ]);
});

describe('what a step may do beside what it shows', () => {
  it('is not known where a command acts as somebody whom the file does not show', () => {
    const step = sessionOf(
      withStep('        script: [npx cdk deploy --require-approval=never]'),
      'default/Build',
    );
    expect(step.unknowns.map(({ what, about }) => `${what}: ${about ?? ''}`)).toEqual([
      'as whom `cdk` acts in AWS: ',
      'which other variables are in its reach: settings',
    ]);
  });
});

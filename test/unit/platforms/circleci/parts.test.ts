import { describe, expect, it } from 'vitest';
import { remediate } from '../../../../server/src/core/platforms/circleci/remediate.js';
import { parse } from '../../../../server/src/core/syntax/parse.js';
import { readBy } from '../../../support/readBy.js';
import { factsOf, sessionOf, withJob } from './facts.js';

const ALL = '  w:\n    jobs: [build]';

describe('files', () => {
  it.each([
    ['.circleci/config.yml', '', true],
    ['app/.circleci/config.yml', '', true],
    ['.circleci/continue.yml', 'version: 2.1\nworkflows: {}\n', true],
    ['.circleci/values.yml', 'name: x\n', false],
    ['config.yml', 'version: 2.1\nworkflows: {}\n', false],
  ])('%s', (path, text, expected) => {
    expect(readBy(path, text) === 'circleci').toBe(expected);
  });
});

describe('credentials by name', () => {
  const secretsOf = (steps: string): readonly string[] =>
    sessionOf(withJob(steps, ALL), 'w/build').carried.map(
      ({ name, writtenOut }) => `${name}${writtenOut === true ? ' written out' : ''}`,
    );
  it.each([
    ['in a script', '      - run: npm publish --token $NPM_TOKEN', ['NPM_TOKEN']],
    ['in braces, with a default', '      - run: deploy ${DEPLOY_PASSWORD:-none}', ['DEPLOY_PASSWORD']],
    [
      'set by the script itself',
      '      - run: |\n          TOKEN=$(vault read x)\n          curl -H "$TOKEN"',
      [],
    ],
    ['made of itself', '      - run: export API_TOKEN="${API_TOKEN:-}"; curl $API_TOKEN', ['API_TOKEN']],
    [
      'set in the environment of the step',
      '      - run: { command: use $X_TOKEN, environment: { X_TOKEN: $REAL_TOKEN } }',
      ['REAL_TOKEN'],
    ],
    [
      'handed on as a documented variable, whatever its own name',
      '      - run: { command: x, environment: { AWS_ACCESS_KEY_ID: $DEV_KEY_ID } }\n      - run: export AWS_SECRET_ACCESS_KEY="$DEV_KEY"',
      ['DEV_KEY_ID', 'DEV_KEY'],
    ],
    [
      'handed on under its own name',
      '      - run: { command: x, environment: { NPM_TOKEN: $NPM_TOKEN } }',
      ['NPM_TOKEN'],
    ],
    ['a cache key, a path, a name', '      - run: use $CACHE_KEY $KEY_FILE $SECRET_NAME $PUBLIC_KEY', []],
    ["CircleCI's own", '      - run: use $CIRCLE_SHA1 $CIRCLE_OIDC_TOKEN', []],
    ['in a comment', '      - run: |\n          # $NPM_TOKEN\n          make', []],
    ['escaped', '      - run: echo \\$NPM_TOKEN', []],
    ['keys of SSH', '      - add_ssh_keys', ['all additional SSH keys of the project']],
    ['one key of SSH', '      - add_ssh_keys: { fingerprints: ["aa:bb"] }', ['SSH key aa:bb']],
    [
      'a value that stands in the file',
      '      - run: { command: x, environment: { GITHUB_TOKEN: ghp_1234567890abcdefghijABCDEFGHIJ123456 } }',
      ['GITHUB_TOKEN written out'],
    ],
    [
      'a password of a service for tests',
      '      - run: { command: x, environment: { POSTGRES_PASSWORD: circle123 } }',
      [],
    ],
  ])('%s', (_name, steps, expected) => {
    expect(secretsOf(steps)).toEqual(expected);
  });

  it('an orb that logs in with keys reads those of the project', () => {
    const text = withJob('      - aws/setup', ALL, 'orbs:\n  aws: circleci/aws-cli@5.4.1\n');
    expect(
      sessionOf(text, 'w/build').carried.map(({ name, alternative }) => [name, alternative !== undefined]),
    ).toEqual([
      ['AWS_ACCESS_KEY_ID', true],
      ['AWS_SECRET_ACCESS_KEY', true],
    ]);
  });
});

describe('the orb of Kubernetes', () => {
  const ORB = 'orbs:\n  k8s: circleci/kubernetes@2.0.0\n';
  it.each([
    ['by the variable of the orb', '      - k8s/install_kubeconfig', 'KUBECONFIG_DATA'],
    ['by a variable that is named', '      - k8s/install_kubeconfig: { kubeconfig: LIVE }', 'LIVE'],
    ['in its older spelling', '      - k8s/install-kubeconfig: { kubeconfig: LIVE }', 'LIVE'],
  ])('logs in with a whole file: %s', (_how, steps, name) => {
    const { carried } = sessionOf(withJob(steps, ALL, ORB), 'w/build');
    expect(carried.map((identity) => [identity.kind, identity.name])).toEqual([['static-credential', name]]);
  });

  it('changes the cluster', () => {
    const steps =
      '      - k8s/create_or_update_resource: { resource_file_path: k8s/ }\n      - k8s/describe\n';
    expect(sessionOf(withJob(steps, ALL, ORB), 'w/build').purposes).toMatchObject([{ purpose: 'deploy' }]);
  });
});

describe('steps', () => {
  const namesOf = (steps: string, more = ''): readonly string[] =>
    sessionOf(withJob(steps, ALL, more), 'w/build').purposes.map(({ purpose, why }) => `${purpose}: ${why}`);
  it('conditions that the file decides leave steps out', () => {
    const more = `commands:
  ship:
    parameters: { dry: { type: boolean, default: false } }
    steps:
      - unless:
          condition: << parameters.dry >>
          steps: [{ run: npm publish }]
`;
    expect(namesOf('      - ship', more)).toEqual(['publish: step 1 publishes to a package registry']);
    expect(namesOf('      - ship: { dry: true }', more)).toEqual([]);
  });

  it('a command that names itself ends', () => {
    const more = 'commands:\n  again:\n    steps: [again]\n';
    expect(namesOf('      - again', more)).toEqual([]);
  });

  it('steps before and after come with the invocation', () => {
    const workflow = `  w:
    jobs:
      - build:
          pre-steps: [{ run: terraform apply }]
          post-steps: [{ run: npm publish }]`;
    const session = sessionOf(withJob('      - checkout', workflow), 'w/build');
    expect(session.purposes.map(({ purpose }) => purpose)).toEqual(['deploy', 'publish']);
  });
});

describe('code of others', () => {
  it.each([
    ['acme/tool@1.2.3', 'third-party', true],
    ['acme/tool@1.2', 'third-party', false],
    ['acme/tool@volatile', 'third-party', false],
    ['acme/tool@dev:first', 'third-party', false],
    ['circleci/node@7.1.0', 'platform', true],
  ])('%s', (orb, party, pinned) => {
    const text = withJob('      - tool/do', ALL, `orbs:\n  tool: ${orb}\n`);
    const participant = sessionOf(text, 'w/build').participants.find(({ form }) => form === 'action');
    expect([participant?.name, participant?.party, participant?.pinned]).toEqual([orb, party, pinned]);
  });
});

describe('machines', () => {
  it.each([
    ['docker: [{ image: cimg/base }]', 'hosted', 'fresh'],
    ['machine: { image: ubuntu-2404:current }', 'hosted', 'fresh'],
    ['machine: true\n    resource_class: acme/linux', 'self-hosted', 'unknown'],
    ['executor: win/default', 'unknown', 'unknown'],
  ])('%s', (machine, kind, state) => {
    const text = `version: 2.1\norbs: { win: circleci/windows@5.0.0 }\njobs:\n  build:\n    ${machine}\n    steps: [checkout]\nworkflows: { w: { jobs: [build] } }\n`;
    const { host } = sessionOf(text, 'w/build');
    expect([host?.kind, host?.state]).toEqual([kind, state]);
  });
});

it('a duration that is too long is written shorter, and nothing else is edited', () => {
  const text = withJob(
    "      - aws/setup: { role_arn: 'arn:aws:iam::111122223333:role/a', session_duration: '43200' }",
    ALL,
    'orbs:\n  aws: circleci/aws-cli@5.4.1\n',
  );
  const tree = parse(text, 'yaml', { merge: true });
  const { uri, sessions } = factsOf(text);
  const at = sessions[0]?.carried[0]?.lifetime.origin;
  if (at === undefined) throw new Error('the role has a place');
  const session = 'job:w/build';
  const edits = remediate({ kind: 'bound-lifetime', uri, session, seconds: 3600, at, written: 43_200 }, tree);
  expect(edits?.map(({ newText }) => newText)).toEqual(["'3600'"]);
  expect(remediate({ kind: 'bound-lifetime', uri, session, seconds: 3600 }, tree)).toBeUndefined();
  expect(remediate({ kind: 'require-gate', uri, session, gate: 'production' }, tree)).toBeUndefined();
});

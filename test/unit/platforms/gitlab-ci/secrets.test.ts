import { describe, expect, it } from 'vitest';
import { jobOf, written } from './lowered.js';

const script = (...lines: readonly string[]): string =>
  `job:\n  script:\n${lines.map((line) => `    - ${JSON.stringify(line)}\n`).join('')}`;
const carried = (text: string): readonly string[] =>
  jobOf(text, 'job').carried.map(({ name, writtenOut }) =>
    writtenOut === true ? `${name} written out` : name,
  );

describe('credentials that a job carries', () => {
  it.each([
    ['a variable that nothing sets', ['npm publish --token $NPM_TOKEN'], ['NPM_TOKEN']],
    ['in braces, with a fallback', ['x ${NPM_TOKEN:-none}'], ['NPM_TOKEN']],
    ['of PowerShell', ['x $env:NUGET_API_KEY'], ['NUGET_API_KEY']],
    ['of the Windows shell', ['x %NUGET_API_KEY%'], ['NUGET_API_KEY']],
    ['handed on under its own name', ['docker build --build-arg NPM_TOKEN=$NPM_TOKEN .'], ['NPM_TOKEN']],
    [
      'with a name that ends in what it is',
      ['ssh-add <(echo "$DEPLOY_SSH_PRIVATE_KEY")'],
      ['DEPLOY_SSH_PRIVATE_KEY'],
    ],
    ['the deploy token', ['docker login -u $CI_DEPLOY_USER -p $CI_DEPLOY_PASSWORD'], ['CI_DEPLOY_PASSWORD']],
    [
      'the credential of an address, whatever it is called',
      ['git push "https://me:${mirror}@example.org/x" main', 'git push https://$CI_USER@example.org/x'],
      ['mirror'],
    ],
    ['set by the script itself', ['API_TOKEN=$(make token)', 'x $API_TOKEN'], []],
    ['read by the script', ['read API_TOKEN', 'x $API_TOKEN'], []],
    ['predefined', ['x $CI_JOB_TOKEN $CI_REGISTRY_PASSWORD $GITLAB_USER_LOGIN $CI_REPOSITORY_URL'], []],
    ['no variable', ['echo \\$NPM_TOKEN $$NPM_TOKEN'], []],
    ['a name of an account', ['x $DOCKER_USERNAME $AWS_ACCOUNT_ID'], []],
    ['a key of a cache', ['x $CACHE_KEY $PWD $OLDPWD'], []],
    ['in a comment', ['make # needs $NPM_TOKEN'], []],
    ['no credential', ['x $VERSION $CI_COMMIT_SHA $HOME'], []],
  ])('%s', (_what, lines, expected) => {
    expect(carried(script(...lines))).toEqual(expected);
  });

  it('are not those that the file gives a value to', () => {
    expect(carried(`variables:\n  API_TOKEN: none\n${script('x $API_TOKEN')}`)).toEqual([]);
    expect(carried(`${script('x $API_TOKEN')}  variables:\n    API_TOKEN: $OTHER_TOKEN\n`)).toEqual([
      'OTHER_TOKEN',
    ]);
    const own = `${script('x $API_TOKEN')}  id_tokens:\n    API_TOKEN:\n      aud: a\n`;
    expect(jobOf(own, 'job').carried.map(({ key }) => key)).toEqual(['id-token:API_TOKEN']);
  });

  it('are not those that another job hands on in a file of variables', () => {
    const maker =
      'maker:\n  script: echo "API_TOKEN=$(make)" > build.env\n  artifacts:\n    reports:\n      dotenv: build.env\n';
    expect(carried(`${maker}${script('x $API_TOKEN')}`)).toEqual([]);
  });

  it('point at their name, and name each place', () => {
    const text = script('x $NPM_TOKEN', 'y ${NPM_TOKEN}');
    const [identity] = jobOf(text, 'job').carried;
    expect(identity?.uses.map((origin) => written(text, origin))).toEqual(['$NPM_TOKEN', '${NPM_TOKEN}']);
  });

  it('say what they open, and how GitLab does without', () => {
    const [identity] = jobOf(script('x $AWS_SECRET_ACCESS_KEY'), 'job').carried;
    expect(identity?.system?.name).toBe('AWS');
    expect(identity?.alternative).toContain('id_tokens');
  });

  it.each([
    ['GITLAB_PAT: glpat-x7Kd93mQpLzRt5vBnYw2', ['GITLAB_PAT written out']],
    ['API_TOKEN: 9f8e7d6c5b4a39281706f5e4d3c2b1a0', ['API_TOKEN written out']],
    ['POSTGRES_PASSWORD: Pa55w0rdForTheTests99', []],
    ['API_TOKEN: changeme', []],
    ['API_TOKEN: $SECRET_FROM_ELSEWHERE', ['SECRET_FROM_ELSEWHERE']],
    ['DATABASE_URL: postgres://app:s3cretPassw0rd@postgres:5432/test', []],
    ['DATABASE_URL: postgres://app:s3cretPassw0rd9x@db.acme.io:5432/live', ['DATABASE_URL written out']],
    ['VERSION: 1.2.3', []],
  ])('are written out, or not: %s', (variable, expected) => {
    expect(carried(`${script('make')}  variables:\n    ${variable}\n`)).toEqual(expected);
  });

  it('are told once where they are written for all jobs', () => {
    const text = `variables:\n  GITLAB_PAT: glpat-x7Kd93mQpLzRt5vBnYw2\n${script('make')}other:\n  script: make\n`;
    expect(carried(text)).toEqual(['GITLAB_PAT written out']);
    expect(jobOf(text, 'other').carried).toEqual([]);
  });
});

describe('what a job does with its own token', () => {
  const grants = (text: string): readonly string[] =>
    jobOf(text, 'job')
      .grants.filter(({ identity }) => identity === undefined)
      .map(({ action }) => action);

  // https://docs.gitlab.com/ci/jobs/ci_job_token/#job-token-access
  it.each([
    ['nothing but fetch the code', ['make'], ['repository:read']],
    [
      'pull images',
      ['docker login -u $CI_REGISTRY_USER -p $CI_REGISTRY_PASSWORD $CI_REGISTRY', 'docker pull $X'],
      ['repository:read', 'container_registry:read'],
    ],
    [
      'push images',
      ['echo $CI_REGISTRY_PASSWORD | docker login -u x --password-stdin $CI_REGISTRY', 'docker push $X'],
      ['repository:read', 'container_registry:write'],
    ],
    [
      'build and push at once',
      ['docker login -u $CI_REGISTRY_USER -p $CI_JOB_TOKEN $CI_REGISTRY', 'docker buildx build --push .'],
      ['repository:read', 'container_registry:write'],
    ],
    [
      'publish a package',
      [
        'curl --header "JOB-TOKEN: $CI_JOB_TOKEN" --upload-file a.zip "$CI_API_V4_URL/projects/1/packages/generic/a/1/a.zip"',
      ],
      ['repository:read', 'packages:write'],
    ],
    [
      'deployments and environments, of which one is changed',
      [
        'curl -H "JOB-TOKEN: $CI_JOB_TOKEN" "$CI_API_V4_URL/projects/1/deployments"',
        'curl -H "JOB-TOKEN: $CI_JOB_TOKEN" --request POST "$CI_API_V4_URL/projects/1/environments/7/stop"',
      ],
      ['repository:read', 'deployments:read', 'environments:write'],
    ],
    [
      'artifacts and secure files',
      [
        'curl -H "JOB-TOKEN: $CI_JOB_TOKEN" "$CI_API_V4_URL/projects/1/jobs/artifacts/main/download?job=x"',
        'glab securefile download --all',
      ],
      ['repository:read', 'artifacts:read', 'secure_files:read'],
    ],
    [
      "an address of the API that is asked with somebody else's token",
      ['curl -H "PRIVATE-TOKEN: $BOT" -X POST "$CI_API_V4_URL/projects/1/deployments"'],
      ['repository:read'],
    ],
    [
      'a push',
      ['git push "https://gitlab-ci-token:${CI_JOB_TOKEN}@gitlab.com/acme/shop.git" HEAD:main'],
      ['repository:write'],
    ],
    [
      'start another pipeline',
      ['curl -X POST -F token=$CI_JOB_TOKEN $CI_API_V4_URL/projects/1/trigger/pipeline'],
      ['repository:read', 'pipelines:write'],
    ],
    [
      'clone another project',
      ['git clone https://gitlab-ci-token:${CI_JOB_TOKEN}@gitlab.com/acme/lib'],
      ['repository:read', 'repository:read'],
    ],
    ['make a release', ['release-cli create --name x'], ['repository:read', 'releases:write']],
    [
      'none of it, by a token of its own',
      [
        'curl --header "PRIVATE-TOKEN: $API_TOKEN" --upload-file a "$CI_API_V4_URL/projects/1/packages/generic/a/1/a"',
      ],
      ['repository:read'],
    ],
  ])('%s', (_what, lines, expected) => {
    expect(grants(script(...lines))).toEqual(expected);
  });

  it('is to make a release by the keyword', () => {
    const text = `${script('echo')}  release:\n    tag_name: $CI_COMMIT_TAG\n    description: x\n`;
    expect(grants(text)).toEqual(['repository:read', 'releases:write']);
    expect(jobOf(text, 'job').purposes.map(({ purpose }) => purpose)).toEqual(['release']);
  });

  it('leaves open what else it may do, and what else the project hands in', () => {
    expect(jobOf(script('make'), 'job').unknowns.map(({ what }) => what)).toEqual([
      'what else CI_JOB_TOKEN may do',
      'which other CI/CD variables it gets',
    ]);
  });
});

describe('text of whoever starts a job', () => {
  it.each([
    ['echo "$CI_COMMIT_MESSAGE"', 0],
    ['eval "echo $CI_COMMIT_MESSAGE"', 1],
    ['bash -c "deploy $CI_COMMIT_REF_NAME"', 1],
    ['ssh host "git checkout $CI_COMMIT_BRANCH"', 1],
    ['ssh host "git checkout $CI_COMMIT_SHA"', 0],
  ])('%s', (line, count) => {
    expect(jobOf(script(line), 'job').influences.filter(({ kind }) => kind === 'text')).toHaveLength(count);
  });
});

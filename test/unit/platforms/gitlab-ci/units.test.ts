import { describe, expect, it } from 'vitest';
import type { FileFacts, SessionFacts } from '../../../../server/src/core/model/facts.js';
import { AnalysisHost } from '../../../../server/src/core/analysis/analysisHost.js';

const ROOT = 'file:///w';

/** The facts of files as they are once units are composed, by path. */
function composed(files: Readonly<Record<string, string>>): ReadonlyMap<string, FileFacts> {
  const host = new AnalysisHost({ rules: [] });
  const snapshot = host.apply(
    Object.entries(files).map(([path, text]) => ({ uri: `${ROOT}/${path}`, root: ROOT, text })),
  );
  return new Map(
    Object.keys(files).flatMap((path) => {
      const file = snapshot.file(`${ROOT}/${path}`);
      return file === undefined ? [] : [[path, file.facts] as const];
    }),
  );
}

function ids(files: Readonly<Record<string, string>>): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    [...composed(files)].map(([path, { sessions }]) => [path, sessions.map(({ localId }) => localId)]),
  );
}

function jobIn(files: Readonly<Record<string, string>>, path: string, name: string): SessionFacts {
  const found = composed(files)
    .get(path)
    ?.sessions.find(({ label }) => label === name);
  if (found === undefined) throw new Error(`no job ${name} in ${path}`);
  return found;
}

const at = (job: SessionFacts): string => job.origin.uri.slice(ROOT.length + 1);

describe('a pipeline of several files', () => {
  it('has the jobs of all of them, each where it says what it runs', () => {
    expect(
      ids({
        '.gitlab-ci.yml':
          'include:\n  - local: /ci/build.yml\n  - ci/test.yml\nbuild:\n  stage: test\nown:\n  script: make\n',
        'ci/build.yml': 'build:\n  script: make\n.hidden:\n  script: x\n',
        'ci/test.yml': 'test:\n  script: make test\n',
      }),
    ).toEqual({
      '.gitlab-ci.yml': ['job:own'],
      'ci/build.yml': ['job:build @ .gitlab-ci.yml'],
      'ci/test.yml': ['job:test @ .gitlab-ci.yml'],
    });
  });

  it('merges what several files write, the including file last, lists as a whole', () => {
    const files = {
      '.gitlab-ci.yml':
        'include: ci/a.yml\njob:\n  image: own\n  variables:\n    B: $PYPI_TOKEN\n  timeout: 2h\n',
      'ci/a.yml':
        'include: ci/b.yml\njob:\n  script: [echo $NPM_TOKEN]\n  image: a\n  variables:\n    A: $GH_TOKEN\n',
      'ci/b.yml': 'job:\n  script: [echo $DOCKERHUB_TOKEN]\n  timeout: 1h\n  stage: deploy\n',
    };
    const job = jobIn(files, 'ci/a.yml', 'job');
    expect(job.carried.map(({ name }) => name).sort()).toEqual(['GH_TOKEN', 'NPM_TOKEN', 'PYPI_TOKEN']);
    expect(job.participants.map(({ name }) => name)).toEqual(['own']);
    expect(job.subject).toEqual({ job: 'job', stage: 'deploy' });
    // Each value stands in the file that wrote it.
    expect(job.lifetime).toMatchObject({ seconds: 7200, origin: { uri: `${ROOT}/.gitlab-ci.yml` } });
    expect(
      job.carried.map(({ name, origin }) => `${name} ${origin.uri.slice(ROOT.length + 1)}`).sort(),
    ).toEqual(['GH_TOKEN ci/a.yml', 'NPM_TOKEN ci/a.yml', 'PYPI_TOKEN .gitlab-ci.yml']);
  });

  it('extends and refers over files, what is referred to being extended first', () => {
    const files = {
      '.gitlab-ci.yml':
        'include: ci/*.yml\njob:\n  extends: .deploy\nother:\n  script:\n    - !reference [.deploy, before_script]\n',
      'ci/base.yml': '.base:\n  before_script: [echo $NPM_TOKEN]\n  script: [make]\n',
      'ci/deploy.yml': '.deploy:\n  extends: .base\n  environment: production\n',
    };
    const job = jobIn(files, '.gitlab-ci.yml', 'job');
    expect(job.gates.map(({ name, origin }) => `${name} ${origin.uri}`)).toEqual([
      `environment production ${ROOT}/ci/deploy.yml`,
    ]);
    expect(job.carried.map(({ name }) => name)).toEqual(['NPM_TOKEN']);
    expect(jobIn(files, '.gitlab-ci.yml', 'other').carried.map(({ name }) => name)).toEqual(['NPM_TOKEN']);
    expect(job.unknowns.map(({ what }) => what)).toEqual([
      'what else CI_JOB_TOKEN may do',
      'which other CI/CD variables it gets',
    ]);
  });

  it('takes defaults, variables and the workflow from any file', () => {
    const job = jobIn(
      {
        '.gitlab-ci.yml': 'include: [ci/all.yml]\njob:\n  script: make\n',
        'ci/all.yml':
          'default:\n  id_tokens:\n    VAULT_ID_TOKEN:\n      aud: https://vault.acme.io\nvariables:\n  X: $NPM_TOKEN\nworkflow:\n  rules:\n    - if: $CI_COMMIT_TAG\n',
      },
      '.gitlab-ci.yml',
      'job',
    );
    expect(job.initiators.map(({ event, conditions }) => [event, conditions])[0]).toEqual([
      'push',
      ['tag *'],
    ]);
    expect(job.carried.map(({ name }) => name)).toContain('NPM_TOKEN');
    expect(new Set((job.presents?.claimSets ?? []).map(({ values }) => values['aud']))).toEqual(
      new Set(['https://vault.acme.io']),
    );
  });

  it('fills in inputs of templates and components of the repository, once for each include', () => {
    const files = {
      '.gitlab-ci.yml': [
        'include:',
        '  - component: $CI_SERVER_FQDN/$CI_PROJECT_PATH/deploy@$CI_COMMIT_SHA',
        '    inputs: { place: staging }',
        '  - local: templates/deploy.yml',
        '    inputs: { place: production, tags: [a, b] }',
        '',
      ].join('\n'),
      'templates/deploy.yml': [
        'spec:',
        '  inputs:',
        '    place:',
        '    tags: { type: array, default: [c] }',
        '---',
        '"deploy to $[[ inputs.place | truncate(0,4) ]]":',
        '  script: make deploy-$[[ inputs.place ]]',
        '  environment: $[[ inputs.place ]]',
        '  tags: $[[ inputs.tags ]]',
        '',
      ].join('\n'),
    };
    const jobs = composed(files).get('templates/deploy.yml')?.sessions ?? [];
    expect(jobs.map(({ label }) => label)).toEqual(['deploy to stag', 'deploy to prod']);
    expect(jobs.map(({ gates }) => gates.map(({ key, state }) => `${key ?? ''} ${state}`))).toEqual([
      ['staging assumed'],
      ['production assumed'],
    ]);
    expect(jobs.map(({ host }) => host?.labels)).toEqual([['c'], ['a', 'b']]);
  });

  it('names each include that is not here once, and says what hangs on it', () => {
    const files = {
      '.gitlab-ci.yml': [
        'include:',
        '  - template: Jobs/SAST.gitlab-ci.yml',
        '  - project: acme/ci',
        '    file: [a.yml, b.yml]',
        '  - local: gone.yml',
        '  - remote: https://example.com/x.yml',
        '  - component: gitlab.com/acme/c/c@1',
        '  - local: ci/$WHICH.yml',
        'one:',
        '  extends: .elsewhere',
        'two:',
        '  script: make',
        '',
      ].join('\n'),
    };
    const unknowns = jobIn(files, '.gitlab-ci.yml', 'one').unknowns.map(({ what, why }) => `${what}: ${why}`);
    expect(unknowns).toEqual([
      'what template `Jobs/SAST.gitlab-ci.yml` adds to the pipeline: it comes with GitLab',
      'what project `acme/ci` adds to the pipeline: it stands in another project',
      'what file `gone.yml` adds to the pipeline: the file is not in this workspace',
      'what file `https://example.com/x.yml` adds to the pipeline: it is fetched from elsewhere',
      'what component `gitlab.com/acme/c/c@1` adds to the pipeline: it is a component of another project',
      'what file `ci/$WHICH.yml` adds to the pipeline: which file it is, is computed',
      'what the job takes from `.elsewhere`: it stands in another file',
      'what else CI_JOB_TOKEN may do: it has the rights of whoever started the pipeline, here and in projects whose settings let this one in',
      'which other CI/CD variables it gets: they are set in the project and its groups; a job sees all that are not kept for protected refs or an environment',
    ]);
    const two = jobIn(files, '.gitlab-ci.yml', 'two').unknowns.map(({ what }) => what);
    expect(two.filter((what) => what.includes('adds to'))).toEqual([]);
  });

  it('leaves out what rules keep out, and proves nothing by what they may keep out', () => {
    const files = {
      '.gitlab-ci.yml': [
        'include:',
        '  - local: ci/never.yml',
        '    rules:',
        '      - when: never',
        '  - local: ci/maybe.yml',
        '    rules:',
        '      - if: $CI_COMMIT_BRANCH == "main"',
        'deploy:',
        '  script: make deploy',
        '',
      ].join('\n'),
      'ci/never.yml': 'deploy:\n  environment: production\n',
      'ci/maybe.yml': 'deploy:\n  when: manual\n',
    };
    const job = jobIn(files, '.gitlab-ci.yml', 'deploy');
    expect(job.gates.map(({ id, state }) => `${id} ${state}`)).toEqual(['manual assumed']);
    expect(job.unknowns[0]?.what).toBe('whether the job has what an include adds to it');
  });

  it('ends in circles, and follows no more than GitLab does', () => {
    const files = {
      '.gitlab-ci.yml': 'include: ci/a.yml\nown:\n  script: make\n',
      'ci/a.yml': 'include: ci/b.yml\na:\n  script: make\n',
      'ci/b.yml': 'include: ci/a.yml\nb:\n  script: make\n',
    };
    expect(ids(files)).toEqual({
      '.gitlab-ci.yml': ['job:own'],
      'ci/a.yml': ['job:a @ .gitlab-ci.yml'],
      'ci/b.yml': ['job:b @ .gitlab-ci.yml'],
    });
    expect(jobIn(files, 'ci/b.yml', 'b').unknowns.map(({ what }) => what)[0]).toBe(
      'what file `ci/a.yml` adds to the pipeline',
    );
  });

  it('is told apart from others that take in the same file', () => {
    expect(
      ids({
        'a/.gitlab-ci.yml': 'include: shared.yml\na:\n  script: make\n',
        'b/.gitlab-ci.yml': 'include: shared.yml\nb:\n  script: make\n',
        'shared.yml': 'deploy:\n  script: make deploy\n',
      })['shared.yml'],
    ).toEqual(['job:deploy @ a/.gitlab-ci.yml', 'job:deploy @ b/.gitlab-ci.yml']);
  });

  it('begins where the file of a folder is not taken in by the one above it', () => {
    const own = 'job:\n  script: make\n';
    expect(
      ids({
        '.gitlab-ci.yml': 'include: a/.gitlab-ci.yml\ntop:\n  script: make\n',
        'a/.gitlab-ci.yml': own,
        'b/.gitlab-ci.yml': own,
      }),
    ).toEqual({
      '.gitlab-ci.yml': ['job:top'],
      'a/.gitlab-ci.yml': ['job:job @ .gitlab-ci.yml'],
      'b/.gitlab-ci.yml': ['job:job'],
    });
  });
});

describe('a child pipeline', () => {
  const files = {
    '.gitlab-ci.yml': [
      'variables:',
      '  PLACE: production',
      'release:',
      '  trigger:',
      '    include: ci/child.yml',
      '  when: manual',
      '  rules:',
      '    - if: $CI_COMMIT_BRANCH == "main"',
      '      when: manual',
      'build:',
      '  script: make',
      '',
    ].join('\n'),
    'ci/child.yml': [
      'deploy:',
      '  script: make deploy',
      '  environment: $PLACE',
      '  id_tokens: { T: { aud: sts } }',
      '  rules:',
      '    - if: $CI_PIPELINE_SOURCE == "parent_pipeline"',
      'elsewhere:',
      '  script: make',
      '  rules:',
      '    - if: $CI_COMMIT_BRANCH == "other"',
      '',
    ].join('\n'),
  };

  it('is started by what starts its parent, on the refs that get there', () => {
    const deploy = jobIn(files, 'ci/child.yml', 'deploy');
    expect(at(deploy)).toBe('ci/child.yml');
    expect(deploy.localId).toBe('job:deploy @ .gitlab-ci.yml release');
    const [push] = deploy.initiators;
    expect(push).toMatchObject({ event: 'push', conditions: ['branch main'] });
    expect(push?.who).toContain('job `release` then starts this pipeline');
    expect(new Set(deploy.presents?.claimSets.map(({ values }) => values['ref']))).toEqual(new Set(['main']));
    expect(jobIn(files, 'ci/child.yml', 'elsewhere').initiators).toEqual([]);
  });

  it('is held back by what holds its parent back, and gets its variables', () => {
    expect(jobIn(files, 'ci/child.yml', 'deploy').gates.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'environment:production assumed',
      'parent:manual enforced',
    ]);
  });

  it('leaves nothing open at the job that starts it, unless part of it is not here', () => {
    expect(jobIn(files, '.gitlab-ci.yml', 'release').unknowns).toEqual([]);
    const gone = { ...files, 'ci/child.yml': 'include: { template: Jobs/SAST.gitlab-ci.yml }\n' };
    expect(jobIn(gone, '.gitlab-ci.yml', 'release').unknowns.map(({ what }) => what)).toEqual([
      'what the started pipeline does',
    ]);
  });

  it('may start another, which one of its own makes no sense of', () => {
    const found = ids({
      '.gitlab-ci.yml': 'a:\n  trigger: { include: ci/one.yml }\n',
      'ci/one.yml': 'b:\n  trigger: { include: [{ local: ci/two.yml }] }\n',
      'ci/two.yml': 'c:\n  script: make\nd:\n  trigger: { include: ci/three.yml }\n',
      'ci/three.yml': 'e:\n  script: make\n',
    });
    expect(found['ci/two.yml']).toEqual(['job:c @ .gitlab-ci.yml a b', 'job:d @ .gitlab-ci.yml a b']);
  });
});

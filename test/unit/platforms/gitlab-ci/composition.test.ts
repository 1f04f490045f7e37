import { workOf } from '../../../support/work.js';
import { describe, expect, it } from 'vitest';
import { jobOf, lowered, written } from './lowered.js';

const images = (text: string, name = 'job'): readonly string[] =>
  jobOf(text, name).participants.map((participant) => participant.name);
const secrets = (text: string, name = 'job'): readonly string[] =>
  jobOf(text, name).carried.map((identity) => identity.name);

describe('what a job is made of', () => {
  it('is the template that it extends, its own keys first', () => {
    const text =
      '.base:\n  image: node:20\n  stage: test\n  script: make\njob:\n  extends: .base\n  image: node:22\n';
    expect(images(text)).toEqual(['node:22']);
    expect(jobOf(text, 'job').subject).toEqual({ job: 'job', stage: 'test' });
  });

  it('takes of several templates the last', () => {
    const text =
      '.a:\n  image: a\n  timeout: 1h\n.b:\n  image: b\njob:\n  extends: [.a, .b]\n  script: make\n';
    expect(images(text)).toEqual(['b']);
    expect(jobOf(text, 'job').lifetime.seconds).toBe(3600);
  });

  it('merges mappings key by key, and replaces lists', () => {
    const text =
      '.a:\n  variables:\n    X: $NPM_TOKEN\n  script:\n    - echo $GITHUB_TOKEN\njob:\n  extends: .a\n  variables:\n    Y: $PYPI_TOKEN\n  script:\n    - make\n';
    expect([...secrets(text)].sort()).toEqual(['NPM_TOKEN', 'PYPI_TOKEN']);
  });

  it('goes through several levels, and ends in a circle', () => {
    const text = '.a:\n  extends: .b\n  image: a\n.b:\n  extends: .a\n  script: make\njob:\n  extends: .a\n';
    expect(images(text)).toEqual(['a']);
  });

  it('is `!reference` put in place, in lists and by itself', () => {
    const text =
      '.a:\n  script:\n    - echo $NPM_TOKEN\n  rules:\n    - if: $CI_COMMIT_TAG\njob:\n  rules: !reference [.a, rules]\n  script:\n    - !reference [.a, script]\n    - make\n';
    expect(secrets(text)).toEqual(['NPM_TOKEN']);
    expect(jobOf(text, 'job').initiators[0]?.conditions).toEqual(['tag *']);
  });

  it('is not blown up by references to references', () => {
    const levels = Array.from({ length: 12 }, (_none, index) => {
      const part = `      - !reference [.l${String(index + 1)}, script]\n`;
      return `.l${String(index)}:\n  script:\n${part.repeat(30)}`;
    });
    const text = `${levels.join('')}.l12:\n  script: [make]\njob:\n  script:\n    - !reference [.l0, script]\n`;
    const work = workOf(() => {
      const { sessions, complete, problems } = lowered(text);
      expect(sessions).toHaveLength(1);
      expect(complete).toBe(false);
      expect(problems.map(({ kind }) => kind)).toEqual(['limit']);
    });
    expect(work).toBeLessThan(5_000_000);
  });

  it('takes defaults, of the block before those of the top level', () => {
    expect(images('image: old\njob:\n  script: make\n')).toEqual(['old']);
    expect(images('default:\n  image: new\nimage: old\njob:\n  script: make\n')).toEqual(['new']);
    expect(images('default:\n  image: new\njob:\n  script: make\n  inherit:\n    default: false\n')).toEqual(
      [],
    );
    expect(
      images(
        'default:\n  image: new\n  timeout: 1h\njob:\n  script: make\n  inherit:\n    default: [timeout]\n',
      ),
    ).toEqual([]);
  });

  it('takes variables of the file unless it does without', () => {
    const text = 'variables:\n  X: $NPM_TOKEN\njob:\n  script: make\n';
    expect(secrets(text)).toEqual(['NPM_TOKEN']);
    expect(secrets(`${text}  inherit:\n    variables: false\n`)).toEqual([]);
    expect(secrets(`${text}  inherit:\n    variables: [Y]\n`)).toEqual([]);
  });

  it('is read through anchors and merge keys', () => {
    const text =
      '.a: &a\n  image: a\n  script: &s\n    - echo $NPM_TOKEN\njob:\n  <<: *a\n  script:\n    - *s\n    - make\n';
    expect(images(text)).toEqual(['a']);
    expect(secrets(text)).toEqual(['NPM_TOKEN']);
  });

  it('leaves open what stands in another file', () => {
    const text = 'include:\n  - local: ci/base.yml\njob:\n  extends: .base\n';
    expect(jobOf(text, 'job').unknowns.map(({ what, why }) => `${what}: ${why}`)).toContain(
      'what the job takes from `.base`: it stands in another file',
    );
    expect(lowered(text).problems).toEqual([]);
  });

  it('may start and last as what stands in another file says, which is no approval', () => {
    const text = 'include: ci/base.yml\njob:\n  extends: .base\n  script: deploy $KUBE_TOKEN\n';
    const job = jobOf(text, 'job');
    expect(job.initiators.map(({ event }) => event)).toContain('merge_request_event');
    expect(job.lifetime).toMatchObject({ seconds: 3600, basis: 'unknown' });
    expect(job.gates).toEqual([]);
    const own = jobOf(`${text}  when: manual\n  rules:\n    - if: $CI_COMMIT_TAG\n`, 'job');
    expect(own.initiators.map(({ event }) => event)).not.toContain('merge_request_event');
  });

  it('is refused where nothing in the whole file has that name', () => {
    const part = 'job:\n  extends: .base\n  script: make\n';
    const text = `stages: [test]\n${part}`;
    expect(lowered(part, { path: 'services/a/.gitlab-ci.yml' }).problems).toEqual([]);
    expect(lowered(text).problems.map(({ origin }) => written(text, origin))).toEqual(['.base']);
    expect(lowered(text, { path: 'ci/part.gitlab-ci.yml' }).problems).toEqual([]);
  });

  it('follows a header that declares inputs', () => {
    const text =
      'spec:\n  inputs:\n    stage:\n      default: test\n---\njob:\n  stage: $[[ inputs.stage ]]\n  script: make\n';
    expect(lowered(text).sessions.map(({ label }) => label)).toEqual(['job']);
  });

  it('is no job by a global key or a template', () => {
    const text =
      'stages: [a]\nworkflow: {}\nvariables: {}\ncache: {}\n.hidden:\n  script: make\njob:\n  stage: a\n  script: make\n';
    expect(lowered(text).sessions.map(({ label }) => label)).toEqual(['job']);
  });

  it('may only start another pipeline', () => {
    const text = 'child:\n  trigger:\n    include: ci/child.yml\n  variables:\n    X: y\n';
    const job = jobOf(text, 'child');
    expect(job.role).toBe('delegates');
    expect(job.grants).toEqual([]);
    expect(job.references.map(({ target }) => target.key)).toEqual(['file:///w/ci/child.yml']);
  });
});

describe('what is included', () => {
  it.each([
    ['include: /ci/a.yml', []],
    ['include: https://example.com/a.yml', ['https://example.com/a.yml third-party false']],
    ['include:\n  - template: Jobs/SAST.gitlab-ci.yml', ['Jobs/SAST.gitlab-ci.yml platform false']],
    ['include:\n  - project: acme/ci\n    ref: main\n    file: a.yml', ['acme/ci same-owner false']],
    [
      'include:\n  - project: acme/ci\n    ref: 0123456789abcdef0123456789abcdef01234567\n    file: a.yml',
      ['acme/ci same-owner true'],
    ],
    [
      'include:\n  - remote: https://example.com/a.yml\n    integrity: sha256-x',
      ['https://example.com/a.yml third-party true'],
    ],
    [
      'include:\n  - component: gitlab.com/components/sast/sast@1.0',
      ['gitlab.com/components/sast/sast@1.0 platform false'],
    ],
    [
      'include:\n  - component: $CI_SERVER_FQDN/acme/c/c@0123456789abcdef0123456789abcdef01234567',
      ['$CI_SERVER_FQDN/acme/c/c@0123456789abcdef0123456789abcdef01234567 third-party true'],
    ],
  ])('%s', (include, expected) => {
    const { participants } = jobOf(`${include}\njob:\n  script: make\n`, 'job');
    expect(participants.map(({ name, party, pinned }) => `${name} ${party} ${String(pinned)}`)).toEqual(
      expected,
    );
  });
});

import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import type { NeedFacts } from '../../../server/src/core/model/facts.js';
import { minimumOf } from '../../../server/src/core/model/needs.js';
import { bashParser } from '../../support/bash.js';
import { uriOf } from '../../support/repository.js';

const parseShell = await bashParser();
const WORKFLOW = '.github/workflows/ci.yml';

/** What a job with these steps needs; `job` are further lines of the job. */
function needsOf(steps: string, job = ''): NeedFacts {
  const indented = steps.replace(/^/gmu, '      ');
  const text = `on: push\njobs:\n  job:\n    runs-on: ubuntu-latest\n${job}    steps:\n${indented}\n`;
  const host = new AnalysisHost({ tools: { parseShell } });
  host.apply([{ uri: uriOf(WORKFLOW), root: 'file:///repository', text }]);
  expect(host.snapshot.problems(uriOf(WORKFLOW))).toEqual([]);
  const needs = host.snapshot.model.scopes[0]?.facts.needs;
  if (needs === undefined || needs === null) throw new Error('the job has no needs');
  return needs;
}

const CHECKOUT = '- uses: actions/checkout@v4\n';
const TOKEN = '${{ secrets.GITHUB_TOKEN }}';
const PAT = '${{ secrets.PAT }}';

/** A checkout of another repository into a folder. */
const other = (inputs: string): string =>
  `- uses: actions/checkout@v4\n  with: { repository: acme/docs, path: docs, ${inputs} }\n`;
/** Steps that clone into the folder `site` and push in it. */
const clone = (address: string): string =>
  `- run: git clone ${address} site\n- run: git push\n  working-directory: site\n`;

describe('git', () => {
  it.each([
    ['what checkout left', `${CHECKOUT}- run: git push`],
    ['the workspace, whatever else is checked out', `${CHECKOUT}${other(`token: "${PAT}"`)}- run: git push`],
    ['a folder of the workspace', `${CHECKOUT}- run: git push\n  working-directory: ./pkg/a`],
    [
      'its own repository in a folder',
      '- uses: actions/checkout@v4\n  with: { path: src }\n- run: cd src && git push',
    ],
    [
      'a repository whose name is computed',
      '- uses: actions/checkout@v4\n  with: { repository: "${{ github.repository }}" }\n- run: git push',
    ],
    [
      'a folder it has left again',
      `${CHECKOUT}${other(`token: "${PAT}"`)}- run: |\n    cd docs\n    cd ..\n    git push`,
    ],
    [
      'a folder it was in for a while',
      `${CHECKOUT}${other(`token: "${PAT}"`)}- run: |\n    (cd docs && make)\n    git push`,
    ],
    ['a clone with the token in its address', clone(`https://x-access-token:${TOKEN}@github.com/acme/app`)],
    [
      'a login for all repositories',
      `- run: gh auth setup-git\n  env: { GH_TOKEN: "${TOKEN}" }\n${clone('https://github.com/acme/app')}`,
    ],
  ])('pushes with the job token in %s', (_, steps) => {
    const needs = needsOf(steps);
    expect(needs.gaps.filter(({ rights }) => rights.includes('contents'))).toEqual([]);
    expect(minimumOf(needs)).toMatchObject({ contents: 'write' });
  });

  it.each([
    [
      'a checkout with a token of its own',
      `- uses: actions/checkout@v4\n  with: { token: "${PAT}" }\n- run: git push`,
    ],
    ['a checkout with a key', `- uses: actions/checkout@v4\n  with: { ssh-key: "${PAT}" }\n- run: git push`],
    [
      'the folder of another repository',
      `${CHECKOUT}${other(`token: "${PAT}"`)}- run: git push\n  working-directory: docs/en`,
    ],
    [
      'another repository, which the job token cannot write to',
      `${CHECKOUT}${other('fetch-depth: 0')}- run: git push\n  working-directory: "\${{ github.workspace }}/docs"`,
    ],
    [
      'a folder that the script goes to',
      `${CHECKOUT}${other(`token: "${PAT}"`)}- run: |\n    cd docs\n    git push`,
    ],
    ['a folder named by -C', `${CHECKOUT}${other(`token: "${PAT}"`)}- run: git -C ./docs push`],
    [
      'a clone with another token in its address',
      `${CHECKOUT}${clone(`https://${PAT}@github.com/acme/docs.git`)}`,
    ],
  ])('pushes with another credential in %s', (_, steps) => {
    const needs = needsOf(steps);
    expect(minimumOf(needs)).not.toMatchObject({ contents: 'write' });
    expect(needs.gaps).toEqual([]);
  });

  it('takes the folder of the job for steps that name none', () => {
    const job = '    defaults:\n      run:\n        working-directory: docs\n';
    const steps = `${CHECKOUT}${other(`token: "${PAT}"`)}- run: git push`;
    expect(minimumOf(needsOf(steps, job))).toEqual({ contents: 'read' });
  });

  it.each([
    ['no checkout', '- run: git push'],
    [
      'a checkout that leaves nothing',
      '- uses: actions/checkout@v4\n  with: { persist-credentials: false }\n- run: git push',
    ],
    ['a clone that needs none', clone('https://github.com/acme/docs')],
    ['an action that pushes', '- uses: stefanzweifel/git-auto-commit-action@v5'],
  ])('pushes with what is not known after %s', (_, steps) => {
    const gaps = needsOf(steps).gaps.filter(({ rights }) => rights.includes('contents'));
    expect(gaps.map(({ why }) => why)).toEqual([
      expect.stringContaining('with which credential git works in'),
    ]);
  });

  it('reads nothing that is not known without one', () => {
    expect(needsOf('- run: git fetch')).toEqual({ items: [], gaps: [] });
  });
});

describe('an action that works with what checkout left', () => {
  const commit = '- uses: stefanzweifel/git-auto-commit-action@v5';

  it('needs the right where that is the job token', () => {
    expect(minimumOf(needsOf(`${CHECKOUT}${commit}`))).toEqual({ contents: 'write' });
  });

  it('needs none where it is another', () => {
    const checkout = `- uses: actions/checkout@v4\n  with: { token: "${PAT}" }\n`;
    expect(needsOf(`${checkout}${commit}`)).toEqual({ items: [], gaps: [] });
  });
});

describe('npm', () => {
  const publish = (env: string): string => `- run: npm publish\n  env: { NODE_AUTH_TOKEN: "${PAT}", ${env} }`;
  const identity = (needs: NeedFacts): unknown =>
    needs.items.filter(({ right }) => right === 'id-token').map(({ optional }) => optional);

  it('tries an identity token before the token that it was given', () => {
    expect(identity(needsOf(publish('CI: 1')))).toEqual([true]);
  });

  it('cannot do without one where it is to attest provenance', () => {
    expect(identity(needsOf(publish('NPM_CONFIG_PROVENANCE: true')))).toEqual([false]);
    const job = '    env:\n      NPM_CONFIG_PROVENANCE: "true"\n';
    expect(identity(needsOf(publish('CI: 1'), job))).toEqual([false]);
  });
});

describe('a registry', () => {
  const login = (password: string): string =>
    `- uses: docker/login-action@v3\n  with: { registry: ghcr.io, username: me, password: "${password}" }\n`;
  const build = (tags: string): string =>
    `- uses: docker/build-push-action@v6\n  with: { context: ., push: true, tags: "${tags}" }\n`;
  const right = (needs: NeedFacts): unknown =>
    needs.items
      .filter(({ access }) => access === 'write')
      .map(({ right: name, optional }) => [name, optional]);

  it.each([
    ['the job token', `${login(TOKEN)}${build('ghcr.io/acme/app:1')}`, [['packages', false]]],
    [
      'the job token, to a name that is computed',
      `${login(TOKEN)}${build('${{ steps.meta.outputs.tags }}')}`,
      [['packages', true]],
    ],
    ['another token', `${login(PAT)}${build('ghcr.io/acme/app:1')}`, []],
    ['the job token, and another registry is pushed to', `${login(TOKEN)}${build('acme/app:1')}`, []],
    ['nothing', build('ghcr.io/acme/app:1'), []],
  ])('that was logged in to with %s', (_, steps, items) => {
    expect(right(needsOf(steps))).toEqual(items);
  });

  const image = (images: string, push: string): string =>
    `- uses: docker/metadata-action@v5\n  id: meta\n  with: { images: "${images}" }\n${build(
      '${{ steps.meta.outputs.tags }}',
    ).replace('push: true', `push: "${push}"`)}`;

  it.each([
    ['an image that the metadata names', image('ghcr.io/acme/app', 'true'), [['packages', false]]],
    [
      'an image of a registry in a variable',
      image('${{ env.REGISTRY }}/${{ github.repository }}', 'true'),
      [['packages', false]],
    ],
    [
      'it under a condition',
      image('ghcr.io/acme/app', "${{ github.event_name != 'pull_request' }}"),
      [['packages', false]],
    ],
    ['an image of another registry', image('acme/app', 'true'), []],
    ['an image that only a run can name', image('${{ vars.IMAGE }}', 'true'), [['packages', true]]],
    ['nothing', image('ghcr.io/acme/app', 'false'), []],
  ])('is pushed to with %s', (_, steps, items) => {
    const job = '    env:\n      REGISTRY: ghcr.io\n';
    const registry = login(TOKEN).replace('registry: ghcr.io', 'registry: "${{ env.REGISTRY }}"');
    expect(right(needsOf(`${registry}${steps}`, job))).toEqual(items);
  });

  it('is not logged in to where the variable names another', () => {
    const registry = login(TOKEN).replace('registry: ghcr.io', 'registry: "${{ env.REGISTRY }}"');
    const steps = `${registry}${build('ghcr.io/acme/app:1')}`;
    expect(right(needsOf(steps, '    env:\n      REGISTRY: docker.io\n'))).toEqual([]);
  });

  it('is not known where a script sets the variable anew', () => {
    const set = '- run: echo "IMAGE=acme/app" >> "$GITHUB_ENV"\n';
    const job = '    env:\n      IMAGE: ghcr.io/acme/app\n';
    const steps = `${login(TOKEN)}${build('${{ env.IMAGE }}')}`;
    expect(right(needsOf(steps, job))).toEqual([['packages', false]]);
    expect(right(needsOf(`${set}${steps}`, job))).toEqual([['packages', true]]);
  });

  it('is looked for in a variable that is made of itself no longer than it takes', () => {
    const job = '    env:\n      A: "${{ env.B }}${{ env.B }}"\n      B: "${{ env.A }}${{ env.A }}"\n';
    expect(right(needsOf(`${login(TOKEN)}${build('${{ env.A }}')}`, job))).toEqual([['packages', true]]);
  });

  it.each(['imjasonh/setup-crane@v0.4', 'chainguard-dev/actions/setup-registry@main'])(
    '%s logs in to is written to by what comes after',
    (action) => {
      expect(right(needsOf(`- uses: ${action}`))).toEqual([]);
      const push = `- uses: ${action}\n- run: crane copy alpine ghcr.io/acme/alpine`;
      expect(right(needsOf(push))).toEqual([['packages', false]]);
    },
  );

  it('is not logged in to by ko where another one is named', () => {
    const steps = '- uses: ko-build/setup-ko@v0.8\n- run: ko build --image-refs refs ghcr.io/acme/app\n';
    expect(right(needsOf(steps))).toContainEqual(['packages', false]);
    const elsewhere = needsOf(steps, '    env:\n      KO_DOCKER_REPO: docker.io/acme\n');
    expect(right(elsewhere)).not.toContainEqual(['packages', false]);
  });

  it('takes an attestation with the login of an earlier step', () => {
    const attest = (name: string): string =>
      `- uses: actions/attest-build-provenance@v2\n  with: { subject-name: ${name}, subject-digest: "sha256:1", push-to-registry: true }\n`;
    expect(right(needsOf(`${login(TOKEN)}${attest('ghcr.io/acme/app')}`))).toContainEqual([
      'packages',
      false,
    ]);
    expect(right(needsOf(`${login(PAT)}${attest('ghcr.io/acme/app')}`))).not.toContainEqual([
      'packages',
      false,
    ]);
  });

  it.each([
    ['--build-arg T=1', true],
    ['--secret id=t', true],
    ['--secret=id=t', true],
    ['--build-arg VERSION=$T', true],
    ['--build-arg TARGET=T1', false],
    ['-t ghcr.io/acme/test', false],
  ])(
    'is built with a variable that holds the token where a word names it: docker build %s .',
    (words, isNamed) => {
      const steps = `- run: docker build ${words} .\n  env: { T: "${TOKEN}" }\n`;
      const seen = needsOf(steps).gaps.some(({ why }) => why.includes('sees the token in T'));
      expect(seen).toBe(isNamed);
    },
  );
});

import { describe, expect, it } from 'vitest';
import { definitions, references } from '../../../server/src/core/ide/definitions.js';
import { documentLinks } from '../../../server/src/core/ide/documentLinks.js';
import { inlayHints } from '../../../server/src/core/ide/inlayHints.js';
import type { Origin } from '../../../server/src/core/model/origin.js';
import { openRepository, uriOf } from '../../support/repository.js';
import { Sample, snapshotOf, URI } from './sample.js';

const caller = new Sample(
  `on: push
permissions: read-all
jobs:
  # see NHI-01 and AC-6(1)
  build:
    uses: ./.github/workflows/callee.yml
    secrets: inherit
  test:
    needs: build
    runs-on: ubuntu-latest
    steps:
      - uses: ./.github/actions/setup
`,
  uriOf('.github/workflows/release.yml'),
);
const callee = new Sample(
  `name: callee
on:
  workflow_call:
    secrets:
      TOKEN:
        required: true
jobs:
  inner:
    runs-on: ubuntu-latest
    steps:
      - run: deploy
        env:
          T: \${{ secrets.TOKEN }}
`,
  uriOf('.github/workflows/callee.yml'),
);
const follower = new Sample(
  `on:
  workflow_run:
    workflows: [callee]
jobs:
  after:
    runs-on: ubuntu-latest
    steps: [{ run: echo }]
`,
  uriOf('.github/workflows/follower.yml'),
);
const action = new Sample(
  'name: setup\nruns:\n  using: composite\n  steps: [{ run: echo, shell: bash }]\n',
  uriOf('.github/actions/setup/action.yml'),
);
const PATH = './.github/workflows/callee.yml';
const snapshot = openRepository(
  new Map([
    ['.github/workflows/release.yml', caller.text],
    ['.github/workflows/callee.yml', callee.text],
    ['.github/workflows/follower.yml', follower.text],
    ['.github/actions/setup/action.yml', action.text],
  ]),
);

/** The file and the words of a place. */
function shown({ uri, range }: Origin): [file: string, words: string] {
  const text = snapshot.file(uri)?.tree.text ?? '';
  return [uri.slice(uri.lastIndexOf('/') + 1), text.slice(range.start, range.end)];
}

describe('definitions', () => {
  const targets = (sample: Sample, words: string, nth = 0): [string, string][] =>
    definitions(snapshot, sample.uri, sample.offset(words, nth)).map(({ target }) => shown(target));

  it('lead from a call to the callee', () => {
    expect(targets(caller, PATH)).toEqual([['callee.yml', 'callee']]);
  });

  it('lead from a job that is waited for to the job', () => {
    expect(targets(caller, 'build', 1)).toEqual([['release.yml', 'build']]);
  });

  it('lead from the name of a workflow that is followed to the workflow', () => {
    expect(targets(follower, 'callee')).toEqual([['callee.yml', 'callee']]);
  });

  it('lead from a local action to its file', () => {
    expect(targets(caller, './.github/actions/setup')).toEqual([['action.yml', 'runs']]);
  });

  it('lead from the use of a secret to where the callee asks for it', () => {
    expect(targets(callee, 'secrets.TOKEN')).toEqual([['callee.yml', 'TOKEN']]);
  });

  it('are none elsewhere', () => {
    expect(definitions(snapshot, caller.uri, 0)).toEqual([]);
    expect(definitions(snapshot, 'file:///none', 0)).toEqual([]);
  });
});

describe('references', () => {
  const places = (sample: Sample, words: string, nth = 0): [string, string][] =>
    references(snapshot, sample.uri, sample.offset(words, nth)).map(shown);

  it('lead from a callee to its callers', () => {
    expect(places(callee, 'workflow_call')).toEqual([['release.yml', PATH]]);
    expect(places(callee, 'callee')).toEqual([
      ['release.yml', PATH],
      ['follower.yml', 'callee'],
    ]);
  });

  it('lead from a job to those that wait for it', () => {
    expect(places(caller, 'build')).toEqual([['release.yml', 'build']]);
  });

  it('lead from one call to all calls of the same callee', () => {
    expect(places(caller, PATH)).toEqual([['release.yml', PATH]]);
  });

  it('lead from a secret to all its uses', () => {
    expect(places(callee, 'secrets.TOKEN')).toEqual([['callee.yml', 'secrets.TOKEN']]);
  });
});

describe('document links', () => {
  it('open called files and the pages of controls named in comments', () => {
    const links = documentLinks(snapshot, caller.uri);
    expect(links.map(({ range }) => caller.text.slice(range.start, range.end))).toEqual([
      PATH,
      './.github/actions/setup',
      'NHI-01',
      'AC-6(1)',
    ]);
    expect(links[0]?.target).toBe(callee.uri);
    // The label in use means another control than its number says.
    expect(links[2]?.tooltip).toMatch(/^NHI5:2025/u);
  });
});

describe('inlay hints', () => {
  const all = { start: 0, end: caller.text.length };

  it('tell what is granted without a word', () => {
    const rights = ['actions', 'checks', 'contents', 'issues', 'models', 'packages', 'pages', 'statuses'];
    const grants = rights.map((right) =>
      caller.grant(`${right}:write`, caller.at('build'), { declaredFor: 'default' }),
    );
    const scope = caller.job('build', { grants }, { defaultGrants: 'fallback' });
    const [hint] = inlayHints(snapshotOf([caller], { scopes: [scope] }), URI, all);
    expect(hint).toMatchObject({
      offset: caller.at('build:').range.end,
      label: 'permissions: write-all (default, assumed)',
    });
  });

  it('tell what comes from the whole file or the caller, and are silent where it is written', () => {
    const block = { form: 'list', key: caller.at('permissions'), value: caller.at('read-all') } as const;
    const grant = caller.grant('contents:read', caller.at('read-all'));
    const scopes = [
      caller.job('build', {
        grants: [{ ...grant, declaredFor: 'file' }],
        grantBlock: { ...block, level: 'file' },
      }),
      caller.job('test', { grants: [{ ...grant, declaredFor: 'caller' }] }),
    ];
    expect(inlayHints(snapshotOf([caller], { scopes }), URI, all).map(({ label }) => label)).toEqual([
      'permissions: contents:read (from file)',
      'permissions: contents:read (from caller)',
    ]);
    const elsewhere = caller.job('build', { grants: [{ ...grant, declaredFor: 'default' }], needs: null });
    expect(inlayHints(snapshotOf([caller], { scopes: [elsewhere] }), URI, all)).toEqual([]);
    const written = caller.job('build', { grants: [grant], grantBlock: { ...block, level: 'session' } });
    expect(inlayHints(snapshotOf([caller], { scopes: [written] }), URI, all)).toEqual([]);
  });
});

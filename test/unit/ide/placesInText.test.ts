import { describe, expect, it } from 'vitest';
import { definitions, references } from '../../../server/src/core/ide/definitions.js';
import { documentLinks } from '../../../server/src/core/ide/documentLinks.js';
import { inlayHints } from '../../../server/src/core/ide/inlayHints.js';
import { Sample, snapshotOf, URI } from './sample.js';

const caller = new Sample(`permissions: read-all
jobs:
  # see NHI-01 and AC-6(1)
  build:
    uses: ./.github/workflows/callee.yml
  test:
    needs: build
`);
const callee = new Sample(
  `on:
  workflow_call:
    secrets:
      TOKEN: {}
jobs:
  inner:
    env: \${{ secrets.TOKEN }}
`,
  'file:///repository/.github/workflows/callee.yml',
);

const path = './.github/workflows/callee.yml';
const reference = {
  id: 'calls',
  kind: 'calls',
  target: { space: 'pipeline-file', key: path },
  name: path,
  origin: caller.at(path),
} as const;
const needs = {
  id: 'needs',
  kind: 'needs',
  target: { space: 'session', key: 'build' },
  name: 'build',
  origin: caller.at('build', 1),
} as const;

const contract = {
  origin: callee.at('workflow_call'),
  secrets: [{ name: 'TOKEN', required: false, origin: callee.at('TOKEN') }],
};
const build = caller.job('build', {}, { references: [{ reference, targets: [callee.at('workflow_call')] }] });
const test = caller.job('test', {}, { references: [{ reference: needs, targets: [caller.at('build')] }] });
const inner = callee.job(
  'inner',
  { carried: [callee.secret('TOKEN', callee.at('secrets.TOKEN'))] },
  { file: callee.facts({ callContract: contract }) },
);
const snapshot = snapshotOf([caller, callee], {
  scopes: [build, test, inner],
  facts: { callContract: contract },
});

describe('definitions', () => {
  it('lead from a call to the callee', () => {
    expect(definitions(snapshot, URI, caller.offset(path))).toEqual([
      { from: caller.at(path).range, target: callee.at('workflow_call') },
    ]);
  });

  it('lead from a job that is waited for to the job', () => {
    expect(definitions(snapshot, URI, caller.offset('build', 1))[0]?.target).toEqual(caller.at('build'));
  });

  it('lead from the use of a secret to where the callee asks for it', () => {
    expect(definitions(snapshot, callee.uri, callee.offset('secrets.TOKEN'))[0]?.target).toEqual(
      callee.at('TOKEN'),
    );
  });

  it('are none elsewhere', () => {
    expect(definitions(snapshot, URI, 0)).toEqual([]);
  });
});

describe('references', () => {
  it('lead from a callee to its callers', () => {
    expect(references(snapshot, callee.uri, callee.offset('workflow_call'))).toEqual([caller.at(path)]);
  });

  it('lead from a job to those that wait for it', () => {
    expect(references(snapshot, URI, caller.offset('build'))).toEqual([caller.at('build', 1)]);
  });

  it('lead from a secret to all its uses', () => {
    expect(references(snapshot, callee.uri, callee.offset('secrets.TOKEN'))).toEqual([
      callee.at('secrets.TOKEN'),
    ]);
  });
});

describe('document links', () => {
  it('open called files and the pages of controls named in comments', () => {
    const links = documentLinks(snapshot, URI);
    expect(links.map(({ range }) => caller.text.slice(range.start, range.end))).toEqual([
      path,
      'NHI-01',
      'AC-6(1)',
    ]);
    expect(links[0]?.target).toBe(callee.uri);
    // The label in use means another control than its number says.
    expect(links[1]?.tooltip).toMatch(/^NHI5:2025/u);
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
      label: 'permissions: write-all (platform default, assumed)',
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
      'permissions: contents: read (from the whole file)',
      'permissions: contents: read (from the caller)',
    ]);
    const written = caller.job('build', { grants: [grant], grantBlock: { ...block, level: 'session' } });
    expect(inlayHints(snapshotOf([caller], { scopes: [written] }), URI, all)).toEqual([]);
  });
});

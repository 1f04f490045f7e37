import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import { minimumOf } from '../../../server/src/core/model/needs.js';
import { bashParser } from '../../support/bash.js';
import { uriOf } from '../../support/repository.js';

const parseShell = await bashParser();
const WORKFLOW = '.github/workflows/ci.yml';
const FILES = {
  'package.json': '{"scripts":{"lint":"eslint .","pages":"git push origin HEAD:pages"}}',
  Makefile: 'site:\n\tgit push origin HEAD:site\ntest:\n\tgo test ./...\n',
  'ci/a.sh': '#!/bin/sh\ngit push\n',
  'ci/b.sh': '#!/bin/sh\nls\n',
};

/** What a job that runs this script is known to need; null where that is open. */
function minimum(script: string, matrix: string): unknown {
  const text = [
    'on: push',
    'jobs:',
    '  job:',
    '    runs-on: ubuntu-latest',
    ...(matrix === '' ? [] : [`    strategy: { matrix: ${matrix} }`]),
    '    steps:',
    '      - uses: actions/checkout@v4',
    `      - run: ${script}`,
    '',
  ].join('\n');
  const host = new AnalysisHost({ tools: { parseShell } });
  const all = { ...FILES, [WORKFLOW]: text };
  host.apply(
    Object.entries(all).map(([path, file]) => ({ uri: uriOf(path), root: 'file:///repository', text: file })),
  );
  const needs = host.snapshot.model.scopes.find(({ facts }) => facts.localId === 'job:job')?.needs;
  if (needs === undefined || needs === null) return null;
  return needs.gaps.some(({ unlikely }) => unlikely !== true) ? null : minimumOf(needs);
}

const PUSHES = { contents: 'write' };
const READS = { contents: 'read' };

describe('what a matrix puts into a script', () => {
  it.each([
    ['npm run ${{ matrix.script }}', '{ script: [lint, pages] }', PUSHES],
    ['npm run ${{ matrix.script }}', '{ script: [lint] }', READS],
    ['make ${{ matrix.on.target }}', '{ on: [{ target: test }, { target: site }] }', PUSHES],
    ['make ${{ matrix.target }}', '{ target: [test] }', READS],
    ['sh ci/${{ matrix.name }}.sh', '{ include: [{ name: b }, { name: a }] }', PUSHES],
    ['sh ci/${{ matrix.name }}.sh', '{ name: [b] }', READS],
    // A job without the key runs the first target.
    ['make ${{ matrix.target }}', '{ os: [a, b], include: [{ os: a, target: test }] }', PUSHES],
    ['make ${{ matrix.target }}', '{ target: [test], os: [a], include: [{ os: b }] }', PUSHES],
    ['make ${{ matrix.target }}', '{ target: [test], os: [a, b], include: [{ os: b, fast: 1 }] }', READS],
    ['make ${{ matrix.target }}', '{ include: [{ target: test }, { os: b }] }', PUSHES],
    ['make ${{ matrix.on.target }}', '{ on: [{ target: test }, { os: b }] }', PUSHES],
  ])('%s of %s', (script, matrix, needed) => {
    expect(minimum(script, matrix)).toEqual(needed);
  });

  it.each([
    ['a list that is computed', 'npm run ${{ matrix.script }}', '{ script: "${{ fromJSON(vars.ALL) }}" }'],
    ['a variable of the repository', 'npm run ${{ vars.SCRIPT }}', ''],
    ['a variable of the shell', 'make "$TARGET"', ''],
  ])('is open for %s', (_what, script, matrix) => {
    expect(minimum(script, matrix)).toBeNull();
  });
});

describe('a target whose name tells nothing', () => {
  it('is read where the makefile is there', () => {
    expect(minimum('make site', '')).toEqual(PUSHES);
    expect(minimum('make test', '')).toEqual(READS);
  });
});

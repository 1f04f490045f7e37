import { describe, expect, it } from 'vitest';
import type { FileFacts } from '../../../../server/src/core/model/facts.js';
import { githubActions } from '../../../../server/src/core/platforms/github-actions/index.js';
import { parse } from '../../../../server/src/core/syntax/parse.js';
import { bashParser } from '../../../support/bash.js';

const URI = 'file:///repo/.github/workflows/ci.yml';

/** Jobs by number, each with the numbers of those that it needs. */
function workflow(count: number, needs: (at: number) => readonly number[], more = ''): string {
  const job = (at: number): string =>
    `  j${at}:\n    runs-on: x\n    environment: e${at % 3}\n    needs: [${needs(at)
      .map((need) => `j${need}`)
      .join(', ')}]\n${more}    steps: [{ run: make }]\n`;
  return `on: push\njobs:\n${Array.from({ length: count }, (_, at) => job(at)).join('')}`;
}

function lower(text: string): FileFacts {
  return githubActions.lower(URI, parse(text, 'yaml'));
}

/** The gates of the last job by what is bare in their ids. */
function lastGates(text: string): readonly string[] {
  return (
    lower(text)
      .sessions.at(-1)
      ?.gates.map(({ id }) => id) ?? []
  );
}

describe('what jobs take from those that they need', () => {
  const all = ['environment:e0', 'needs:environment:e1', 'needs:environment:e2', 'needs:environment:e0'];

  it('is found over a diamond on a diamond', () => {
    // From each row of two to each of the two before it: 2^150 ways to the first job.
    const row = (at: number): number => Math.floor((at + 1) / 2);
    const needs = (at: number): number[] =>
      at === 0
        ? []
        : [0, 1].map((side) => Math.max(0, (row(at) - 1) * 2 - 1 + side)).filter((need) => need < at);
    expect(new Set(lastGates(workflow(301, needs)))).toEqual(new Set(all));
  });

  it('is found where each job needs all before it', () => {
    const gates = lastGates(workflow(91, (at) => Array.from({ length: at }, (_, need) => need)));
    expect(new Set(gates)).toEqual(new Set(all));
  });

  it('is found over a chain that is longer than any stack', () => {
    const gates = lastGates(workflow(2401, (at) => (at === 0 ? [] : [at - 1])));
    expect(new Set(gates)).toEqual(new Set(all));
  });

  it('says which jobs need each other, and goes on without them', () => {
    const facts = lower(workflow(40, (at) => [(at + 1) % 40]));
    expect(facts.problems.map(({ message }) => message)).toEqual([
      'Jobs `j0`, `j1`, `j2`, `j3` and others need each other; GitHub refuses the workflow.',
    ]);
    expect(facts.sessions).toHaveLength(40);
    expect(facts.sessions[0]?.gates.map(({ id }) => id)).toEqual(['environment:e0']);
    expect(lower(workflow(1, () => [0])).problems.map(({ message }) => message)).toEqual([
      'Job `j0` needs itself; GitHub refuses the workflow.',
    ]);
  });

  it('names what it leaves out', () => {
    const chain = workflow(60, (at) => (at === 0 ? [] : [at - 1])).replace(
      /environment: e\d/gu,
      (() => {
        let at = 0;
        return () => `environment: place-${at++}`;
      })(),
    );
    const last = lower(chain).sessions.at(-1);
    expect(last?.gates).toHaveLength(33);
    expect(last?.unknowns.map(({ what, why }) => `${what}: ${why}`)).toEqual([
      'which gates stand before it: more than 32 gates stand in the jobs that it needs',
    ]);
  });
});

describe('what is nested deep', () => {
  it.each([
    ['branches', `${'if a; then\n'.repeat(7000)}git push\n${'fi\n'.repeat(7000)}`],
    ['substitutions', `echo ${'$('.repeat(4000)}git push${')'.repeat(4000)}`],
    ['subshells', `${'( '.repeat(9000)}git push${' )'.repeat(9000)}`],
    ['wrappers', `${'sudo '.repeat(15000)}git push`],
    ['runners', `${'npx '.repeat(15000)}git push`],
  ])('in a script is read, or named: %s', async (_what, script) => {
    const lines = script
      .split('\n')
      .map((line) => `          ${line}`)
      .join('\n');
    const text = `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: |\n${lines}\n`;
    const tree = parse(text, 'yaml');
    for (const parseShell of [undefined, await bashParser()]) {
      const facts = githubActions.lower(URI, tree, parseShell === undefined ? {} : { parseShell });
      const needs = facts.sessions[0]?.needs;
      expect((needs?.items.length ?? 0) + (needs?.gaps.length ?? 0)).toBeGreaterThan(0);
    }
  });

  it.each([
    ['parentheses', `${'('.repeat(5000)}github.ref == 'x'${')'.repeat(5000)}`],
    ['negations', `${'!'.repeat(5000)}github.ref`],
    ['properties', `github${'.a'.repeat(9000)} == 'x'`],
    ['indices', `${'github['.repeat(3000)}'a'${']'.repeat(3000)} == 'x'`],
    ['comparisons', `github.ref${' == a.b'.repeat(2500)}`],
    ['calls', `${'fromJSON('.repeat(5000)}github.ref${')'.repeat(5000)}`],
  ])('in an expression is no reason to stop: %s', (_what, expression) => {
    const text = `on: [pull_request_target, workflow_call]\njobs:\n  a:\n    runs-on: x\n    if: ${expression}\n    steps:\n      - run: echo \${{ ${expression} }}\n        env: { A: "\${{ secrets.A }}" }\n`;
    expect(lower(text).sessions).toHaveLength(1);
  });
});

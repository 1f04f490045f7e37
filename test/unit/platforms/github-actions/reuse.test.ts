import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FileFacts } from '../../../../server/src/core/model/facts.js';
import type { LoweringMemo } from '../../../../server/src/core/model/loweringTools.js';
import { githubActions } from '../../../../server/src/core/platforms/github-actions/index.js';
import { parse } from '../../../../server/src/core/syntax/parse.js';
import { workflowOf } from '../../../bench/workflow.js';
import { everyFixtureFile } from '../../../support/contract/everyFixture.js';
import { TreesByJob } from '../../../support/treesByJob.js';

const URI = 'file:///repo/.github/workflows/ci.yml';

/** One workflow that is edited: each text is lowered with what the one before it has left. */
class Edited {
  readonly #trees = new TreesByJob();
  readonly #memo: LoweringMemo = {};

  lower(text: string): FileFacts {
    return githubActions.lower(URI, this.#trees.next(text), { memo: this.#memo });
  }

  /** How often a question was answered anew in all that was lowered so far. */
  asked(name: string): number {
    const held = this.#memo.held as { readonly queries?: { readonly computed: ReadonlyMap<string, number> } };
    return held.queries?.computed.get(name) ?? 0;
  }
}

function fresh(text: string): FileFacts {
  return githubActions.lower(URI, parse(text, 'yaml'));
}

/** `count` jobs, each of which needs the one before it. */
function chain(count: number): string {
  const job = (at: number): string => `  job-${at}:
    runs-on: ubuntu-latest
${at === 0 ? '' : `    needs: job-${at - 1}\n`}    environment: ${at % 7 === 0 ? 'production' : 'staging'}
    if: github.ref == 'refs/heads/main'
    steps:
      - uses: actions/checkout@v4
      - run: make part-${at}
        env:
          TOKEN: \${{ secrets.TOKEN_${at} }}
`;
  return `name: Chain\non:\n  push:\n  pull_request_target:\njobs:\n${Array.from({ length: count }, (_, at) => job(at)).join('')}`;
}

describe('a workflow that is edited', () => {
  const workflows = everyFixtureFile()
    .filter(({ path, text }) => path.includes('.github/workflows/') && /^jobs:/mu.test(text))
    .map(({ text }) => text)
    .filter((text) => text.split(/^ {2}\w/mu).length > 3);
  const fragments = [
    'x',
    '\n',
    '  ',
    ': ',
    '- ',
    "'",
    '#',
    '${{ secrets.A }}',
    '    needs: [build, test]\n',
    "    if: github.event_name == 'push'\n",
    '    environment: production\n',
    '    permissions: write-all\n',
    '      - run: git push\n',
    '      - uses: actions/checkout@v4\n',
    '  other:\n    runs-on: x\n    steps: []\n',
    'on: [pull_request_target]\n',
    'env:\n  A: ${{ github.token }}\n',
    '&a ',
    '*a',
    '    concurrency: one\n',
  ];
  const step = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    lines: fc.boolean(),
    cut: fc.nat(30),
    put: fc.constantFrom('', ...fragments),
  });

  it('has the facts that it would have if it were read for the first time', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...workflows),
        fc.array(step, { minLength: 1, maxLength: 12 }),
        (start, steps) => {
          const edited = new Edited();
          edited.lower(start);
          let text = start;
          for (const { at, lines, cut, put } of steps) {
            const near = Math.floor(at * text.length);
            const from = lines ? text.lastIndexOf('\n', near) + 1 : near;
            const removed = put === '' || !lines ? cut : 0;
            text = text.slice(0, from) + put + text.slice(from + removed);
            expect(JSON.stringify(edited.lower(text))).toBe(JSON.stringify(fresh(text)));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has one job lowered for an edit inside of one', () => {
    const edited = new Edited();
    const text = chain(400);
    const before = edited.lower(text);
    expect(edited.asked('job')).toBe(400);
    const after = edited.lower(text.replace('make part-200\n', 'make part-200 --verbose\n'));
    expect(edited.asked('job')).toBe(401);
    expect(after.sessions.filter((session, at) => session !== before.sessions[at])).toHaveLength(1);
    expect(JSON.stringify(after)).toBe(
      JSON.stringify(fresh(text.replace('make part-200\n', 'make part-200 --verbose\n'))),
    );
  });

  it('has one job lowered where a job that says nothing of permissions is edited, as the text is parsed', () => {
    const memo: LoweringMemo = {};
    const asked = (): number =>
      (memo.held as { queries: { computed: ReadonlyMap<string, number> } }).queries.computed.get('job') ?? 0;
    const text = workflowOf(2000);
    const tree = parse(text, 'yaml');
    githubActions.lower(URI, tree, { memo });
    const jobs = asked();
    const edited = text.replace('- run: npm ci\n', '- run: npm ci --silent\n');
    const facts = githubActions.lower(URI, parse(edited, 'yaml', { previous: tree }), { memo });
    expect(asked()).toBe(jobs + 1);
    expect(JSON.stringify(facts)).toBe(JSON.stringify(fresh(edited)));
  });

  it('has those jobs lowered again that a gate of the edited one stands before', () => {
    const edited = new Edited();
    const text = chain(50);
    edited.lower(text);
    const changed = text.replace(
      'needs: job-39\n    environment: staging',
      'needs: job-39\n    environment: rehearsal',
    );
    const facts = edited.lower(changed);
    // The one that is edited, and the nine behind it.
    expect(edited.asked('job')).toBe(60);
    expect(JSON.stringify(facts)).toBe(JSON.stringify(fresh(changed)));
  });

  it('asks for the rest of the file only what has changed in it', () => {
    const edited = new Edited();
    const text = workflowOf(500);
    edited.lower(text);
    const jobs = edited.asked('job');
    edited.lower(`# A remark at the top\n${text}`);
    expect(edited.asked('job')).toBe(jobs);
    edited.lower(text.replace('name: CI', 'name: Builds'));
    // All jobs bear the name of their workflow, but who starts them is not asked again.
    expect(edited.asked('job')).toBe(2 * jobs);
    expect(edited.asked('ways')).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import { uriOf } from '../../support/repository.js';

const ROOT = uriOf('').replace(/\/$/u, '');
/** So much is worked out in one turn here. */
const TURN = 300;

const pathOf = (at: number): string => `.github/workflows/w${String(at)}.yml`;
const textOf = (at: number): string =>
  `on: pull_request_target\npermissions: write-all\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n` +
  `      - uses: actions/checkout@v4\n      - run: make w${String(at)}\n` +
  `  b:\n    needs: a\n    uses: ./${pathOf(0)}\n`;

const CALLED =
  'on: workflow_call\njobs:\n  go:\n    runs-on: ubuntu-latest\n    steps:\n      - run: npm publish\n';

function opened(count: number, bySlices: boolean): AnalysisHost {
  const host = new AnalysisHost({ lean: true, bySlices });
  host.apply(
    Array.from({ length: count }, (_, at) => ({
      uri: uriOf(pathOf(at)),
      root: ROOT,
      text: at === 0 ? CALLED : textOf(at),
    })),
  );
  return host;
}

/** The most that is worked out in one turn until all is linked, and how many turns that takes. */
function turnsOf(host: AnalysisHost): { readonly most: number; readonly turns: number } {
  let [most, turns, isDone] = [0, 0, false];
  while (!isDone) {
    const before = host.work;
    isDone = host.linkSome(() => host.work - before >= TURN);
    most = Math.max(most, host.work - before);
    turns += 1;
  }
  return { most, turns };
}

describe('files that are linked by slices', () => {
  it('hold nobody up for longer the more there are', () => {
    const [few, many] = [turnsOf(opened(10, true)), turnsOf(opened(80, true))];
    expect(many.turns).toBeGreaterThan(few.turns * 5);
    // One piece more than a turn has: ten thousand characters are read in one, or one session is worked out.
    expect(few.most).toBeLessThan(TURN + 1_200);
    expect(many.most).toBeLessThan(TURN + 1_200);
  });

  it('hold nobody up after an edit on which all others rest', () => {
    const host = opened(80, true);
    turnsOf(host);
    host.apply([{ uri: uriOf(pathOf(0)), root: ROOT, text: CALLED.replace('publish', 'publish --tag x') }]);
    const { most, turns } = turnsOf(host);
    expect(turns).toBeGreaterThan(5);
    expect(most).toBeLessThan(TURN + 1_200);
  });

  it('are found to be what they are in one go', () => {
    const [sliced, whole] = [opened(30, true), opened(30, false)];
    turnsOf(sliced);
    for (let at = 0; at < 30; at += 1) {
      const uri = uriOf(pathOf(at));
      expect(sliced.snapshot.findings(uri)).toEqual(whole.snapshot.findings(uri));
      expect(sliced.snapshot.model.scopesOf(uri)).toEqual(whole.snapshot.model.scopesOf(uri));
    }
  });

  it('are told of one at a time, at a cost that is its own', () => {
    const workFor = (count: number): number => {
      const host = opened(count, true);
      host.linkFirst(uriOf(pathOf(5)));
      expect(host.isLinked).toBe(false);
      expect(host.snapshot.findings(uriOf(pathOf(5)))).not.toEqual([]);
      return host.work;
    };
    expect(workFor(80)).toBe(workFor(20));
  });
});

import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../server/src/core/analysis/snapshot.js';
import { baselineText, readBaseline } from '../../../server/src/core/report/baseline.js';
import { sortOut } from '../../../server/src/core/report/findingIdentity.js';
import { select } from '../../../server/src/core/report/selection.js';
import { Random } from '../../support/random.js';
import { RandomWorkspace, severalFiles } from '../../support/randomWorkspace.js';
import { ROOT, uriOf } from '../../support/repository.js';

/** A workflow with findings of its own, in a job that no fixture has. */
const ADDED = '.github/workflows/zz-added.yml';
const WIDE = `on: pull_request_target
permissions: write-all
jobs:
  zz-added:
    runs-on: ubuntu-latest
    steps: [{ run: make }]
`;

const COMMENT = '# A remark that says nothing of rights.\n\n';

/** What a baseline of one state says of another: new findings by place, and how many entries are stale. */
function heldAgainst(baseline: string, snapshot: Snapshot): { fresh: readonly string[]; stale: number } {
  const { findings, places } = select(snapshot, ROOT);
  const open = findings.filter(({ finding }) => finding.suppressed === null);
  const { fresh, stale } = sortOut(open, readBaseline(baseline), places);
  return {
    fresh: fresh.map(({ finding, place }) => `${place.path}: ${finding.rule}`),
    stale: stale.length,
  };
}

function baselineOf(snapshot: Snapshot): string {
  const { findings, places } = select(snapshot, ROOT);
  return baselineText(findings, [], places, '2026-01-01');
}

/** Files that a comment in front says nothing new of, with their texts. */
function commentable(snapshot: Snapshot): readonly { uri: string; text: string }[] {
  return snapshot
    .files()
    .filter(({ uri }) => /\.(?:ya?ml|tf)$/u.test(uri) && !uri.endsWith('.trustscope.yml'))
    .map(({ uri, text }) => ({ uri, text }));
}

describe('a baseline of a workspace as it is after random edits', () => {
  it.each([...severalFiles()].filter((_, at) => at % 3 === 0))(
    'accepts all that is there, whatever lines move, and nothing that comes: %s',
    (name, files) => {
      const workspace = new RandomWorkspace(files, Random.of(name), {});
      for (let step = 0; step < 3; step += 1) workspace.step();
      const { host } = workspace;
      const baseline = baselineOf(host.snapshot);
      expect(heldAgainst(baseline, host.snapshot)).toEqual({ fresh: [], stale: 0 });

      const before = select(host.snapshot, ROOT).findings.length;
      host.apply(
        commentable(host.snapshot).map(({ uri, text }) => ({ uri, root: ROOT, text: COMMENT + text })),
      );
      // Where the comment makes another text of it, such as before a broken line, other findings are right.
      if (select(host.snapshot, ROOT).findings.length === before) {
        expect(heldAgainst(baseline, host.snapshot)).toEqual({ fresh: [], stale: 0 });
      }

      const known = heldAgainst(baseline, host.snapshot);
      host.apply([{ uri: uriOf(ADDED), root: ROOT, text: WIDE }]);
      const { fresh } = heldAgainst(baseline, host.snapshot);
      const brought = fresh.filter((each) => !known.fresh.includes(each));
      expect(brought.length).toBeGreaterThan(0);
      expect(brought.every((each) => each.startsWith(`${ADDED}: `))).toBe(true);
    },
  );
});

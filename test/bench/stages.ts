import { AnalysisHost } from '../../server/src/core/analysis/analysisHost.js';
import type { Snapshot } from '../../server/src/core/analysis/snapshot.js';
import { platformFor } from '../../server/src/core/platforms/index.js';
import { parse } from '../../server/src/core/syntax/parse.js';
import type { Row } from './stopwatch.js';
import { measure, WARM_UP } from './stopwatch.js';
import { typingPlace } from './workflow.js';

const ROOT = 'file:///bench';
const URI = `${ROOT}/.github/workflows/ci.yml`;

/** Where the time of a keystroke goes inside of the core: the whole, and each stage on its own. */
export async function stages(text: string, times: number): Promise<readonly Row[]> {
  const at = typingPlace(text);
  const typed = (round: number): string =>
    `${text.slice(0, at)}${round % 2 === 0 ? 'x' : 'y'}${text.slice(at)}`;
  const file = { uri: URI, path: '.github/workflows/ci.yml', text };
  const platform = platformFor(file);
  if (platform === undefined) throw new Error('no platform reads the workflow');
  const tree = parse(text, platform.format(file));
  const host = new AnalysisHost();
  const apply = (round: number): Snapshot => host.apply([{ uri: URI, root: ROOT, text: typed(round) }]);
  /** A snapshot whose lazy stages are still to come, one per round. */
  const fresh = (): Snapshot => new AnalysisHost().apply([{ uri: URI, root: ROOT, text }]);

  const row = async (what: string, work: (round: number) => unknown): Promise<Row> => {
    return {
      what: `  ${what}`,
      samples: await measure(times, (round) => Promise.resolve(work(round))),
      unit: 'ms',
    };
  };
  const linking = Array.from({ length: times + WARM_UP }, fresh);
  const judging = Array.from({ length: times + WARM_UP }, () => linked(fresh()));
  return [
    await row('in the core', (round) => apply(round).findings(URI)),
    await row('  parse', () => parse(text, platform.format(file))),
    await row('  lower', () => platform.lower(URI, tree)),
    await row('  link', (round) => linking[round]?.model),
    await row('  rules', (round) => judging[round]?.findings(URI)),
  ];
}

/** A look at the sessions makes the snapshot link; findings are still to come. */
function linked(snapshot: Snapshot): Snapshot {
  if (snapshot.model.scopes.length === 0) throw new Error('the workflow has no sessions');
  return snapshot;
}

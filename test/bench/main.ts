/**
 * How quick it is, as a person in an editor and a run in CI feel it:
 *
 *     npm run bench -- [--before DIST] [--only WORDS] [--sizes N] [--corpus DIR] [--peers DIR] [--folder DIR]
 *                      [--save FILE]
 *     npm run bench -- --growth [--before DIST] [--only WORDS] [--limit S]
 *     npm run bench -- --gravest [--only WORDS] [--limit S]
 *     npm run bench -- --leaks
 *     npm run bench -- --knowledge
 *
 * The server and the command line are the built ones, in processes of their own; the pause after typing is off. With
 * `--before`, the same is asked of another build in the same run, turn by turn. `--corpus` names a folder with
 * repositories in `workflows`, `policies` and `manifests-88`, `--peers` one where `npm install @actions/languageserver`
 * was run; of the folder of `--folder` the graph is drawn. A size is measured for `--budget` seconds at most, and given up when one step takes `--limit`; `--dist`
 * measures another build than the one just made. See docs/performance.md.
 */
import { appendFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ANSWERING } from './answering.js';
import { awsCatalogueCost } from './awsCatalogue.js';
import { BUSY } from './busy.js';
import { drawing } from './drawing.js';
import { EDITING } from './editing.js';
import { gravest } from './gravest.js';
import { growth } from './growth.js';
import { holding } from './holding.js';
import { knowledgeCost } from './knowledge.js';
import { leaking } from './leaking.js';
import { actionlintVersion, scanning } from './scanning.js';
import type { Series } from './series.js';
import { measure } from './series.js';
import type { Build } from './serverProcess.js';
import { GITHUB_SERVER, starting } from './starting.js';
import { renderTable } from './stopwatch.js';
import { renderMeasured } from './table.js';

const { values } = parseArgs({
  options: {
    before: { type: 'string' },
    dist: { type: 'string' },
    only: { type: 'string' },
    corpus: { type: 'string', default: process.env['TRUSTSCOPE_BENCH_CORPUS'] ?? '' },
    peers: { type: 'string', default: process.env['TRUSTSCOPE_BENCH_PEERS'] ?? '' },
    folder: { type: 'string', default: '' },
    budget: { type: 'string', default: '20' },
    limit: { type: 'string', default: '120' },
    sizes: { type: 'string', default: '5' },
    gravest: { type: 'boolean', default: false },
    growth: { type: 'boolean', default: false },
    knowledge: { type: 'boolean', default: false },
    leaks: { type: 'boolean', default: false },
    save: { type: 'string' },
  },
});

const here: Build = {
  name: 'now',
  dist: resolve(values.dist ?? fileURLToPath(new URL('../../dist', import.meta.url))),
};
const builds: readonly Build[] =
  values.before === undefined ? [here] : [{ name: 'before', dist: resolve(values.before) }, here];
const wanted = new RegExp(values.only ?? '', 'iu');

say(`Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
if (values.growth) await growth(builds, { wanted, seconds: Number(values.limit), say, tell });
else if (values.gravest) await gravest(here, { wanted, seconds: Number(values.limit), say, tell });
else if (values.leaks) await leaking(here, { edits: 20_000, opened: 2_000, say });
else if (values.knowledge) await knowledge();
else await table();
process.exit();

async function table(): Promise<void> {
  const [corpus, peers] = [given(values.corpus), given(values.peers)];
  const rows: readonly Series[] = [
    ...EDITING,
    ...holding(corpus),
    ...starting(peers),
    ...ANSWERING,
    ...BUSY,
    ...drawing(given(values.folder)),
    ...scanning(corpus),
  ];
  if (corpus === undefined) say('no --corpus: no scan of real files');
  else say(actionlintVersion());
  if (peers === undefined) say(`no --peers: ${GITHUB_SERVER} is not beside the start of the server`);
  const limits = { budget: Number(values.budget) * 1000, step: Number(values.limit) * 1000 };
  for (const series of rows.filter(({ what }) => wanted.test(what))) {
    const sizes = series.sizes.slice(0, Number(values.sizes));
    const measured = await measure({ ...series, sizes }, builds, limits, tell);
    say(`\n${renderMeasured(measured)}`);
  }
}

async function knowledge(): Promise<void> {
  for (const { rows, summary } of [await knowledgeCost(30), await awsCatalogueCost(30)]) {
    say(`\n${summary}\n\n${renderTable(rows)}`);
  }
}

function given(value: string): string | undefined {
  return value === '' ? undefined : resolve(value);
}

/** What is being done: in place on a terminal, else line by line. */
function tell(what: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${what}`);
  else if (what !== '') process.stderr.write(`${what}\n`);
}

function say(what: string): void {
  tell('');
  console.log(what);
  if (values.save !== undefined) appendFileSync(values.save, `${what}\n`);
}

import { allShapes } from '../support/growth/allShapes.js';
import { cpuOf } from './processFigures.js';
import type { Build, Workspace } from './serverProcess.js';
import { ServerProcess, uriOf } from './serverProcess.js';
import { placeAt } from './workflow.js';

const SIZES = [32, 64, 128, 256, 512];

/** What a doubling may cost at most: a little more than twice. */
const MOST = 2.2;

/** Below this many milliseconds a figure says more of the clock than of the work. */
const LEAST = 4;

interface Options {
  readonly wanted: RegExp;
  /** Seconds of the processor after which a size counts as never done. */
  readonly seconds: number;
  readonly say: (what: string) => void;
  readonly tell: (what: string) => void;
}

/** Milliseconds of the processor at a size: to read it all at first, and for a key. */
interface Costs {
  readonly first: number;
  readonly key: number;
}

/** How the cost of each generated shape grows with its size, in every build; with a limit, so that a hang is told. */
export async function growth(
  builds: readonly Build[],
  { wanted, seconds, say, tell }: Options,
): Promise<void> {
  for (const [platform, all] of await allShapes()) {
    const shapes = Object.entries(all).filter(([shape]) => wanted.test(`${platform} ${shape}`));
    if (shapes.length === 0) continue;
    const head = ['', '', ...SIZES.map((size) => `at ${String(size)}`), '× a doubling', ''];
    say(`\n${platform}\n${line(head)}`);
    for (const [shape, files] of shapes) {
      for (const build of builds) {
        tell(`${platform}: ${shape} (${build.name})`);
        const costs = await costsOf(build, files, seconds);
        const name = builds.length > 1 ? ` (${build.name})` : '';
        say(line(cellsOf(shape, `first${name}`, costs, 'first')));
        say(line(cellsOf('', `a key${name}`, costs, 'key')));
      }
    }
  }
}

/** The costs at each size, up to the first that is not done in time. */
async function costsOf(
  build: Build,
  files: (size: number) => Workspace,
  seconds: number,
): Promise<readonly (Costs | string)[]> {
  const costs: (Costs | string)[] = [];
  const server = await ServerProcess.start(build, new Map());
  try {
    // The first files bring in what the platform knows, and wake the compiler.
    for (const size of [8, 16]) await within(server, seconds, costAt(server, files(size)));
    for (const size of SIZES) costs.push(await within(server, seconds, costAt(server, files(size))));
  } catch (error) {
    costs.push(error instanceof Error ? error.message : String(error));
  } finally {
    server.stop();
  }
  return costs;
}

/** What the first answers and one key cost, with these files as the workspace; the first of them is open. */
export async function costAt(server: ServerProcess, files: Workspace): Promise<Costs> {
  const [main] = files.entries();
  if (main === undefined) throw new Error('the shape has no files');
  const [path, text] = main;
  const begun = await server.cpu();
  await server.replaceFiles(files);
  await server.open(uriOf(path), text);
  for (const each of files.keys()) await server.diagnostics(uriOf(each));
  await server.lenses(uriOf(path));
  const first = (await server.cpu()) - begun;
  // A space at the end of a line near the middle: it changes the text, and nothing that it says.
  const place = placeAt(text, text.indexOf('\n', text.length / 2));
  const keys: number[] = [];
  for (let round = 0; round < 7; round++) {
    const before = await server.cpu();
    await server.type(uriOf(path), place, round % 2, round % 2 === 0 ? ' ' : '');
    await server.diagnostics(uriOf(path));
    keys.push((await server.cpu()) - before);
  }
  await server.close(uriOf(path));
  await server.replaceFiles(new Map());
  return { first, key: keys.sort((a, b) => a - b)[3] ?? Number.NaN };
}

/** Fails once the server has used so many seconds of the processor for one size. */
export async function within<T>(server: ServerProcess, seconds: number, work: Promise<T>): Promise<T> {
  const begun = cpuOf(server.pid) ?? 0;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      const used = (cpuOf(server.pid) ?? Number.POSITIVE_INFINITY) - begun;
      if (used > seconds * 1000) reject(new Error(`> ${String(seconds)} s`));
    }, 100);
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearInterval(timer);
  }
}

function cellsOf(
  shape: string,
  what: string,
  costs: readonly (Costs | string)[],
  field: keyof Costs,
): readonly string[] {
  const figures = costs.map((cost) => (typeof cost === 'string' ? cost : cost[field]));
  const cells = SIZES.map((_, at) => {
    const figure = figures[at];
    if (typeof figure === 'number') return `${figure.toFixed(figure < 10 ? 1 : 0)} ms`;
    return figure ?? '';
  });
  const factor = growthOf(figures.filter((figure) => typeof figure === 'number'));
  const never = figures.some((figure) => typeof figure === 'string');
  const told = factor === undefined ? '' : `× ${factor.toFixed(2)}`;
  return [shape, what, ...cells, told, never || (factor ?? 0) > MOST ? '!' : ''];
}

/** Cells of a table that is printed as it comes: what takes long or never ends shows at once. */
function line(cells: readonly string[]): string {
  return cells
    .map((cell, column) =>
      column === 0 ? cell.padEnd(58) : column === 1 ? cell.padEnd(14) : cell.padStart(12),
    )
    .join(' ')
    .trimEnd();
}

/** The factor a doubling, by least squares over the logarithms of the figures that are large enough. */
function growthOf(figures: readonly number[]): number | undefined {
  const points = figures.flatMap((figure, at) => (figure < LEAST ? [] : [[at, Math.log2(figure)] as const]));
  if (points.length < 2) return undefined;
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map(([at]) => at)), mean(points.map(([, log]) => log))];
  const slope =
    points.reduce((sum, [at, log]) => sum + (at - x) * (log - y), 0) /
    points.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
  return 2 ** slope;
}

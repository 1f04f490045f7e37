import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Grave } from '../support/growth/gravest.js';
import { GRAVEST } from '../support/growth/gravest.js';
import { costAt, within } from './growth.js';
import { run } from './processFigures.js';
import type { Build, Workspace } from './serverProcess.js';
import { ServerProcess } from './serverProcess.js';

/** How many times the size that was named each shape is made. */
const TIMES = [1, 10];

interface Options {
  readonly wanted: RegExp;
  /** Seconds of the processor after which a size counts as never done. */
  readonly seconds: number;
  readonly say: (what: string) => void;
  readonly tell: (what: string) => void;
}

/**
 * Every shape that once hung, at the size that was enough for it and at ten times that: seconds of the processor for a
 * scan, for the first answers of the server and for one key, and what the report says of the large one alone (limits
 * that were reached, parts that were not read).
 */
export async function gravest(build: Build, { wanted, seconds, say, tell }: Options): Promise<void> {
  say(['shape', 'size', 'bytes', 'scan s', 'server s', 'key s', 'said of the large one alone'].join(' | '));
  for (const grave of GRAVEST.filter(({ name }) => wanted.test(name))) {
    let known = new Set<string>();
    for (const times of TIMES) {
      tell(`${grave.name} × ${String(times)}`);
      const files = grave.files(grave.size * times);
      const scan = await scanned(build, files, seconds);
      const { first, key } = await served(build, grave, times, seconds);
      const news = [...scan.said].filter((what) => !known.has(what));
      known = scan.said;
      const bytes = [...files.values()].reduce((sum, text) => sum + text.length, 0);
      const told = times === 1 ? '' : news.slice(0, 3).join(' / ');
      say([grave.name, grave.size * times, bytes, scan.seconds, first, key, told].join(' | '));
    }
  }
}

async function scanned(
  build: Build,
  files: Workspace,
  seconds: number,
): Promise<{ readonly seconds: string; readonly said: Set<string> }> {
  const folder = mkdtempSync(join(tmpdir(), 'trustscope-gravest-'));
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(folder, 'files', path)), { recursive: true });
      writeFileSync(join(folder, 'files', path), text);
    }
    const report = join(folder, 'report.json');
    const args = [join(build.dist, 'cli.cjs'), 'scan', '--quiet', '--format', 'json', '--output', report];
    const { cpu } = await run(process.execPath, [...args, join(folder, 'files')], seconds * 3);
    return { seconds: (cpu / 1000).toFixed(2), said: saidIn(readFileSync(report, 'utf8')) };
  } catch (error) {
    return { seconds: error instanceof Error ? error.message : String(error), said: new Set() };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Report {
  readonly files: readonly { readonly problems: readonly { readonly message: string }[] }[];
  readonly sessions: readonly {
    readonly unknowns: readonly { readonly what: string; readonly why: string }[];
  }[];
  readonly coverage: { readonly notRead: readonly { readonly why: string }[] };
}

/** Problems, what is not known and what was not read, without the numbers and names that differ from one to the next. */
function saidIn(text: string): Set<string> {
  const { files, sessions, coverage } = JSON.parse(text) as Report;
  const all = [
    ...files.flatMap(({ problems }) => problems.map(({ message }) => message)),
    ...coverage.notRead.map(({ why }) => why),
    ...sessions.flatMap(({ unknowns }) => unknowns.map(({ what, why }) => `${what}: ${why}`)),
  ];
  return new Set(all.map((said) => said.replaceAll(/`[^`]*`/gu, '`…`').slice(0, 160)));
}

async function served(
  build: Build,
  { files, size }: Grave,
  times: number,
  seconds: number,
): Promise<{ readonly first: string; readonly key: string }> {
  const server = await ServerProcess.start(build, new Map());
  try {
    // Two small ones first, so that what the platform knows is there and the compiler is awake.
    for (const small of [1, 2]) await within(server, seconds, costAt(server, files(small)));
    const { first, key } = await within(server, seconds, costAt(server, files(size * times)));
    return { first: (first / 1000).toFixed(2), key: (key / 1000).toFixed(2) };
  } catch (error) {
    return { first: error instanceof Error ? error.message : String(error), key: '' };
  } finally {
    server.stop();
  }
}

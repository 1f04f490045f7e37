import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { run } from './processFigures.js';
import type { Build } from './serverProcess.js';
import type { Series, Subject } from './series.js';

/** What actionlint is called in the table. */
export const ACTIONLINT = 'actionlint';

/** Seconds after which a scan is stopped. */
const LIMIT = 600;

/** Shares of a corpus that are scanned, in percent. */
const SHARES = [6.25, 12.5, 25, 50, 100];

/** Kinds of the corpus, by what is said of them. */
const KINDS: Readonly<Record<string, string>> = {
  workflows: 'workflows',
  policies: 'policies of AWS',
  'manifests-88': 'manifests of Kubernetes',
};

/** The command line over real files, whole and in parts; with actionlint beside it where it is on the PATH. */
export function scanning(corpus: string | undefined): readonly Series[] {
  if (corpus === undefined) return [];
  const linter = onPath(ACTIONLINT);
  return Object.entries(KINDS)
    .filter(([kind]) => existsSync(join(corpus, kind)))
    .map(([kind, what]) => ({
      what: `scan of ${what} (wall, processor, peak of memory)`,
      unit: 's' as const,
      of: '% of the files',
      sizes: SHARES,
      rounds: 1,
      patience: (LIMIT + 10) * 1000,
      others: kind === 'workflows' && linter !== undefined ? [{ name: ACTIONLINT, dist: linter }] : [],
      prepare: (build, share) => Promise.resolve(scan(build, join(corpus, kind), share)),
    }));
}

function scan(build: Build, folder: string, share: number): Subject {
  const part = share === 100 ? undefined : partOf(folder, share / 100);
  const read = part ?? folder;
  return {
    stop: () => {
      if (part !== undefined) rmSync(part, { recursive: true, force: true });
    },
    step: async () => {
      const { wall, cpu, peak } =
        build.name === ACTIONLINT
          ? await run(build.dist, workflowsBelow(read), LIMIT)
          : await run(
              process.execPath,
              [
                join(build.dist, 'cli.cjs'),
                'scan',
                '--quiet',
                '--format',
                'json',
                '--output',
                '/dev/null',
                read,
              ],
              LIMIT,
            );
      return { value: wall / 1000, cpu: cpu / 1000, peak };
    },
  };
}

/** Copies every so-manieth file of a folder, so that the part is a small likeness of the whole. */
function partOf(folder: string, share: number): string {
  const part = mkdtempSync(join(tmpdir(), 'trustscope-corpus-'));
  filesBelow(folder).forEach((path, index) => {
    if (Math.floor((index + 1) * share) === Math.floor(index * share)) return;
    const to = join(part, path.slice(folder.length));
    mkdirSync(join(to, '..'), { recursive: true });
    cpSync(path, to);
  });
  return part;
}

function workflowsBelow(folder: string): readonly string[] {
  return filesBelow(folder).filter((path) => /\/\.github\/workflows\/[^/]+\.ya?ml$/u.test(path));
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function onPath(program: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path));
}

/** What the program at hand says that it is; for the head of the table. */
export function actionlintVersion(): string {
  const program = onPath(ACTIONLINT);
  if (program === undefined) return 'actionlint: not on the PATH, so it is not beside the scan';
  return `actionlint: ${execFileSync(program, ['-version'], { encoding: 'utf8' }).split('\n')[0] ?? ''}`;
}

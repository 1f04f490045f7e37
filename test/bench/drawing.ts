import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isRelevant } from '../../server/src/core/analysis/workspaceGlobs.js';
import type { ReachGraphResult } from '../../server/src/protocol.js';
import type { Series, Subject } from './series.js';
import type { Build, Workspace } from './serverProcess.js';
import { ServerProcess } from './serverProcess.js';
import { deployment, smallWorkflow, workflowOf } from './workflow.js';

/** Sessions of a made workspace. */
const SIZES = [125, 250, 500, 1_000];

/** Jobs in a workflow of so many lines, near enough. */
const LINES_A_JOB = 19;

/** Bytes beyond which a file of a real workspace is no text that the server reads. */
const LONGEST = 1_000_000;

/**
 * The picture of who reaches what, laid out: as it opens, and with the largest cluster opened again and again until
 * there are only sessions in it.
 *
 * @param folder a real workspace
 */
export function drawing(folder: string | undefined): readonly Series[] {
  return [
    ...ofMade('jobs with roles', (sessions) => deployments(Math.ceil(sessions / 2))),
    ...ofMade('jobs with secrets', (sessions) => small(Math.ceil(sessions / 2))),
    ...ofMade(
      'jobs of one file',
      (sessions) => new Map([['.github/workflows/ci.yml', workflowOf(sessions * LINES_A_JOB)]]),
    ),
    ...(folder === undefined
      ? []
      : [false, true].map((opened) => series(`graph of ${folder}`, [1], () => filesOf(folder), opened))),
  ];
}

function ofMade(what: string, workspaceOf: (sessions: number) => Workspace): readonly Series[] {
  return [false, true].map((opened) => series(`graph of ${what}`, SIZES, workspaceOf, opened));
}

function series(
  what: string,
  sizes: readonly number[],
  workspaceOf: (size: number) => Workspace,
  opened: boolean,
): Series {
  return {
    what: opened ? `${what}, clusters opened` : what,
    unit: 'ms',
    of: sizes.length > 1 ? 'sessions' : 'workspace',
    sizes,
    rounds: 10,
    patience: 600_000,
    prepare: (build, size) => drawn(build, workspaceOf(size), opened),
  };
}

async function drawn(build: Build, workspace: Workspace, opened: boolean): Promise<Subject> {
  const server = await ServerProcess.start(build, workspace);
  await server.quiet(1_000);
  const expanded: string[] = [];
  if (opened) {
    // Each opening takes apart what is largest of the last one.
    for (let seen = new Set<string>(); ;) {
      const graph = await server.reachGraph({ expanded });
      const largest = largestCluster(graph, seen);
      if (largest === undefined) break;
      seen = new Set(graph.outline.map(({ id }) => id));
      expanded.push(largest);
    }
  }
  return {
    stop: () => {
      server.stop();
    },
    step: async () => {
      const [started, used] = [performance.now(), await server.cpu()];
      await server.reachGraph({ expanded });
      return { value: performance.now() - started, cpu: (await server.cpu()) - used };
    },
  };
}

/** Of the clusters that were not there before the one with the most sessions. */
function largestCluster({ outline }: ReachGraphResult, seen: ReadonlySet<string>): string | undefined {
  return outline
    .filter(({ id, kind }) => kind === 'cluster' && !seen.has(id))
    .sort((a, b) => Number.parseInt(b.detail, 10) - Number.parseInt(a.detail, 10))[0]?.id;
}

function deployments(count: number): Workspace {
  return new Map(Array.from({ length: count }, (_, index) => deployment(index)).flat());
}

function small(count: number): Workspace {
  return new Map(
    Array.from({ length: count }, (_, index) => [
      `.github/workflows/part-${String(index)}.yml`,
      smallWorkflow(index),
    ]),
  );
}

function filesOf(folder: string): Workspace {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => isRelevant(relative(folder, path)) && statSync(path).size < LONGEST);
  return new Map(paths.map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));
}

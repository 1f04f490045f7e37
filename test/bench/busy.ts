import { unrelated } from './editing.js';
import type { Build, Workspace } from './serverProcess.js';
import { ServerProcess, uriOf } from './serverProcess.js';
import type { Series, Subject } from './series.js';
import { workflowOf } from './workflow.js';

const OPEN = '.github/workflows/open.yml';
const CALLED = '.github/workflows/called.yml';
/** Milliseconds between two questions of somebody who looks around. */
const LOOKING = 20;

/** What one waits for while the server has much to do. */
export const BUSY: readonly Series[] = [
  row(
    'the longest wait for a hover while so many workflows are read and linked',
    [300, 1_000, 3_000],
    reading,
  ),
  row('shutdown while so many workflows are linked', [300, 1_000, 3_000], ending),
  row(
    'the longest wait for a hover after a key in a workflow that so many call',
    [300, 1_000, 3_000],
    called,
  ),
  row('the first answer with so many documents open', [100, 200, 400, 800], manyOpen),
  row(
    'so many changes on the disk, told one by one, until they are read and linked',
    [125, 250, 500, 1_000],
    written,
  ),
];

type Measure = (build: Build, size: number) => Promise<{ readonly value: number; readonly cpu: number }>;

/** A row of which each round is a server of its own. */
function row(what: string, sizes: readonly number[], measure: Measure): Series {
  return {
    what,
    unit: 'ms',
    of: 'files',
    sizes,
    rounds: 1,
    patience: 600_000,
    prepare: (build, size): Promise<Subject> =>
      Promise.resolve({ stop: () => undefined, step: () => measure(build, size) }),
  };
}

/** The longest wait for a hover, over and over again, until what is waited for is done. */
async function longestHover(server: ServerProcess, done: Promise<unknown>): Promise<number> {
  let longest = 0;
  const ended = { yet: false };
  // The first loads what it needs.
  await server.hover(uriOf(OPEN), { line: 9, character: 4 });
  void done.finally(() => {
    ended.yet = true;
  });
  while (!ended.yet) {
    const asked = performance.now();
    await server.hover(uriOf(OPEN), { line: 9, character: 4 });
    longest = Math.max(longest, performance.now() - asked);
    await new Promise((resolve) => setTimeout(resolve, LOOKING));
  }
  return longest;
}

async function opened(build: Build, workspace: Workspace): Promise<ServerProcess> {
  const server = await ServerProcess.start(build, workspace);
  await server.open(uriOf(OPEN), workspace.get(OPEN) ?? '');
  return server;
}

async function reading(build: Build, count: number): ReturnType<Measure> {
  const server = await opened(build, new Map([[OPEN, workflowOf(100)], ...unrelated(count)]));
  const value = await longestHover(server, server.settled());
  return ended(server, value);
}

async function ending(build: Build, count: number): ReturnType<Measure> {
  const server = await opened(build, new Map([[OPEN, workflowOf(100)], ...unrelated(count)]));
  while (server.reads < count) await new Promise((resolve) => setTimeout(resolve, 10));
  // The last files have been handed over by then, and are being linked.
  await new Promise((resolve) => setTimeout(resolve, 200));
  const cpu = await server.cpu();
  const asked = performance.now();
  await server.shutdown();
  const value = performance.now() - asked;
  server.stop();
  return { value, cpu };
}

async function called(build: Build, count: number): ReturnType<Measure> {
  const text = workflowOf(100);
  const callee = text.replace(/^on:[^]*?(?=^\S+:)/mu, 'on: workflow_call\n');
  const callers = Array.from({ length: count }, (_, at): [string, string] => [
    `.github/workflows/caller-${String(at)}.yml`,
    `on: push\njobs:\n  call:\n    uses: ./${CALLED}\n    secrets: inherit\n`,
  ]);
  const server = await opened(build, new Map([[OPEN, text], [CALLED, callee], ...callers]));
  await server.open(uriOf(CALLED), callee);
  await server.quiet();
  const at = callee.split('\n').findIndex((line) => line.includes('name: '));
  await server.type(uriOf(CALLED), { line: at, character: callee.split('\n')[at]?.length ?? 0 }, 0, 'x');
  const value = await longestHover(server, server.settled());
  return ended(server, value);
}

async function manyOpen(build: Build, count: number): ReturnType<Measure> {
  const files = unrelated(count);
  const server = await ServerProcess.start(build, new Map(files));
  const asked = performance.now();
  await Promise.all(files.map(([path, text]) => server.open(uriOf(path), text)));
  await server.diagnostics(uriOf(files.at(-1)?.[0] ?? ''));
  return ended(server, performance.now() - asked);
}

async function written(build: Build, count: number): ReturnType<Measure> {
  const files = unrelated(count);
  const server = await ServerProcess.start(build, new Map(files));
  await server.quiet();
  const [reads, used] = [server.reads, await server.cpu()];
  const asked = performance.now();
  await server.written(
    files.map(([path]) => path),
    'on: pull_request_target\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: make\n',
  );
  while (server.reads < reads + count) await new Promise((resolve) => setTimeout(resolve, 10));
  await server.settled();
  const value = performance.now() - asked;
  const { cpu } = await ended(server, value);
  if (server.reads > reads + count) throw new Error(`read ${String(server.reads - reads)} times`);
  return { value, cpu: cpu - used };
}

async function ended(server: ServerProcess, value: number): ReturnType<Measure> {
  const cpu = await server.cpu();
  server.stop();
  return { value, cpu };
}

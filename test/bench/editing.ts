import { manifestOf, manifestTypingPlace } from './manifest.js';
import type { Build, Place, Workspace } from './serverProcess.js';
import { ServerProcess, uriOf } from './serverProcess.js';
import type { Reading, Series, Subject } from './series.js';
import { deployment, smallWorkflow, typingPlace, workflowOf } from './workflow.js';

const PATH = '.github/workflows/ci.yml';

/** What one waits for after a key. */
type Answer = (server: ServerProcess, uri: string) => Promise<unknown>;

const forDiagnostics: Answer = (server, uri) => server.diagnostics(uri);

/** Typing into one open file of a workspace that has been read. */
async function typing(
  build: Build,
  workspace: Workspace,
  path: string,
  answer: Answer = forDiagnostics,
  placeOf: (text: string) => Place = typingPlace,
): Promise<Subject> {
  const text = workspace.get(path) ?? '';
  const server = await ServerProcess.start(build, workspace);
  const uri = uriOf(path);
  await server.open(uri, text);
  await mustBeRead(server, uri);
  await server.quiet();
  const place = placeOf(text);
  return {
    stop: () => {
      server.stop();
    },
    step: async (round) => {
      const used = await server.cpu();
      const start = performance.now();
      await server.type(uri, place, round === 0 ? 0 : 1, round % 2 === 0 ? 'x' : 'y');
      await answer(server, uri);
      const value = performance.now() - start;
      return { value, cpu: (await server.cpu()) - used };
    },
  };
}

/** Fails where the file is too large to be read, or nothing is found in it: there would be nothing to time. */
async function mustBeRead(server: ServerProcess, uri: string): Promise<void> {
  const found = await server.diagnostics(uri);
  if (found.some(({ code }) => code === 'limit')) throw new Error('not read');
  if (found.length === 0) throw new Error('nothing is found');
}

/** Twenty keys as somebody types them; the editor takes its question back at the next key. */
async function burst(build: Build, lines: number): Promise<Subject> {
  const text = workflowOf(lines, { needing: true });
  const server = await ServerProcess.start(build, new Map([[PATH, text]]));
  const uri = uriOf(PATH);
  await server.open(uri, text);
  await mustBeRead(server, uri);
  await server.quiet();
  const { line, character } = typingPlace(text);
  let typed = 0;
  return {
    stop: () => {
      server.stop();
    },
    step: async (): Promise<Reading> => {
      const used = await server.cpu();
      const start = performance.now();
      let last = start;
      for (let key = 0; key < 20; key++) {
        const due = start + key * 60;
        await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
        last = performance.now();
        await server.type(uri, { line, character: character + typed }, 0, 'x');
        typed++;
        const question = server.askDiagnostics(uri);
        if (key === 19) await question.answered;
        else setTimeout(question.cancel, 59);
      }
      return { value: performance.now() - last, cpu: (await server.cpu()) - used };
    },
  };
}

const LINES = [100, 500, 2_000, 4_500, 10_000];
const MIDDLE = [500, 1_000, 2_000, 4_000, 8_000];

function oneWorkflow(lines: number, needing = true): Workspace {
  return new Map([[PATH, workflowOf(lines, { needing })]]);
}

/** What one waits for while typing. */
export const EDITING: readonly Series[] = [
  {
    what: 'keystroke to diagnostics, jobs that need each other',
    unit: 'ms',
    of: 'lines',
    sizes: LINES,
    rounds: 40,
    prepare: (build, lines) => typing(build, oneWorkflow(lines), PATH),
  },
  {
    what: 'keystroke to diagnostics, jobs that need nothing',
    unit: 'ms',
    of: 'lines',
    sizes: LINES,
    rounds: 40,
    prepare: (build, lines) => typing(build, oneWorkflow(lines, false), PATH),
  },
  {
    what: 'hover right after a keystroke',
    unit: 'ms',
    of: 'lines',
    sizes: MIDDLE,
    rounds: 30,
    prepare: (build, lines) =>
      typing(build, oneWorkflow(lines), PATH, (server, uri) => server.hover(uri, { line: 9, character: 4 })),
  },
  {
    what: 'lenses right after a keystroke',
    unit: 'ms',
    of: 'lines',
    sizes: MIDDLE,
    rounds: 30,
    prepare: (build, lines) => typing(build, oneWorkflow(lines), PATH, (server, uri) => server.lenses(uri)),
  },
  {
    what: '20 keys at 60 ms each: last key to fresh diagnostics',
    unit: 'ms',
    of: 'lines',
    sizes: MIDDLE,
    rounds: 5,
    prepare: burst,
  },
  {
    what: 'keystroke with so many workflows that assume a role, and as many roles that trust GitHub',
    unit: 'ms',
    of: 'of each',
    sizes: [25, 50, 100, 200, 400],
    rounds: 20,
    prepare: (build, count) =>
      typing(
        build,
        new Map(Array.from({ length: count }, (_, index) => deployment(index)).flat()),
        '.github/workflows/deploy-0.yml',
      ),
  },
  {
    what: 'keystroke in a manifest, every account can become every other',
    unit: 'ms',
    of: 'lines',
    sizes: [1_250, 2_500, 5_000, 10_000, 20_000],
    rounds: 10,
    prepare: (build, lines) => {
      const workspace = new Map([['install.yaml', manifestOf({ lines, powerful: 'all' })]]);
      return typing(build, workspace, 'install.yaml', forDiagnostics, manifestTypingPlace);
    },
  },
  {
    what: 'keystroke at 500 lines, unrelated files in the workspace',
    unit: 'ms',
    of: 'files',
    sizes: [0, 1_000, 5_000, 10_000, 20_000],
    rounds: 30,
    patience: 300_000,
    prepare: (build, count) => typing(build, new Map([...oneWorkflow(500), ...unrelated(count)]), PATH),
  },
];

/** Small workflows that have to do with nothing else. */
export function unrelated(count: number): readonly (readonly [string, string])[] {
  return Array.from({ length: count }, (_, index) => [
    `.github/workflows/part-${String(index)}.yml`,
    smallWorkflow(index),
  ]);
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unrelated } from './editing.js';
import type { Workspace } from './serverProcess.js';
import { ServerProcess } from './serverProcess.js';
import type { Series } from './series.js';

/** Files that a server holds to start with, so that it has loaded what it knows of their kind. */
const FEW = 25;

/** What a file costs that is held and not open: what the server holds with so many, less what it holds with a few. */
export function holding(corpus: string | undefined): readonly Series[] {
  const series = (what: string, workspaceOf: (count: number) => Workspace): Series => ({
    what,
    unit: 'KB',
    of: 'files',
    sizes: [125, 250, 500, 1_000, 2_000],
    rounds: 1,
    prepare: async (build, count) => {
      const [few, full] = [await heapWith(workspaceOf(FEW)), await heapWith(workspaceOf(count))];
      return {
        stop: () => undefined,
        step: () => Promise.resolve({ value: (full - few) / (count - FEW) / 1024 }),
      };

      async function heapWith(workspace: Workspace): Promise<number> {
        const server = await ServerProcess.start(build, workspace);
        await server.quiet(1_000);
        const heap = await server.heap();
        server.stop();
        return heap;
      }
    },
  });
  const made = series('memory for a held file that is not open', (count) => new Map(unrelated(count)));
  const folder = corpus === undefined ? undefined : workflowsIn(corpus);
  if (folder === undefined) return [made];
  const real = series(
    'memory for a held file that is not open, real workflows',
    (count) => new Map(folder.slice(0, count)),
  );
  return [made, real];
}

/** Workflows of the corpus, of all its repositories in turn. */
function workflowsIn(corpus: string): readonly (readonly [string, string])[] {
  const folder = join(corpus, 'workflows');
  const byRepository = readdirSync(folder).map((name) => {
    const workflows = join(folder, name, '.github', 'workflows');
    return filesOf(workflows).map(
      (file) => [`${name}/.github/workflows/${file}`, join(workflows, file)] as const,
    );
  });
  const longest = Math.max(...byRepository.map((files) => files.length));
  return Array.from({ length: longest }, (_, at) => byRepository.flatMap((files) => files.slice(at, at + 1)))
    .flat()
    .slice(0, 2_000)
    .map(([path, file]) => [path, readFileSync(file, 'utf8')]);
}

function filesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => /\.ya?ml$/u.test(name));
  } catch {
    return [];
  }
}

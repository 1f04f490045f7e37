import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Plugin } from 'esbuild';
import { build } from 'esbuild';
import { instrument } from './instrument.js';
import type { Mutant } from './mutants.js';

export type Task =
  | { readonly kind: 'reach' }
  | { readonly kind: 'try'; readonly mutant: number; readonly cases: readonly number[] | undefined };

export type Answer =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'reached';
      readonly loading: readonly number[];
      readonly reached: readonly (readonly number[])[];
    }
  | { readonly kind: 'tried'; readonly killer: string | undefined };

/** A mutant under which the fixtures run for longer than this, of hardly a second, hangs. */
const PATIENCE_MS = 90_000;
const ROOT = join(import.meta.dirname, '../..');
const BUNDLE = join(ROOT, '.test-results/mutation/worker.mjs');

/** What kills each mutant among the fixtures of rules: the name of a case, or that it hangs. */
export async function killedByFixtures(
  mutants: readonly Mutant[],
  report: (mutant: Mutant, killer: string | undefined) => void,
): Promise<void> {
  await bundle(mutants);
  let worker = await Runner.start(-1);
  const first = await worker?.ask({ kind: 'reach' }, 20 * PATIENCE_MS);
  if (first?.kind !== 'reached') throw new Error('the fixtures cannot be run');
  const { loading, reached } = first;
  const atLoading = new Set(loading);
  for (const mutant of mutants) {
    // What counts only while modules load needs a program of its own.
    const isStatic = atLoading.has(mutant.id);
    const cases = reached.flatMap((ids, index) => (ids.includes(mutant.id) ? [index] : []));
    // The case that goes through the least code first: it is mostly about this code.
    cases.sort((a, b) => (reached[a]?.length ?? 0) - (reached[b]?.length ?? 0));
    if (!isStatic && cases.length === 0) {
      report(mutant, undefined);
      continue;
    }
    worker ??= await Runner.start(-1);
    const runner = isStatic ? await Runner.start(mutant.id) : worker;
    const answer = await runner?.ask({ kind: 'try', mutant: mutant.id, cases: isStatic ? undefined : cases });
    if (isStatic) await runner?.end();
    else if (answer === undefined) worker = undefined;
    report(mutant, answer?.kind === 'tried' ? answer.killer : 'it ends no more');
  }
  await worker?.end();
}

/** A program that runs fixtures. */
class Runner {
  readonly #worker: Worker;
  #take: (answer: Answer | undefined) => void = () => undefined;

  private constructor(active: number) {
    this.#worker = new Worker(BUNDLE, { workerData: { active } });
    this.#worker.on('message', (answer: Answer) => {
      this.#take(answer);
    });
    // Either way there will be no answer any more.
    for (const end of ['error', 'exit']) {
      this.#worker.on(end, () => {
        this.#take(undefined);
      });
    }
  }

  /** None when it cannot even load. */
  static async start(active: number): Promise<Runner | undefined> {
    const runner = new Runner(active);
    return (await runner.#answer(PATIENCE_MS)) === undefined ? undefined : runner;
  }

  /** The answer; none when the program hangs or dies, which ends it. */
  async ask(task: Task, patience = PATIENCE_MS): Promise<Answer | undefined> {
    this.#worker.postMessage(task);
    return this.#answer(patience);
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  async #answer(patience: number): Promise<Answer | undefined> {
    const answer = await new Promise<Answer | undefined>((resolve) => {
      const timer = setTimeout(resolve, patience, undefined);
      this.#take = (given) => {
        clearTimeout(timer);
        resolve(given);
      };
    });
    if (answer === undefined) await this.end();
    return answer;
  }
}

async function bundle(mutants: readonly Mutant[]): Promise<void> {
  await build({
    entryPoints: [join(import.meta.dirname, 'fixtureWorker.ts')],
    outfile: BUNDLE,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
    plugins: [withMutants(mutants)],
  });
}

/** Reads files with the mutants in them. What a module knows of its own place stays true in the bundle. */
function withMutants(mutants: readonly Mutant[]): Plugin {
  return {
    name: 'mutants',
    setup(building) {
      building.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const file = relative(ROOT, path);
        const text = instrument(
          readFileSync(path, 'utf8'),
          mutants.filter((mutant) => mutant.file === file),
        );
        const contents = text
          .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
          .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
        return { contents, loader: 'ts' };
      });
    },
  };
}

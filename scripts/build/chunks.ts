import { isAbsolute, join, relative, sep } from 'node:path';
import type { BuildOptions, Metafile, Plugin } from 'esbuild';
import { build } from 'esbuild';
import { deferredChunk } from './deferred.js';
import type { ModuleGraph } from './moduleGraph.js';
import { moduleGraph } from './moduleGraph.js';

/** A program for Node in several files: what it needs from the start, and chunks that are loaded by need. */
export interface Program {
  readonly entry: string;
  readonly options: BuildOptions;
}

/** The folder beside the programs that holds the chunks. */
export const CHUNKS = 'chunks';

/**
 * Builds programs whose modules are split over files, each module in one file only: those that both programs need, and
 * those of each deferred chunk, lie in `chunks/`. esbuild splits modules of ECMAScript alone, which load asynchronously;
 * a platform has to be there when the analysis, which is synchronous, asks for it. So the files here are CommonJS:
 * a chunk hands its modules out by number, and where a module imports one of another file, a `require` of that file
 * stands. Imports of deferred modules become functions that load the chunk when they are called.
 *
 * @param inside gets the modules of which code is in some file, as esbuild names them
 * @returns the bytes of each file, by its path in the folder
 */
export async function buildChunked(
  programs: Readonly<Record<string, Program>>,
  folder: string,
  common: BuildOptions,
  inside: Set<string>,
): Promise<ReadonlyMap<string, number>> {
  const entries = Object.fromEntries(Object.entries(programs).map(([name, { entry }]) => [name, entry]));
  const graph = await moduleGraph(entries, common);
  const files = [...new Set(graph.homeOf.values())].sort();
  const sizes = await Promise.all(
    files.map((file) => buildFile(file, { programs, folder, common, graph, inside })),
  );
  return new Map(files.map((file, index) => [fileName(file, programs), sizes[index] ?? 0]));
}

interface Context {
  readonly programs: Readonly<Record<string, Program>>;
  readonly folder: string;
  readonly common: BuildOptions;
  readonly graph: ModuleGraph;
  readonly inside: Set<string>;
}

async function buildFile(
  file: string,
  { programs, folder, common, graph, inside }: Context,
): Promise<number> {
  const program = programs[file];
  const outfile = join(folder, fileName(file, programs));
  const { metafile } = await build({
    ...common,
    ...program?.options,
    bundle: true,
    format: 'cjs',
    stdin: {
      contents: contentsOf(file, program, graph),
      resolveDir: common.absWorkingDir ?? '.',
      loader: 'js',
    },
    outfile,
    metafile: true,
    plugins: [linking(file, graph, programs, common.absWorkingDir ?? '.')],
  });
  for (const input of inputsOf(metafile)) if (!input.startsWith(`${ELSEWHERE}:`)) inside.add(input);
  return Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint !== undefined)?.bytes ?? 0;
}

/** The modules of which code is in what was built, as esbuild names them. */
export function inputsOf({ outputs }: Metafile): string[] {
  return Object.values(outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([name, { bytesInOutput }]) => (bytesInOutput > 0 ? [name] : [])),
  );
}

/** A module that stands for the file: it hands out what others ask for, and runs the program. */
function contentsOf(file: string, program: Program | undefined, { homeOf, handedOut }: ModuleGraph): string {
  const lines = [...handedOut].flatMap(([path, names], index) => {
    if (homeOf.get(path) !== file) return [];
    const from = JSON.stringify(`./${path}`);
    const name = `m${String(index)}`;
    return names === undefined
      ? [`export const ${name} = require(${from});`]
      : [`import * as ${name} from ${from};`, `export { ${name} };`];
  });
  if (program !== undefined) lines.push(`import ${JSON.stringify(`./${program.entry}`)};`);
  return lines.join('\n');
}

/** Leads imports of modules that are in another file to that file. */
function linking(
  file: string,
  { homeOf, handedOut }: ModuleGraph,
  programs: Readonly<Record<string, Program>>,
  root: string,
): Plugin {
  const numbers = new Map([...handedOut.keys()].map((path, index) => [path, index]));
  return {
    name: 'chunks',
    setup(build) {
      build.onResolve({ filter: ANY }, async ({ path, ...rest }) => {
        if (rest.pluginData === RESOLVED || rest.kind === 'entry-point') return undefined;
        if (rest.namespace === ELSEWHERE) return { path, external: true };
        const resolved = await build.resolve(path, { ...rest, pluginData: RESOLVED });
        if (resolved.errors.length > 0 || resolved.external) return resolved;
        const module = isAbsolute(resolved.path) ? relativeTo(root, resolved.path) : resolved.path;
        const home = homeOf.get(module);
        if (home === undefined || home === file) return resolved;
        const later = deferredChunk(module) !== undefined && rest.kind !== 'dynamic-import';
        return { path: module, namespace: ELSEWHERE, pluginData: later, sideEffects: false };
      });
      build.onLoad({ filter: ANY, namespace: ELSEWHERE }, ({ path, pluginData }) => {
        const home = fileName(homeOf.get(path) ?? '', programs);
        const target = `require(${JSON.stringify(pathBetween(fileName(file, programs), home))}).m${String(numbers.get(path))}`;
        const names = handedOut.get(path);
        return { contents: pluginData === true ? later(target, names ?? []) : now(target, names) };
      });
    },
  };
}

/** For esbuild, whose expressions are those of Go. */
const ANY = new RegExp('.');
const ELSEWHERE = 'elsewhere';
const RESOLVED = Symbol('resolved');

/** A module that is what another file has in its place. */
function now(target: string, names: readonly string[] | undefined): string {
  if (names === undefined) return `module.exports = ${target};`;
  return [
    `const module = ${target};`,
    ...names.map((name) =>
      name === 'default' ? 'export default module.default;' : `export const ${name} = module.${name};`,
    ),
  ].join('\n');
}

/** A module of functions that are fetched when one of them is first called, and called directly from then on. */
function later(target: string, names: readonly string[]): string {
  return names
    .map((name) => `export let ${name} = (...values) => (${name} = ${target}.${name})(...values);`)
    .join('\n');
}

function fileName(file: string, programs: Readonly<Record<string, Program>>): string {
  return file in programs ? `${file}.cjs` : `${CHUNKS}/${file}.cjs`;
}

/** As `require` takes it. */
function pathBetween(from: string, to: string): string {
  if (!from.startsWith(`${CHUNKS}/`)) return `./${to}`;
  return to.startsWith(`${CHUNKS}/`) ? `./${to.slice(CHUNKS.length + 1)}` : `../${to}`;
}

/** As esbuild's list of inputs names it. */
function relativeTo(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}

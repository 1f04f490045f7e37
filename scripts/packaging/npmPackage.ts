import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourceManifest, stage } from './stage.js';

/** What the registry and the command line need of the manifest; all else is the extension's or the source tree's. */
const KEPT = ['name', 'version', 'description', 'license', 'repository', 'bugs', 'homepage', 'keywords'];

/**
 * The manifest of the npm package: one program, nothing that is installed with it, nothing that is run on installing.
 * The source tree's own stays `private`, so that a stray `npm publish` there does not put the sources out.
 */
export function npmManifest(): object {
  const manifest = sourceManifest();
  const { node } = manifest['engines'] as { readonly node: string };
  return {
    ...Object.fromEntries(KEPT.map((key) => [key, manifest[key]])),
    type: 'commonjs',
    engines: { node },
    bin: { trustscope: 'dist/cli.cjs' },
    files: ['dist/'],
    publishConfig: { access: 'public', provenance: true },
  };
}

/**
 * Packs the command line and the language server as npm does. Its archives carry no dates.
 *
 * @param into the folder for the package
 * @returns its path
 */
export async function packNpm(files: readonly string[], dist: string, into: string): Promise<string> {
  const staging = await mkdtemp(join(tmpdir(), 'trustscope-npm-'));
  try {
    stage(staging, files, dist, npmManifest());
    const words = ['pack', '--ignore-scripts', '--loglevel=error', `--pack-destination=${into}`];
    // npm is a script of the shell on Windows.
    execFileSync('npm', words, { cwd: staging, stdio: 'pipe', shell: process.platform === 'win32' });
    const { name, version } = sourceManifest();
    return join(into, `${name}-${version}.tgz`);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

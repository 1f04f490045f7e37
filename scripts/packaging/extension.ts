import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNode, sourceManifest, stage } from './stage.js';

const VSCE = fileURLToPath(import.meta.resolve('@vscode/vsce/vsce'));

/** What only the source tree and the command line need. */
const SOURCE_ONLY: ReadonlySet<string> = new Set(['type', 'private', 'bin', 'scripts', 'devDependencies']);

/**
 * The manifest without what only the source tree needs. `"type": "module"` has to go: with it, VS Code takes the
 * browser entry for an ES module, which its web worker refuses to load.
 */
export function extensionManifest(): object {
  return Object.fromEntries(Object.entries(sourceManifest()).filter(([key]) => !SOURCE_ONLY.has(key)));
}

/**
 * Packs the extension with the tool of the marketplace; Open VSX takes the same file.
 *
 * @param into the folder for the package
 * @returns its path, and what the tool warned of
 */
export async function packExtension(
  files: readonly string[],
  dist: string,
  into: string,
): Promise<{ readonly path: string; readonly warnings: readonly string[] }> {
  const staging = await mkdtemp(join(tmpdir(), 'trustscope-package-'));
  try {
    stage(staging, [...files, '.vscodeignore'], dist, extensionManifest());
    const { name, version } = sourceManifest();
    const path = join(into, `${name}-${version}.vsix`);
    const output = await runNode(VSCE, ['package', '--no-dependencies', '--out', path], staging);
    return { path, warnings: output.split('\n').filter((line) => /\bWARN/u.test(line)) };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Bundles everything that ships into `dist/`: `npm run build [-- --sourcemap]`. */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';
import { build } from 'esbuild';
import { readAssets } from '../server/src/cli/assets.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

interface Bundle {
  readonly entry: string;
  readonly output: string;
  readonly options: BuildOptions;
}

/** Node's own modules are there; everything else is inside. */
const node: BuildOptions = { platform: 'node', format: 'cjs', target: 'node20' };

/** VS Code for the web loads scripts, not modules; a worker has no `require`. */
const worker: BuildOptions = { platform: 'browser', format: 'iife', target: 'es2022' };

/** The extension host hands `vscode` to `require`, in the browser too. */
const webExtension: BuildOptions = {
  platform: 'browser',
  format: 'cjs',
  target: 'es2022',
  external: ['vscode'],
};

/** Every bundle. Platform decides which entry of a package is taken: `node` or `browser`. */
function bundles(): readonly Bundle[] {
  return [
    {
      entry: 'server/src/cli/main.ts',
      output: 'dist/cli.cjs',
      options: {
        ...node,
        banner: { js: '#!/usr/bin/env node' },
        define: { TRUSTSCOPE_ASSETS: JSON.stringify(readAssets(ROOT)) },
        // Only the source tree needs it, and the assets are built in.
        logOverride: { 'empty-import-meta': 'silent' },
      },
    },
    { entry: 'server/src/lsp/node.ts', output: 'dist/server.cjs', options: node },
    { entry: 'server/src/lsp/browser.ts', output: 'dist/server.web.js', options: worker },
    {
      entry: 'client/src/extension.ts',
      output: 'dist/client.cjs',
      options: { ...node, external: ['vscode'] },
    },
    { entry: 'client/src/extension.web.ts', output: 'dist/client.web.js', options: webExtension },
  ];
}

/** Builds all bundles anew and prints their sizes. */
export async function buildAll(sourcemap = false): Promise<void> {
  rmSync(`${ROOT}/dist`, { recursive: true, force: true });
  mkdirSync(`${ROOT}/dist`);
  for (const { entry, output, options } of bundles()) {
    if (!existsSync(`${ROOT}/${entry}`)) {
      console.log(`${output.padEnd(20)} skipped: ${entry} is not there yet`);
      continue;
    }
    const { metafile } = await build({
      ...options,
      absWorkingDir: ROOT,
      entryPoints: [entry],
      outfile: output,
      bundle: true,
      minify: true,
      sourcemap: sourcemap ? 'linked' : false,
      legalComments: 'none',
      metafile: true,
      logLevel: 'warning',
    });
    const bytes = metafile.outputs[output]?.bytes ?? 0;
    console.log(`${output.padEnd(20)} ${(bytes / 1024).toFixed(0).padStart(6)} KiB`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAll(process.argv.includes('--sourcemap'));

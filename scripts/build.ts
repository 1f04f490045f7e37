/** Bundles everything that ships into `dist/`: `npm run build [-- --sourcemap]`. */
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';
import { build } from 'esbuild';
import { readAssets } from '../server/src/cli/assets.js';
import { OWN_ASSETS } from '../server/src/core/analysis/ownAssets.js';
import { awsTable } from './generate/aws/table.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

interface Bundle {
  readonly entry: string;
  readonly output: string;
  /** A program of its own, which a shell can start. */
  readonly program?: true;
  readonly options: BuildOptions;
}

/**
 * Node's own modules are there; everything else is inside. Modules before scripts: the UMD scripts that some packages
 * name for Node hide their own `require` from the bundler.
 */
const node: BuildOptions = {
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  // The module of this package asks `import.meta` where it is, which a script has not: it would not load at all.
  alias: { 'web-tree-sitter': join(ROOT, 'node_modules/web-tree-sitter/web-tree-sitter.cjs') },
};

/** VS Code for the web loads scripts, not modules; a worker has no `require`. */
const worker: BuildOptions = { platform: 'browser', format: 'iife', target: 'es2022' };

/** The extension host hands `vscode` to `require`, in the browser too. */
const web: BuildOptions = { platform: 'browser', format: 'cjs', target: 'es2022' };

/** The platform decides which entry of the language server packages is taken, `node` or `browser`. */
const BUNDLES = {
  cli: {
    entry: 'server/src/cli/main.ts',
    output: 'cli.cjs',
    program: true,
    // The source tree is found by import.meta, which a script has not; there the assets are built in.
    options: { ...node, logOverride: { 'empty-import-meta': 'silent' } },
  },
  server: { entry: 'server/src/lsp/node.ts', output: 'server.cjs', options: node },
  webServer: { entry: 'server/src/lsp/browser.ts', output: 'server.web.js', options: worker },
  client: {
    entry: 'client/src/extension.ts',
    output: 'client.cjs',
    options: { ...node, external: ['vscode'] },
  },
  webClient: {
    entry: 'client/src/extension.web.ts',
    output: 'client.web.js',
    options: { ...web, external: ['vscode'] },
  },
} satisfies Record<string, Bundle>;

/** Builds all bundles, prints their sizes, and leaves nothing else in `dist/`. */
async function buildAll(sourcemap: boolean): Promise<void> {
  const started = Date.now();
  for (const bundle of Object.values(BUNDLES)) {
    const { entry, output } = bundle;
    if (!existsSync(join(ROOT, entry))) {
      console.log(`dist/${output.padEnd(15)} skipped: ${entry} is not there yet`);
      continue;
    }
    const bytes = await buildBundle(bundle, join(ROOT, 'dist'), sourcemap);
    console.log(`dist/${output.padEnd(15)} ${(bytes / 1024).toFixed(0).padStart(6)} KiB`);
  }
  await writeAssets(join(ROOT, 'dist'));
  removeOlder(join(ROOT, 'dist'), started);
}

/** The reader of shell scripts: WebAssembly, loaded when a script needs to be read. */
const SHELL = ['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter-bash/tree-sitter-bash.wasm'];

const MANAGED_POLICIES = 'server/src/core/knowledge/aws/managedPolicies/data.json';

/** What lies beside the bundles and is read only when it is needed. */
async function writeAssets(folder: string): Promise<void> {
  for (const path of SHELL) {
    writeAsset(folder, basename(path), readFileSync(join(ROOT, 'node_modules', path)));
  }
  writeAsset(folder, OWN_ASSETS.awsCatalogue, Buffer.from(await awsTable()));
  writeAsset(folder, OWN_ASSETS.awsManagedPolicies, readFileSync(join(ROOT, MANAGED_POLICIES)));
}

function writeAsset(folder: string, name: string, bytes: Buffer): void {
  writeFileSync(join(folder, name), bytes);
  console.log(`dist/${name.padEnd(15)} ${(bytes.length / 1024).toFixed(0).padStart(6)} KiB`);
}

/** At the end and not at the start: whoever runs a bundle meanwhile finds the old one. */
function removeOlder(folder: string, started: number): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    // File systems count time in coarser steps than the clock.
    if (statSync(path).mtimeMs < started - 1_000) rmSync(path, { recursive: true });
  }
}

/** Builds the command line alone into `folder` and gives the path of the program. */
export async function buildCli(folder: string): Promise<string> {
  await buildBundle(BUNDLES.cli, folder, false);
  return join(folder, BUNDLES.cli.output);
}

/** Builds the language server for browsers alone into `folder` and gives the path of the script. */
export async function buildWebServer(folder: string): Promise<string> {
  await buildBundle(BUNDLES.webServer, folder, false);
  return join(folder, BUNDLES.webServer.output);
}

async function buildBundle(bundle: Bundle, folder: string, sourcemap: boolean): Promise<number> {
  const { entry, output, program, options } = bundle;
  const outfile = resolve(folder, output);
  const { metafile } = await build({
    ...options,
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    sourcemap: sourcemap ? 'linked' : false,
    legalComments: 'none',
    logLevel: 'warning',
    ...(program === true ? standAlone() : {}),
    metafile: true,
  });
  if (program === true) chmodSync(outfile, 0o755);
  return Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint === entry)?.bytes ?? 0;
}

/** What a program needs besides its code: to be started by a shell, and its texts inside. */
function standAlone(): BuildOptions {
  return {
    banner: { js: '#!/usr/bin/env node' },
    define: { TRUSTSCOPE_ASSETS: JSON.stringify(readAssets(ROOT)) },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAll(process.argv.includes('--sourcemap'));

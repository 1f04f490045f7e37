/** Bundles everything that ships into `dist/`: `npm run build [-- --sourcemap]`. */
import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BuildOptions } from 'esbuild';
import { build } from 'esbuild';
import { readAssets } from '../server/src/cli/assets.js';
import { OWN_ASSETS } from '../server/src/core/analysis/ownAssets.js';
import type { Program } from './build/chunks.js';
import { buildChunked, inputsOf } from './build/chunks.js';
import type { Product } from './packaging/billOfMaterials.js';
import { billOfMaterials } from './packaging/billOfMaterials.js';
import { bundledPackages } from './packaging/bundledPackages.js';
import { notices } from './packaging/notices.js';
import { awsTable } from './generate/aws/table.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Everything in one file. */
interface Bundle {
  readonly entry: string;
  readonly output: string;
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

const ASSETS = readAssets(ROOT);

/** What Node runs by itself: starts with little, and loads the rest by need. */
const PROGRAMS: Readonly<Record<string, Program>> = {
  cli: {
    entry: 'server/src/cli/main.ts',
    options: {
      // A shell can start it, and its texts are inside.
      banner: { js: '#!/usr/bin/env node' },
      define: { TRUSTSCOPE_ASSETS: JSON.stringify(ASSETS) },
      // The source tree is found by import.meta, which a script has not; there the assets are built in.
      logOverride: { 'empty-import-meta': 'silent' },
    },
  },
  server: {
    entry: 'server/src/lsp/node.ts',
    options: { define: { TRUSTSCOPE_VERSION: JSON.stringify(ASSETS.version) } },
  },
};

/** The platform decides which entry of the language server packages is taken, `node` or `browser`. */
const BUNDLES = {
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
  // The one script of the graph's page.
  graph: { entry: 'client/webview/graph.ts', output: 'graph.js', options: worker },
} satisfies Record<string, Bundle>;

/** How everything is built. */
interface Building {
  readonly sourcemap?: boolean;
  /** Told of each file and its bytes. */
  readonly onFile?: (file: string, bytes: number) => void;
}

/** Builds all that ships into `folder`, with the licences and the list of what is inside, and leaves nothing else there. */
export async function buildAll(folder: string, { sourcemap = false, onFile }: Building = {}): Promise<void> {
  const started = Date.now();
  const inside = new Set<string>();
  for (const [file, bytes] of await buildPrograms(folder, sourcemap, inside)) onFile?.(file, bytes);
  for (const bundle of Object.values(BUNDLES)) {
    const bytes = await buildBundle(bundle, folder, sourcemap, inside);
    onFile?.(bundle.output, bytes);
  }
  for (const [name, bytes] of await besides(inside)) {
    writeFileSync(join(folder, name), bytes);
    onFile?.(name, bytes.length);
  }
  removeOlder(folder, started);
}

/** The reader of shell scripts: WebAssembly, loaded when a script needs to be read. */
const SHELL = ['web-tree-sitter/web-tree-sitter.wasm', 'tree-sitter-bash/tree-sitter-bash.wasm'];

const MANAGED_POLICIES = 'server/src/core/knowledge/aws/managedPolicies/data.json';

/** What lies beside the bundles, by its name: what is read only when it is needed, and what is said of what is inside. */
async function besides(inside: ReadonlySet<string>): Promise<ReadonlyMap<string, Buffer>> {
  const packages = bundledPackages(inside);
  const { name, version, license } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Product;
  return new Map([
    ...SHELL.map((path) => [basename(path), readFileSync(join(ROOT, 'node_modules', path))] as const),
    [OWN_ASSETS.awsCatalogue, Buffer.from(await awsTable())],
    [OWN_ASSETS.awsManagedPolicies, readFileSync(join(ROOT, MANAGED_POLICIES))],
    ['ThirdPartyNotices.txt', Buffer.from(notices(packages))],
    ['sbom.cdx.json', Buffer.from(billOfMaterials({ name, version, license }, packages))],
  ]);
}

function printSize(file: string, bytes: number): void {
  console.log(`dist/${file.padEnd(32)} ${(bytes / 1024).toFixed(0).padStart(6)} KiB`);
}

/** At the end and not at the start: whoever runs a bundle meanwhile finds the old one. */
function removeOlder(folder: string, started: number): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    // File systems count time in coarser steps than the clock.
    if (entry.isFile() && statSync(path).mtimeMs < started - 1_000) rmSync(path);
  }
}

/** Builds the programs for Node into `folder`; the bytes of each file of theirs. */
export async function buildPrograms(
  folder: string,
  sourcemap = false,
  inside = new Set<string>(),
): Promise<ReadonlyMap<string, number>> {
  const first = await builtFirst();
  const programs = Object.fromEntries(
    Object.entries(PROGRAMS).map(([name, { entry, options }]) => {
      const banner = { js: `${options.banner?.['js'] ?? ''}\n${first}`.trim() };
      return [name, { entry, options: { ...options, banner } }] as const;
    }),
  );
  const sizes = await buildChunked(programs, folder, { ...node, ...common(sourcemap) }, inside);
  chmodSync(join(folder, 'cli.cjs'), 0o755);
  return sizes;
}

/** What a program does before it loads any of its parts: they are compiled as they are loaded. */
async function builtFirst(): Promise<string> {
  const { outputFiles } = await build({
    ...node,
    ...common(false),
    entryPoints: ['server/src/disk/compileCache.ts'],
    format: 'iife',
    bundle: true,
    write: false,
  });
  return outputFiles.map(({ text }) => text.trim()).join('\n');
}

/** Builds the programs into `folder` and gives the path of the command line. */
export async function buildCli(folder: string): Promise<string> {
  await buildPrograms(folder);
  return join(folder, 'cli.cjs');
}

/** Builds the language server for browsers alone into `folder` and gives the path of the script. */
export async function buildWebServer(folder: string): Promise<string> {
  await buildBundle(BUNDLES.webServer, folder, false, new Set());
  return join(folder, BUNDLES.webServer.output);
}

async function buildBundle(
  bundle: Bundle,
  folder: string,
  sourcemap: boolean,
  inside: Set<string>,
): Promise<number> {
  const { entry, output, options } = bundle;
  const { metafile } = await build({
    ...options,
    ...common(sourcemap),
    entryPoints: [entry],
    outfile: resolve(folder, output),
    bundle: true,
    metafile: true,
  });
  for (const input of inputsOf(metafile)) inside.add(input);
  return Object.values(metafile.outputs).find(({ entryPoint }) => entryPoint === entry)?.bytes ?? 0;
}

function common(sourcemap: boolean): BuildOptions {
  return {
    absWorkingDir: ROOT,
    minify: true,
    sourcemap: sourcemap ? 'linked' : false,
    legalComments: 'none',
    logLevel: 'warning',
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await buildAll(join(ROOT, 'dist'), { sourcemap: process.argv.includes('--sourcemap'), onFile: printSize });
}

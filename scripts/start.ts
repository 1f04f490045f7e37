/**
 * `npm start [-- FOLDER] [--no-editor]`: what TrustScope sees in a folder (the examples when none is named), first
 * on the command line, then in VS Code: the desktop build where `code` is on PATH, else in a browser.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { ROOT } from './steps/root.js';
import { serve } from './vscode-host/serve.js';
import { ensureServer, SetupError } from './vscode-host/setup.js';
import { windowAddress } from './vscode-host/window.js';

const windows = process.platform === 'win32';
const extension = resolve(ROOT);

async function main(argv: readonly string[]): Promise<void> {
  const folder = resolve(argv.find((arg) => !arg.startsWith('-')) ?? join(ROOT, 'examples'));
  if (!existsSync(folder)) throw new SetupError(`There is no folder ${folder}.`);
  await scan(folder);
  if (argv.includes('--no-editor')) return;
  if (isOnPath('code')) openDesktop(folder);
  else await openInBrowser(folder);
}

/** Findings (exit code 1) are what one came to see; only a scan that could not be made is an error. */
async function scan(folder: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
    readonly bin: { readonly trustscope: string };
  };
  const cli = join(ROOT, manifest.bin.trustscope);
  const { status } = spawnSync(process.execPath, [cli, 'scan', folder], { stdio: 'inherit' });
  if (status !== 0 && status !== 1) throw new SetupError(`The scan failed (exit code ${status ?? 'none'}).`);
}

function openDesktop(folder: string): void {
  console.log(`\nOpening ${folder} in VS Code with the extension.`);
  const args = [`--extensionDevelopmentPath=${extension}`, folder];
  spawn('code', windows ? args.map((arg) => `"${arg}"`) : args, { stdio: 'inherit', shell: windows });
}

async function openInBrowser(folder: string): Promise<void> {
  const file = await firstWorkflow(folder);
  const server = await serve(await ensureServer(), {
    extension,
    waitForWindow: true,
    settings: { 'window.autoDetectColorScheme': true },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(0));
  const address = windowAddress(server, { folder, ...(file === undefined ? {} : { open: { file } }) });
  console.log(`\nVS Code with the extension, on this machine only:\n\n  ${address}\n\nCtrl-C ends it.`);
  openAddress(address);
}

/** Something to look at at once. */
async function firstWorkflow(folder: string): Promise<string | undefined> {
  const entries = await readdir(folder, { recursive: true });
  const workflows = entries.filter(
    (entry) =>
      /(^|[/\\])\.github[/\\]workflows[/\\][^/\\]+\.ya?ml$/.test(entry) && !entry.includes('node_modules'),
  );
  const [first] = workflows.sort();
  return first === undefined ? undefined : join(folder, first);
}

/** Where there is a desktop; elsewhere the address on the terminal is enough. */
function openAddress(address: string): void {
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const hasDesktop = process.platform === 'darwin' || process.env['DISPLAY'] !== undefined;
  if (windows || !hasDesktop || !isOnPath(opener)) return;
  spawn(opener, [address], { stdio: 'ignore', detached: true }).unref();
}

function isOnPath(program: string): boolean {
  const names = windows ? [`${program}.cmd`, `${program}.exe`] : [program];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.some((folder) => names.some((name) => existsSync(join(folder, name))));
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof SetupError ? error.message : error);
  process.exitCode = 1;
});

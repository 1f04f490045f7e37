/**
 * A VS Code server on loopback, for one run: a port the system picks, a secret in its address, and fresh folders
 * for user data and extensions, so that nothing of the person's own VS Code takes part and nothing stays behind.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ServeOptions {
  /** The extension under development; the web workbench takes one. */
  readonly extension: string;
  /** Start in restricted mode, as VS Code does for a folder that the person has not said to trust. */
  readonly untrusted?: boolean;
  /** User settings on top of the calm ones below. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Keep user data here instead of in a fresh folder. */
  readonly userDataDir?: string;
  /** Stay up while no window is open; else the server ends by itself after some minutes without one. */
  readonly waitForWindow?: boolean;
  /** Installed extensions, beside the built-in ones. */
  readonly extensionsDir?: string;
}

export interface VSCodeServer {
  /** `127.0.0.1:PORT`, which is also the authority of its `vscode-remote:` addresses. */
  readonly authority: string;
  /** Secret that the first request must carry. */
  readonly token: string;
  /** Where the server finds the extension under development. */
  readonly extension: string;
  /** Rewrites the user settings; windows opened later have them. */
  readonly configure: (settings: Readonly<Record<string, unknown>>) => Promise<void>;
  /** Ends the server with all its children and removes its folders. */
  readonly stop: () => void;
}

/** What would only add noise to a test's log, a screenshot or a first look. */
const calmSettings = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.settings.enableNaturalLanguageSearch': false,
  'workbench.tips.enabled': false,
  'window.commandCenter': false,
  'chat.commandCenter.enabled': false,
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
};

/** How long a server may take to answer; it takes about a second on an idle machine. */
const startTimeout = 60_000;

/** Starts a server and waits until it listens. The caller stops it; it is also stopped when this process exits. */
export async function serve(serverMain: string, options: ServeOptions): Promise<VSCodeServer> {
  const home = await mkdtemp(join(tmpdir(), 'trustscope-vscode-'));
  const userDataDir = options.userDataDir ?? join(home, 'user-data');
  const configure = async (settings: Readonly<Record<string, unknown>>): Promise<void> => {
    const folder = join(userDataDir, 'User');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'settings.json'), JSON.stringify({ ...calmSettings, ...settings }, null, 2));
  };
  await configure(options.settings ?? {});

  // VS Code prefers the colour and icon themes below an extension that is developed, and its own, in .vscode-test/,
  // would be among ours. Behind this link there are none.
  const extension = join(home, 'extension');
  await symlink(options.extension, extension, 'junction');

  const token = randomBytes(16).toString('hex');
  const args = [
    serverMain,
    ...['--host', '127.0.0.1', '--port', '0', '--connection-token', token],
    ...['--user-data-dir', userDataDir],
    ...['--extensions-dir', options.extensionsDir ?? join(home, 'extensions')],
    ...['--server-data-dir', join(home, 'server-data')],
    ...['--accept-server-license-terms', '--disable-telemetry', '--force-disable-user-env'],
    ...(options.untrusted === true ? [] : ['--disable-workspace-trust']),
    // Should this process be killed without a chance to clean up, the server does not outlive it for long.
    ...(options.waitForWindow === true ? [] : ['--enable-remote-auto-shutdown']),
  ];
  const child = spawn(process.execPath, args, {
    cwd: home,
    // No extension marketplace, so a window asks nothing of the network; sockets beside the other files of the run.
    env: { ...process.env, EXTENSIONS_GALLERY: '{}', XDG_RUNTIME_DIR: home },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its own process group, so that the extension host goes with it.
    detached: process.platform !== 'win32',
  });
  const stop = (): void => {
    process.removeListener('exit', stop);
    killGroup(child);
    rmSync(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  };
  process.once('exit', stop);
  try {
    const port = await listeningPort(child);
    return { authority: `127.0.0.1:${port}`, token, extension, configure, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/** Reads the port from the server's output, and goes on reading so that its pipes never fill. */
function listeningPort(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string): void => {
      clearTimeout(timer);
      reject(new Error(`The VS Code server ${why}:\n${output}`));
    };
    const timer = setTimeout(() => {
      fail(`did not listen within ${startTimeout / 1000} s`);
    }, startTimeout);
    const read = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-4000);
      const port = /listening on (\d+)/.exec(output)?.[1];
      if (port !== undefined) {
        clearTimeout(timer);
        resolve(Number(port));
      }
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', (error) => {
      fail(`could not be started (${error.message})`);
    });
    child.once('exit', (code, signal) => {
      fail(`ended early (${code ?? signal})`);
    });
  });
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/**
 * Stands where the VS Code executable stands for `@vscode/test-electron`: takes the same arguments, opens the same
 * window in the browser host, and ends with the suite's exit code.
 *
 * Read: `--extensionDevelopmentPath=`, `--extensionTestsPath=`, `--user-data-dir=`, the workspace folder, and our
 * own `--untrusted`. What else the desktop build would understand is left aside.
 */
import { resolve } from 'node:path';
import { serve } from './serve.js';
import { ensureBrowserHost, SetupError } from './setup.js';
import { SuiteLog } from './suiteLog.js';
import { untrustedDriver } from './untrusted.js';
import { launchBrowser, openWindow } from './window.js';

/** Longest run of a suite; a window that hangs must not hang whoever waits for it. */
const overallTimeout = 8 * 60_000;

interface Arguments {
  readonly folder: string;
  readonly extension: string;
  readonly tests: string;
  readonly userDataDir: string | undefined;
  readonly untrusted: boolean;
}

/** Runs the suite and ends this process with its exit code. */
export async function main(argv: readonly string[]): Promise<never> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // The handlers for `exit` end the server and the browser.
    process.on(signal, () => process.exit(1));
  }
  setTimeout(() => {
    console.error(`The suite did not end within ${overallTimeout / 60_000} minutes.`);
    process.exit(1);
  }, overallTimeout).unref();
  try {
    process.exit(await runSuite(parseArguments(argv)));
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exit(1);
  }
}

function parseArguments(argv: readonly string[]): Arguments {
  const all = (name: string): string[] =>
    argv.filter((arg) => arg.startsWith(`--${name}=`)).map((arg) => resolve(arg.slice(name.length + 3)));
  const [tests] = all('extensionTestsPath');
  const folder = argv.find((arg) => !arg.startsWith('-'));
  if (tests === undefined) throw new SetupError('--extensionTestsPath=MODULE is missing.');
  const [extension] = all('extensionDevelopmentPath');
  if (extension === undefined) throw new SetupError('--extensionDevelopmentPath=FOLDER is missing.');
  if (folder === undefined) throw new SetupError('The folder to open is missing.');
  return {
    folder: resolve(folder),
    extension,
    tests,
    userDataDir: all('user-data-dir')[0],
    untrusted: argv.includes('--untrusted'),
  };
}

async function runSuite({ folder, extension, tests, userDataDir, untrusted }: Arguments): Promise<number> {
  const host = await ensureBrowserHost();
  const log = new SuiteLog();
  const driver = untrusted ? await untrustedDriver(tests, log.take) : undefined;
  const [server, browser] = await Promise.all([
    serve(host.serverMain, {
      extension,
      untrusted,
      ...(userDataDir === undefined ? {} : { userDataDir }),
      ...(driver === undefined ? {} : { extensionsDir: driver.extensionsDir }),
    }),
    launchBrowser(host.browser),
  ]);
  try {
    const code = await new Promise<number>((done, reject) => {
      driver?.exit.then(done, reject);
      openWindow(browser, server, {
        folder,
        ...(driver === undefined ? { tests } : {}),
        onLog: log.take,
        onExit: done,
        onGone: (why) => {
          reject(new Error(`The window is gone: ${why}.`));
        },
      }).catch(reject);
    });
    if (code !== 0) log.explain();
    return code;
  } catch (error) {
    log.explain();
    throw error;
  } finally {
    driver?.dispose();
    server.stop();
    await browser.close();
  }
}

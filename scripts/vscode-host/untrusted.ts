/**
 * VS Code trusts every workspace that it opens for a test run (`extensionTestsPath`), so a suite started that way
 * never sees restricted mode. Here a second, throwaway extension that declares itself fit for untrusted workspaces
 * runs the suite instead, in an ordinary window, and reports over a loopback connection.
 */
import { createServer, type Socket } from 'node:net';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { vscodeVersion } from './version.js';

export interface UntrustedDriver {
  /** A folder of installed extensions with the driver in it: a window takes one extension under development only. */
  readonly extensionsDir: string;
  /** The exit code of the suite. */
  readonly exit: Promise<number>;
  readonly dispose: () => void;
}

interface Message {
  readonly type: string;
  readonly text?: string;
  readonly code?: number;
}

/** How long the window may take until the driver is activated; a few seconds on an idle machine. */
const startTimeout = 60_000;

export async function untrustedDriver(
  tests: string,
  onLog: (type: string, text: string) => void,
): Promise<UntrustedDriver> {
  const listener = createServer();
  const extensionsDir = await mkdtemp(join(tmpdir(), 'trustscope-driver-'));
  const remove = (): void => {
    rmSync(extensionsDir, { recursive: true, force: true });
  };
  process.once('exit', remove);
  const exit = new Promise<number>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`The test driver did not start within ${startTimeout / 1000} s.`));
    }, startTimeout);
    listener.once('connection', (socket: Socket) => {
      clearTimeout(timer);
      socket.once('close', () => {
        reject(new Error('The extension host ended before the suite did.'));
      });
      createInterface({ input: socket }).on('line', (line) => {
        const message = JSON.parse(line) as Message;
        if (message.code === undefined) onLog(message.type, message.text ?? '');
        else resolve(message.code);
      });
    });
  });
  // Whoever waits may have failed by then; that error is the one to tell.
  exit.catch(() => undefined);
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('No port for the test driver.');

  const manifest = {
    name: 'driver',
    publisher: 'trustscope-tests',
    version: '0.0.0',
    engines: { vscode: `^${vscodeVersion}` },
    main: './driver.cjs',
    activationEvents: ['onStartupFinished'],
    capabilities: { untrustedWorkspaces: { supported: true } },
  };
  const extension = join(extensionsDir, 'trustscope-tests.driver-0.0.0');
  await mkdir(extension);
  await writeFile(join(extension, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(extension, 'driver.cjs'), driverSource(address.port, tests));
  return {
    extensionsDir,
    exit,
    dispose: () => {
      process.removeListener('exit', remove);
      listener.close();
      remove();
    },
  };
}

/** Not awaited by `activate`: the suite may wait for other extensions, which are activated one after another. */
function driverSource(port: number, tests: string): string {
  return `
const { format } = require('node:util');
exports.activate = () => {
  const socket = require('node:net').connect(${port}, '127.0.0.1');
  const send = (message) => socket.write(JSON.stringify(message) + '\\n');
  const own = {};
  for (const type of ['log', 'info', 'warn', 'error']) {
    own[type] = (...args) => send({ type, text: format(...args) });
  }
  // The methods of the extension host's console cannot be set; the console itself can.
  globalThis.console = { ...console, ...own };
  const failed = (error) => { send({ type: 'error', text: format(error) }); send({ type: 'exit', code: 1 }); };
  Promise.resolve().then(() => require(${JSON.stringify(tests)}).run())
    .then(() => send({ type: 'exit', code: 0 }), failed);
};
`;
}

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Folders of programs that only the system starts. */
const SYSTEM_FOLDERS = ['/usr/sbin', '/usr/lib/rabbitmq/bin', '/sbin', '/usr/local/sbin'];

/** The full path of a program, if it is installed. */
export function findProgram(name: string): string | undefined {
  return [...(process.env['PATH'] ?? '').split(delimiter), ...SYSTEM_FOLDERS]
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

/** A port of the loopback interface that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port to be had');
  return address.port;
}

/** The folder and the processes of one broker; all are gone after `close`, however the run ends. */
export class Sandbox {
  readonly #children: ChildProcess[] = [];
  #output = '';

  private constructor(readonly folder: string) {
    process.once('exit', this.#leave);
  }

  static async open(name: string): Promise<Sandbox> {
    return new Sandbox(await mkdtemp(join(tmpdir(), `trustscope-${name}-`)));
  }

  /** Starts a program in a process group of its own, so that what it starts ends with it. */
  start(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
    const child = spawn(program, args, {
      cwd: this.folder,
      env: { ...process.env, ...env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const keep = (chunk: Buffer): void => {
      this.#output = (this.#output + chunk.toString()).slice(-4_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => {
      this.#output += String(error);
    });
    this.#children.push(child);
  }

  /** Waits until `attempt` succeeds, and fails with what the broker printed when it does not in time. */
  async ready(attempt: () => Promise<void>, seconds: number): Promise<void> {
    const end = Date.now() + seconds * 1_000;
    for (;;) {
      try {
        await attempt();
        return;
      } catch (error) {
        const [gone] = this.#children.filter(({ exitCode }) => exitCode !== null && exitCode !== 0);
        if (Date.now() > end || gone !== undefined) {
          throw new Error(`it does not answer: ${String(error)}\n${this.#output}`, { cause: error });
        }
        await sleep(200);
      }
    }
  }

  async close(): Promise<void> {
    const ended = this.#children.map(
      (child) =>
        new Promise<void>((resolve) => {
          if (child.exitCode !== null || child.signalCode !== null) resolve();
          else {
            child.once('exit', () => {
              resolve();
            });
          }
        }),
    );
    this.#signal('SIGTERM');
    await Promise.race([Promise.all(ended), sleep(5_000, undefined, { ref: false })]);
    this.#kill();
    process.removeListener('exit', this.#leave);
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  readonly #leave = (): void => {
    this.#kill();
    rmSync(this.folder, { recursive: true, force: true });
  };

  #kill(): void {
    this.#signal('SIGKILL');
  }

  #signal(signal: NodeJS.Signals): void {
    for (const { pid } of this.#children) {
      if (pid === undefined) continue;
      try {
        process.kill(-pid, signal);
      } catch {
        // The group is gone already.
      }
    }
  }
}

import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { ROOT } from './root.js';

/** One command of a larger run. */
export interface Step {
  readonly name: string;
  /** A program from node_modules/.bin or the PATH, and its arguments. */
  readonly command: readonly [string, ...string[]];
  /** What to do when it fails, in one line. */
  readonly remedy?: string;
}

export interface StepResult {
  readonly step: Step;
  readonly ok: boolean;
  readonly seconds: number;
  readonly output: string;
}

const PATH = [join(ROOT, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter);

/** Runs a step and keeps its output; with `live`, passes it on as it comes. Never rejects. */
export async function runStep(step: Step, { live = false } = {}): Promise<StepResult> {
  const start = performance.now();
  const [program, ...args] = step.command;
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const done = (ok: boolean, trouble = ''): void => {
      const seconds = (performance.now() - start) / 1000;
      resolve({ step, ok, seconds, output: Buffer.concat(chunks).toString('utf8') + trouble });
    };
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...process.env, PATH },
      stdio: live ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      // Windows finds programs of node_modules/.bin (scripts, not binaries) only through its shell.
      shell: process.platform === 'win32',
    });
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error) => {
      done(false, error.message);
    });
    child.on('close', (code) => {
      done(code === 0);
    });
  });
}

/** Runs steps, at most `width` at a time, in the order given; `report` hears of each as it ends. */
export async function runSteps(
  steps: readonly Step[],
  width: number,
  report: (result: StepResult) => void,
): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  const waiting = [...steps];
  const worker = async (): Promise<void> => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const result = await runStep(step);
      results.push(result);
      report(result);
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

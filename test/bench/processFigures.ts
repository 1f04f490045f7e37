import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What one run of a program took. */
export interface Ran {
  /** Milliseconds. */
  readonly wall: number;
  /** Milliseconds of the processor, of all its threads. */
  readonly cpu: number;
  /** The most memory that it held, in MB. */
  readonly peak: number;
}

/** Ticks of the processor a second, as Linux counts them. */
const TICKS = 100;

/** Milliseconds of the processor that a running process has used; `undefined` when it is gone. Linux only. */
export function cpuOf(pid: number): number | undefined {
  const line = readText(`/proc/${String(pid)}/stat`);
  // The name of the program stands in parentheses and may hold spaces.
  const fields = line?.slice(line.lastIndexOf(')') + 2).split(' ');
  return fields === undefined ? undefined : ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
}

function peakOf(pid: number): number | undefined {
  const found = /^VmHWM:\s+(\d+) kB$/mu.exec(readText(`/proc/${String(pid)}/status`) ?? '');
  return found === null ? undefined : Number(found[1]) / 1024;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Runs a program to its end, or stops it after so many seconds. What it prints is let go. */
export async function run(program: string, args: readonly string[], seconds: number): Promise<Ran> {
  const start = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'ignore'] });
  let [cpu, peak] = [0, 0];
  const look = setInterval(() => {
    cpu = cpuOf(child.pid ?? 0) ?? cpu;
    peak = Math.max(peak, peakOf(child.pid ?? 0) ?? 0);
  }, 10);
  const stop = setTimeout(() => child.kill('SIGKILL'), seconds * 1000);
  try {
    const signal = await new Promise<string | null>((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (_code, by) => {
        resolve(by);
      });
    });
    if (signal !== null) throw new Error(`not done in ${String(seconds)} s`);
    return { wall: performance.now() - start, cpu, peak };
  } finally {
    clearInterval(look);
    clearTimeout(stop);
  }
}

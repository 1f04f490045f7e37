import { Session } from 'node:inspector';
import type { Profiler } from 'node:inspector';
import { setFlagsFromString } from 'node:v8';

/** Code whose work is counted: ours, and the libraries that it calls. */
const COUNTED = /\/server\/src\/|\/node_modules\/(?:yaml|jsonc-parser|toml-eslint-parser|refa)\//u;

/**
 * The engine of JavaScript counts by itself; nothing in the product knows of it. It must be told before a function is
 * first called, so the module that imports this one imports it before all others. Optimised code would not count.
 */
const session = new Session();
session.connect();
setFlagsFromString('--no-opt');
session.post('Profiler.enable');
session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/**
 * How much a piece of code does: how often its functions and the blocks and rounds within them ran. Unlike a time it is
 * the same on every machine, however busy that is, so that a test can hold it against a bound, or against the work for
 * a text half as long. What comes to be known once and stays is counted with who asks first.
 */
export function workOf(run: () => unknown): number {
  counted();
  run();
  return counted();
}

/** The same of what answers later. */
export async function workUntil(answer: () => Promise<unknown>): Promise<number> {
  counted();
  await answer();
  return counted();
}

/** What ran since this was last asked. */
function counted(): number {
  let work = 0;
  // Within one thread the answer comes before `post` returns.
  session.post('Profiler.takePreciseCoverage', (error, { result }) => {
    if (error !== null) throw error;
    work = sum(result.filter(({ url }) => COUNTED.test(url)).map(blocksRun));
  });
  return work;
}

function blocksRun({ functions }: Profiler.ScriptCoverage): number {
  return sum(functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

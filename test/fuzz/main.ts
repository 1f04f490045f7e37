/**
 * `npm run fuzz -- [--minutes N] [--seed WORD] [--seconds N]`: changed fixtures of every platform, shown in every way,
 * until the time is over. Each failure is told with the words that make it happen again, and so is an attempt that takes
 * more seconds of the processor than it may. How many attempts there were is told every five minutes too, so that it is
 * known if the process is ended before its time.
 */
import { parseArgs } from 'node:util';
import { everyFixture } from '../support/contract/everyFixture.js';
import { Random } from '../support/random.js';
import { everyTool } from '../support/tools.js';
import { attempt } from './attempt.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '10' },
  },
});
const fixtures = everyFixture();
const tools = await everyTool();
const end = performance.now() + Number(values.minutes) * 60_000;
const random = Random.of(values.seed);

let count = 0;
let slowest = 0;
const failures = new Map<string, string>();
const tell = () => {
  console.log(
    `${String(count)} attempts, ${String(failures.size)} failures of different kinds, ` +
      `${slowest.toFixed(1)} s of the processor at most, ` +
      `${String(Math.round(process.memoryUsage().rss / 1e6))} MB of memory`,
  );
};
let toldAt = performance.now();
while (performance.now() < end) {
  const fixture = random.pick(fixtures);
  const name = `${fixture.name} ${values.seed} ${String(count)}`;
  count += 1;
  // What is held weakly stays until a job ends: in one without end all trees that were ever read would.
  await new Promise(setImmediate);
  const before = process.cpuUsage();
  try {
    attempt(fixture, name, tools);
    const { user, system } = process.cpuUsage(before);
    const seconds = (user + system) / 1e6;
    slowest = Math.max(slowest, seconds);
    if (seconds > Number(values.seconds)) throw new Error(`took ${seconds.toFixed(1)} s of the processor`);
  } catch (error) {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const key = stack.split('\n').slice(0, 3).join('\n');
    if (!failures.has(key)) console.log(`\n${name}\n${stack.split('\n').slice(0, 8).join('\n')}`);
    failures.set(key, name);
  }
  if (performance.now() - toldAt > 5 * 60_000) {
    tell();
    toldAt = performance.now();
  }
}
tell();
if (failures.size > 0) process.exitCode = 1;

/** `npm run bench [-- FOLDER]`: builds what ships, then measures it. See test/bench/main.ts. */
import { runStep } from './steps/step.js';

const build = await runStep({ name: 'build', command: ['tsx', 'scripts/build.ts'] });
if (build.ok) {
  const { ok } = await runStep(
    { name: 'bench', command: ['tsx', 'test/bench/main.ts', ...process.argv.slice(2)] },
    { live: true },
  );
  if (!ok) process.exitCode = 1;
} else {
  console.error(build.output);
  process.exitCode = 1;
}

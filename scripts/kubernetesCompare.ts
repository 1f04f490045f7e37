/** `tsx scripts/kubernetesCompare.ts LIST [NAME…] [--each] [--verbose]`: see test/support/kubernetes/main.ts. */
import { runStep } from './steps/step.js';

const { ok } = await runStep(
  { name: 'compare', command: ['tsx', 'test/support/kubernetes/main.ts', ...process.argv.slice(2)] },
  { live: true },
);
if (!ok) process.exitCode = 1;

/**
 * `npm test`: everything. Checks, build, unit, protocol and command line tests, real brokers and
 * Neovim where they are installed, then the suite inside a real VS Code. A part that fails does not keep the others from running, except that nothing can run what was not built.
 * The last line is the sum of all.
 */
import { rm } from 'node:fs/promises';
import { RESULTS, writeCounts } from './steps/results.js';
import type { Step } from './steps/step.js';
import { runStep } from './steps/step.js';
import { readSummary } from './test-summary.js';

/** A part of the run, and the name under which it leaves its counts. */
interface Part extends Step {
  readonly counts: string;
  /** Whether it leaves its own counts; otherwise it counts as one. */
  readonly counting: boolean;
  /** Whether nothing that follows can run without it. */
  readonly vital?: boolean;
}

const PARTS: readonly Part[] = [
  { name: 'Checks', counts: 'check', counting: true, command: ['tsx', 'scripts/check.ts'] },
  { name: 'Build', counts: 'build', counting: false, vital: true, command: ['tsx', 'scripts/build.ts'] },
  { name: 'Unit, protocol and command line', counts: 'vitest', counting: true, command: ['vitest', 'run'] },
  { name: 'Real brokers', counts: 'brokers', counting: true, command: ['tsx', 'test/brokers/main.ts'] },
  { name: 'In Neovim', counts: 'editors', counting: true, command: ['tsx', 'test/editors/main.ts'] },
  { name: 'In VS Code', counts: 'vscode', counting: true, command: ['tsx', 'test/vscode/runTest.ts'] },
];

// Counts of an earlier run must not stand in for a part that broke before it could count.
await rm(RESULTS, { recursive: true, force: true });

for (const part of PARTS) {
  console.log(`\n── ${part.name}`);
  const { ok } = await runStep(part, { live: true });
  await settleCounts(part, ok);
  if (!ok && part.vital === true) break;
}

const { parts, total } = await readSummary();
console.log('');
for (const { name, counts } of PARTS) {
  const { passed = 0, failed = 0 } = parts.get(counts) ?? {};
  console.log(`${name}: ${parts.has(counts) ? `${passed} passed, ${failed} failed` : 'not run'}`);
}
console.log(`${total.passed} passed, ${total.failed} failed`);
if (total.failed > 0) process.exitCode = 1;

/** A part that does not count is one; a part that ended badly without a failed test broke down, and that counts. */
async function settleCounts({ counts, counting }: Part, ok: boolean): Promise<void> {
  const { passed = 0, failed = 0 } = (counting ? (await readSummary()).parts.get(counts) : undefined) ?? {};
  if (!counting) await writeCounts(counts, { passed: ok ? 1 : 0, failed: ok ? 0 : 1 });
  else if (!ok && failed === 0) await writeCounts(counts, { passed, failed: 1 });
}

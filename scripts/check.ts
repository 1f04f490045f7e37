/**
 * `npm run check`: everything that can be said of the code without running it. One line per step with its time;
 * what failed is printed whole at the end, with what to do about it.
 */
import { writeCounts } from './steps/results.js';
import type { Step, StepResult } from './steps/step.js';
import { runSteps } from './steps/step.js';

// The longest first, so that the two lanes end together.
const STEPS: readonly Step[] = [
  { name: 'types', command: ['tsc', '-b'] },
  { name: 'lint', command: ['eslint', '.', '--max-warnings=0'] },
  { name: 'format', command: ['prettier', '--check', '--log-level=warn', '.'], remedy: 'npm run format' },
  {
    name: 'unused code',
    command: ['knip', '--no-progress', '--no-config-hints'],
    remedy: 'Remove it; what a tool loads by name is an entry in knip.json.',
  },
  {
    name: 'walls',
    command: [
      'depcruise',
      'client',
      'server',
      'scripts',
      'test',
      '--config',
      '.dependency-cruiser.cjs',
      '-T',
      'err-long',
    ],
    remedy: 'The line below each import says where the code belongs; the table is in docs/architecture.md.',
  },
  { name: 'generated files', command: ['tsx', 'scripts/generate.ts', '--check'], remedy: 'npm run generate' },
  { name: 'rule trios', command: ['tsx', 'scripts/check-rules.ts'], remedy: 'See docs/adding-a-rule.md.' },
];

/** What two cores can do at once. */
const LANES = 2;

const results = await runSteps(STEPS, LANES, ({ step, ok, seconds }) => {
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${step.name.padEnd(16)} ${seconds.toFixed(1).padStart(6)} s`);
});
const failed = results.filter(({ ok }) => !ok);
for (const result of failed) console.log(`\n${describeFailure(result)}`);
await writeCounts('check', { passed: results.length - failed.length, failed: failed.length });
if (failed.length > 0) process.exitCode = 1;

function describeFailure({ step, output }: StepResult): string {
  const remedy = step.remedy === undefined ? '' : `\n→ ${step.remedy}`;
  return `${step.name}: ${step.command.join(' ')}\n${output.trimEnd()}${remedy}`;
}

/**
 * The suite's entry inside VS Code's extension host: runs mocha over the test files listed here. They are imported
 * one by one (not found by a glob) because the suite is one bundle, and lazily because mocha's globals must exist
 * before a file's `describe` is reached. TRUSTSCOPE_GREP, a regular expression, chooses some of the tests.
 */
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import { LineReporter } from './lineReporter.js';

type SuiteName = 'trusted' | 'untrusted';

const suites: Record<SuiteName, readonly (() => Promise<unknown>)[]> = {
  trusted: [
    () => import('./activation.test.js'),
    () => import('./findings.test.js'),
    () => import('./hover.test.js'),
    () => import('./fixes.test.js'),
    () => import('./inText.test.js'),
    () => import('./navigation.test.js'),
    () => import('./joined.test.js'),
    () => import('./units.test.js'),
    () => import('./queues.test.js'),
    () => import('./pictures.test.js'),
    () => import('./pipelines.test.js'),
    () => import('./configuration.test.js'),
    () => import('./commands.test.js'),
    () => import('./rules.test.js'),
  ],
  untrusted: [() => import('./untrusted.test.js')],
};

/** Called by VS Code; a rejection makes the run fail. */
export async function run(): Promise<void> {
  const grep = process.env['TRUSTSCOPE_GREP'];
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 30_000,
    reporter: LineReporter,
    ...(grep === undefined ? {} : { grep: new RegExp(grep, 'u') }),
  });
  const name: SuiteName = process.env['TRUSTSCOPE_SUITE'] === 'untrusted' ? 'untrusted' : 'trusted';
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  for (const load of suites[name]) await load();

  const counts = await new Promise<{ passed: number; failed: number }>((resolve) => {
    const runner = mocha.run(() => {
      resolve({ passed: runner.stats?.passes ?? 0, failed: runner.stats?.failures ?? 0 });
    });
  });
  // How the counts get out: an exit code alone cannot tell a suite that passed from one that ran nothing.
  const results = process.env['TRUSTSCOPE_RESULTS'];
  if (results !== undefined) writeFileSync(results, JSON.stringify(counts));
  if (counts.failed > 0 || counts.passed === 0) {
    throw new Error(`${counts.failed} failed, ${counts.passed} passed`);
  }
}

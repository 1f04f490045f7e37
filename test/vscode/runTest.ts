/**
 * Runs the suite in a real VS Code, first in a trusted workspace, then in an untrusted one:
 *
 *     npx tsx test/vscode/runTest.ts
 *
 * Every run works on a copy of `workspace/`, so that what a test edits does not show up as a change of the
 * project. The counts go to `.test-results/vscode.json`.
 */
import { cp, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { build } from 'esbuild';
import { writeCounts, type Counts } from '../../scripts/steps/results.js';
import { ROOT } from '../../scripts/steps/root.js';
import { chooseHost, type ChosenHost } from '../../scripts/vscode-host/choose.js';
import { SetupError } from '../../scripts/vscode-host/setup.js';
import { runInstalled } from './driven/installed.js';
import { runDriven } from './driven/main.js';

const here = join(ROOT, 'test/vscode');
const bundle = join(here, 'out/suite.cjs');
/** The extension under test; another folder only to test the host itself. */
const extensionPath = process.env['TRUSTSCOPE_EXTENSION'] ?? resolve(ROOT);

async function main(): Promise<void> {
  await build({
    entryPoints: [join(here, 'suite/index.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    sourcemap: 'linked',
    // Mocha's parallel mode, not used here, names files that a bundle cannot hold.
    logOverride: { 'require-resolve-not-external': 'silent' },
    logLevel: 'warning',
  });
  const host = await chooseHost();
  const runs: Counts[] = [await runSuite(host, 'trusted')];
  if (host.kind === 'browser') {
    runs.push(await runSuite(host, 'untrusted'));
    console.log('\nIn VS Code, with mouse and keys');
    runs.push(await runDriven(), await runInstalled());
  } else {
    console.log(
      'Untrusted workspace, mouse and keys: skipped, only the browser host has them (TRUSTSCOPE_VSCODE=browser)',
    );
  }

  await report({
    passed: runs.reduce((sum, { passed }) => sum + passed, 0),
    failed: runs.reduce((sum, { failed }) => sum + failed, 0),
  });
}

async function runSuite({ executable }: ChosenHost, suite: 'trusted' | 'untrusted'): Promise<Counts> {
  const scratch = await realpath(await mkdtemp(join(tmpdir(), 'trustscope-test-')));
  const workspace = join(scratch, 'workspace');
  const results = join(scratch, 'results.json');
  await cp(join(here, 'workspace'), workspace, { recursive: true });
  // What the examples show must show in an editor; their workflows would double those of the workspace.
  await cp(join(ROOT, 'examples'), join(workspace, 'examples'), {
    recursive: true,
    filter: (source) => !source.includes('.github') && !source.includes(`examples/infra`),
  });
  console.log(`\nIn VS Code, ${suite} workspace`);
  try {
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: extensionPath,
      extensionTestsPath: bundle,
      extensionTestsEnv: { TRUSTSCOPE_SUITE: suite, TRUSTSCOPE_RESULTS: results },
      launchArgs: [
        workspace,
        ...(suite === 'untrusted' ? ['--untrusted'] : []),
        `--user-data-dir=${join(scratch, 'user-data')}`,
        `--extensions-dir=${join(scratch, 'extensions')}`,
      ],
    });
    return await readCounts(results);
  } catch (error) {
    if (!(error instanceof TestRunFailedError)) throw error;
    const { passed, failed } = await readCounts(results);
    // A host that died after a clean run, or before any, is a failure too.
    return { passed, failed: Math.max(failed, 1) };
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}

/** Nothing written means that the suite was never reached. */
async function readCounts(file: string): Promise<Counts> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Counts;
  } catch {
    return { passed: 0, failed: 1 };
  }
}

async function report(counts: Counts): Promise<void> {
  await writeCounts('vscode', counts);
  console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
  if (counts.failed > 0) process.exitCode = 1;
}

main().catch(async (error: unknown) => {
  console.error(error instanceof SetupError ? error.message : error);
  await report({ passed: 0, failed: 1 });
});

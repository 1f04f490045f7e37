/**
 * `npm run package`: builds and makes the `.vsix`. Fails when other files than those of scripts/package-files.txt
 * would be shipped, or when vsce warns of anything. `-- --update` takes the files of today as the right ones.
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ROOT } from './steps/root.js';
import { thirdPartyNotices } from './thirdPartyNotices.js';

const LIST = join(ROOT, 'scripts/package-files.txt');
const REMEDY = '→ Change .vscodeignore, or, if this is meant: npm run package -- --update';
const VSCE = fileURLToPath(import.meta.resolve('@vscode/vsce/vsce'));

/** What only the source tree needs. */
const SOURCE_ONLY = new Set(['type', 'private', 'bin', 'scripts', 'devDependencies']);

/** The date of all files in the package, so that the same source gives the same bytes: where dates of ZIP begin. */
const EPOCH = '315532800';

const execute = promisify(execFile);

await execute(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], { cwd: ROOT });
await writeFile(join(ROOT, 'dist/ThirdPartyNotices.txt'), await thirdPartyNotices());
const files = await shippedFiles();
if (process.argv.includes('--update')) await writeFile(LIST, `${files.join('\n')}\n`);
const problems = await differences(files);
if (problems.length === 0) problems.push(...(await makePackage(files)));
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;

/** What `.vscodeignore` lets through, sorted. */
async function shippedFiles(): Promise<string[]> {
  const output = await vsce(['ls', '--no-dependencies'], ROOT);
  return output
    .split(/\r?\n/u)
    .map((line) => line.trim().replaceAll('\\', '/'))
    .filter((line) => line !== '')
    .sort();
}

async function differences(files: readonly string[]): Promise<string[]> {
  const expected = (await readFile(LIST, 'utf8')).split(/\r?\n/u).filter((line) => line !== '');
  const lines = [
    ...files.filter((file) => !expected.includes(file)).map((file) => `  + ${file}`),
    ...expected.filter((file) => !files.includes(file)).map((file) => `  - ${file}`),
  ];
  if (lines.length === 0) return [];
  return ['The package would hold other files than scripts/package-files.txt says:', ...lines, REMEDY];
}

/** Packs a copy of the files, so that the manifest can differ; returns what vsce warned of. */
async function makePackage(files: readonly string[]): Promise<string[]> {
  const staging = await mkdtemp(join(tmpdir(), 'trustscope-package-'));
  try {
    for (const file of [...files, '.vscodeignore']) {
      await cp(join(ROOT, file), join(staging, file), { recursive: true });
    }
    const { name, version } = await writeShippedManifest(staging);
    const target = `${name}-${version}.vsix`;
    const output = await vsce(['package', '--no-dependencies', '--out', join(ROOT, target)], staging);
    const warnings = output.split('\n').filter((line) => /\bWARN/u.test(line));
    if (warnings.length === 0) console.log(`${target}: ${String(files.length)} files`);
    return warnings;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/**
 * The manifest without what only the source tree needs. `"type": "module"` has to go: with it, VS Code takes the
 * browser entry for an ES module, which its web worker refuses to load.
 */
async function writeShippedManifest(staging: string): Promise<{ name: string; version: string }> {
  const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as Record<string, unknown>;
  const shipped = Object.fromEntries(Object.entries(manifest).filter(([key]) => !SOURCE_ONLY.has(key)));
  await writeFile(join(staging, 'package.json'), `${JSON.stringify(shipped, null, 2)}\n`);
  return shipped as { name: string; version: string };
}

/** Runs vsce; what it printed, warnings included. */
async function vsce(args: readonly string[], cwd: string): Promise<string> {
  const env = { ...process.env, SOURCE_DATE_EPOCH: process.env['SOURCE_DATE_EPOCH'] ?? EPOCH };
  const { stdout, stderr } = await execute(process.execPath, [VSCE, ...args], { cwd, env });
  return stdout + stderr;
}

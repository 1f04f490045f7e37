/**
 * `npm run package`: builds and makes both packages, `trustscope-VERSION.vsix` for the VS Code Marketplace and Open VSX, and
 * `trustscope-VERSION.tgz` for npm. Fails when other files than those listed would be shipped, or when vsce warns of
 * anything. `-- --update` takes the files of today as the right ones.
 */
import { statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildAll } from './build.js';
import { differences, EXTENSION, listed, NPM, update } from './packaging/contents.js';
import { packExtension } from './packaging/extension.js';
import { packNpm } from './packaging/npmPackage.js';
import { ROOT } from './steps/root.js';

const DIST = join(ROOT, 'dist');

await buildAll(DIST);
const packages = [EXTENSION, NPM];
if (process.argv.includes('--update')) for (const one of packages) update(one, DIST);
const problems = packages.flatMap((one) => differences(one, DIST));
if (problems.length === 0) problems.push(...(await makePackages()));
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;

async function makePackages(): Promise<readonly string[]> {
  const extension = await packExtension(listed(EXTENSION), DIST, ROOT);
  const npm = await packNpm(listed(NPM), DIST, ROOT);
  for (const path of [extension.path, npm]) {
    console.log(`${basename(path)}: ${(statSync(path).size / 1024 / 1024).toFixed(2)} MB`);
  }
  return extension.warnings;
}

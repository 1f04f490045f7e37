/**
 * Writes what is derived from other files: the unions of framework ids, the configuration's schema and validator as
 * code, and the tables of rules in the docs.
 *
 *     tsx scripts/generate.ts [--check]
 *
 * With `--check` nothing is written, and the exit code is 1 when something would be.
 */
import { frameworkTypes } from './generate/frameworkTypes.js';
import { actionNeedsModule } from './generate/actionNeeds.js';
import { formatted, isStale, write } from './generate/output.js';
import type { GeneratedFile } from './generate/output.js';
import { restPermissionsModule } from './generate/restPermissions.js';
import { schemaModules } from './generate/schemaModules.js';

const isCheck = process.argv.includes('--check');
const stale: string[] = [];

await bringUpToDate(await frameworkTypes());
await bringUpToDate(await schemaModules());
await bringUpToDate([actionNeedsModule(), restPermissionsModule()]);

// Loaded only now: built on the table that was just written.
const { octokitMethodsModule } = await import('./generate/octokitMethods.js');
await bringUpToDate([await octokitMethodsModule()]);

// Loaded only now: rules and catalogue are built on the code that was just written.
const { ruleTables } = await import('./rule-trio/ruleTables.js');
const { RULES } = await import('../server/src/core/rules/index.js');
await bringUpToDate(ruleTables(RULES));

for (const path of stale) console.log(isCheck ? `${path} is out of date` : `wrote ${path}`);
if (stale.length === 0) console.log('generated files are up to date');
else if (isCheck) process.exitCode = 1;

async function bringUpToDate(files: readonly GeneratedFile[]): Promise<void> {
  for (const file of await Promise.all(files.map(formatted))) {
    if (!(await isStale(file))) continue;
    stale.push(file.path);
    if (!isCheck) await write(file);
  }
}

/** What the catalogue of AWS costs: `tsx test/bench/awsCatalogue.ts`. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { build } from 'esbuild';
import { awsTable } from '../../scripts/generate/aws/table.js';
import type { Row } from './stopwatch.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Times each step in a fresh process, which has compiled nothing yet; every step is asked once. */
const STOPWATCH = `
const { readFileSync } = require('node:fs');
const { decodeAwsCatalogue } = require(process.argv[1]);
const times = [];
const timed = (work) => { const start = performance.now(); const result = work(); times.push(performance.now() - start); return result; };
const catalogue = timed(() => decodeAwsCatalogue(readFileSync(process.argv[2])));
timed(() => catalogue.expand('*').size);
timed(() => catalogue.expand('s3:Get*').size);
timed(() => catalogue.action('iam:PassRole').resourceTypes);
timed(() => { let count = 0; for (const action of catalogue.expand('*')) count += action.name.length; return count; });
timed(() => catalogue.expand('*:Describe*').size);
console.log(JSON.stringify(times));
`;

const STEPS = [
  'read and decode',
  'expand *',
  'expand s3:Get*',
  'look up iam:PassRole',
  'walk all actions',
  'expand *:Describe*',
];

/** Milliseconds of first questions to a fresh catalogue, and its size. */
export async function awsCatalogueCost(
  times: number,
): Promise<{ readonly rows: readonly Row[]; readonly summary: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'trustscope-aws-'));
  try {
    const [code, data] = [join(folder, 'catalogue.cjs'), join(folder, 'aws-catalogue.txt')];
    const table = await awsTable();
    writeFileSync(data, table);
    await build({
      absWorkingDir: ROOT,
      entryPoints: ['server/src/core/knowledge/aws/catalogue.ts'],
      outfile: code,
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'warning',
    });
    const samples = Array.from({ length: times }, () => {
      const printed = execFileSync(process.execPath, ['-e', STOPWATCH, code, data], { encoding: 'utf8' });
      return JSON.parse(printed) as readonly number[];
    });
    const rows = STEPS.map((step, index): Row => ({
      what: `catalogue of AWS: ${step}`,
      samples: samples.map((sample) => sample[index] ?? Number.NaN),
      unit: 'ms',
    }));
    const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(0);
    const summary = `catalogue of AWS: ${kilobytes(table.length)} KB, ${kilobytes(deflateRawSync(table).length)} KB in the package`;
    return { rows, summary };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { renderTable } = await import('./stopwatch.js');
  const { rows, summary } = await awsCatalogueCost(21);
  console.log(`${summary}\n\n${renderTable(rows)}`);
}

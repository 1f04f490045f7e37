/**
 * `tsx scripts/evaluate.ts FOLDER… [--sample N] [--seed N] [--fixes] [--mutations N] [--needs-mutations]`: the engine
 * against a corpus of real repositories. Prints what it finds, in numbers; `--sample` draws findings to be judged by
 * hand and the table of those that were, `--fixes` applies every fix alone and checks what comes of it, `--mutations`
 * spoils files by chance and checks that nothing throws or dawdles, `--needs-mutations` grants jobs more and less than
 * they need and checks that it is told. `--extract` takes the corpus out of clones, `--extract-aws` templates and
 * policies of AWS. See docs/evaluation.md.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readAwsCatalogue } from '../server/src/core/knowledge/aws/catalogue.js';
import { decodeManagedPolicies } from '../server/src/core/knowledge/aws/managedPolicies/decode.js';
import { extractAws } from './evaluation/awsCorpus.js';
import { extractCorpus } from './evaluation/corpus.js';
import { checkAllFixes } from './evaluation/fixes.js';
import { labelTable, readLabels, verdictWords } from './evaluation/labels.js';
import { spoilFiles } from './evaluation/mutations.js';
import { mutateNeeds } from './evaluation/needsMutations.js';
import { printNeedsMutations } from './evaluation/needsMutationTables.js';
import type { CorpusRepository } from './evaluation/repositories.js';
import { repositoriesIn } from './evaluation/repositories.js';
import { drawSample, renderForLabelling } from './evaluation/sample.js';
import type { CorpusScan } from './evaluation/scan.js';
import { scanCorpus } from './evaluation/scan.js';
import { shellReader } from './evaluation/shellReader.js';
import { medianPerRepository, repositoryTable, ruleTable, SEVERITIES } from './evaluation/tables.js';
import { awsTable } from './generate/aws/table.js';
import { ROOT } from './steps/root.js';

const MANAGED_POLICIES = 'server/src/core/knowledge/aws/managedPolicies/data.json';

const USAGE = `usage: tsx scripts/evaluate.ts FOLDER… [--sample N] [--seed N] [--fixes] [--mutations N] [--needs-mutations]
       tsx scripts/evaluate.ts --extract FOLDER CLONE…
       tsx scripts/evaluate.ts --extract-aws FOLDER CLONE…`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    fixes: { type: 'boolean', default: false },
    mutations: { type: 'string' },
    'needs-mutations': { type: 'boolean', default: false },
    extract: { type: 'string' },
    'extract-aws': { type: 'string' },
  },
});

if (positionals.length === 0) {
  console.error(USAGE);
  process.exitCode = 2;
} else if (values.extract !== undefined) {
  extractCorpus(values.extract, positionals);
} else if (values['extract-aws'] !== undefined) {
  extractAws(values['extract-aws'], positionals);
} else {
  await main(repositoriesIn(positionals), Number(values.seed));
}

async function main(repositories: readonly CorpusRepository[], seed: number): Promise<void> {
  const tools = {
    aws: readAwsCatalogue(await awsTable()),
    managedPolicies: decodeManagedPolicies(readFileSync(join(ROOT, MANAGED_POLICIES), 'utf8')),
  };
  const scan = scanCorpus(repositories, tools);
  printScan(scan);
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const seconds = (userCPUTime + systemCPUTime) / 1e6;
  console.log(
    `\n${seconds.toFixed(1)} s of the processor, ${(maxRSS / 1024).toFixed(0)} MB of memory at most`,
  );
  if (scan.crashes.length > 0) process.exitCode = 1;
  if (values.sample !== undefined) printSamples(scan, Number(values.sample), seed);
  if (values.fixes && !checkAllFixes(repositories, tools)) process.exitCode = 1;
  if (values.mutations !== undefined && !spoilFiles(repositories, Number(values.mutations), seed)) {
    process.exitCode = 1;
  }
  if (values['needs-mutations']) {
    const roots = repositories.flatMap((repository) => repository.roots);
    const came = mutateNeeds(roots, { seed, parseShell: await shellReader() });
    if (!printNeedsMutations(came)) process.exitCode = 1;
  }
}

function printScan(scan: CorpusScan): void {
  const { repositories, files, sessions, crashes, milliseconds, slowest, bands, problems } = scan;
  console.log(
    `${repositories.length} repositories, ${files} files, ${sessions} sessions, ${crashes.length} crashes, ${(milliseconds / 1000).toFixed(2)} s`,
  );
  for (const { path, error } of crashes) console.log(`CRASH ${path}\n${error}`);
  console.log(`widths: ${[...bands].map(([band, count]) => `${count} ${band}`).join(', ')}`);
  console.log(
    `slowest: ${slowest.map((slow) => `${slow.path} ${slow.milliseconds.toFixed(0)} ms`).join('; ')}`,
  );
  console.log(`\n${ruleTable(scan.findings)}\n\n${repositoryTable(scan)}\n`);
  console.log(
    `per repository (median): ${medianPerRepository(scan, SEVERITIES)} findings, ${medianPerRepository(scan, ['error', 'warning'])} errors and warnings`,
  );
  console.log(`\n${problems.length} problems of shape or syntax`);
  for (const { repository, path, line, problem } of problems) {
    console.log(`  ${repository} ${path}:${line} ${problem.kind} ${problem.severity}: ${problem.message}`);
  }
}

function printSamples({ findings }: CorpusScan, count: number, seed: number): void {
  const labels = readLabels(join(ROOT, 'scripts/evaluation/labels.json'));
  for (const wanted of [['error', 'warning'], ['information']]) {
    const pool = findings.filter(({ finding }) => wanted.includes(finding.severity));
    const sample = drawSample(pool, count, seed);
    console.log(`\n=== ${sample.length} of ${pool.length} (${wanted.join(' and ')}), seed ${seed}\n`);
    sample.forEach((found, index) => {
      console.log(renderForLabelling(found, index + 1));
    });
    if (wanted.includes('error')) {
      console.log(`${verdictWords(sample, labels)}\n\n${labelTable(sample, labels)}`);
    }
  }
}

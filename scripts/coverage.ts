/**
 * How much of the workflows of some folders is known: `tsx scripts/coverage.ts [--subset] FOLDER…`, each a repository.
 * Prints the share of `uses:` whose needs are known, the share of jobs all of whose steps are, and what is missing most;
 * with `--subset` instead how many of the jobs that are known whole need a subset of what their text grants them, and
 * each exception.
 */
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { AnalysisHost } from '../server/src/core/analysis/analysisHost.js';
import { actionNeeds } from '../server/src/core/knowledge/actions/needs/lookup.js';
import type { TrustScope } from '../server/src/core/model/trustScope.js';
import { gather } from '../server/src/cli/files/gather.js';
import { applyNamed } from '../server/src/cli/scanning/analysis.js';
import { fileUri } from '../server/src/disk/fileUri.js';
import { shellReader } from './evaluation/shellReader.js';
import { subsetOfDeclared } from './evaluation/subset.js';

const MOST = 60;

const parseShell = await shellReader();
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { subset: { type: 'boolean', default: false } },
});
const scopes = positionals.flatMap(scopesOf);
const running = scopes.filter((scope) => scope.facts.role === 'runs' && scope.needs !== null);
const known = running.filter((scope) => scope.needs?.gaps.length === 0);
const used = new Map<string, number>();
let uses = 0;
for (const { facts } of running) {
  for (const { name, form, party } of facts.participants) {
    if (form !== 'action' || party === 'repository') continue;
    uses++;
    if (actionNeeds(name) !== undefined) continue;
    const action = name.split('@')[0] ?? name;
    used.set(action, (used.get(action) ?? 0) + 1);
  }
}
const missing = [...used.values()].reduce((sum, count) => sum + count, 0);
console.log(`uses: ${String(uses)}, known ${percent(uses - missing, uses)}`);
console.log(`jobs: ${String(running.length)}, fully known ${percent(known.length, running.length)}`);
if (values.subset) printSubset();
else printMissing();

function printMissing(): void {
  const most = [...used].sort(([, a], [, b]) => b - a).slice(0, MOST);
  for (const [action, count] of most) console.log(`${String(count).padStart(5)}  ${action}`);
}

function printSubset(): void {
  const { jobs, exceeding, exceptions } = subsetOfDeclared(running);
  const { write, read, optional } = exceeding;
  console.log(`fully known with declared permissions: ${String(jobs)}`);
  console.log(`  need a subset: ${String(jobs - write - read)}, ${percent(jobs - write - read, jobs)}`);
  console.log(`    could use more, and work without it: ${String(optional)}`);
  console.log(`  exceed by reading only: ${String(read)}, ${percent(read, jobs)}`);
  console.log(`  exceed by writing: ${String(write)}, ${percent(write, jobs)}`);
  console.log(`  a subset, reads aside: ${percent(jobs - write, jobs)}`);
  for (const { excess, scope, item } of exceptions) {
    const path = relative(process.cwd(), fileURLToPath(scope.file.uri));
    const surely = item.conditional === true ? ' (under a condition)' : '';
    console.log(
      `${excess} ${item.right}:${item.access} ${path} ${scope.facts.localId}: ${item.why}${surely}`,
    );
  }
}

function scopesOf(folder: string): readonly TrustScope[] {
  const cwd = resolve(folder);
  const { files } = gather([cwd], {
    cwd,
    inputName: '',
    readInput: () => Buffer.alloc(0),
    onProgress: () => undefined,
  });
  const host = new AnalysisHost({ tools: { parseShell } });
  const held = new Map(files.map((file) => [fileUri(file.path), file]));
  host.apply([...held].map(([uri, { root, source }]) => ({ uri, root: fileUri(root), text: source.text })));
  applyNamed(host, held, [cwd]);
  return host.snapshot.model.scopes;
}

function percent(part: number, whole: number): string {
  return `${((100 * part) / Math.max(1, whole)).toFixed(1)} %`;
}

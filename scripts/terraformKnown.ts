/**
 * `tsx scripts/terraformKnown.ts FOLDER… [--why N]`: of the role blocks (`aws_iam_role`) of each folder, how many have a
 * name that is known, or made of inputs that are named; a trust policy that is known; policies that are known. A block
 * counts as known where all its instances are. With `--why` it prints the N most frequent reasons for what is not.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AnalysisHost } from '../server/src/core/analysis/analysisHost.js';
import { isRelevant } from '../server/src/core/analysis/workspaceGlobs.js';
import type { TrustScope } from '../server/src/core/model/trustScope.js';
import { encodeSegment, relativePath } from '../server/src/core/text/uri.js';
import { readAwsCatalogue } from '../server/src/core/knowledge/aws/catalogue.js';
import { decodeManagedPolicies } from '../server/src/core/knowledge/aws/managedPolicies/decode.js';
import type { LoweringTools } from '../server/src/core/model/loweringTools.js';
import { awsTable } from './generate/aws/table.js';

const ROOT = 'file:///folder';

interface Counts {
  blocks: number;
  name: number;
  trust: number;
  policies: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { why: { type: 'string', default: '0' } },
});

let known: LoweringTools | undefined;

async function tools(): Promise<LoweringTools> {
  const file = new URL('../server/src/core/knowledge/aws/managedPolicies/data.json', import.meta.url);
  known ??= {
    aws: readAwsCatalogue(await awsTable()),
    managedPolicies: decodeManagedPolicies(readFileSync(file)),
  };
  return known;
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    if (name === '.git' || name === 'node_modules') return [];
    const path = join(folder, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return [];
    return stats.isDirectory() ? filesIn(path) : [path];
  });
}

function uriOf(folder: string, path: string): string {
  return `${ROOT}/${relative(folder, path).split('/').map(encodeSegment).join('/')}`;
}

/** Reads what there is of Terraform and of policies, and the files that this names. */
async function opened(folder: string): Promise<AnalysisHost> {
  const files = filesIn(folder).filter((path) => isRelevant(relative(folder, path)));
  const texts = files.map((path) => readFileSync(path, 'utf8'));
  const host = new AnalysisHost({ lean: true, tools: await tools() });
  host.apply(files.map((path, at) => ({ uri: uriOf(folder, path), root: ROOT, text: texts[at] ?? '' })));
  for (let round = 0; round < 16 && host.wanted.length > 0; round += 1) {
    host.apply(host.wanted.map((uri) => ({ uri, root: ROOT, text: textAt(folder, uri) })));
  }
  return host;
}

function textAt(folder: string, uri: string): string | null {
  const path = join(folder, relativePath(ROOT, uri));
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true ? readFileSync(path, 'utf8') : null;
}

const reasons = new Map<string, number>();

function because(kind: string, reason: string): void {
  const key = `${kind}: ${reason}`;
  reasons.set(key, (reasons.get(key) ?? 0) + 1);
}

/** The inputs that a name is made of are named where it says more than that it is not known. */
function hasName({ facts }: TrustScope): boolean {
  const { principal = '', name } = facts;
  if (!principal.includes('\uFFFC', principal.indexOf('role/'))) return true;
  const isSymbolic = /\$\{(?:var|data|local|each|random_\w+|terraform)\b[^}]*\}/u.test(name);
  if (!isSymbolic) because('name', name);
  return isSymbolic;
}

function hasTrust({ facts, unknowns }: TrustScope): boolean {
  const unknown = unknowns.find(({ what }) => what.startsWith('who may take'));
  if (unknown !== undefined) because('trust', unknown.why);
  return facts.trust !== undefined && facts.trust.policy.incomplete !== true && unknown === undefined;
}

function hasPolicies({ facts, unknowns }: TrustScope): boolean {
  const gaps = unknowns.filter(({ what }) => /polic|what .* allows|adds to/u.test(what));
  for (const { what, why } of gaps.slice(0, 1)) because('policies', `${what.slice(0, 160)} — ${why}`);
  return gaps.length === 0 && !(facts.policies?.identity ?? []).some(({ incomplete }) => incomplete === true);
}

async function counted(folder: string): Promise<Counts> {
  const host = await opened(folder);
  const byBlock = new Map<string, TrustScope[]>();
  for (const scope of host.snapshot.model.scopes) {
    const { uri, range } = scope.facts.origin;
    if (!scope.facts.localId.startsWith('role:') || !/\.(?:tf|tofu)(?:\.json)?$/u.test(uri)) continue;
    const key = `${uri} ${String(range.start)}`;
    byBlock.set(key, [...(byBlock.get(key) ?? []), scope]);
  }
  const blocks = [...byBlock.values()];
  const all = (is: (scope: TrustScope) => boolean): number =>
    blocks.filter((scopes) => scopes.every(is)).length;
  return { blocks: blocks.length, name: all(hasName), trust: all(hasTrust), policies: all(hasPolicies) };
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${String(Math.round((100 * part) / whole))} %`;
}

async function main(): Promise<void> {
  const sum: Counts = { blocks: 0, name: 0, trust: 0, policies: 0 };
  for (const operand of positionals) {
    const folder = resolve(operand);
    const counts = await counted(folder);
    for (const key of ['blocks', 'name', 'trust', 'policies'] as const) sum[key] += counts[key];
    console.log(line(operand, counts));
  }
  console.log(line('all', sum));
  const why = [...reasons].sort((a, b) => b[1] - a[1]).slice(0, Number(values.why));
  for (const [reason, count] of why) console.log(`${String(count)}  ${reason}`);
}

function line(name: string, { blocks, ...counts }: Counts): string {
  const parts = Object.entries(counts).map(([key, count]) => `${key} ${percent(count, blocks)}`);
  return `${name}: ${String(blocks)} role blocks, ${parts.join(', ')}`;
}

if (positionals.length === 0) {
  console.error('usage: tsx scripts/terraformKnown.ts FOLDER… [--why N]');
  process.exitCode = 2;
} else await main();

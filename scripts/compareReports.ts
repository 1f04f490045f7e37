/**
 * `tsx scripts/compareReports.ts --before CLI --after CLI [--allow FILE] [--examples N] [--sample N] [--cache DIR]
 * [--seconds N] [--list FILE] FOLDER…`: scans each folder with two built command lines and prints what their reports
 * say differently, by kind, with counts and examples. A folder that holds folders named `owner+name` stands for them,
 * each a workspace of its own. Exits with 1 if anything differs that is not allowed in FILE, a list in JSON of
 * `{ "kind": PATTERN, "where"?: PATTERN, "reason": TEXT }`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Difference } from './evaluation/reportDifferences.js';
import { differencesOf, grouped, orderDifferences } from './evaluation/reportDifferences.js';
import type { Ran, RunOptions } from './evaluation/reportRun.js';
import { reportOf } from './evaluation/reportRun.js';

interface Allowed {
  readonly kind: string;
  readonly where?: string;
  readonly reason: string;
}

interface Found extends Difference {
  readonly folder: string;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    before: { type: 'string' },
    after: { type: 'string', default: 'dist/cli.cjs' },
    allow: { type: 'string' },
    examples: { type: 'string', default: '3' },
    sample: { type: 'string' },
    cache: { type: 'string' },
    seconds: { type: 'string', default: '300' },
    list: { type: 'string' },
  },
});

if (values.before === undefined || positionals.length === 0) {
  console.error('usage: tsx scripts/compareReports.ts --before CLI [--after CLI] FOLDER…');
  process.exitCode = 2;
} else {
  process.exitCode = await main(resolve(values.before), resolve(values.after));
}

async function main(before: string, after: string): Promise<number> {
  const options: RunOptions = { cache: values.cache, seconds: Number(values.seconds) };
  const folders = sampled(positionals.flatMap(workspacesIn), values.sample);
  const found: Found[] = [];
  const totals = { files: 0, sessions: 0, findings: 0 };
  for (const [index, folder] of folders.entries()) {
    process.stderr.write(`\r\u001B[K${index + 1}/${folders.length} ${folder}`);
    const was = await reportOf(before, folder, options);
    const is = await reportOf(after, folder, { ...options, cache: undefined });
    found.push(...compared(was, is).map((difference) => ({ ...difference, folder })));
    if (!('report' in was)) continue;
    for (const list of ['files', 'sessions', 'findings'] as const) totals[list] += was.report[list].length;
  }
  process.stderr.write('\r\u001B[K');
  console.log(
    `${folders.length} folders, ${totals.files} files, ${totals.sessions} sessions, ${totals.findings} findings before`,
  );
  if (values.list !== undefined) writeFileSync(values.list, JSON.stringify(found, null, 1));
  return print(found);
}

/** The folder itself, or those in it that are named like repositories. */
function workspacesIn(folder: string): readonly string[] {
  const inside = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const repositories = inside.filter(({ name }) => name.includes('+'));
  return repositories.length === 0
    ? [resolve(folder)]
    : repositories.map(({ name }) => resolve(join(folder, name))).sort();
}

/** As many of the folders as are asked for, spread evenly. */
function sampled(folders: readonly string[], count: string | undefined): readonly string[] {
  if (count === undefined || Number(count) >= folders.length) return folders;
  const step = folders.length / Number(count);
  return Array.from({ length: Number(count) }, (_, index) => folders[Math.floor(index * step)] ?? '');
}

function compared(before: Ran, after: Ran): readonly Difference[] {
  if ('report' in before && 'report' in after) {
    return [...differencesOf(before.report, after.report), ...orderDifferences(before.report, after.report)];
  }
  if ('failure' in after) {
    const kind = 'failure' in before ? 'scan fails as before' : 'scan fails now';
    return [{ kind, where: '', after: after.failure }];
  }
  return [
    {
      kind: 'scan failed before, and no longer',
      where: '',
      before: 'failure' in before ? before.failure : '',
    },
  ];
}

function print(found: readonly Found[]): number {
  const list =
    values.allow === undefined ? [] : (JSON.parse(readFileSync(values.allow, 'utf8')) as readonly Allowed[]);
  const reasonOf = ({ kind, where }: Found): string | undefined =>
    list.find(
      (allowed) =>
        new RegExp(allowed.kind, 'u').test(kind) &&
        (allowed.where === undefined || new RegExp(allowed.where, 'u').test(where)),
    )?.reason;
  const allowed = grouped(found, (difference) => reasonOf(difference) ?? '');
  const rest = allowed.get('') ?? [];
  for (const [reason, differences] of allowed) {
    if (reason !== '') console.log(`allowed: ${differences.length} × ${reason}`);
  }
  const kinds = [...grouped(rest, ({ kind }) => kind)].sort(([, a], [, b]) => b.length - a.length);
  for (const [kind, differences] of kinds) {
    console.log(`\n${differences.length} × ${kind}`);
    for (const one of differences.slice(0, Number(values.examples))) {
      console.log(`    ${one.folder} ${one.where}`);
      if (one.before !== undefined) console.log(`      before ${one.before}`);
      if (one.after !== undefined) console.log(`      after  ${one.after}`);
    }
  }
  console.log(rest.length === 0 ? 'no differences' : `\n${rest.length} differences of ${kinds.length} kinds`);
  return rest.length === 0 ? 0 : 1;
}

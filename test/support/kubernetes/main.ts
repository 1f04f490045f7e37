/*
 * Holds what the product says each Kubernetes service account may do against a second resolver, over the manifests of
 * whole repositories.
 *
 *     tsx scripts/kubernetesCompare.ts LIST [NAME…] [--each] [--verbose]
 *
 * LIST has one repository a line: a name, a tab, the path of its git directory. With names, only these are compared;
 * with `--each`, every file is also resolved by itself. Needs git and python3 with python3-yaml.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compareAccounts, productAccounts, secondAccounts } from './compare.js';
import type { Comparison } from './compare.js';

const MANIFEST = /\.(?:ya?ml|json)$|(?:^|\/)Kustomization$/u;
/** Larger files are data, not manifests. */
const MAX_BYTES = 4_000_000;
const FOLDERS = 1000;
const OPTIONS = { maxBuffer: 2 ** 30 } as const;

function main(args: readonly string[]): void {
  const [list, ...rest] = args.filter((arg) => !arg.startsWith('--'));
  if (list === undefined) {
    throw new Error('usage: tsx scripts/kubernetesCompare.ts LIST [NAME…] [--each] [--verbose]');
  }
  const repositories = readFileSync(list, 'utf8')
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(
      ([name, path]) =>
        name !== undefined && path !== undefined && (rest.length === 0 || rest.includes(name)),
    );
  let differing = 0;
  for (const [name = '', path = ''] of repositories) {
    const files = manifestsOf(path);
    const [whole] = compared([files]);
    if (whole !== undefined) differing += report(name, files, whole, args.includes('--verbose'));
    if (!args.includes('--each')) continue;
    const alone = [...files].map((file) => new Map([file]));
    const results = compared(alone);
    for (const [at, result] of results.entries()) {
      const file = alone[at] ?? files;
      if (result.differences.length > 0) {
        differing += report(`${name} ${[...file.keys()].join()}`, file, result, true);
      }
    }
    console.log(`    and ${String(results.length)} files each by itself`);
  }
  process.exitCode = differing === 0 ? 0 : 1;
}

/** The texts of all files at the newest commit that may be manifests, by path. */
function manifestsOf(repository: string): ReadonlyMap<string, string> {
  const git = ['-C', repository];
  const tree = execFileSync('git', [...git, 'ls-tree', '-r', '-l', '-z', 'HEAD'], OPTIONS).toString('utf8');
  const entries = tree.split('\0').flatMap((line) => {
    const [, mode, hash, size, path] = /^(\d+) blob (\w+) +(\d+)\t(.*)$/su.exec(line) ?? [];
    const isManifest =
      path !== undefined && MANIFEST.test(path) && Number(size) <= MAX_BYTES && mode !== '120000';
    return isManifest && hash !== undefined ? [{ hash, path }] : [];
  });
  const { stdout } = spawnSync('git', [...git, 'cat-file', '--batch'], {
    ...OPTIONS,
    input: entries.map(({ hash }) => `${hash}\n`).join(''),
  });
  return new Map(
    texts(stdout, entries).filter(([path, text]) => text.includes('apiVersion') || isKustomization(path)),
  );
}

function isKustomization(path: string): boolean {
  return /(?:^|\/)(?:kustomization\.ya?ml|Kustomization)$/u.test(path);
}

function texts(
  batch: Buffer,
  entries: readonly { readonly path: string }[],
): readonly (readonly [string, string])[] {
  let at = 0;
  return entries.flatMap(({ path }) => {
    const end = batch.indexOf(10, at);
    const header = batch.subarray(at, end).toString('utf8');
    const size = Number(/ blob (\d+)$/u.exec(header)?.[1] ?? -1);
    at = end + 1;
    // An object that the snapshot does not hold.
    if (size < 0) return [];
    const text = batch.subarray(at, at + size).toString('utf8');
    at += size + 1;
    return [[path, text] as const];
  });
}

interface Compared extends Comparison {
  readonly milliseconds: number;
}

function compared(repositories: readonly ReadonlyMap<string, string>[]): readonly Compared[] {
  const root = mkdtempSync(join(tmpdir(), 'manifests-'));
  try {
    const folders = repositories.map((files, at) => written(join(root, String(at)), files));
    const results: Compared[] = [];
    // As many as fit into one command line.
    for (let from = 0; from < folders.length; from += FOLDERS) {
      for (const [at, second] of secondAccounts(folders.slice(from, from + FOLDERS)).entries()) {
        const started = performance.now();
        const product = productAccounts(repositories[from + at] ?? new Map<string, string>());
        results.push({ ...compareAccounts(product, second), milliseconds: performance.now() - started });
      }
    }
    return results;
  } finally {
    rmSync(root, { recursive: true });
  }
}

function written(folder: string, files: ReadonlyMap<string, string>): string {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function report(
  name: string,
  files: ReadonlyMap<string, string>,
  result: Compared,
  verbose: boolean,
): number {
  const { accounts, grants, differences } = result;
  const counts = `${String(files.size)} files, ${String(accounts)} accounts, ${String(grants)} grants`;
  console.log(
    `${name}: ${counts}, ${String(differences.length)} differences, ${result.milliseconds.toFixed(0)} ms`,
  );
  for (const difference of verbose ? differences : differences.slice(0, 5)) console.log(`    ${difference}`);
  return differences.length;
}

main(process.argv.slice(2));

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Report } from './reportDifferences.js';

/** A report, or why there is none. */
export type Ran = { readonly report: Report } | { readonly failure: string };

/** Where reports are kept between runs, and how long one scan may take. */
export interface RunOptions {
  readonly cache: string | undefined;
  readonly seconds: number;
}

/** The report of a built command line about a folder. One kept from the same bundle and the same files is taken. */
export async function reportOf(cli: string, folder: string, options: RunOptions): Promise<Ran> {
  const kept = options.cache === undefined ? undefined : join(options.cache, keyOf(cli, folder));
  if (kept !== undefined && existsSync(kept)) return { report: parsed(gunzipSync(readFileSync(kept))) };
  const scratch = mkdtempSync(join(tmpdir(), 'trustscope-report-'));
  try {
    const file = join(scratch, 'report.json');
    const failure = await scan(cli, folder, file, options.seconds);
    if (failure !== undefined) return { failure };
    const bytes = readFileSync(file);
    const report = parsed(bytes);
    if (kept !== undefined) {
      mkdirSync(dirname(kept), { recursive: true });
      writeFileSync(kept, gzipSync(bytes));
    }
    return { report };
  } catch (error) {
    return { failure: String(error) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function scan(cli: string, folder: string, file: string, seconds: number): Promise<string | undefined> {
  const args = [cli, 'scan', '--quiet', '--format', 'json', '--fail-on', 'none', '--output', file, folder];
  return new Promise((done) => {
    execFile(process.execPath, args, { timeout: seconds * 1000 }, (error, _out, complaint) => {
      if (error === null || existsSync(file)) done(undefined);
      else if (error.killed === true) done(`not done within ${seconds} s`);
      else done(`${String(error.code)}: ${complaint.slice(-300)}`);
    });
  });
}

function parsed(bytes: Buffer): Report {
  return JSON.parse(bytes.toString('utf8')) as Report;
}

function keyOf(cli: string, folder: string): string {
  const hash = createHash('sha256').update(folder);
  for (const path of [cli, ...filesBelow(dirname(cli))]) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  for (const path of filesBelow(folder)) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return `${hash.digest('hex').slice(0, 32)}.json.gz`;
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Baseline, BaselineEntry } from '../../core/report/baseline.js';
import { BaselineError, readBaseline } from '../../core/report/baseline.js';
import { below, fileUri, shown } from '../../disk/fileUri.js';
import { UsageError } from '../exitCode.js';

/** The name of the baseline in the top folder of a repository. */
export const BASELINE_NAME = '.trustscope.baseline.json';

/**
 * The entries of a baseline; undefined where there is no such file.
 *
 * @throws UsageError when it cannot be read.
 */
export function baselineEntries(path: string, cwd: string): readonly BaselineEntry[] | undefined {
  try {
    return readBaseline(readFileSync(path, 'utf8'));
  } catch (error) {
    if (error instanceof BaselineError) throw new UsageError(`${shown(cwd, path)}: ${error.message}`);
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new UsageError(`${shown(cwd, path)} cannot be read (${code ?? 'error'})`);
  }
}

/**
 * The baseline for a scan of these operands. What was not scanned is not stale.
 *
 * @throws UsageError when there is none, or it cannot be read.
 */
export function baselineFor(written: string, operands: readonly string[], cwd: string): Baseline {
  const path = resolve(cwd, written);
  const entries = baselineEntries(path, cwd);
  if (entries === undefined) throw new UsageError(`no ${written}; trustscope baseline writes it`);
  const folder = dirname(path);
  const scanned = operands.map((operand) => resolve(cwd, operand));
  return {
    entries,
    root: fileUri(folder),
    covers: (entry) => scanned.some((top) => below(top, join(folder, entry)) !== undefined),
  };
}

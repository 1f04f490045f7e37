import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/steps/root.js';

/** Where a finding stands; line and character are counted from 0. */
export interface FindingPlace {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly character: number;
}

interface Report {
  readonly findings: readonly {
    readonly rule: string;
    readonly path: string;
    readonly range: { readonly start: { readonly line: number; readonly character: number } };
  }[];
}

/** A place for each finding of the folder; findings at one place share it. */
export function findingPlaces(folder: string): readonly FindingPlace[] {
  const output = scan(folder);
  const { findings } = JSON.parse(output) as Report;
  const places = new Map<string, FindingPlace>();
  for (const { rule, path, range } of findings) {
    const { line, character } = range.start;
    const name = `${path.replace(/\W+/gu, '-').replace(/^-/u, '')}-${String(line + 1)}-${rule}`;
    const key = `${path}:${String(line)}:${String(character)}`;
    if (!places.has(key)) places.set(key, { name, file: path, line, character });
  }
  return [...places.values()];
}

function scan(folder: string): string {
  return execFileSync(
    process.execPath,
    [join(ROOT, 'dist/cli.cjs'), 'scan', '--format', 'json', '--fail-on', 'none', folder],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
}

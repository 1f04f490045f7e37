import type { Uri } from '../text/uri.js';
import { compareText } from './places.js';
import type { Places } from './places.js';
import type { FindingIdentity } from './findingIdentity.js';
import { identityOf, sortOut } from './findingIdentity.js';
import type { SelectedFinding } from './selectedFinding.js';

/** A finding that was accepted as it was there. */
export interface BaselineEntry extends FindingIdentity {
  /** The day on which it was first accepted, `YYYY-MM-DD`. */
  readonly since: string;
}

/** What is said of a file that is no baseline. */
export class BaselineError extends Error {}

const VERSION = 1;

/**
 * Findings as a file to be committed: one line each, sorted, without lines and messages, so that it changes only where a
 * finding comes or goes. What was accepted before keeps its day.
 *
 * @param today `YYYY-MM-DD`
 */
export function baselineText(
  findings: readonly SelectedFinding[],
  before: readonly BaselineEntry[],
  places: Places,
  today: string,
): string {
  const open = findings.filter(({ finding }) => finding.suppressed === null);
  const days = new Map<string, string[]>();
  for (const { since, ...identity } of before) {
    const key = keyOf(identity);
    days.set(key, [...(days.get(key) ?? []), since].sort(compareText));
  }
  const lines = open
    .map((selected) => identityOf(selected, places))
    .map((identity) => ({ ...identity, since: days.get(keyOf(identity))?.shift() ?? today }))
    .map(({ rule, session, path, text, since }) => JSON.stringify({ path, rule, session, text, since }))
    .sort(compareText);
  const body = lines.length === 0 ? '[]' : `[\n${lines.map((line) => `    ${line}`).join(',\n')}\n  ]`;
  return `{\n  "version": ${String(VERSION)},\n  "findings": ${body}\n}\n`;
}

function keyOf({ rule, session, path, text }: FindingIdentity): string {
  return JSON.stringify([rule, session, path, text]);
}

/**
 * Reads a baseline.
 *
 * @throws BaselineError saying what is wrong with it.
 */
export function readBaseline(text: string): readonly BaselineEntry[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BaselineError('it is no JSON');
  }
  const { version, findings } = isRecord(value) ? value : {};
  if (!Array.isArray(findings)) throw new BaselineError('it is no baseline of TrustScope');
  if (version !== VERSION) {
    throw new BaselineError(
      `its version is ${JSON.stringify(version)}, and this one reads ${String(VERSION)}`,
    );
  }
  return findings.map((entry: unknown, index) => {
    const { rule, session, path, text: mark, since } = isRecord(entry) ? entry : {};
    const texts = [rule, session, path, mark, since];
    if (!texts.every((each) => typeof each === 'string')) {
      throw new BaselineError(
        `finding ${String(index + 1)} lacks one of rule, session, path, text and since`,
      );
    }
    const [a, b, c, d, e] = texts as [string, string, string, string, string];
    return { rule: a, session: b, path: c, text: d, since: e };
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Accepted findings, for a report that leaves them out. */
export interface Baseline {
  readonly entries: readonly BaselineEntry[];
  /** The folder that paths in it are below. */
  readonly root: Uri;
  /** Whether the file of an entry was looked at, so that what is not found there is no more. */
  readonly covers: (path: string) => boolean;
}

/** What a report tells of a baseline. */
export interface BaselineUse {
  /** Findings that were left out as accepted. */
  readonly accepted: number;
  /** Accepted ones that are no more. */
  readonly stale: readonly BaselineEntry[];
}

/** The findings that are not accepted, and how far the baseline is still true. */
export function withoutAccepted(
  findings: readonly SelectedFinding[],
  { entries, covers }: Baseline,
  places: Places,
): { readonly findings: readonly SelectedFinding[]; readonly use: BaselineUse } {
  const suppressed = findings.filter(({ finding }) => finding.suppressed !== null);
  const open = findings.filter(({ finding }) => finding.suppressed === null);
  const { fresh, stale } = sortOut(open, entries, places);
  const kept = new Set([...fresh, ...suppressed]);
  return {
    findings: findings.filter((selected) => kept.has(selected)),
    use: { accepted: open.length - fresh.length, stale: stale.filter(({ path }) => covers(path)) },
  };
}

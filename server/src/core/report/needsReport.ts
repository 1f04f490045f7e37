import type { Snapshot } from '../analysis/snapshot.js';
import { grouped } from '../collections/grouping.js';
import { gapsFor, itemsFor, knownMinimum, minimumOf } from '../model/needs.js';
import { ownGrants } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import type { AccessLevel } from '../model/vocabulary.js';
import { accessRank } from '../model/vocabulary.js';
import { grantSet, grantSetWords } from '../model/words.js';
import type { Uri } from '../text/uri.js';
import { relativePath } from '../text/uri.js';
import { shownJson } from './shownJson.js';
import { shownMessage, shownName } from '../text/quoted.js';
import { visible } from '../text/visible.js';
import { wrap } from './text/columns.js';
import type { Paint } from './text/paint.js';

/** One right of one session: what it has, what is known to be needed, and what shows that. */
interface RightNeed {
  readonly right: string;
  readonly granted: AccessLevel | null;
  /** What is known to be needed; null when nothing is. */
  readonly needed: AccessLevel | null;
  readonly evidence: 'needed' | 'unneeded' | 'unknown' | 'missing';
  readonly why: readonly string[];
}

/** What one session needs. */
export interface SessionNeeds {
  readonly path: string;
  readonly session: string;
  /** The least that is enough; null when a step is not known. */
  readonly minimum: Readonly<Record<string, AccessLevel>> | null;
  readonly rights: readonly RightNeed[];
  readonly unknown: readonly string[];
}

/** What the sessions of these files need, in order of path and place. */
export function needsOf(snapshot: Snapshot, files: readonly Uri[], root: Uri): readonly SessionNeeds[] {
  return [...files].sort().flatMap((uri) =>
    snapshot.model.scopesOf(uri).flatMap((scope) => {
      if (scope.needs === null || scope.facts.role === 'included') return [];
      return [sessionNeeds(scope, relativePath(root, uri))];
    }),
  );
}

function sessionNeeds(scope: TrustScope, path: string): SessionNeeds {
  const needs = scope.needs ?? { items: [], gaps: [] };
  const granted = grantSet(ownGrants(scope));
  const least = minimumOf(needs);
  const names = [...new Set([...Object.keys(granted), ...Object.keys(least)])];
  return {
    path,
    session: scope.facts.name,
    minimum: knownMinimum(scope),
    rights: names.map((right) => rightNeed(scope, right, granted[right], least[right])),
    unknown: [...new Set(needs.gaps.map(({ why }) => why))],
  };
}

function rightNeed(
  scope: TrustScope,
  right: string,
  granted: AccessLevel | undefined,
  needed: AccessLevel | undefined,
): RightNeed {
  const needs = scope.needs ?? { items: [], gaps: [] };
  const known = ownGrants(scope).find((grant) => grant.right === right)?.evidence;
  const isMissing = accessRank(needed) > accessRank(granted);
  const items = itemsFor(needs, right);
  const shown = items.length > 0 ? items : known === 'unknown' ? gapsFor(needs, right) : [];
  return {
    right,
    granted: granted ?? null,
    needed: needed ?? null,
    evidence: isMissing ? 'missing' : (known ?? 'unknown'),
    why: [...new Set(shown.map(({ why }) => why))],
  };
}

/** Narrower than that a reason is not wrapped. */
const LEAST_WHY = 20;

const HEAD = ['PERMISSION', 'GRANTED', 'NEEDED', 'WHY'] as const;

/**
 * The needs as tables for people, one for all sessions that need the same.
 *
 * @param columns of the terminal; nothing is wrapped where it is left out
 */
export function renderNeeds(sessions: readonly SessionNeeds[], paint: Paint, columns?: number): string {
  const equal = grouped(sessions, ({ minimum, rights, unknown }) =>
    JSON.stringify([minimum, rights, unknown]),
  );
  return [...equal.values()].map((same) => table(same, paint, columns)).join('\n');
}

export function renderNeedsAsJson(sessions: readonly SessionNeeds[]): string {
  return `${shownJson({ version: 1, sessions })}\n`;
}

/** The needs of sessions that need the same, below the names of all. */
function table(same: readonly SessionNeeds[], paint: Paint, columns: number | undefined): string {
  const [first] = same;
  if (first === undefined) return '';
  const { minimum, rights, unknown } = first;
  const rows = folded(
    rights.map((row) =>
      [
        row.right,
        row.granted ?? '-',
        row.evidence === 'unknown' ? (row.needed ?? 'unknown') : (row.needed ?? '-'),
        whyText(row),
      ].map(shownMessage),
    ),
  );
  const widths = HEAD.slice(0, 3).map((head, at) =>
    Math.max(head.length, ...rows.map((row) => (row[at] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `  ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ')}`.trimEnd();
  const last =
    minimum === null
      ? `Not known: ${shownMessage(unknown.join('; '))}`
      : `Least that is enough: ${grantSetWords(minimum)}`;
  const end = columns === undefined ? [`  ${last}`] : hanging('  ', last, columns);
  // Why stands last, and goes on below itself.
  const before = widths.reduce((sum, width) => sum + width + 2, 2);
  const row = (cells: readonly string[]): readonly string[] => {
    // Names that did not fit above have a row of their own, without a reason.
    if (cells.length < HEAD.length || columns === undefined) return [line(cells)];
    const [why = '', ...more] = wrap(cells.at(-1) ?? '', Math.max(LEAST_WHY, columns - before));
    return [line([...cells.slice(0, -1), why]), ...more.map((text) => ' '.repeat(before) + text)];
  };
  return [
    ...heads(same, paint),
    ...(rows.length === 0 ? [] : [paint.quiet(line(HEAD)), ...rows.flatMap(row)]),
    ...end,
    '',
  ].join('\n');
}

/** The sessions of each file below its path. */
function heads(sessions: readonly SessionNeeds[], paint: Paint): readonly string[] {
  const byPath = [...grouped(sessions, ({ path }) => path)];
  return byPath.flatMap(([path, own]) => [
    paint.path(visible(path)),
    ...own.map(({ session }) => `  ${paint.strong(shownName(session))}`),
  ]);
}

/**
 * Rows that say the same of several rights are one, which names them all: `write-all` comes to a dozen of them. Names that
 * do not fit beside what is said of them stand below.
 */
function folded(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const equal = [...grouped(rows, ([, ...said]) => JSON.stringify(said)).values()];
  return equal.flatMap((same) => {
    const [, ...said] = same[0] ?? [];
    return nameLines(same.map(([right = '']) => right)).map((names, at) =>
      at === 0 ? [names, ...said] : [names],
    );
  });
}

/** More characters of names than these push what is said of them out of sight. */
const LONGEST_NAMES = 36;

function nameLines(names: readonly string[]): readonly string[] {
  const lines: string[] = [];
  names.forEach((name, at) => {
    const text = at === names.length - 1 ? name : `${name},`;
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + text.length > LONGEST_NAMES) lines.push(text);
    else lines[lines.length - 1] = `${line} ${text}`;
  });
  return lines;
}

function whyText({ evidence, why }: RightNeed): string {
  const [first = '', ...others] = why;
  const more = others.length > 0 ? `${first}; ${String(others.length)} more` : first;
  if (evidence === 'missing') return `not granted: ${more}`;
  return evidence === 'unneeded' && more === '' ? 'no step needs it' : more;
}

function hanging(indent: string, text: string, columns: number): readonly string[] {
  return wrap(text, columns - indent.length).map((line) => indent + line);
}

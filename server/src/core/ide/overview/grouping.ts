import { append } from '../../collections/grouping.js';
import { controlTitle } from '../../frameworks/controlLabel.js';
import type { ControlId } from '../../frameworks/controlId.js';
import type { WidthBand } from '../../model/vocabulary.js';
import { counted } from '../../text/phrases.js';
import type { ScopeRow } from './row.js';

/** What sessions are gathered by. */
export type GroupBy = 'width' | 'file' | 'identity' | 'system' | 'control';

/** Some sessions under one heading. */
export interface ScopeGroup {
  /** Unique among the groups of a kind, and the same after a change. */
  readonly key: string;
  readonly label: string;
  /** For example how many sessions there are. */
  readonly detail: string;
  /** Present for a group of one width. */
  readonly band?: WidthBand;
  readonly rows: readonly ScopeRow[];
}

/** Widths in the order in which they are told, with their headings. */
const BANDS: readonly (readonly [WidthBand, string])[] = [
  ['unbounded', 'Unbounded'],
  ['broad', 'Broad'],
  ['unknown', 'Width not known'],
  ['moderate', 'Moderate'],
  ['narrow', 'Narrow'],
];

const BAND_RANKS = new Map(BANDS.map(([band], rank) => [band, rank]));

/**
 * Gathers sessions under headings; empty headings are left out. A session stands under each identity, system and control
 * that it has to do with.
 *
 * @param path the path of a row's file
 * @param counts which controls count, where sessions are gathered by them
 */
export function groupsOf(
  rows: readonly ScopeRow[],
  by: GroupBy,
  path: (row: ScopeRow) => string,
  counts: (id: ControlId) => boolean,
): readonly ScopeGroup[] {
  const found = new Map<string, ScopeRow[]>();
  for (const row of rows) for (const key of keysOf(row, by, path, counts)) append(found, key, row);
  const groups = [...found].map(([key, members]): ScopeGroup => {
    const sorted = [...members].sort(
      (a, b) => rankOf(a) - rankOf(b) || compare(a.label, b.label) || compare(a.scope.id, b.scope.id),
    );
    const detail = counted(sorted.length, 'session');
    if (by === 'width') {
      const [band, label] = BANDS.find(([one]) => one === key) ?? ['unknown', key];
      return { key, label, detail, band, rows: sorted };
    }
    return { key, label: by === 'control' ? controlTitle(key as ControlId) : key, detail, rows: sorted };
  });
  return groups.sort(by === 'width' ? byBand : byLabel);
}

function keysOf(
  row: ScopeRow,
  by: GroupBy,
  path: (row: ScopeRow) => string,
  counts: (id: ControlId) => boolean,
): Iterable<string> {
  switch (by) {
    case 'width':
      return [row.band];
    case 'file':
      return [path(row)];
    case 'identity':
      return row.identities;
    case 'system':
      return row.systems;
    case 'control':
      return new Set(row.findings.flatMap(({ controls }) => controls.filter(counts)));
  }
}

function byBand(a: ScopeGroup, b: ScopeGroup): number {
  return (BAND_RANKS.get(a.band ?? 'unknown') ?? 0) - (BAND_RANKS.get(b.band ?? 'unknown') ?? 0);
}

function byLabel(a: ScopeGroup, b: ScopeGroup): number {
  return compare(a.label, b.label);
}

function rankOf({ band }: ScopeRow): number {
  return BAND_RANKS.get(band) ?? 0;
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

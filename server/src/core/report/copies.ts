import { append, grouped } from '../collections/grouping.js';
import type { NormalStart } from '../compare/normalSession.js';
import { normalSession } from '../compare/normalSession.js';
import type { SessionFacts } from '../model/facts.js';
import { placeOf } from '../model/origin.js';
import type { TrustScope } from '../model/trustScope.js';
import { counted } from '../text/phrases.js';
import { baseName } from '../text/uri.js';
import type { ReportPlace } from './document.js';
import { identityOf } from './findingIdentity.js';
import type { Places } from './places.js';
import type { SelectedFinding } from './selectedFinding.js';

/**
 * Which findings say the same of copies of one text in several files: manifests kept for each version, a workflow cloned
 * for each service. They differ in names alone that are the session's own. A copy is a finding like any other, for counts,
 * exit codes and baselines; only what people read tells it once.
 */
export interface Copies {
  /** What repeats a finding in other files, in order of place; empty for a copy, and for one that has none. */
  readonly of: (selected: SelectedFinding) => readonly SelectedFinding[];
  /** The finding that another one repeats; undefined for what is told by itself. */
  readonly firstOf: (selected: SelectedFinding) => SelectedFinding | undefined;
}

/**
 * Looks for copies among findings in order of place: the first of them stands for the others. Suppressed ones are none,
 * since somebody has decided on that very place.
 *
 * @param labelOf the name of a session by its id, for what is reached over it.
 */
export function copiesAmong(
  findings: readonly SelectedFinding[],
  places: Places,
  labelOf: (id: string) => string | undefined,
): Copies {
  const bySession = new Map<TrustScope, string>();
  const formOf = ({ scope, finding }: SelectedFinding): string => {
    if (scope === undefined) return '';
    if (scope.facts.kind === 'agent') return sessionForm(scope, places, labelOf, spokenOf(finding));
    const known = bySession.get(scope) ?? sessionForm(scope, places, labelOf);
    bySession.set(scope, known);
    return known;
  };
  const copies = new Map<SelectedFinding, SelectedFinding[]>();
  const firsts = new Map<SelectedFinding, SelectedFinding>();
  for (const alike of grouped(findings, (selected) => findingForm(selected, places)).values()) {
    if (new Set(alike.map(({ finding }) => finding.origin.uri)).size < 2) continue;
    for (const group of grouped(alike, formOf).values()) {
      // Two in one file are two: the second of another file is the copy of the second.
      const inFile = new Map<string, number>();
      const told: SelectedFinding[] = [];
      for (const selected of group) {
        const { uri } = selected.finding.origin;
        const before = inFile.get(uri) ?? 0;
        inFile.set(uri, before + 1);
        const first = told[before];
        if (first === undefined) {
          told.push(selected);
          continue;
        }
        append(copies, first, selected);
        firsts.set(selected, first);
      }
    }
  }
  return {
    of: (selected) => copies.get(selected) ?? [],
    firstOf: (selected) => firsts.get(selected),
  };
}

/** What a finding says, without the names of its session. One that is suppressed, or no session's, has no copies. */
function findingForm(selected: SelectedFinding, places: Places): string {
  const { finding, scope } = selected;
  const { rule, severity, confidence, message, origin } = finding;
  if (finding.suppressed !== null || scope === undefined) {
    return JSON.stringify([origin.uri, origin.range.start, rule]);
  }
  const own = ownNames(scope.facts, places.path(scope.file.uri));
  const text = (places.text(origin.uri) ?? '').slice(origin.range.start, origin.range.end);
  return JSON.stringify([
    rule,
    severity,
    confidence,
    withoutNames(message, own),
    own.get(text) ?? identityOf(selected, places).text,
    scope.file.platform,
    // What else an agent may do has findings of its own, and decides on its width.
    scope.facts.kind === 'agent' ? '' : scope.width.band,
  ]);
}

/** The places of which a finding speaks. */
function spokenOf({ origin, related }: SelectedFinding['finding']): ReadonlySet<string> {
  return new Set([origin, ...related.map((one) => one.origin)].map(placeOf));
}

/**
 * What a session may do, who starts it, for how long and behind what, without its names and where it stands.
 *
 * @param only where what it may do has to stand in order to count; all counts where that is not told.
 */
function sessionForm(
  scope: TrustScope,
  places: Places,
  labelOf: (id: string) => string | undefined,
  only?: ReadonlySet<string>,
): string {
  const session = normalSession(scope, places.root, labelOf);
  const { kind, starts, seconds, lives, unknowns, path } = session;
  const grants =
    only === undefined
      ? session.grants
      : session.grants.filter(({ at }) => at !== undefined && only.has(placeOf(at)));
  const own = ownNames(scope.facts, path);
  const starters = [...new Set(starts.map(starterOf))].sort();
  return JSON.stringify({ kind, starters, seconds, lives, grants, unknowns }, (key, value: unknown) => {
    if (key === 'at') return undefined;
    return typeof value === 'string' ? (own.get(value) ?? withoutNames(value, own)) : value;
  });
}

/**
 * Who starts a session, and what is held back from such a run: a workflow for each branch is the same for whoever pushes.
 * Workloads and sessions are told apart by what a policy says of them.
 */
function starterOf(start: NormalStart): string {
  const { event, actor, who, conditions, withholds } = start;
  const isNamed = actor === 'workload' || actor === 'another-session';
  return JSON.stringify(isNamed ? [event, actor, who, conditions, withholds] : [actor, withholds]);
}

/** Names that only say which session of which file it is, each with the sign that stands for it. */
function ownNames(
  { subject, label, name, localId }: SessionFacts,
  path: string,
): ReadonlyMap<string, string> {
  const names = [...Object.entries(subject), ['label', label], ['name', name], ['id', localId]] as const;
  return new Map(
    [...names, ['path', path] as const, ['file', baseName(path)] as const]
      .reverse()
      .map(([kind, own]) => [own, `‹${kind}›`]),
  );
}

/** A message whose pieces of code are replaced where they are such a name as a whole. */
function withoutNames(message: string, own: ReadonlyMap<string, string>): string {
  return message.replace(/`([^`]+)`/gu, (whole, inner: string) => own.get(inner) ?? whole);
}

/** So many other places are named where a report tells a finding once. */
const MOST_NAMED = 3;

/**
 * Where else a finding stands, for people: `the same in 22 other files: a.yaml:3:4, b.yaml:3:4, c.yaml:3:4 and 19 more`;
 * undefined where it stands alone.
 *
 * @param lineColumn how a place in its file is written.
 */
export function sameElsewhere(
  copies: readonly SelectedFinding[],
  lineColumn: (place: ReportPlace) => string,
): string | undefined {
  if (copies.length === 0) return undefined;
  const named = copies.slice(0, MOST_NAMED).map(({ place }) => `${place.path}:${lineColumn(place)}`);
  const more = copies.length - named.length;
  const list = more === 0 ? named.join(', ') : `${named.join(', ')} and ${String(more)} more`;
  return `the same in ${counted(copies.length, 'other file')}: ${list}`;
}

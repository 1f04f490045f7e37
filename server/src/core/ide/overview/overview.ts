import { append } from '../../collections/grouping.js';
import type { Finding, Snapshot } from '../../analysis/snapshot.js';
import { control, frameworks } from '../../frameworks/catalogue.js';
import type { ControlId } from '../../frameworks/controlId.js';
import type { TrustScope } from '../../model/trustScope.js';
import type { Uri } from '../../text/uri.js';
import { relativePath } from '../../text/uri.js';
import type { GroupBy, ScopeGroup } from './grouping.js';
import type { ShownControl } from './shownControl.js';
import { shownControl } from './shownControl.js';
import { groupsOf } from './grouping.js';
import type { ScopeRow } from './row.js';
import { scopeRow } from './row.js';

/** Which sessions are wanted, and how they are gathered. */
export interface OverviewQuery {
  readonly groupBy: GroupBy;
  /** Words that all have to stand somewhere in what is known of a session; empty for all sessions. */
  readonly search: string;
  /** A framework, or one control: only sessions with a finding that touches it, and only such findings. */
  readonly framework?: string;
  readonly control?: string;
}

/** What is asked of a workspace beside its snapshot. */
export interface OverviewScope {
  /** Equal for equal answers of the others. */
  readonly key: string;
  /** Whether the sessions of a file are shown. */
  readonly wanted: (uri: Uri) => boolean;
  /** Whether a finding is shown that is not suppressed. */
  readonly shown: (finding: Finding) => boolean;
  /** The folder that paths are below. */
  readonly rootOf: (uri: Uri) => Uri;
}

/** A framework that findings of the workspace touch. */
export interface TouchedFramework {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** The controls that are touched, with how many findings touch each. */
  readonly controls: readonly (ShownControl & { readonly findings: number })[];
}

interface Remembered {
  readonly findings: readonly Finding[];
  readonly row: ScopeRow;
}

/** All sessions of a workspace, for a list of them. */
export interface Overview {
  /** How many rows were made, for budgets in tests. */
  readonly made: number;
  /** How many sessions there are, whatever is asked for. */
  count(snapshot: Snapshot, scope: OverviewScope): number;
  /** The groups of the sessions that are asked for. */
  groups(snapshot: Snapshot, scope: OverviewScope, query: OverviewQuery): readonly ScopeGroup[];
  /** The findings of one session that count, the gravest first. */
  findingsOf(snapshot: Snapshot, scope: OverviewScope, session: string, query: Narrowing): readonly Finding[];
  /** The frameworks that findings touch, in the order of the catalogue. */
  frameworks(snapshot: Snapshot, scope: OverviewScope): readonly TouchedFramework[];
}

/** An overview that remembers what it has shown. */
export function newOverview(): Overview {
  return new RememberedOverview();
}

type Narrowing = Pick<OverviewQuery, 'framework' | 'control'>;

/**
 * A row is made once for a session and its findings, and made again only
 * where one of these is another object: what a keystroke did not touch costs a look.
 */
class RememberedOverview implements Overview {
  #remembered = new Map<string, Remembered>();
  #last:
    { readonly snapshot: Snapshot; readonly key: string; readonly rows: readonly ScopeRow[] } | undefined;
  #grouped:
    | { readonly rows: readonly ScopeRow[]; readonly key: string; readonly groups: readonly ScopeGroup[] }
    | undefined;
  #made = 0;

  get made(): number {
    return this.#made;
  }

  groups(snapshot: Snapshot, scope: OverviewScope, query: OverviewQuery): readonly ScopeGroup[] {
    const rows = this.#rows(snapshot, scope);
    const key = JSON.stringify(query);
    // What is in each group is asked for apart, in as many questions as groups are open.
    if (this.#grouped?.rows === rows && this.#grouped.key === key) return this.#grouped.groups;
    const groups = this.#groupsOf(rows, scope, query);
    this.#grouped = { rows, key, groups };
    return groups;
  }

  #groupsOf(rows: readonly ScopeRow[], scope: OverviewScope, query: OverviewQuery): readonly ScopeGroup[] {
    const counts = counting(query);
    return groupsOf(
      selected(rows, query),
      query.groupBy,
      ({ scope: { file } }) => relativePath(scope.rootOf(file.uri), file.uri),
      counts,
    );
  }

  count(snapshot: Snapshot, scope: OverviewScope): number {
    return this.#rows(snapshot, scope).length;
  }

  findingsOf(
    snapshot: Snapshot,
    scope: OverviewScope,
    session: string,
    query: Narrowing,
  ): readonly Finding[] {
    const row = this.#rows(snapshot, scope).find(({ scope: { id } }) => id === session);
    return row === undefined ? [] : touching(row.findings, query);
  }

  frameworks(snapshot: Snapshot, scope: OverviewScope): readonly TouchedFramework[] {
    const counts = new Map<ControlId, number>();
    const findings = new Set(this.#rows(snapshot, scope).flatMap((row) => row.findings));
    for (const { controls } of findings) for (const id of controls) counts.set(id, (counts.get(id) ?? 0) + 1);
    return frameworks().flatMap(({ id, name, version, controls }) => {
      const touched = controls.flatMap((one) => {
        const number = counts.get(one.id);
        return number === undefined ? [] : [{ ...shownControl(one.id), findings: number }];
      });
      return touched.length === 0 ? [] : [{ id, name, version, controls: touched }];
    });
  }

  #rows(snapshot: Snapshot, scope: OverviewScope): readonly ScopeRow[] {
    if (this.#last?.snapshot === snapshot && this.#last.key === scope.key) return this.#last.rows;
    const findings = findingsBySession(snapshot, scope);
    const remembered = new Map<string, Remembered>();
    const rows = snapshot
      .files()
      .filter(({ uri }) => scope.wanted(uri))
      .flatMap(({ uri }) => snapshot.model.scopesOf(uri))
      .map((one) => {
        const own = findings.get(one.id) ?? [];
        const held = this.#remembered.get(one.id);
        const isSame = held?.row.scope === one && sameFindings(held.findings, own);
        const kept = isSame ? held : { findings: own, row: this.#make(one, own, scope) };
        remembered.set(one.id, kept);
        return kept.row;
      });
    this.#remembered = remembered;
    this.#last = { snapshot, key: scope.key, rows };
    return rows;
  }

  #make(one: TrustScope, findings: readonly Finding[], { rootOf }: OverviewScope): ScopeRow {
    this.#made += 1;
    return scopeRow(one, findings, relativePath(rootOf(one.file.uri), one.file.uri));
  }
}

function selected(rows: readonly ScopeRow[], query: OverviewQuery): readonly ScopeRow[] {
  const words = query.search
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const isNarrowed = query.framework !== undefined || query.control !== undefined;
  return rows.filter(
    (row) =>
      words.every((word) => row.words.includes(word)) &&
      (!isNarrowed || touching(row.findings, query).length > 0),
  );
}

/** Whether a control counts under what is asked for. */
function counting({ framework, control: only }: Narrowing) {
  return (id: ControlId): boolean =>
    (only === undefined || id === only) && (framework === undefined || control(id).framework === framework);
}

function touching(findings: readonly Finding[], query: Narrowing): readonly Finding[] {
  if (query.framework === undefined && query.control === undefined) return findings;
  const counts = counting(query);
  return findings.filter(({ controls }) => controls.some(counts));
}

/** The findings of each session, in whichever file they stand. */
function findingsBySession(
  snapshot: Snapshot,
  { wanted, shown }: OverviewScope,
): ReadonlyMap<string, readonly Finding[]> {
  const found = new Map<string, Finding[]>();
  for (const { uri } of snapshot.files()) {
    if (!wanted(uri)) continue;
    for (const finding of snapshot.findings(uri)) {
      if (finding.session !== null && finding.suppressed === null && shown(finding)) {
        append(found, finding.session, finding);
      }
    }
  }
  return found;
}

/** Whether they say the same at the same places: findings of a file are made anew when one of them changes. */
function sameFindings(a: readonly Finding[], b: readonly Finding[]): boolean {
  return (
    a.length === b.length &&
    a.every((finding, at) => {
      const other = b[at];
      return (
        finding.rule === other?.rule &&
        finding.severity === other.severity &&
        finding.message === other.message &&
        finding.origin === other.origin
      );
    })
  );
}

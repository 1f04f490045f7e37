import { distinct } from '../../collections/grouping.js';
import type { Finding } from '../../analysis/snapshot.js';
import type { TrustScope } from '../../model/trustScope.js';
import type { Severity, WidthBand } from '../../model/vocabulary.js';
import { shownName } from '../../text/quoted.js';
import { isOpen } from '../../model/reach.js';
import { ownGrants, shortGrants } from '../describe/grants.js';
import { carriedKind, isMinted, sessionLabel, shortName } from '../describe/identity.js';
import { shortInitiators } from '../describe/initiators.js';
import { verdictWords } from '../describe/verdict.js';

/** One session of the workspace as a list of all of them shows it. It holds no offsets. */
export interface ScopeRow {
  readonly scope: TrustScope;
  readonly label: string;
  readonly band: WidthBand;
  /** The verdict with both of its ends. */
  readonly verdict: string;
  /** What it reaches and who starts it, in a few plain characters. */
  readonly summary: string;
  /** Names of the identities that it works with, its own first. */
  readonly identities: readonly string[];
  /** Names of the systems that it reaches. */
  readonly systems: readonly string[];
  /** Its findings, the gravest first, suppressed ones left out. */
  readonly findings: readonly Finding[];
  /** All that a search looks at, in lower case. */
  readonly words: string;
}

const RANKS: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2, hint: 3 };

/**
 * The row of a session.
 *
 * @param findings those of the session, wherever they stand
 * @param path of its file, below the workspace's folder
 */
export function scopeRow(scope: TrustScope, findings: readonly Finding[], path: string): ScopeRow {
  const label = sessionLabel(scope.facts);
  const verdict = verdictWords(scope.width);
  const identities = distinct([scope.facts.credential, ...scope.carried.map(carriedName)].map(shownName));
  const systems = distinct(scope.grants.map(({ system }) => shownName(system.name)));
  const summary = shownName(summaryOf(scope));
  const open = findings
    .filter(({ suppressed }) => suppressed === null)
    .sort((a, b) => RANKS[a.severity] - RANKS[b.severity]);
  return {
    scope,
    label,
    band: scope.width.band,
    verdict,
    summary,
    identities,
    systems,
    findings: open,
    words: [
      label,
      path,
      verdict,
      summary,
      ...identities,
      ...systems,
      ...distinct(scope.grants.map(({ action }) => action)),
      ...distinct(open.map(({ rule }) => rule)),
    ]
      .join('\n')
      .toLowerCase(),
  };
}

function carriedName(carried: TrustScope['carried'][number]): string {
  return `${carriedKind(carried)} ${shortName(carried.name)}`;
}

function summaryOf(scope: TrustScope): string {
  const open = ownGrants(scope).filter((grant) => isOpen(scope, grant));
  const minted = distinct(scope.carried.filter(isMinted).map(({ name }) => shortName(name)));
  const [first, ...others] = minted;
  const more = others.length === 0 ? '' : ` +${String(others.length)}`;
  return [
    open.length === 0 ? '' : shortGrants(open, 1),
    first === undefined ? '' : `→ ${first}${more}`,
    scope.initiators.length === 0 ? '' : `· ${shortInitiators(scope.initiators, 1)}`,
  ]
    .filter((part) => part !== '')
    .join(' ')
    .replace(/^· /u, '');
}

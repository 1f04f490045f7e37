import type { Finding, Fix } from '../../../server/src/core/analysis/snapshot.js';
import type { Rule } from '../../../server/src/core/rules/rule.js';
import type { TextRange } from '../../../server/src/core/text/textRange.js';
import type { Match } from '../fixtures/compare.js';
import type { Repository } from '../repository.js';
import { applyChanges, openRepository, pathOf, uriOf } from '../repository.js';
import { shiftRange } from './shift.js';

/** A finding still to be fixed, and where it stands by now. */
interface Pending {
  readonly path: string;
  readonly range: TextRange;
  readonly rule: string;
  /** The fix that the marker names; the preferred one when it names none. */
  readonly title: string | undefined;
}

/**
 * The result that `<file>.fixed` shows. All marked findings of the case are taken by path and place, one after
 * the other: each gets the first fix that its marker names, or else its preferred one, or else none. The case is
 * analysed anew after each, and a finding that an earlier fix has solved is passed over.
 */
export function fixAll(repository: Repository, rule: Rule, matches: readonly Match[]): Repository {
  let current = repository;
  let pending = matches
    .filter(({ finding }) => finding.suppressed === null)
    .map(toPending)
    .sort(byPlace);
  while (pending.length > 0) {
    const [next, ...rest] = pending;
    pending = rest;
    if (next === undefined) break;
    const fix = chooseFix(current, rule, next);
    if (fix === undefined) continue;
    current = applyChanges(current, fix.changes);
    pending = rest.map((item) => ({ ...item, range: shiftRange(item.range, editsOf(fix, item.path)) }));
  }
  return current;
}

function toPending({ path, marker, finding }: Match): Pending {
  return { path, range: finding.origin.range, rule: finding.rule, title: marker.fixes[0] };
}

function byPlace(a: Pending, b: Pending): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.range.start - b.range.start;
}

function chooseFix(repository: Repository, rule: Rule, pending: Pending): Fix | undefined {
  const snapshot = openRepository(repository, [rule]);
  const finding = snapshot.findings(uriOf(pending.path)).find((candidate) => isSame(candidate, pending));
  if (finding === undefined) return undefined;
  const fixes = snapshot.fixes(finding);
  return fixes.find((fix) => (pending.title === undefined ? fix.preferred : fix.title === pending.title));
}

/** By where it starts: a fix of one finding may change how far another one reaches. */
function isSame(finding: Finding, pending: Pending): boolean {
  return finding.rule === pending.rule && finding.origin.range.start === pending.range.start;
}

function editsOf(fix: Fix, path: string): readonly Fix['changes'][number]['edits'][number][] {
  return fix.changes.filter(({ uri }) => pathOf(uri) === path).flatMap(({ edits }) => edits);
}

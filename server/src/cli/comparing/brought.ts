import { identityOf, sortOut } from '../../core/report/findingIdentity.js';
import type { FindingIdentity } from '../../core/report/findingIdentity.js';
import type { SelectedFinding } from '../../core/report/selection.js';
import { select } from '../../core/report/selection.js';
import type { Judgement } from './agreedContract.js';
import { beyondContract } from './agreedContract.js';
import type { State } from './states.js';

/** Findings of one state that the other does not have, each state judged by itself. */
export function broughtBy(before: State, after: State): readonly SelectedFinding[] {
  const of = (state: State): readonly SelectedFinding[] =>
    select(state.host.snapshot, state.root, {
      files: new Set([...state.host.snapshot.files().map(({ uri }) => uri)].filter(state.isAsked)),
    }).findings.filter(({ finding }) => finding.suppressed === null);
  return sortOut(of(after), identities(before, of(before)), after.places).fresh;
}

/** What a change brings beyond the contract of its base. */
export function broughtBeyond(before: State, after: State, judgement: Judgement): readonly SelectedFinding[] {
  const now = beyondContract(after, placedIn(judgement, before, after));
  if (now.length === 0) return [];
  return sortOut(now, identities(before, beyondContract(before, judgement)), after.places).fresh;
}

function identities(state: State, findings: readonly SelectedFinding[]): readonly FindingIdentity[] {
  return findings.map((selected) => identityOf(selected, state.places));
}

/** The same files below the root of the other state. */
function placedIn(judgement: Judgement, { root: from }: State, { root: to }: State): Judgement {
  if (from === to) return judgement;
  return new Map([...judgement].map(([uri, text]) => [to + uri.slice(from.length), text] as const));
}

import type { Snapshot } from '../analysis/snapshot.js';
import type { TrustScope } from '../model/trustScope.js';
import { effectiveGates, gatesBefore } from '../model/trustScope.js';
import type { TextRange } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';
import { defaultGrantWords } from './describe/certainty.js';
import { shortGate } from './describe/gates.js';
import { ownGrants, shortGrants } from './describe/grants.js';
import { carriedKind, isMinted, shortName } from './describe/identity.js';
import { shortInitiators } from './describe/initiators.js';
import { shortLifetime } from './describe/lifetime.js';
import { counted, distinct } from './describe/list.js';
import { scopesOfFile } from './fileScopes.js';

/** One line above a session. */
export interface SessionLens {
  readonly range: TextRange;
  readonly title: string;
  readonly session: string;
}

/** About as much as fits beside the code in an editor of ordinary width. */
const LENGTH = 120;

/** A lens at every session of the file, the narrow ones too: that they are narrow is worth seeing. */
export function codeLenses(snapshot: Snapshot, uri: Uri): readonly SessionLens[] {
  return scopesOfFile(snapshot, uri).map((scope) => ({
    range: scope.facts.origin.range,
    title: scopeLine(scope),
    session: scope.id,
  }));
}

/** A session's scope in one line of plain text: width · grants → identities · lifetime · start · gate. */
export function scopeLine(scope: TrustScope, length = LENGTH): string {
  // From most to least detail; the first that fits is taken.
  for (const detail of [3, 2, 1]) {
    const line = parts(scope, detail).join(' · ');
    if (line.length <= length) return line;
  }
  return `${parts(scope, 1)
    .join(' · ')
    .slice(0, length - 1)}…`;
}

function parts(scope: TrustScope, detail: number): readonly string[] {
  return [
    scope.width.band,
    reach(scope, detail),
    shortLifetime(scope.lifetime),
    started(scope, detail),
    gates(scope, detail),
  ].filter((part) => part !== '');
}

function reach(scope: TrustScope, detail: number): string {
  const grants = ownGrants(scope).filter((grant) => gatesBefore(scope, grant).length === 0);
  const basis = defaultGrantWords(scope) !== undefined && grants.length > 0 ? ' (default)' : '';
  const minted = distinct(
    scope.carried
      .filter(isMinted)
      .map((carried) => (detail > 1 ? shortName(carried.name) : carriedKind(carried))),
  );
  const becomes = minted.length === 0 ? '' : ` → ${some(minted, detail - 1)}`;
  return `${shortGrants(grants, detail)}${basis}${becomes}${secrets(scope)}`;
}

function secrets(scope: TrustScope): string {
  if (scope.facts.sweeps.length > 0) return ' + all secrets';
  const held = distinct(
    scope.carried.filter((carried) => !isMinted(carried)),
    (carried) => carried.key,
  );
  return held.length === 0 ? '' : ` + ${counted(held.length, 'secret')}`;
}

function started(scope: TrustScope, detail: number): string {
  if (scope.initiators.length === 0 && scope.facts.callable) return 'called';
  return shortInitiators(scope.initiators, detail);
}

function gates(scope: TrustScope, detail: number): string {
  const names = distinct(
    effectiveGates(scope)
      .filter((gate) => gate.kind !== 'condition')
      .map(shortGate),
  );
  return names.length === 0 ? '' : `gate: ${some(names, detail)}`;
}

function some(names: readonly string[], max: number): string {
  const shown = names.slice(0, Math.max(1, max));
  return shown.join(', ') + (names.length > shown.length ? ` +${names.length - shown.length}` : '');
}

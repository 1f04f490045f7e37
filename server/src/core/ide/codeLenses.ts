import type { Snapshot } from '../analysis/snapshot.js';
import type { TrustScope } from '../model/trustScope.js';
import { isOpen, isProved } from '../model/reach.js';
import { effectiveGates } from '../model/trustScope.js';
import { shownName } from '../text/quoted.js';
import type { TextRange } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';
import { defaultGrantWords } from './describe/certainty.js';
import { shortGate } from './describe/gates.js';
import { ownGrants, shortGrants, widestFirst } from './describe/grants.js';
import { carriedKind, isMinted, shortName } from './describe/identity.js';
import { shortInitiators } from './describe/initiators.js';
import { shortLifetime } from './describe/lifetime.js';
import { bandWords, verdictWords } from './describe/verdict.js';
import { distinct } from '../collections/grouping.js';
import { counted } from '../text/phrases.js';
import { shortenedMiddle } from './actionTitle.js';
import { scopesOfFile, scopesSpokenOf } from './fileScopes.js';

/** One line above a session. */
export interface SessionLens {
  readonly range: TextRange;
  readonly title: string;
  readonly session: string;
  /** Set on the line that says what makes the session wider than its base. */
  readonly comparesWithBase?: true;
}

/** About as much as fits beside the code in a window of 1440 columns of pixels. */
const LENGTH = 100;

/** What is left for the scope where something stands before it. */
const LEAST = 46;

/**
 * A lens at every session of the file, the narrow ones too: that they are narrow is worth seeing. Where a session is wider
 * than its base, that comes first, with a lens of its own.
 *
 * @param wider what makes a session wider than the base, in one line; nothing where it is not
 */
export function codeLenses(
  snapshot: Snapshot,
  uri: Uri,
  wider: (session: string) => string | undefined = () => undefined,
): readonly SessionLens[] {
  const own = scopesOfFile(snapshot, uri).flatMap((scope): SessionLens[] => {
    const place = { range: scope.facts.origin.range, session: scope.id };
    const news = wider(scope.id);
    if (news === undefined) return [{ ...place, title: scopeLine(scope) }];
    const rest = Math.max(LEAST, LENGTH - news.length);
    return [
      { ...place, title: news, comparesWithBase: true },
      { ...place, title: scopeLine(scope, rest) },
    ];
  });
  return [...own, ...workloadLenses(snapshot, uri)];
}

/** What runs as an identity that is defined somewhere else shows how far that reaches. */
function workloadLenses(snapshot: Snapshot, uri: Uri): readonly SessionLens[] {
  return scopesSpokenOf(snapshot, uri).flatMap((scope) =>
    (scope.facts.workloads ?? [])
      .filter(({ origin }) => origin.uri === uri && origin.range.start !== scope.facts.origin.range.start)
      .map(({ origin }) => ({
        range: origin.range,
        title: runsAs(scope),
        session: scope.id,
      })),
  );
}

function runsAs(scope: TrustScope): string {
  const head = `runs as ${shortenedMiddle(shownName(scope.facts.label), 32)}: `;
  return head + scopeLine(scope, LENGTH - head.length);
}

/**
 * A session's scope in one line of plain text: width · grants → identities, secrets · lifetime · start · gate. Where there
 * is no room, details go first, then what stands last; the verdict and what is reached are never cut.
 */
export function scopeLine(scope: TrustScope, length = LENGTH): string {
  // From most to least detail; the first that fits is taken.
  for (const detail of [3, 2, 1, 0]) {
    const line = shownName(parts(scope, detail).join(' · '));
    if (line.length <= length) return line;
  }
  const few = parts(scope, 0);
  for (let kept = few.length - 1; kept >= 2; kept--) {
    const line = shownName(few.slice(0, kept).join(' · '));
    if (line.length <= length) return line;
  }
  const [, reached = ''] = few;
  const head = `${bandWords(scope.width)} · `;
  return head + shortenedMiddle(shownName(reached), Math.max(1, length - head.length));
}

/** @param detail how many of a kind are named; with 0 one of each, and identities by their kind alone */
function parts(scope: TrustScope, detail: number): readonly string[] {
  const open = reach(scope, detail, (item) => isOpen(scope, item));
  const gated = reach(scope, detail, (item) => !isOpen(scope, item));
  return [
    verdictWords(scope.width),
    open !== ''
      ? open
      : gated === ''
        ? noReach(scope)
        : `behind ${gates(scope, 1) || 'a condition'}: ${gated}`,
    shortLifetime(scope.lifetime),
    started(scope, detail),
    open === '' || gates(scope, 1) === '' ? '' : `gate: ${gates(scope, detail)}`,
  ].filter((part) => part !== '');
}

/** Where the width is not known, that the files name no grant is no proof that there is none. */
function noReach({ width }: TrustScope): string {
  return width.band === 'unknown' ? '' : 'no grants';
}

/** What of the scope lies on one side of its gates; empty when nothing does. */
function reach(scope: TrustScope, detail: number, isHere: (item: Gated) => boolean): string {
  const grants = ownGrants(scope).filter(isHere);
  const carried = scope.carried.filter(isHere);
  const basis = defaultGrantWords(scope) !== undefined && grants.length > 0 ? ' (default)' : '';
  const minted = distinct(
    carried
      .filter(isMinted)
      .map((identity) =>
        detail === 0
          ? carriedKind(identity)
          : shortName(identity.name) + (detail > 1 ? systemsOf(scope, identity.key) : ''),
      ),
  );
  const secrets = distinct(carried.filter((identity) => !isMinted(identity)).map(({ key }) => key));
  const own = [
    grants.length === 0 ? '' : shortGrants(grants, Math.max(1, detail)) + basis,
    minted.length === 0 ? '' : some(minted, detail - 1),
  ]
    .filter((part) => part !== '')
    .join(' → ');
  const held = scope.facts.sweeps.some(isHere)
    ? 'all secrets'
    : secrets.length === 0
      ? ''
      : counted(secrets.length, 'secret');
  return [own, held].filter((part) => part !== '').join(', ');
}

/** What an identity leads to, where its own policy is known: ` (S3, ECS)`. */
function systemsOf(scope: TrustScope, identity: string): string {
  const reached = scope.grants.filter((grant) => grant.identity === identity && grant.via.length > 0);
  const names = distinct(widestFirst(reached).map(({ system }) => system.name.replace(/^AWS /u, '')));
  return names.length === 0 ? '' : ` (${some(names, 3)})`;
}

interface Gated {
  readonly gates: readonly string[];
}

function started(scope: TrustScope, detail: number): string {
  if (scope.initiators.length === 0 && scope.facts.callable) return 'called';
  return shortInitiators(scope.initiators, Math.max(1, detail));
}

function gates(scope: TrustScope, detail: number): string {
  // What the verdict names already is not told again.
  const told = scope.width.assuming.length > 0;
  const names = distinct(
    effectiveGates(scope)
      .filter((gate) => gate.kind !== 'condition' && (isProved(gate) || !told))
      .map(shortGate),
  );
  return names.length === 0 ? '' : some(names, detail);
}

function some(names: readonly string[], max: number): string {
  const shown = names.slice(0, Math.max(1, max));
  return shown.join(', ') + (names.length > shown.length ? ` +${names.length - shown.length}` : '');
}

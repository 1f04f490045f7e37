import type { Escalation } from '../../model/escalation.js';
import type { Grant } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { placeOf } from '../../model/origin.js';
import { isOpen } from '../../model/reach.js';
import type { TrustModel, TrustScope } from '../../model/trustScope.js';
import { untrustedInitiators } from '../../model/trustScope.js';
import type { Severity } from '../../model/vocabulary.js';
import { letsOthersIn, opensEverything, throughWords } from './breadths.js';

/** A text that lets a session gain more than it was given, with the ways that it opens, the gravest first. */
export interface Cause {
  readonly origin: Origin;
  readonly ways: readonly [Escalation, ...Escalation[]];
  readonly severity: Severity;
}

/** The texts of a session by which it gains more, the gravest first. Ways that have a grant in common are one cause. */
export function causesOf(scope: TrustScope, model: TrustModel): readonly Cause[] {
  if (letsOthersIn(scope)) return [];
  const groups: { readonly ways: [Escalation, ...Escalation[]]; readonly places: Set<string> }[] = [];
  for (const way of scope.escalations.filter((one) => isTold(one))) {
    const places = new Set(way.by.map(({ origin }) => placeOf(origin)));
    const shared = groups.filter((group) => [...places].some((place) => group.places.has(place)));
    const [into, ...others] = shared;
    if (into === undefined) {
      groups.push({ ways: [way], places });
      continue;
    }
    into.ways.push(way, ...others.flatMap(({ ways }) => ways));
    for (const place of [...places, ...others.flatMap((group) => [...group.places])]) into.places.add(place);
    for (const other of others) groups.splice(groups.indexOf(other), 1);
  }
  return groups
    .map(({ ways: together }) => {
      const ways = together.sort((a, b) => gravity(scope, model, a) - gravity(scope, model, b));
      return { origin: ways[0].origin, ways, severity: severityOf(scope, model, ways) };
    })
    .sort((a, b) => gravity(scope, model, a.ways[0]) - gravity(scope, model, b.ways[0]));
}

/**
 * Who may do everything gains nothing; that it may is told where it is written. What stays within one resource is not
 * another identity, and where a way only leads to identities of the workspace these are told as what it can become.
 */
function isTold({ by, extent, known, plain }: Escalation): boolean {
  if (extent !== undefined || known !== undefined || plain !== undefined) return false;
  return by.length > 0 && !by.every(opensEverything);
}

const GAINS: Readonly<Record<Escalation['gains'], number>> = { everything: 0, rights: 1, identity: 2 };

function gravity(scope: TrustScope, model: TrustModel, way: Escalation): number {
  return (isGrave(scope, model, way) ? 0 : 8) + (way.conditions.length === 0 ? 0 : 4) + GAINS[way.gains];
}

function severityOf(scope: TrustScope, model: TrustModel, ways: Cause['ways']): Severity {
  if (!ways.some((way) => isGrave(scope, model, way))) return 'information';
  return untrustedInitiators(scope).length > 0 ? 'error' : 'warning';
}

function isGrave(scope: TrustScope, model: TrustModel, way: Escalation): boolean {
  if (
    !isOpen(scope, way) ||
    way.conditions.length > 0 ||
    isInverted(way) ||
    isCustomary(way) ||
    isReading(way)
  ) {
    return false;
  }
  return isWide(model, way);
}

/** To act as the one identity that is named is what a deployment is for; as any that there is, is not. */
function isWide(model: TrustModel, { gains, targets, wide }: Escalation): boolean {
  if (gains !== 'identity') return true;
  if (wide !== undefined) return wide;
  return targets.some((id) => {
    const band = model.scope(id)?.width.atLeast;
    return band === 'broad' || band === 'unbounded';
  });
}

/** What a vendor's policy for reading opens on the side, as `ReadOnlyAccess` does with tokens of identity pools. */
function isReading({ by }: Escalation): boolean {
  return by.every((grant) => grant.access === 'read' && throughWords(grant) !== '');
}

/** What a vendor gives its own service is not the file's choice. */
function isCustomary({ by }: Escalation): boolean {
  return by.some(({ breadth }) => (breadth ?? []).some(({ customary }) => customary === true));
}

/** A grant of all but what is listed is told as such. */
function isInverted({ by }: Escalation): boolean {
  return by.every(({ breadth }) =>
    (breadth ?? []).some(({ dimension, form }) => dimension === 'action' && form === 'inverted'),
  );
}

/** Grants that are told as the way to more, and need not be told again as merely wide. */
export function toldAsWays(scope: TrustScope, model: TrustModel): ReadonlySet<Grant> {
  const grave = causesOf(scope, model).filter(({ severity }) => severity !== 'information');
  return new Set(grave.flatMap(({ ways }) => ways.flatMap(({ by }) => by)));
}

/** Places of texts that are told as the way to more. */
export function placesOfWays(scope: TrustScope, model: TrustModel): ReadonlySet<string> {
  const grave = causesOf(scope, model).filter(({ severity }) => severity !== 'information');
  return new Set(grave.map(({ origin }) => placeOf(origin)));
}

/** Sessions that are told as what an escalation leads to. */
export function targetsOfWays(scope: TrustScope, model: TrustModel): ReadonlySet<string> {
  return new Set(causesOf(scope, model).flatMap(({ ways }) => ways.flatMap(({ targets }) => targets)));
}

import { patternMatches } from '../knowledge/aws/wildcards.js';
import type { Ceiling, CeilingGate } from '../model/ceiling.js';
import type { CarriedIdentity, Gate, Initiator, Unknown } from '../model/grant.js';
import { outlives } from '../model/lives.js';
import type { Origin } from '../model/origin.js';
import type { TrustScope } from '../model/trustScope.js';
import { allows, allowsStart, concerns } from './covering.js';
import type { Reached } from './reached.js';
import { reachedBy } from './reached.js';

/** One way in which a session is, or may be, beyond its ceiling. */
export type Breach =
  | { readonly kind: 'reach'; readonly at: Origin; readonly by: Origin; readonly reached: Reached }
  | { readonly kind: 'start'; readonly at: Origin; readonly by: Origin; readonly initiator: Initiator }
  | {
      readonly kind: 'lifetime';
      readonly at: Origin;
      readonly by: Origin;
      readonly seconds: number | null;
      readonly limit: number;
      readonly boundBy: string;
      /** What lasts so long, where it is not the session itself. */
      readonly identity?: CarriedIdentity;
    }
  | {
      readonly kind: 'gate';
      readonly at: Origin;
      readonly by: Origin;
      readonly reached: Reached;
      readonly asked: CeilingGate;
      /** What stands there and is not proved; absent where nothing does. */
      readonly unproved?: Gate;
    }
  | { readonly kind: 'unknown'; readonly at: Origin; readonly by: Origin; readonly unknown: Unknown };

/** All ways in which a session is beyond its ceiling, and what of it is not known to be within. */
export function breachesOf(scope: TrustScope, ceiling: Ceiling): readonly Breach[] {
  const reached = reachedBy(scope);
  return [
    ...beyondReach(scope, ceiling, reached),
    ...beyondStarts(scope, ceiling),
    ...beyondLife(scope, ceiling),
    ...ceiling.gates.flatMap((gate) => missingGate(scope, gate, reached)),
    ...notKnown(scope, ceiling),
  ];
}

function beyondReach(scope: TrustScope, { may }: Ceiling, reached: readonly Reached[]): readonly Breach[] {
  if (may === undefined) return [];
  const isAllowed = (grant: Reached): boolean => may.value.some((reach) => allows(reach, grant));
  const beyond = reached.filter((grant) => !isAllowed(grant));
  if (beyond.length === 0) return [];
  const agreed = new Set(reached.filter(isAllowed).map(over));
  return beyond.map((grant) => ({
    kind: 'reach',
    at: placeOf(scope, grant, agreed),
    by: may.origin,
    reached: grant,
  }));
}

function over({ grant }: Reached): string {
  return grant?.via.join(' ') ?? '';
}

/** Where nothing of what is reached over another identity is agreed, it is the step to that identity that is too much. */
function placeOf(scope: TrustScope, reached: Reached, agreed: ReadonlySet<string>): Origin {
  const [first] = reached.grant?.via ?? [];
  if (first === undefined || agreed.has(over(reached))) return reached.origin;
  return scope.becomes.find(({ session }) => session === first)?.origin ?? reached.origin;
}

function beyondStarts({ initiators }: TrustScope, { startedBy }: Ceiling): readonly Breach[] {
  if (startedBy === undefined) return [];
  return initiators
    .filter((initiator) => !startedBy.value.some((start) => allowsStart(start, initiator)))
    .map((initiator) => ({ kind: 'start', at: initiator.origin, by: startedBy.origin, initiator }));
}

function beyondLife(scope: TrustScope, { lasts, credentialsLast = lasts }: Ceiling): readonly Breach[] {
  const { lifetime } = scope;
  const own =
    lasts === undefined || lasts.value === null || lifetime.basis === 'unknown'
      ? []
      : beyond(lifetime.seconds, lasts.value)
        ? [lifeBreach(scope.lifetime, lasts.value, lasts.origin)]
        : [];
  if (credentialsLast === undefined || credentialsLast.value === null) return own;
  const { value, origin } = credentialsLast;
  const lives = scope.carried.filter(
    (identity) => outlives(identity, lifetime.seconds) && beyond(identity.lifetime.seconds, value),
  );
  return [...own, ...lives.map((identity) => lifeBreach(identity.lifetime, value, origin, identity))];
}

function beyond(seconds: number | null, limit: number): boolean {
  return seconds === null || seconds > limit;
}

function lifeBreach(
  { seconds, boundBy, origin }: TrustScope['lifetime'],
  limit: number,
  by: Origin,
  identity?: CarriedIdentity,
): Breach {
  return {
    kind: 'lifetime',
    at: origin,
    by,
    seconds,
    limit,
    boundBy,
    ...(identity === undefined ? {} : { identity }),
  };
}

function missingGate(scope: TrustScope, asked: CeilingGate, reached: readonly Reached[]): readonly Breach[] {
  const fits = ({ name, kind }: Gate): boolean =>
    (asked.name === undefined || patternMatches(asked.name, name)) &&
    (asked.kind === undefined || asked.kind === kind);
  return reached
    .filter((grant) => asked.before.length === 0 || asked.before.some((reach) => concerns(reach, grant)))
    .flatMap((grant): readonly Breach[] => {
      const standing = grant.gates.filter(fits);
      if (standing.some(({ state }) => state === 'enforced' || asked.proof === 'settings')) return [];
      const [unproved] = standing;
      const at = unproved?.origin ?? placeOf(scope, grant, new Set());
      return [
        {
          kind: 'gate',
          at,
          by: asked.origin,
          reached: grant,
          asked,
          ...(unproved === undefined ? {} : { unproved }),
        },
      ];
    });
}

/** What could be beyond a ceiling for all that is known, and was not accepted as that. */
function notKnown(scope: TrustScope, ceiling: Ceiling): readonly Breach[] {
  const { may, startedBy, lasts, gates } = ceiling;
  const ofReach = may?.origin ?? gates[0]?.origin;
  const unknowns = scope.unknowns.flatMap((unknown): Breach[] => {
    if (unknown.about === 'settings' || unknown.about === 'use') return [];
    const by = unknown.about === 'start' ? startedBy?.origin : ofReach;
    return by === undefined ? [] : [{ kind: 'unknown', at: unknown.origin, by, unknown }];
  });
  const life: Breach[] =
    lasts === undefined || lasts.value === null || scope.lifetime.basis !== 'unknown'
      ? []
      : [
          {
            kind: 'unknown',
            at: scope.lifetime.origin,
            by: lasts.origin,
            unknown: { what: LIFE, why: scope.lifetime.boundBy, origin: scope.lifetime.origin },
          },
        ];
  return [...unknowns, ...life].filter(
    (breach) => breach.kind !== 'unknown' || !isAccepted(breach.unknown, ceiling),
  );
}

const LIFE = 'how long it lasts';

/** Whether the contract accepts this as not known. */
export function isAccepted({ what }: Pick<Unknown, 'what'>, { notKnown }: Ceiling): boolean {
  return notKnown.some((pattern) => pattern === what || patternMatches(pattern, what));
}

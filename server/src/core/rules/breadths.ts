import type { Breadth, Dimension } from '../model/breadth.js';
import type { Grant } from '../model/facts.js';
import { isOpen } from '../model/reach.js';
import type { RemediationOffer } from '../model/remediation.js';
import type { TrustScope } from '../model/trustScope.js';
import { heldBy, untrustedInitiators } from '../model/trustScope.js';
import type { Severity } from '../model/vocabulary.js';
import { accessRank } from '../model/vocabulary.js';

/** One text that widens grants of a session, with all the grants that it widens. */
export interface Widening {
  readonly breadth: Breadth;
  readonly grants: readonly Grant[];
}

/** The texts of a session's own grants that stand for more than one thing, each once. */
export function wideningsOf(scope: TrustScope, dimension: Dimension): readonly Widening[] {
  const places = new Map<string, { breadth: Breadth; grants: Grant[] }>();
  for (const grant of scope.grants) {
    if (grant.via.length > 0) continue;
    for (const breadth of grant.breadth ?? []) {
      if (breadth.dimension !== dimension) continue;
      const { uri, range } = breadth.origin;
      const key = `${uri} ${String(range.start)} ${String(range.end)}`;
      const known = places.get(key);
      if (known === undefined) places.set(key, { breadth, grants: [grant] });
      else known.grants.push(grant);
    }
  }
  return [...places.values()];
}

/** Whether the grant opens every action on everything: then its resource says nothing more. */
export function opensEverything(grant: Grant): boolean {
  return (grant.breadth ?? []).some(
    ({ dimension, form, whole }) => dimension === 'action' && form === 'all' && whole,
  );
}

/** The strongest access among the grants, as a number; see `accessRank`. */
export function strongest(grants: readonly Grant[]): number {
  return Math.max(0, ...grants.map(({ access }) => accessRank(access)));
}

/** An error where somebody nobody approved holds one of the grants, nothing being checked before. */
export function raisedByStrangers(scope: TrustScope, grants: readonly Grant[], severity: Severity): Severity {
  const held = untrustedInitiators(scope).some((initiator) =>
    grants.some((grant) => isOpen(scope, grant) && grant.access !== 'read' && heldBy(initiator, grant)),
  );
  return held ? 'error' : severity;
}

/** The narrower texts that the platform knows, as fixes; the first is preferred where nothing is lost by it. */
export function narrowerOffers({ breadth }: Widening): readonly RemediationOffer[] {
  return breadth.options.map(({ title, values, safe, caution }, index) => ({
    title,
    applicability: safe ? 'safe' : 'unsafe',
    ...(safe ? {} : { caution: caution ?? 'what else is used there stops working' }),
    ...(index === 0 ? { preferred: true } : {}),
    intents: [{ kind: 'replace-values', uri: breadth.origin.uri, at: breadth.origin, values }],
  }));
}

/** How a message begins that speaks of a session or of a set that nobody is known to hold: "Role `deploy`". */
export function HolderWords({ facts }: TrustScope): string {
  return `${facts.noun.charAt(0).toUpperCase()}${facts.noun.slice(1)} \`${facts.label}\``;
}

/** Kinds of session whose wildcards other rules tell, in the words of that trade. */
export function hasRuleOfItsOwn({ facts }: TrustScope): boolean {
  return facts.kind === 'broker-user' || facts.kind === 'agent';
}

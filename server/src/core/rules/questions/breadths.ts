import type { Breadth, Dimension } from '../../model/breadth.js';
import type { Grant } from '../../model/facts.js';
import { placeOf } from '../../model/origin.js';
import { isOpen } from '../../model/reach.js';
import type { RemediationOffer } from '../../model/remediation.js';
import type { TrustScope } from '../../model/trustScope.js';
import { heldBy, untrustedInitiators } from '../../model/trustScope.js';
import type { Severity } from '../../model/vocabulary.js';
import { accessRank } from '../../model/vocabulary.js';
import { listed } from '../../text/phrases.js';
import { quoted } from '../../text/quoted.js';

/** One text that widens grants of a session, with all the grants that it widens. */
export interface Widening {
  readonly breadth: Breadth;
  readonly grants: readonly Grant[];
}

/** The texts of a session's own grants that stand for more than one thing, each once. */
export function wideningsOf(scope: TrustScope, dimension: Dimension): readonly Widening[] {
  const places = new Map<string, { breadth: Breadth; grants: Grant[] }>();
  for (const grant of ownGrantsOf(scope)) {
    for (const breadth of grant.breadth ?? []) {
      if (breadth.dimension !== dimension) continue;
      // The name of a policy of the vendor's is one place that may hold several wildcards.
      const key = `${placeOf(breadth.origin)} ${breadth.text}`;
      const known = places.get(key);
      if (known === undefined) places.set(key, { breadth, grants: [grant] });
      else known.grants.push(grant);
    }
  }
  return [...places.values()];
}

/**
 * Grants that the session holds itself. The policy of a thing says who gets in to it, not what an identity may do: its
 * wildcards cover that thing alone, and whom it trusts is told elsewhere.
 */
export function ownGrantsOf(scope: TrustScope): readonly Grant[] {
  return letsOthersIn(scope) ? [] : scope.grants.filter(({ via }) => via.length === 0);
}

/** Whether it is the policy of a bucket, queue, key or the like, which says who may get in. */
export function letsOthersIn({ facts }: TrustScope): boolean {
  return facts.kind === 'cloud-role' && facts.role === 'unheld' && facts.initiators.length > 0;
}

/** Grants by the place of their text. */
export function byPlace(grants: readonly Grant[]): readonly (readonly [Grant, ...Grant[]])[] {
  const places = new Map<string, [Grant, ...Grant[]]>();
  for (const grant of grants) {
    const known = places.get(placeOf(grant.origin));
    if (known === undefined) places.set(placeOf(grant.origin), [grant]);
    else known.push(grant);
  }
  return [...places.values()];
}

/** Whether the grant opens every action on everything: then nothing else has to be said of it. */
export function opensEverything(grant: Grant): boolean {
  const isMinor = (grant.breadth ?? []).some(({ minor }) => minor === true);
  return !isMinor && hasWhole(grant, 'action', 'all') && hasWhole(grant, 'resource', 'all');
}

/** Whether the grant's actions are all that there are, or all of a service. */
export function hasWholeAction(grant: Grant): boolean {
  return hasWhole(grant, 'action');
}

/** Whether the grant's text covers all resources of a kind, or all there are. */
export function hasWholeResource(grant: Grant): boolean {
  return hasWhole(grant, 'resource');
}

function hasWhole({ breadth }: Grant, wanted: Dimension, form?: Breadth['form']): boolean {
  return (breadth ?? []).some(
    (one) => one.dimension === wanted && one.whole && (form === undefined || one.form === form),
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

/**
 * One fix for several texts of a list: the first narrower text of each that has one. None where the first of them has
 * none, since the finding stands there and would stay.
 */
export function narrowerTogether(widenings: readonly Widening[]): RemediationOffer | undefined {
  const [first, ...others] = widenings;
  const narrowable = widenings.filter(({ breadth }) => breadth.options.length > 0);
  if (first === undefined || first !== narrowable[0]) return undefined;
  const offers = narrowable.flatMap((widening) => narrowerOffers(widening).slice(0, 1));
  const [only] = offers;
  if (only === undefined || others.length === 0 || narrowable.length === 1) return only;
  const texts = narrowable.map(({ breadth }) => quoted(shortText(breadth.text)));
  const reads = narrowable.every(({ breadth }) => breadth.options[0]?.reading === true);
  const isSafe = offers.every(({ applicability }) => applicability === 'safe');
  return {
    title: `${reads ? 'Allow only what reads' : 'Name what is meant'} in place of ${listed(texts, 2)}`,
    applicability: isSafe ? 'safe' : 'unsafe',
    ...(isSafe ? {} : { caution: 'what else is used there stops working' }),
    preferred: true,
    intents: offers.flatMap(({ intents }) => intents),
  };
}

/** How a message begins that speaks of a session or of a set that nobody is known to hold: "Role `deploy`". */
export function HolderWords({ facts }: TrustScope): string {
  return `${facts.noun.charAt(0).toUpperCase()}${facts.noun.slice(1)} ${quoted(facts.label)}`;
}

/** By which policy of the vendor's the session has the grant, for behind what it has: " through `PowerUserAccess`". */
export function throughWords(grant: Grant | undefined): string {
  const policy = grant?.attributes?.['policy'];
  return typeof policy === 'string' ? ` through ${quoted(policy)}` : '';
}

const MOST_SHOWN = 56;

/** A text of a grant for a message, its end being what tells most: `…:table/customers`. */
export function shortText(text: string): string {
  return text.length <= MOST_SHOWN ? text : `…${text.slice(1 - MOST_SHOWN)}`;
}

/** Kinds of session whose wildcards other rules tell, in the words of that trade. */
export function hasRuleOfItsOwn({ facts }: TrustScope): boolean {
  return facts.kind === 'broker-user' || facts.kind === 'agent';
}

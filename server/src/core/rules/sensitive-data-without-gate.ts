import type { Grant, Sensitivity } from '../model/facts.js';
import { isUnguarded } from '../model/reach.js';
import type { RemediationOffer } from '../model/remediation.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Severity, SystemKind } from '../model/vocabulary.js';
import { grantWords } from '../model/words.js';
import {
  byPlace,
  HolderWords,
  hasWholeAction,
  ownGrantsOf,
  raisedByStrangers,
  shortText,
  throughWords,
} from './questions/breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'sensitive-data-without-gate',
  title: 'Sensitive data is in reach without approval',
  severity: 'warning',
  findingClass: 'no-reauthorization-before-sensitive-action',
  since: '0.1.0',
};

const WORDS: Readonly<Partial<Record<Sensitivity, string>>> = {
  'customer-data': 'customer data',
  billing: 'billing data',
};
const DATA: ReadonlySet<SystemKind> = new Set(['data', 'api', 'queue']);

function check(scope: TrustScope): readonly RuleHit[] {
  const grants = ownGrantsOf(scope).filter((grant) => isSensitive(grant) && isUnguarded(scope, grant));
  return together(byPlace(grants)).map((same) => hit(scope, same));
}

export const sensitiveDataWithoutGate: Rule = { meta, check };

/** Data that is named as such and can be had: what only puts more in takes nothing out. */
function isSensitive(grant: Grant): boolean {
  const { system, identity, flows, conversational } = grant;
  if (!DATA.has(system.kind) || identity !== undefined || conversational === true) return false;
  if (flows !== undefined && !flows.includes('consume')) return false;
  return kindOf(grant) !== undefined;
}

function kindOf({ sensitivity }: Grant): string | undefined {
  return (sensitivity ?? []).flatMap((kind) => WORDS[kind] ?? [])[0];
}

/** Actions on the same resource are one path to the same data; the first of them stands for it. */
function together(
  places: readonly (readonly [Grant, ...Grant[]])[],
): readonly (readonly [Grant, ...Grant[]])[] {
  const paths = new Map<string, [Grant, ...Grant[]]>();
  for (const [first, ...others] of places) {
    const known = paths.get(first.resource);
    if (known === undefined) paths.set(first.resource, [first, ...others]);
    else known.push(first, ...others);
  }
  return [...paths.values()];
}

function hit(scope: TrustScope, grants: readonly [Grant, ...Grant[]]): RuleHit {
  const [grant] = grants;
  return {
    origin: grant.origin,
    message: `${HolderWords(scope)} reaches ${kindOf(grant) ?? 'sensitive data'} by its name, ${quoted(shortText(grant.resource))} (${grantWords(grants)}), and nothing checks again: a hijacked session gets it all. Ask for more before it: a condition on a claim, MFA, or an identity of its own.`,
    severity: severityOf(scope, grants),
    // A name is all that tells it.
    confidence: 'medium',
    related: grants
      .filter(({ origin }) => origin !== grant.origin)
      .slice(0, 4)
      .map(({ origin, action }) => ({ origin, message: quoted(action) })),
    offers: [...stepUpOffers(scope, grants), ...claimOffers(scope, grants)],
  };
}

/** People can be asked for a second factor; what runs by itself has none. */
function stepUpOffers(
  { facts, initiators }: TrustScope,
  [{ origin }]: readonly [Grant, ...Grant[]],
): readonly RemediationOffer[] {
  const byPeople =
    facts.kind === 'cloud-role' && initiators.every(({ actor }) => actor === 'another-session');
  if (!byPeople) return [];
  return [
    {
      title: 'Ask for a second factor that was given within 15 min',
      applicability: 'unsafe',
      caution: 'whatever else the statement allows asks for it, too, and a workload has no second factor',
      intents: [
        { kind: 'require-gate', uri: origin.uri, session: facts.localId, gate: 'recent-mfa', at: origin },
      ],
    },
  ];
}

/** A call that a policy opens can ask for a claim of the token that is shown with it. */
function claimOffers(
  { facts }: TrustScope,
  [{ system, resource, origin, attachedBy }]: readonly [Grant, ...Grant[]],
): readonly RemediationOffer[] {
  if (system.kind !== 'api' || attachedBy === undefined) return [];
  return [
    {
      title: `Refuse ${quoted(shortText(resource))} to calls without a strong login`,
      applicability: 'unsafe',
      caution:
        'calls need a token whose claim `acr` is `phr`, as OpenID names it; write what your identity provider puts there',
      intents: [
        { kind: 'require-gate', uri: origin.uri, session: facts.localId, gate: 'step-up-claim', at: origin },
      ],
    },
  ];
}

/** What takes much at once: exports and whole buckets. One record after the other is what a service lives on. */
const IN_BULK = /export|dump|backup|archive|download|scan|\bquery\b|select|unload|snapshot/iu;

function severityOf(scope: TrustScope, grants: readonly Grant[]): Severity {
  const bulk = grants.some(
    (grant) =>
      throughWords(grant) === '' &&
      (hasWholeAction(grant) ||
        (grant.breadth ?? []).some(({ dimension }) => dimension === 'resource') ||
        IN_BULK.test(`${grant.action} ${grant.resource}`)),
  );
  return raisedByStrangers(scope, grants, bulk ? 'warning' : 'information');
}

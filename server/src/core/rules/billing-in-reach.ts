import type { Grant } from '../model/facts.js';
import type { Related } from '../model/origin.js';
import { isOpen } from '../model/reach.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import type { Severity } from '../model/vocabulary.js';
import { accessRank } from '../model/vocabulary.js';
import { grantWords } from '../model/words.js';
import {
  HolderWords,
  opensEverything,
  ownGrantsOf,
  raisedByStrangers,
  throughWords,
} from './questions/breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'billing-in-reach',
  title: 'A session reaches billing',
  severity: 'warning',
  findingClass: 'overbroad-grant',
  since: '0.1.0',
};

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  const own = ownGrantsOf(scope).filter((grant) => grant.identity === undefined);
  // The last in the text: with it gone, nothing comes to stand in its place.
  const [first, ...others] = own
    .filter((grant) => isBilling(scope, grant))
    .sort((a, b) => b.origin.range.start - a.origin.range.start);
  if (first === undefined) return reachedBilling(scope, model);
  // An identity that does nothing else is one for billing.
  const elsewhere = own.filter(isOtherWork);
  if (elsewhere.length === 0) return [];
  const billing = [...others.reverse(), first];
  return [
    {
      origin: first.origin,
      message: `${HolderWords(scope)} also reaches billing with ${grantWords(billing)}${throughWords(first)}, beside ${grantWords(elsewhere, 2)}: a session that builds or deploys has no work there. Remove it, or give it to an identity of its own.`,
      severity: severityOf(scope, billing),
      confidence: 'medium',
      related: [
        ...others.slice(0, 5).map(({ origin, action }) => ({ origin, message: quoted(action) })),
        ...startersOf(scope, model),
      ],
      // To take one of several away that open the same leaves it open.
      offers: throughWords(first) === '' && isAlone(first, others) ? [removal(first)] : [],
    },
  ];
}

export const billingInReach: Rule = { meta, check };

function isBilling(scope: TrustScope, grant: Grant): boolean {
  return grant.system.kind === 'billing' && isOpen(scope, grant) && !opensEverything(grant);
}

/** Whether no other grant opens as much of billing. */
function isAlone(first: Grant, others: readonly Grant[]): boolean {
  return others.every(({ access }) => accessRank(access) < accessRank(first.access));
}

function isOtherWork({ system, access, conversational }: Grant): boolean {
  return system.kind !== 'billing' && access !== 'read' && conversational !== true;
}

/** Billing that only comes together with other work in the session that takes on both: neither identity is to blame. */
function reachedBilling(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  const billing = scope.grants.filter((grant) => grant.via.length > 0 && isBilling(scope, grant));
  const [first] = billing;
  const holder = first && model.scope(first.via.at(-1) ?? '');
  if (first === undefined || holder === undefined) return [];
  // Where the identity itself mixes both, it is told there.
  if (holder.grants.some((grant) => grant.via.length === 0 && isOtherWork(grant))) return [];
  const elsewhere = scope.grants.filter((grant) => isOtherWork(grant) && grant.system.kind !== 'identity');
  const step = scope.becomes.find(({ session, via }) => session === (first.via[0] ?? '') && via.length === 0);
  if (elsewhere.length === 0 || step === undefined) return [];
  return [
    {
      origin: step.origin,
      message: `${HolderWords(scope)} reaches billing over ${holder.facts.noun} ${quoted(holder.facts.label)} (${grantWords(billing)}), beside ${grantWords(elsewhere, 2)}: a session that builds or deploys has no work there. Assume that ${holder.facts.noun} in a session of its own.`,
      severity: severityOf(scope, billing),
      confidence: 'medium',
      related: [{ origin: first.origin, message: quoted(first.action) }],
    },
  ];
}

function severityOf(scope: TrustScope, billing: readonly Grant[]): Severity {
  const writes = billing.some(({ access }) => access !== 'read');
  return raisedByStrangers(scope, billing, writes ? 'warning' : 'information');
}

/** The sessions of this workspace that take the identity on, and so reach billing as well. */
function startersOf({ id }: TrustScope, model: TrustModel): readonly Related[] {
  return model
    .startersOf(id)
    .filter(({ asks }) => asks)
    .slice(0, 3)
    .flatMap(({ session, origin }) => {
      const starter = model.scope(session);
      if (starter === undefined) return [];
      return [
        {
          origin: origin ?? starter.facts.origin,
          message: `${starter.facts.noun} ${quoted(starter.facts.label)} assumes it`,
        },
      ];
    });
}

function removal({ origin, action }: Grant): NonNullable<RuleHit['offers']>[number] {
  return {
    title: `Remove ${quoted(action)}`,
    applicability: 'unsafe',
    caution: 'what uses it stops working',
    preferred: true,
    intents: [{ kind: 'remove-entry', uri: origin.uri, at: origin }],
  };
}

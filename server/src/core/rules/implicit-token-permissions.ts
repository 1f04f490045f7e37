import { isOpen, ownGrants, ownWrites } from '../model/reach.js';
import type { RemediationOffer } from '../model/remediation.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { heldBy, untrustedInitiators } from '../model/trustScope.js';
import type { Participant } from '../model/facts.js';
import { canStart, grantSet } from '../model/words.js';
import type { Place } from './questions/narrowing.js';
import { narrowingOffer, shareOf } from './questions/narrowing.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import {
  askedByCallees,
  credentialOf,
  distinctLabels,
  runsCode,
  sessionsWords,
  speaksFor,
} from './questions/sessions.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'implicit-token-permissions',
  title: 'The job token has whatever the repository gives by default',
  severity: 'information',
  findingClass: 'default-implicit-grant',
  since: '0.1.0',
  absence: true,
  decidedTogether: 'setting',
};

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  const { assumed } = scope.facts;
  // A default that only reads is as narrow as what would be written in its place.
  if (assumed === undefined || scope.defaultGrants === 'none' || ownWrites(scope).length === 0) return [];
  if (!runsCode(scope) && isToldAtCallees(scope, model)) return [];
  const named = runsCode(scope) ? sharing(scope, model) : [scope];
  if (named.length === 0) return [];
  const running = runsCode(scope) ? named : calleesOf(scope, model);
  const start = startedBy(running);
  const other = running.flatMap(({ facts }) => facts.participants).find(canUseToken);
  const open = named.some((each) => ownWrites(each).some((grant) => isOpen(each, grant)));
  const known = scope.defaultGrants === 'configured';
  return [
    {
      origin: assumed.origin,
      message: messageFor(
        known,
        named,
        start ?? (other && `${quoted(other.name.split('@')[0] ?? '')} can use it`),
      ),
      severity: open && (known || start !== undefined || other !== undefined) ? 'warning' : 'information',
      confidence: known ? 'high' : 'medium',
      related:
        other === undefined
          ? []
          : [{ origin: other.origin, message: 'code of others that can use the token' }],
      offers: runsCode(scope) ? offersHere(scope, named, model) : offersAtCall(scope, running),
    },
  ];
}

/**
 * Whether nothing is left to say of a call: callees that write down what they need are passed no more than that, and those
 * that start by themselves too are told where they stand, where what is written holds for the call as well.
 */
function isToldAtCallees(scope: TrustScope, model: TrustModel): boolean {
  if (askedByCallees(scope, model) !== undefined) return true;
  const callees = calleesOf(scope, model);
  return (
    callees.length > 0 && callees.every((callee) => runsCode(callee) && callee.facts.assumed !== undefined)
  );
}

export const implicitTokenPermissions: Rule = { meta, check };

/** The sessions that share the place where a grant would be written. */
function sharing(scope: TrustScope, model: TrustModel): readonly TrustScope[] {
  const at = scope.facts.assumed?.origin.range.start;
  return speaksFor(
    scope,
    model,
    model.sharersOf(scope.id),
    (other) => runsCode(other) && other.facts.assumed?.origin.range.start === at,
  );
}

function calleesOf(scope: TrustScope, model: TrustModel): readonly TrustScope[] {
  return scope.delegations.flatMap(({ callee }) => model.scope(callee) ?? []);
}

function startedBy(scopes: readonly TrustScope[]): string | undefined {
  const strangers = scopes.flatMap((scope) =>
    untrustedInitiators(scope).filter((initiator) =>
      ownWrites(scope).some((grant) => isOpen(scope, grant) && heldBy(initiator, grant)),
    ),
  );
  return strangers[0] && canStart(strangers[0].who);
}

function canUseToken({ party, form, holdsToken }: Participant): boolean {
  return party === 'third-party' && (form === 'action' ? holdsToken !== 'no' : holdsToken === 'given');
}

function messageFor(known: boolean, named: readonly TrustScope[], why: string | undefined): string {
  const words = sessionsWords(named);
  const subject = `${words.charAt(0).toUpperCase()}${words.slice(1)} ${distinctLabels(named).length > 1 ? 'name' : 'names'}`;
  const which = known ? 'the configured default, which writes' : "the repository's default, which may write";
  const outside = known ? 'Grant' : 'A setting outside this file decides; grant';
  return `${subject} no permissions: ${credentialOf(named)} has ${which} everything${why === undefined ? '' : `, and ${why}`}. ${outside} what the steps need.`;
}

/** One block for the whole file; where a job calls another workflow, which it would bind too, one for each job. */
function offersHere(
  scope: TrustScope,
  named: readonly TrustScope[],
  model: TrustModel,
): readonly RemediationOffer[] {
  const others = model.scopesOf(scope.file.uri);
  const calls = others.some((other) => !runsCode(other) && other.facts.assumed !== undefined);
  return offersFor(named, { at: calls || isAtJob(scope) ? 'each' : 'file' });
}

function isAtJob(scope: TrustScope): boolean {
  return scope.facts.assumed?.origin.range.start === scope.facts.origin.range.start;
}

/** Callees without a block have what the call has. What a callee elsewhere needs is not known: nothing is offered. */
function offersAtCall(scope: TrustScope, callees: readonly TrustScope[]): readonly RemediationOffer[] {
  const silent = callees.every((callee) => callee.facts.grantBlock === undefined && runsCode(callee));
  return callees.length > 0 && silent ? offersFor([scope], { at: 'session' }) : [];
}

function offersFor(scopes: readonly TrustScope[], place: Place): readonly RemediationOffer[] {
  const shares = scopes.flatMap((scope) => shareOf(scope, grantSet(ownGrants(scope))) ?? []);
  return shares.length === scopes.length ? [narrowingOffer(shares, place)] : [];
}

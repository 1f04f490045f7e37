import type { CarriedIdentity } from '../model/facts.js';
import { isOpen, isStrong } from '../model/reach.js';
import type { RemediationOffer } from '../model/remediation.js';
import type { TrustScope } from '../model/trustScope.js';
import { HolderWords } from './questions/breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'static-credential',
  title: 'A long-lived credential stands in the file',
  severity: 'warning',
  findingClass: 'never-expires',
  since: '0.1.0',
  decidedTogether: 'session',
};

function check(scope: TrustScope): readonly RuleHit[] {
  // What an agent carries is told with the agent.
  if (scope.facts.kind === 'agent') return [];
  return scope.carried.filter(isWrittenOut).map((identity) => hit(scope, identity));
}

export const staticCredential: Rule = { meta, check };

function isWrittenOut({ kind, writtenOut, lifetime }: CarriedIdentity): boolean {
  return kind === 'static-credential' && writtenOut === true && lifetime.seconds === null;
}

function hit(scope: TrustScope, identity: CarriedIdentity): RuleHit {
  const advice = identity.alternative ?? 'Keep it in a secret store and hand it in.';
  const isOwn = scope.facts.kind === 'broker-user';
  const what = isOwn
    ? `its ${identity.credential ?? 'credential'} written out here`
    : `a credential written out here, ${quoted(identity.name)}`;
  return {
    origin: identity.origin,
    message: `${HolderWords(scope)} has ${what}: whoever reads the file has it, from anywhere, until somebody changes it. ${advice}`,
    severity: isWorthStealing(scope, identity) ? 'warning' : 'information',
    confidence: 'high',
    offers: offersOf(identity),
  };
}

/** A platform that knows how its files refer to a value outside of them says so in `limits`. */
function offersOf({ minted, origin }: CarriedIdentity): readonly RemediationOffer[] {
  return Object.values(minted?.limits ?? {})
    .slice(0, 1)
    .map((value) => ({
      title: `Refer to it: ${quoted(value)}`,
      applicability: 'unsafe',
      preferred: true,
      caution: 'the secret must be set first, and the value that stood here changed',
      intents: [{ kind: 'replace-values', uri: origin.uri, at: origin, values: [value] }],
    }));
}

/** Whether it opens anything that lets one do harm; of what it opens elsewhere nothing is known. */
function isWorthStealing(scope: TrustScope, identity: CarriedIdentity): boolean {
  if (!isOpen(scope, identity)) return false;
  const isOwn = scope.facts.kind === 'broker-user';
  return !isOwn || scope.grants.some((grant) => isStrong(grant) && isOpen(scope, grant));
}

import type { CarriedIdentity, Initiator } from '../model/facts.js';
import { isOpen } from '../model/reach.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { listWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { isSensitive, outsideActs, runsCode, sessionWords } from './questions/sessions.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'reused-identity',
  title: 'One credential serves jobs of different purpose',
  severity: 'information',
  findingClass: 'identity-reuse',
  since: '0.1.0',
};

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  if (!runsCode(scope)) return [];
  return scope.carried.filter(isWorthwhile).flatMap((identity) => hit(scope, identity, model) ?? []);
}

export const reusedIdentity: Rule = { meta, check };

/** An app's token is minted anew each time, and what is computed may be another one each time. */
function isWorthwhile(identity: CarriedIdentity): boolean {
  return identity.kind !== 'app-installation' && !identity.name.includes('${{') && isSensitive(identity);
}

function hit(scope: TrustScope, identity: CarriedIdentity, model: TrustModel): RuleHit | undefined {
  if (!isLesser(scope, identity.key)) return undefined;
  // Of those that do less the first speaks, and no other looks beyond that one.
  for (const carrier of model.carriersOf(identity.key)) {
    if (!runsCode(carrier) || !isLesser(carrier, identity.key)) continue;
    if (carrier.id !== scope.id) return undefined;
    break;
  }
  const carriers = [...model.carriersOf(identity.key)].filter(runsCode);
  const acting = carriers.filter((carrier) => outsideActs(carrier).length > 0);
  // Told once, at the first session that could do with less.
  if (acting.length === 0) return undefined;
  const uses = acting.map(
    (carrier) => `${sessionWords(carrier)} (${outsideActs(carrier)[0]?.purpose ?? ''})`,
  );
  return {
    origin: identity.origin,
    message: `${quoted(identity.name)} serves ${sessionWords(scope)}, where ${reasonOf(scope, identity)}, and also ${listWords([...new Set(uses)], 2)}: whoever steals it here can do what it may there. Give each its own identity.`,
    confidence: 'medium',
    related: acting.slice(0, 5).flatMap((carrier) => {
      const origin = carriedAs(carrier, identity.key)?.origin;
      return origin === undefined ? [] : [{ origin, message: `also used by ${sessionWords(carrier)}` }];
    }),
  };
}

/** A session that is known to do less: it only tests, or it runs code before anybody has reviewed it. */
function isLesser(scope: TrustScope, key: string): boolean {
  const identity = carriedAs(scope, key);
  if (identity === undefined || outsideActs(scope).length > 0 || !isOpen(scope, identity)) return false;
  return isTest(scope) || scope.initiators.some((initiator) => bringsUnreviewedCode(initiator, identity));
}

function bringsUnreviewedCode(
  { id, unreviewed, withholds }: Initiator,
  { initiators }: CarriedIdentity,
): boolean {
  return unreviewed === true && !withholds.includes('secrets') && (initiators?.includes(id) ?? true);
}

function isTest({ facts }: TrustScope): boolean {
  return /(?:^|[^a-z])(?:tests?|lint|e2e|coverage|typecheck)(?:[^a-z]|$)/iu.test(
    facts.subject['job'] ?? facts.name,
  );
}

function reasonOf(scope: TrustScope, identity: CarriedIdentity): string {
  return scope.initiators.some((initiator) => bringsUnreviewedCode(initiator, identity))
    ? 'the code of a proposed change runs before anybody has reviewed it'
    : 'code and dependencies are only tested';
}

function carriedAs(scope: TrustScope, key: string): CarriedIdentity | undefined {
  return scope.carried.find((candidate) => candidate.key === key);
}

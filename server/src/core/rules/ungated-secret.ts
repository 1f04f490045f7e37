import type { CarriedIdentity, Sensitivity } from '../model/facts.js';
import { isUnguarded, strangersHold } from '../model/reach.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { heldBy, leastTrusted } from '../model/trustScope.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { approvedBy, isDecidedAtStart, runsCode, sessionsWords, speaksFor } from './questions/sessions.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'ungated-secret',
  title: 'A sensitive secret is in reach without an approval',
  severity: 'information',
  findingClass: 'no-reauthorization-before-sensitive-action',
  since: '0.1.0',
};

/** What makes a secret sensitive, in words, gravest first. */
const WORDS: readonly (readonly [Sensitivity, string])[] = [
  ['production', 'production'],
  ['billing', 'billing'],
  ['customer-data', 'customer data'],
  ['admin', 'administration'],
];

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  return openIn(scope).flatMap((identity) => {
    const sharing =
      identity.visibleTo === 'file'
        ? speaksFor(scope, model, model.idsOf(scope.file.uri), (other) => holds(other, identity))
        : [scope];
    return sharing.length === 0 ? [] : (hit(scope, identity, sharing) ?? []);
  });
}

function openIn(scope: TrustScope): readonly CarriedIdentity[] {
  // Whoever starts a run by hand has just decided on it.
  if (!runsCode(scope) || isDecidedAtStart(scope)) return [];
  return scope.carried.filter(
    (identity) =>
      identity.kind === 'static-credential' &&
      // `STRIPE_TEST_KEY` says itself that no money hangs on it.
      identity.tier !== 'non-production' &&
      isUnguarded(scope, identity) &&
      !strangersHold(scope, identity),
  );
}

/** Whether the session holds the same secret from the same place of the file. */
function holds(scope: TrustScope, { key, visibleTo }: CarriedIdentity): boolean {
  return openIn(scope).some(
    (own) => own.key === key && own.visibleTo === visibleTo && kindOf(scope, own) !== undefined,
  );
}

export const ungatedSecret: Rule = { meta, check };

/** What makes it sensitive, in words; `undefined` when nothing does that is this rule's to tell. */
function kindOf(scope: TrustScope, identity: CarriedIdentity): string | undefined {
  const kind = WORDS.find(([sensitivity]) => identity.sensitivity.includes(sensitivity))?.[1];
  // A deployment that nobody approves is one finding as a whole, and its credential is part of it.
  const deploys = scope.facts.purposes.some(
    ({ purpose }) => purpose === 'deploy' || purpose === 'administer',
  );
  return deploys && kind === 'production' ? undefined : kind;
}

function hit(
  scope: TrustScope,
  identity: CarriedIdentity,
  sharing: readonly TrustScope[],
): RuleHit | undefined {
  const kind = kindOf(scope, identity);
  if (kind === undefined) return undefined;
  const holders = scope.initiators.filter((initiator) =>
    heldBy(initiator, { ...identity, system: undefined }),
  );
  const who = leastTrusted(holders)?.who;
  return {
    origin: identity.origin,
    message: `${quoted(identity.name)} (${kind}, by its name) is in reach of ${sessionsWords(sharing)} with no approval in between${who === undefined ? '' : `; it is started by ${who}`}. Keep it ${approvedBy(scope)}.`,
    severity:
      identity.sensitivity.includes('production') || identity.sensitivity.includes('billing')
        ? 'warning'
        : 'information',
    confidence: 'medium',
    related: identity.uses.slice(1, 4).map((origin) => ({ origin, message: 'used here too' })),
    offers: [
      {
        title: `Run ${sessionsWords(sharing)} in environment \`production\``,
        applicability: 'unsafe',
        caution:
          'the environment and its reviewers must be set up in the repository, and the secret moved there',
        intents: sharing.map((other) => ({
          kind: 'require-gate',
          uri: other.file.uri,
          session: other.facts.localId,
          gate: 'production',
        })),
      },
    ],
  };
}

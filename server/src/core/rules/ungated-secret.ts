import type { CarriedIdentity, Sensitivity } from '../model/facts.js';
import { isOpen, strangersHold } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import { heldBy, leastTrusted } from '../model/trustScope.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { runsCode, sessionWords } from './sessions.js';

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

function check(scope: TrustScope): readonly RuleHit[] {
  if (!runsCode(scope)) return [];
  const found = scope.carried.filter(
    (identity) =>
      identity.kind === 'static-credential' &&
      // `STRIPE_TEST_KEY` says itself that no money hangs on it.
      identity.tier !== 'non-production' &&
      isOpen(scope, identity) &&
      !strangersHold(scope, identity),
  );
  return found.flatMap((identity) => hit(scope, identity) ?? []);
}

export const ungatedSecret: Rule = { meta, check };

function hit(scope: TrustScope, identity: CarriedIdentity): RuleHit | undefined {
  const kind = WORDS.find(([sensitivity]) => identity.sensitivity.includes(sensitivity))?.[1];
  // A deployment that nobody approves is one finding as a whole, and its credential is part of it.
  const deploys = scope.facts.purposes.some(
    ({ purpose }) => purpose === 'deploy' || purpose === 'administer',
  );
  if (kind === undefined || (deploys && kind === 'production')) return undefined;
  const holders = scope.initiators.filter((initiator) =>
    heldBy(initiator, { ...identity, system: undefined }),
  );
  const who = leastTrusted(holders)?.who;
  return {
    origin: identity.origin,
    message: `\`${identity.name}\` (${kind}, by its name) is in reach of ${sessionWords(scope)} with no approval in between${who === undefined ? '' : `; it is started by ${who}`}. Keep it in an environment with required reviewers.`,
    severity:
      identity.sensitivity.includes('production') || identity.sensitivity.includes('billing')
        ? 'warning'
        : 'information',
    confidence: 'medium',
    related: identity.uses.slice(1, 4).map((origin) => ({ origin, message: 'used here too' })),
    offers: [
      {
        title: `Run ${sessionWords(scope)} in environment \`production\``,
        applicability: 'unsafe',
        caution:
          'the environment and its reviewers must be set up in the repository, and the secret moved there',
        intents: [
          { kind: 'require-gate', uri: scope.file.uri, session: scope.facts.localId, gate: 'production' },
        ],
      },
    ],
  };
}

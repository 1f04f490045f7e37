import { isOpen } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import { grantWords } from '../model/words.js';
import { HolderWords, opensEverything, raisedByStrangers } from './breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'billing-in-reach',
  title: 'A session reaches billing',
  severity: 'warning',
  findingClass: 'overbroad-grant',
  since: '0.2.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  const billing = scope.grants.filter(
    (grant) =>
      grant.system.kind === 'billing' &&
      grant.identity === undefined &&
      grant.via.length === 0 &&
      isOpen(scope, grant) &&
      !opensEverything(grant),
  );
  const [first, ...others] = billing;
  // An identity that does nothing else is one for billing.
  const elsewhere = scope.grants.filter(
    ({ system, access }) => system.kind !== 'billing' && access !== 'read',
  );
  if (first === undefined || elsewhere.length === 0) return [];
  const writes = billing.some(({ access }) => access !== 'read');
  return [
    {
      origin: first.origin,
      message: `${HolderWords(scope)} also reaches billing (${grantWords(billing)}), beside ${grantWords(elsewhere, 2)}: a session that builds or deploys has no work there. Take it away, or give it to an identity of its own.`,
      severity: writes ? raisedByStrangers(scope, billing, 'warning') : 'information',
      confidence: 'medium',
      related: others.slice(0, 5).map(({ origin, action }) => ({ origin, message: `\`${action}\`` })),
      offers: [
        {
          title: `Take \`${first.action}\` away`,
          applicability: 'unsafe',
          caution: 'what uses it stops working',
          preferred: true,
          intents: [{ kind: 'remove-entry', uri: first.origin.uri, at: first.origin }],
        },
      ],
    },
  ];
}

export const billingInReach: Rule = { meta, check };

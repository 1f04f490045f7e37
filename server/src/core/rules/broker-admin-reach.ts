import type { Grant } from '../model/facts.js';
import { isOpen } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import { grantWords } from '../model/words.js';
import { HolderWords, raisedByStrangers } from './breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'broker-admin-reach',
  title: 'A user that works with messages may also administer the broker',
  severity: 'warning',
  findingClass: 'overbroad-grant',
  since: '0.2.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  if (scope.facts.kind !== 'broker-user') return [];
  const open = scope.grants.filter((grant) => grant.via.length === 0 && isOpen(scope, grant));
  const works = open.filter(({ flows }) => flows?.some((flow) => flow !== 'administer'));
  const administers = open.filter(isBrokerWide);
  const [first, ...others] = administers;
  // A user for administration alone is what one has for it.
  if (first === undefined || works.length === 0) return [];
  return [
    {
      origin: first.origin,
      message: `${HolderWords(scope)} works with messages and may also ${first.opens} (${grantWords(administers)}): a service that is taken over takes the broker along. Leave administration to a user of its own.`,
      severity: raisedByStrangers(scope, administers, 'warning'),
      confidence: 'high',
      related: [
        ...others.slice(0, 3).map(({ origin, opens }) => ({ origin, message: opens })),
        ...works.slice(0, 2).map(({ origin, opens }) => ({ origin, message: `its work: ${opens}` })),
      ],
      offers: [
        {
          title: `Take \`${first.action}\` away from \`${scope.facts.label}\``,
          applicability: 'unsafe',
          caution: 'what it administers with this user stops working',
          preferred: true,
          intents: [{ kind: 'remove-entry', uri: first.origin.uri, at: first.origin }],
        },
      ],
    },
  ];
}

export const brokerAdminReach: Rule = { meta, check };

/** Rights over the broker itself: its users, policies, accounts. Declaring one's own queues is part of the work. */
function isBrokerWide({ access, flows, destination }: Grant): boolean {
  return access === 'admin' && destination === undefined && flows?.includes('administer') === true;
}

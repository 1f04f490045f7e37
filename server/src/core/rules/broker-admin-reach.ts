import type { Grant } from '../model/facts.js';
import type { TrustScope } from '../model/trustScope.js';
import { grantWords } from '../model/words.js';
import { HolderWords, raisedByStrangers } from './questions/breadths.js';
import { everythingIn, isAdministrator, openGrants, workOf } from './questions/brokers.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'broker-admin-reach',
  title: 'A user that works with messages may also administer the broker',
  severity: 'warning',
  findingClass: 'overbroad-grant',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  if (scope.facts.kind !== 'broker-user' || isAdministrator(scope)) return [];
  const open = openGrants(scope);
  const works = workOf(open);
  const wide = open.filter(isBrokerWide);
  const byproducts = wide.length === 0 ? NOWHERE : placesOfEverything(open);
  const administers = wide.filter(({ origin }) => !byproducts.has(origin.range.start));
  const [first, ...others] = administers;
  // A user for administration alone is what one has for it.
  if (first === undefined || works.length === 0) return [];
  // With everything in reach nothing tells what the user is for.
  const isNamed = works.some((grant) => everythingIn(grant) === undefined);
  return [
    {
      origin: first.origin,
      message: `${HolderWords(scope)} works with messages and may also ${first.opens} (${grantWords(administers)}): a hijacked service takes the broker along. Leave administration to a user of its own.`,
      severity: raisedByStrangers(scope, administers, isNamed ? 'warning' : 'information'),
      confidence: isNamed ? 'high' : 'medium',
      related: [
        ...others.slice(0, 3).map(({ origin, opens }) => ({ origin, message: opens })),
        ...works.slice(0, 2).map(({ origin, opens }) => ({ origin, message: `its work: ${opens}` })),
      ],
      offers: [
        {
          title: `Remove administration from ${quoted(scope.facts.label)}: ${grantWords(administers)}`,
          applicability: 'unsafe',
          caution: 'what it administers with this user stops working',
          preferred: true,
          intents: [...new Map(administers.map((grant) => [grant.origin.range.start, grant])).values()].map(
            ({ origin }) => ({ kind: 'remove-entry', uri: origin.uri, at: origin }),
          ),
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

/** Where patterns for every destination stand, which a rule of its own tells with all that comes with them. */
function placesOfEverything(all: readonly Grant[]): ReadonlySet<number> {
  return new Set(
    all.filter((grant) => everythingIn(grant) !== undefined).map(({ origin }) => origin.range.start),
  );
}

const NOWHERE: ReadonlySet<number> = new Set();

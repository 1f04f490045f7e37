import type { Grant } from '../model/facts.js';
import { isOpen } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import { isEveryDestination } from '../patterns/destinations.js';
import { listWords } from '../model/words.js';
import { HolderWords, narrowerOffers, opensEverything, raisedByStrangers } from './breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'wildcard-destination',
  title: 'A pattern opens every queue, topic or stream',
  severity: 'warning',
  findingClass: 'overbroad-grant',
  since: '0.2.0',
};

const VERBS = { consume: 'consume from', publish: 'publish to', administer: 'administer' } as const;

function check(scope: TrustScope): readonly RuleHit[] {
  // Users of a broker; in a cloud's policy the same text is a resource among others, and told as such.
  if (scope.facts.kind !== 'broker-user') return [];
  const places = new Map<string, Grant[]>();
  for (const grant of scope.grants.filter((candidate) => isWide(scope, candidate))) {
    const { uri, range } = grant.origin;
    const key = `${uri} ${String(range.start)} ${String(range.end)}`;
    places.set(key, [...(places.get(key) ?? []), grant]);
  }
  return [...places.values()].map((together) => hit(scope, together));
}

export const wildcardDestination: Rule = { meta, check };

function isWide(scope: TrustScope, grant: Grant): boolean {
  if (grant.destination === undefined || grant.via.length > 0 || !isOpen(scope, grant)) return false;
  return !opensEverything(grant) && isEveryDestination(grant.destination) === true;
}

function hit(scope: TrustScope, grants: readonly Grant[]): RuleHit {
  const [grant] = grants;
  const flows = [...new Set(grants.flatMap(({ flows: all }) => all ?? []))];
  const breadth = grant?.breadth?.find(({ dimension }) => dimension === 'resource');
  const writes = flows.some((flow) => flow !== 'consume');
  return {
    origin: grant?.origin ?? scope.facts.origin,
    message: `${HolderWords(scope)} may ${listWords(flows.map((flow) => VERBS[flow]))} everything in ${grant?.destination?.space ?? 'the broker'}: \`${grant?.destination?.pattern ?? ''}\` accepts every name. Name the destinations that it works with.`,
    severity: raisedByStrangers(scope, grants, writes ? 'warning' : 'information'),
    confidence: 'high',
    offers: breadth === undefined ? [] : narrowerOffers({ breadth, grants }),
  };
}

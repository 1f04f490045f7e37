import type { Flow } from '../model/breadth.js';
import type { Grant } from '../model/facts.js';
import { isOpen } from '../model/reach.js';
import type { RemediationOffer } from '../model/remediation.js';
import type { TrustScope } from '../model/trustScope.js';
import { destinationsMeet } from '../patterns/destinations.js';
import { HolderWords, opensEverything, raisedByStrangers } from './breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'consume-and-publish',
  title: 'One session both consumes from a destination and publishes to it',
  severity: 'warning',
  findingClass: 'queue-read-and-publish-together',
  since: '0.2.0',
};

interface Pair {
  readonly consumes: Grant;
  readonly publishes: Grant;
}

function check(scope: TrustScope): readonly RuleHit[] {
  const grants = scope.grants.filter(
    (grant) => grant.via.length === 0 && isOpen(scope, grant) && !opensEverything(grant),
  );
  const consuming = grants.filter((grant) => has(grant, 'consume'));
  const publishing = grants.filter((grant) => has(grant, 'publish'));
  const places = new Map<string, Pair>();
  for (const publishes of publishing) {
    const consumes = consuming.find((grant) => grant === publishes || meet(grant, publishes));
    if (consumes === undefined) continue;
    const { uri, range } = publishes.origin;
    const key = `${uri} ${String(range.start)}`;
    if (!places.has(key)) places.set(key, { consumes, publishes });
  }
  const [first] = places.values();
  return first === undefined ? [] : [hit(scope, first, [...places.values()].slice(1))];
}

export const consumeAndPublish: Rule = { meta, check };

function has({ flows }: Grant, flow: Flow): boolean {
  return flows?.includes(flow) === true;
}

function meet({ destination: a }: Grant, { destination: b }: Grant): boolean {
  return a !== undefined && b !== undefined && destinationsMeet(a, b) === true;
}

function hit(scope: TrustScope, { consumes, publishes }: Pair, others: readonly Pair[]): RuleHit {
  const both = consumes.resource === publishes.resource;
  const where = both
    ? `\`${publishes.resource}\``
    : `what \`${consumes.resource}\` and \`${publishes.resource}\` share`;
  return {
    origin: publishes.origin,
    message: `${HolderWords(scope)} may consume from ${where} and publish to it: whoever takes the session can read what comes and put what they like in its place. Publishing is a decision of its own; give it to another identity.`,
    severity: raisedByStrangers(scope, [publishes], 'warning'),
    confidence: 'high',
    related: [
      { origin: consumes.origin, message: `consumes: \`${consumes.action}\`` },
      ...others.slice(0, 3).map((pair) => ({ origin: pair.publishes.origin, message: 'publishes here too' })),
    ],
    offers: [splitOffer(scope, publishes)],
  };
}

/** The identity that is there goes on consuming; to publish is the decision of another one. */
function splitOffer({ facts, file }: TrustScope, { origin }: Grant): RemediationOffer {
  const own = facts.label.split('/').at(-1) ?? facts.label;
  const publisher = `${own}-publisher`;
  return {
    title: `Split \`${own}\`: it consumes, \`${publisher}\` publishes`,
    applicability: 'unsafe',
    caution: 'what publishes must take the new identity',
    preferred: true,
    intents: [
      {
        kind: 'split-session',
        uri: file.uri,
        session: facts.localId,
        at: origin,
        parts: [
          { name: own, flows: ['consume'] },
          { name: publisher, flows: ['publish'] },
        ],
      },
    ],
  };
}

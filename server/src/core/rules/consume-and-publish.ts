import type { Grant } from '../model/facts.js';
import type { RemediationOffer } from '../model/remediation.js';
import type { TrustScope } from '../model/trustScope.js';
import { destinationHeads, destinationsMeet } from '../patterns/destinations.js';
import { HeadIndex } from '../patterns/headIndex.js';
import {
  HolderWords,
  hasRuleOfItsOwn,
  letsOthersIn,
  opensEverything,
  raisedByStrangers,
  shortText,
} from './questions/breadths.js';
import { everythingIn, hasFlow, isAdministrator, openGrants, workOf } from './questions/brokers.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'consume-and-publish',
  title: 'One session both consumes from a destination and publishes to it',
  severity: 'warning',
  findingClass: 'queue-read-and-publish-together',
  since: '0.1.0',
};

interface Pair {
  readonly consumes: Grant;
  readonly publishes: Grant;
}

type Pairs = readonly [Pair, ...Pair[]];

function check(scope: TrustScope): readonly RuleHit[] {
  if (isAdministrator(scope) || letsOthersIn(scope)) return [];
  const grants = workOf(openGrants(scope)).filter((grant) => !opensEverything(grant));
  const consuming = grants.filter((grant) => hasFlow(grant, 'consume'));
  const publishing = grants.filter((grant) => hasFlow(grant, 'publish'));
  const byHead = new HeadIndex(consuming, headsOf);
  const both = new Set(consuming);
  const places = new Map<string, Pair>();
  for (const publishes of publishing) {
    const consumes = both.has(publishes)
      ? publishes
      : byHead.near(headsOf(publishes)).find((grant) => meet(grant, publishes));
    if (consumes === undefined || !isToldHere(scope, { consumes, publishes })) continue;
    const { uri, range } = publishes.origin;
    const key = `${uri} ${String(range.start)}`;
    if (!places.has(key)) places.set(key, { consumes, publishes });
  }
  // What is named on purpose says more than what is in everything.
  const [first, ...others] = [...places.values()].sort((a, b) => Number(isWide(a)) - Number(isWide(b)));
  return first === undefined ? [] : [hit(scope, [first, ...others], publishing)];
}

export const consumeAndPublish: Rule = { meta, check };

function headsOf({ destination }: Grant): readonly string[] {
  return destination === undefined ? [] : destinationHeads(destination);
}

function meet({ destination: a }: Grant, { destination: b }: Grant): boolean {
  return a !== undefined && b !== undefined && destinationsMeet(a, b) === true;
}

/**
 * Data that is read and changed by its key is no queue, even where messages could be kept under such a key. Where one
 * text opens everything to both, and where one pattern of actions gives both in a cloud's policy, that is what there is
 * to tell.
 */
function isToldHere(scope: TrustScope, { consumes, publishes }: Pair): boolean {
  if (consumes.system.kind === 'data' && publishes.system.kind === 'data') return false;
  // Where a user of a broker may publish everywhere, that is the one cause, and `wildcard-destination` tells it there.
  const isUser = scope.facts.kind === 'broker-user';
  const isOneText = consumes.origin.range.start === publishes.origin.range.start;
  // What carries the session's own name is its own to tell and to hear, unless it says itself what that is.
  if (isOneText && isOwn({ consumes, publishes }) && publishes.attributes?.['chosen'] === undefined) {
    return false;
  }
  if ((isUser || isOneText) && everythingIn(publishes) !== undefined) return false;
  const isPattern = publishes.breadth?.some(({ dimension }) => dimension === 'action') === true;
  return consumes !== publishes || !isPattern || hasRuleOfItsOwn(scope);
}

/** Whether one side is everything there is, which a rule of its own tells. */
function isWide({ consumes, publishes }: Pair): boolean {
  return everythingIn(consumes) !== undefined || everythingIn(publishes) !== undefined;
}

/** Whether both sides are limited to destinations of the session's own, such as those that carry its name. */
function isOwn({ consumes, publishes }: Pair): boolean {
  return consumes.attributes?.['own'] !== undefined && publishes.attributes?.['own'] !== undefined;
}

/** Names that both accept, or a way from one to the other. */
function howTheyMeet({ consumes: { destination: a }, publishes: { destination: b } }: Pair): string {
  if (a === undefined || b === undefined) return 'which meet';
  return destinationsMeet({ ...a, also: [] }, { ...b, also: [] }) === true
    ? 'which have names in common'
    : 'which leads there';
}

function hit(scope: TrustScope, [pair, ...others]: Pairs, publishing: readonly Grant[]): RuleHit {
  const { consumes, publishes } = pair;
  const where =
    consumes.resource === publishes.resource
      ? `${quoted(shortText(publishes.resource))} and publish to it`
      : `${quoted(shortText(consumes.resource))} and publish to ${quoted(shortText(publishes.resource))}, ${howTheyMeet(pair)}`;
  return {
    origin: publishes.origin,
    message: `${HolderWords(scope)} may consume from ${where}: a hijacked session can read messages and put others in their place. Let another identity publish.`,
    severity: raisedByStrangers(scope, [publishes], isWide(pair) || isOwn(pair) ? 'information' : 'warning'),
    confidence: 'high',
    related: [
      { origin: consumes.origin, message: `consumes: ${quoted(consumes.action)}` },
      ...others
        .slice(0, 3)
        .map((other) => ({ origin: other.publishes.origin, message: 'publishes here too' })),
    ],
    // A second user that may publish everywhere is no smaller one: that comes first.
    offers: publishing.some((grant) => everythingIn(grant) !== undefined)
      ? []
      : [splitOffer(scope, publishes)],
  };
}

/** The identity that is there goes on consuming; to publish is the decision of another one. */
function splitOffer({ facts, file }: TrustScope, { origin }: Grant): RemediationOffer {
  const own = facts.label.split('/').at(-1) ?? facts.label;
  const publisher = `${own}-publisher`;
  return {
    title: `Split ${quoted(own)}: it consumes, ${quoted(publisher)} publishes`,
    applicability: 'unsafe',
    caution: 'what publishes must use the new identity',
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

import type { Grant } from '../model/facts.js';
import { isUnasked } from '../model/reach.js';
import type { RemediationOffer } from '../model/remediation.js';
import type { TrustScope } from '../model/trustScope.js';
import { untrustedInitiators } from '../model/trustScope.js';
import type { Severity } from '../model/vocabulary.js';
import {
  administers,
  askFirst,
  asksNothing,
  isAttended,
  isCovered,
  tellsOf,
} from './questions/agentReach.js';
import type { Widening } from './questions/breadths.js';
import {
  HolderWords,
  narrowerOffers,
  narrowerTogether,
  strongest,
  wideningsOf,
} from './questions/breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { grouped } from '../collections/grouping.js';
import { listed } from '../text/phrases.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'agent-unrestricted-tool',
  title: 'An agent may use a tool for whatever it likes',
  severity: 'warning',
  findingClass: 'agent-tool-overreach',
  since: '0.1.0',
};

const WRITE = 2;

function check(scope: TrustScope): readonly RuleHit[] {
  if (scope.facts.kind !== 'agent' || asksNothing(scope)) return [];
  const wide = [...wideningsOf(scope, 'action'), ...wideningsOf(scope, 'resource')].flatMap(
    (widening) => unasked(scope, widening) ?? [],
  );
  // One file's list is mended in one go, whatever number of its entries lets through what it likes.
  const lists = grouped(wide, ({ breadth, severity }) => `${severity} ${breadth.origin.uri}`);
  return [...lists.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : hit(scope, [first, ...others]),
  );
}

export const agentUnrestrictedTool: Rule = { meta, check };

/** A wide tool that no question stands before. */
interface Unasked extends Widening {
  readonly grant: Grant;
  readonly severity: Severity;
}

function unasked(scope: TrustScope, widening: Widening): Unasked | undefined {
  const { breadth, grants } = widening;
  if (!tellsOf(scope, breadth)) return undefined;
  const open = grants.filter((grant) => isUnasked(scope, grant));
  const [grant] = open;
  // What is asked for each time is decided on each time; what administers something has a rule of its own.
  if (
    grant === undefined ||
    open.every((each) => isCovered(scope, each)) ||
    strongest(open) < WRITE ||
    open.some((each) => administers(scope, each))
  ) {
    return undefined;
  }
  return { ...widening, grant, severity: severityOf(scope, widening) };
}

function hit(scope: TrustScope, alike: readonly [Unasked, ...Unasked[]]): RuleHit {
  const [{ breadth, severity }, ...others] = alike;
  const texts = alike.map((one) => quoted(one.breadth.text));
  const covered =
    others.length === 0
      ? `it covers ${breadth.covers}. Untrusted input can make it do any of that`
      : `the first covers ${breadth.covers}. Untrusted input can make it do whatever they cover`;
  return {
    origin: breadth.origin,
    message: `${HolderWords(scope)} may use ${listed(texts, 3)} without asking: ${covered}. Allow what it needs by name${isAttended(scope) ? ', and let it ask for the rest' : ''}.`,
    severity,
    confidence: alike.every((one) => one.breadth.whole) ? 'high' : 'medium',
    related: others.map((one) => ({
      origin: one.breadth.origin,
      message: `${quoted(one.breadth.text)} covers ${one.breadth.covers}`,
    })),
    offers: others.length === 0 ? offersOfOne(scope, alike[0]) : offersOfAll(scope, alike),
  };
}

function offersOfOne(scope: TrustScope, widening: Unasked): readonly RemediationOffer[] {
  const narrower = narrowerOffers(widening);
  return [...narrower, askFirst(scope, [widening.grant], narrower.length === 0)];
}

/** The everyday commands in place of what has some, and a question before the rest; or a question before each. */
function offersOfAll(
  scope: TrustScope,
  alike: readonly [Unasked, ...Unasked[]],
): readonly RemediationOffer[] {
  const narrowed = narrowerTogether(alike);
  const everyOne = alike.map(({ grant }) => grant);
  const [first, ...others] = alike.flatMap(({ breadth, grant }) =>
    breadth.options.length === 0 ? grant : [],
  );
  const askAll = askFirst(scope, [alike[0].grant, ...everyOne.slice(1)], narrowed === undefined);
  if (narrowed === undefined) return [askAll];
  if (first === undefined) return [narrowed, askAll];
  const ask = askFirst(scope, [first, ...others], false);
  const both: RemediationOffer = {
    title: `${narrowed.title}; ask before ${others.length === 0 ? quoted(first.action) : `the other ${String(others.length + 1)}`}`,
    applicability: 'unsafe',
    caution: 'what is not named any more is asked for, and runs that nobody watches stop there',
    preferred: true,
    intents: [...narrowed.intents, ...ask.intents],
  };
  // Where a list knows no question, as in a skill, what can be narrowed is.
  return [both, askAll, narrowed];
}

function severityOf(scope: TrustScope, { breadth }: Widening): Severity {
  if (!breadth.whole) return 'information';
  return untrustedInitiators(scope).length > 0 ? 'error' : 'warning';
}

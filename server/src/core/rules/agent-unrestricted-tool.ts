import { isUnasked } from '../model/reach.js';
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
import { HolderWords, narrowerOffers, strongest, wideningsOf } from './questions/breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
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
  return [...wideningsOf(scope, 'action'), ...wideningsOf(scope, 'resource')].flatMap(
    (widening) => hit(scope, widening) ?? [],
  );
}

export const agentUnrestrictedTool: Rule = { meta, check };

function hit(scope: TrustScope, widening: Widening): RuleHit | undefined {
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
  const narrower = narrowerOffers(widening);
  return {
    origin: breadth.origin,
    message: `${HolderWords(scope)} may use ${quoted(breadth.text)} without asking: it covers ${breadth.covers}. Untrusted input can make it do any of that. Allow what it needs by name${isAttended(scope) ? ', and let it ask for the rest' : ''}.`,
    severity: severityOf(scope, widening),
    confidence: breadth.whole ? 'high' : 'medium',
    offers: [...narrower, askFirst(scope, grant, narrower.length === 0)],
  };
}

function severityOf(scope: TrustScope, { breadth }: Widening): Severity {
  if (!breadth.whole) return 'information';
  return untrustedInitiators(scope).length > 0 ? 'error' : 'warning';
}

import { isOpen } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Severity } from '../model/vocabulary.js';
import type { Widening } from './breadths.js';
import {
  HolderWords,
  hasRuleOfItsOwn,
  narrowerOffers,
  raisedByStrangers,
  strongest,
  wideningsOf,
} from './breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'wildcard-action',
  title: 'A wildcard grants actions that nobody named',
  severity: 'warning',
  findingClass: 'overbroad-grant',
  since: '0.2.0',
};

const WRITE = 2;

function check(scope: TrustScope): readonly RuleHit[] {
  if (hasRuleOfItsOwn(scope)) return [];
  return wideningsOf(scope, 'action')
    .filter(({ breadth }) => breadth.form !== 'inverted')
    .flatMap((widening) => hit(scope, widening) ?? []);
}

export const wildcardAction: Rule = { meta, check };

function hit(scope: TrustScope, widening: Widening): RuleHit | undefined {
  const severity = severityOf(scope, widening);
  if (severity === undefined) return undefined;
  const { breadth, grants } = widening;
  const resources = [...new Set(grants.map(({ resource }) => resource))];
  const on = resources.length === 1 ? ` on \`${resources[0] ?? ''}\`` : '';
  return {
    origin: breadth.origin,
    message: `${HolderWords(scope)} may do \`${breadth.text}\`${on}: ${breadth.covers}. Whoever holds the session may do all of it, and what the vendor adds later. Name the actions that are used.`,
    severity,
    confidence: breadth.whole ? 'high' : 'medium',
    related: grants
      .flatMap((grant) => grant.breadth ?? [])
      .filter(({ dimension }) => dimension === 'resource')
      .slice(0, 3)
      .map(({ origin, covers }) => ({ origin, message: `and that on ${covers}` })),
    offers: narrowerOffers(widening),
  };
}

/** Reading by pattern is customary; a pattern of writes is a choice that may be meant; the whole of something is not. */
function severityOf(scope: TrustScope, { breadth, grants }: Widening): Severity | undefined {
  const open = grants.filter((grant) => isOpen(scope, grant));
  const writes = strongest(grants) >= WRITE;
  const secret = grants.some(({ system }) => system.kind === 'secrets' || system.kind === 'identity');
  if (!breadth.whole) return writes || secret ? 'information' : undefined;
  if (!writes && !secret) return 'information';
  return open.length === 0 ? 'information' : raisedByStrangers(scope, open, 'warning');
}

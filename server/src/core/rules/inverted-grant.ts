import type { TrustScope } from '../model/trustScope.js';
import type { Widening } from './breadths.js';
import { HolderWords, raisedByStrangers, strongest, wideningsOf } from './breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'inverted-grant',
  title: 'A grant of everything but what is listed',
  severity: 'warning',
  findingClass: 'overbroad-grant',
  since: '0.2.0',
};

const WRITE = 2;

function check(scope: TrustScope): readonly RuleHit[] {
  return [...wideningsOf(scope, 'action'), ...wideningsOf(scope, 'resource')]
    .filter(({ breadth }) => breadth.form === 'inverted')
    .map((widening) => hit(scope, widening));
}

export const invertedGrant: Rule = { meta, check };

function hit(scope: TrustScope, { breadth, grants }: Widening): RuleHit {
  const what = breadth.dimension === 'action' ? 'do everything' : 'work on everything';
  const writes = strongest(grants) >= WRITE;
  return {
    origin: breadth.origin,
    message: `${HolderWords(scope)} may ${what} but ${breadth.text}: ${breadth.covers}. Whatever is added later is granted too. List what is meant, or deny what is not.`,
    severity: writes ? raisedByStrangers(scope, grants, 'warning') : 'information',
    confidence: 'high',
  };
}

import { isOpen } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Severity } from '../model/vocabulary.js';
import type { Widening } from './questions/breadths.js';
import {
  HolderWords,
  narrowerOffers,
  raisedByStrangers,
  strongest,
  throughWords,
  wideningsOf,
} from './questions/breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'inverted-grant',
  title: 'A grant of everything but what is listed',
  severity: 'warning',
  findingClass: 'overbroad-grant',
  since: '0.1.0',
};

const WRITE = 2;

function check(scope: TrustScope): readonly RuleHit[] {
  return [...wideningsOf(scope, 'action'), ...wideningsOf(scope, 'resource')]
    .filter(({ breadth }) => breadth.form === 'inverted')
    .map((widening) => hit(scope, widening));
}

export const invertedGrant: Rule = { meta, check };

function hit(scope: TrustScope, widening: Widening): RuleHit {
  const { breadth, grants } = widening;
  const isOfActions = breadth.dimension === 'action';
  const through = throughWords(grants[0]);
  return {
    origin: breadth.origin,
    message: `${HolderWords(scope)} may ${isOfActions ? 'do' : 'work on'} ${breadth.covers}${through === '' ? '' : `,${through}`}. Whoever hijacks the session may do all of it. List the ${isOfActions ? 'actions' : 'resources'} that it uses, and put what it must never reach into a deny.`,
    severity: severityOf(scope, widening),
    confidence: 'high',
    offers: narrowerOffers(widening),
  };
}

function severityOf(scope: TrustScope, { grants }: Widening): Severity {
  const open = grants.filter((grant) => isOpen(scope, grant));
  if (open.length === 0 || strongest(open) < WRITE) return 'information';
  return raisedByStrangers(scope, open, 'warning');
}

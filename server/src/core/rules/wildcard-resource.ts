import type { Grant } from '../model/facts.js';
import { isOpen } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Severity, SystemKind } from '../model/vocabulary.js';
import { accessRank } from '../model/vocabulary.js';
import { grantWords } from '../model/words.js';
import type { Widening } from './breadths.js';
import {
  HolderWords,
  hasRuleOfItsOwn,
  narrowerOffers,
  opensEverything,
  raisedByStrangers,
  wideningsOf,
} from './breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'wildcard-resource',
  title: 'A grant covers every resource where one could be named',
  severity: 'warning',
  findingClass: 'overbroad-grant',
  since: '0.2.0',
};

/** Systems of which reading alone is worth a remark: what lies there is worth stealing. */
const TELLING: ReadonlySet<SystemKind> = new Set(['secrets', 'data', 'identity', 'billing', 'queue']);

function check(scope: TrustScope): readonly RuleHit[] {
  if (hasRuleOfItsOwn(scope)) return [];
  return wideningsOf(scope, 'resource')
    .filter(({ breadth }) => breadth.form !== 'inverted' && breadth.narrowable)
    .flatMap((widening) => hit(scope, widening) ?? []);
}

export const wildcardResource: Rule = { meta, check };

function hit(scope: TrustScope, widening: Widening): RuleHit | undefined {
  const { breadth } = widening;
  // Where every action is allowed, that is the cause, and it is told there.
  const grants = widening.grants.filter((grant) => matters(grant) && !opensEverything(grant));
  if (grants.length === 0 || !breadth.whole) return undefined;
  return {
    origin: breadth.origin,
    message: `${HolderWords(scope)} may do ${grantWords(grants)} on \`${breadth.text}\`: ${breadth.covers}. Name the resources that it works with.`,
    severity: severityOf(scope, grants),
    confidence: 'high',
    related: grants.slice(0, 5).map(({ origin, action }) => ({ origin, message: `\`${action}\`` })),
    offers: narrowerOffers(widening),
  };
}

function matters(grant: Grant): boolean {
  const narrowable = (grant.breadth ?? []).some(
    ({ dimension, narrowable: can }) => dimension === 'resource' && can,
  );
  return narrowable && (grant.access !== 'read' || TELLING.has(grant.system.kind));
}

function severityOf(scope: TrustScope, grants: readonly Grant[]): Severity {
  const open = grants.filter((grant) => isOpen(scope, grant));
  if (open.length === 0) return 'information';
  const grave = open.some(
    ({ access, system }) => accessRank(access) > 1 || system.kind === 'secrets' || system.kind === 'data',
  );
  return grave ? raisedByStrangers(scope, open, 'warning') : 'information';
}

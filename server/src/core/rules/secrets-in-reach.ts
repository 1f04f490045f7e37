import type { Grant } from '../model/facts.js';
import { isOpen } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Severity } from '../model/vocabulary.js';
import { grantWords } from '../model/words.js';
import { HolderWords, opensEverything, raisedByStrangers } from './breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'secrets-in-reach',
  title: 'A session can read secrets that are not its own',
  severity: 'warning',
  findingClass: 'overbroad-grant',
  since: '0.2.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  const places = new Map<string, Grant[]>();
  for (const grant of scope.grants.filter((candidate) => reads(scope, candidate))) {
    const { uri, range } = grant.origin;
    const key = `${uri} ${String(range.start)} ${String(range.end)}`;
    places.set(key, [...(places.get(key) ?? []), grant]);
  }
  return [...places.values()].map((together) => hit(scope, together));
}

export const secretsInReach: Rule = { meta, check };

/** Secrets of a whole place, or production's by name. One that is named is what the grant is for. */
function reads(scope: TrustScope, grant: Grant): boolean {
  if (grant.system.kind !== 'secrets' || grant.identity !== undefined || grant.via.length > 0) return false;
  return isOpen(scope, grant) && !opensEverything(grant) && (isWhole(grant) || isProduction(grant));
}

function isWhole(grant: Grant): boolean {
  return (grant.breadth ?? []).some(({ dimension, whole }) => dimension === 'resource' && whole);
}

function isProduction(grant: Grant): boolean {
  return grant.sensitivity?.includes('production') === true;
}

function hit(scope: TrustScope, grants: readonly Grant[]): RuleHit {
  const [grant] = grants;
  const wide = grants.find(isWhole);
  const covers = wide?.breadth?.find(({ dimension, whole }) => dimension === 'resource' && whole)?.covers;
  const which = covers ?? `\`${grant?.resource ?? ''}\`, production's by its name`;
  return {
    origin: grant?.origin ?? scope.facts.origin,
    message: `${HolderWords(scope)} can read secrets with ${grantWords(grants)}: ${which}. Each is another identity for whoever takes the session. Name those that it needs.`,
    severity: severityOf(scope, grants, wide !== undefined),
    confidence: wide === undefined ? 'medium' : 'high',
  };
}

function severityOf(scope: TrustScope, grants: readonly Grant[], wide: boolean): Severity {
  const raised = raisedByStrangers(scope, grants, 'warning');
  return raised === 'error' || wide ? raised : 'information';
}

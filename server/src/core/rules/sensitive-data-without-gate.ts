import type { Grant, Sensitivity } from '../model/facts.js';
import { isOpen } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import type { SystemKind } from '../model/vocabulary.js';
import { grantWords } from '../model/words.js';
import { HolderWords, opensEverything, raisedByStrangers } from './breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'sensitive-data-without-gate',
  title: 'Sensitive data is in reach, and nothing asks again',
  severity: 'warning',
  findingClass: 'no-reauthorization-before-sensitive-action',
  since: '0.2.0',
};

const DATA: ReadonlySet<SystemKind> = new Set(['data', 'api', 'queue']);
const WORDS: Readonly<Partial<Record<Sensitivity, string>>> = {
  'customer-data': 'customer data',
  billing: 'billing data',
  admin: 'administration',
};

function check(scope: TrustScope): readonly RuleHit[] {
  const grants = scope.grants.filter((grant) => isSensitive(grant) && isOpen(scope, grant));
  const places = new Map<string, Grant[]>();
  for (const grant of grants) {
    const key = `${grant.origin.uri} ${String(grant.origin.range.start)}`;
    places.set(key, [...(places.get(key) ?? []), grant]);
  }
  return [...places.values()].map((together) => hit(scope, together));
}

export const sensitiveDataWithoutGate: Rule = { meta, check };

function isSensitive(grant: Grant): boolean {
  if (!DATA.has(grant.system.kind) || grant.identity !== undefined || grant.via.length > 0) return false;
  return !opensEverything(grant) && (grant.sensitivity ?? []).some((kind) => WORDS[kind] !== undefined);
}

function hit(scope: TrustScope, grants: readonly Grant[]): RuleHit {
  const [grant] = grants;
  const kinds = [...new Set(grants.flatMap(({ sensitivity }) => sensitivity ?? []))];
  const what = kinds.flatMap((kind) => WORDS[kind] ?? [])[0] ?? 'sensitive data';
  return {
    origin: grant?.origin ?? scope.facts.origin,
    message: `${HolderWords(scope)} reaches ${what} by its name, \`${grant?.resource ?? ''}\` (${grantWords(grants)}), and nothing is asked anew before: a stolen session takes it all. Put it behind a fresh decision: a condition on a claim, MFA, or an identity of its own.`,
    severity: raisedByStrangers(scope, grants, 'warning'),
    // A name is all that tells it.
    confidence: 'medium',
  };
}

import type { Grant } from '../model/facts.js';
import { isStrong } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Severity } from '../model/vocabulary.js';
import { grantWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'broad-subject',
  title: 'Rights for a whole group of accounts, or for the account that everything has by default',
  severity: 'warning',
  findingClass: 'overbroad-grant',
  since: '0.2.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  const places = new Map<string, Grant[]>();
  for (const grant of scope.grants) {
    const holder = grant.attachedBy?.holder;
    if (holder === undefined || grant.via.length > 0 || !(holder.kind === 'group' || isDefault(scope))) {
      continue;
    }
    const key = `${holder.origin.uri} ${String(holder.origin.range.start)}`;
    places.set(key, [...(places.get(key) ?? []), grant]);
  }
  return [...places.values()].flatMap((together) => hit(scope, together) ?? []);
}

export const broadSubject: Rule = { meta, check };

function isDefault({ facts }: TrustScope): boolean {
  return facts.subject['serviceAccount'] === 'default';
}

function hit(scope: TrustScope, grants: readonly Grant[]): RuleHit | undefined {
  const holder = grants[0]?.attachedBy?.holder;
  const severity = severityOf(holder?.name ?? '', grants);
  if (holder === undefined || severity === undefined) return undefined;
  const who =
    holder.kind === 'group'
      ? whoIsIn(holder.name)
      : `every pod of namespace \`${scope.facts.subject['namespace'] ?? 'default'}\` that names no account of its own`;
  return {
    origin: holder.origin,
    message: `${who.charAt(0).toUpperCase()}${who.slice(1)} gets ${grantWords(grants)} by this binding. Bind the one account that needs it.`,
    severity,
    confidence: 'high',
    related: grants.slice(0, 3).map(({ origin, opens }) => ({ origin, message: opens })),
  };
}

function whoIsIn(group: string): string {
  if (group === 'system:unauthenticated') return 'everyone who reaches the API, without logging in,';
  if (group === 'system:authenticated') {
    return 'everyone who can log in to the cluster, every pod among them,';
  }
  if (group === 'system:serviceaccounts') return 'every service account of the cluster';
  const namespace = /^system:serviceaccounts:(.+)$/u.exec(group)?.[1];
  return namespace === undefined
    ? `every member of \`${group}\``
    : `every service account of namespace \`${namespace}\``;
}

function severityOf(group: string, grants: readonly Grant[]): Severity | undefined {
  const strong = grants.some(isStrong);
  if (group === 'system:unauthenticated') return strong ? 'error' : 'information';
  return strong ? 'warning' : undefined;
}

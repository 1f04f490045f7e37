import type { Grant } from '../model/facts.js';
import type { GroupMembers } from '../model/grant.js';
import type { Origin } from '../model/origin.js';
import { isStrong } from '../model/reach.js';
import type { RemediationOffer } from '../model/remediation.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Severity, SystemKind } from '../model/vocabulary.js';
import { grantWords } from '../model/words.js';
import { opensEverything } from './questions/breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'broad-subject',
  title: 'Rights for a whole group of accounts, or for the account that everything has by default',
  severity: 'warning',
  findingClass: 'overbroad-grant',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  const places = new Map<string, Grant[]>();
  for (const grant of scope.grants) {
    const holder = grant.attachedBy?.holder;
    if (holder === undefined || grant.via.length > 0) continue;
    if (holder.groupOf === undefined && !isDefault(scope)) continue;
    const key = `${holder.origin.uri} ${String(holder.origin.range.start)}`;
    places.set(key, [...(places.get(key) ?? []), grant]);
  }
  return [
    ...[...places.values()].flatMap((together) => hit(scope, together) ?? []),
    ...unreadRoles(scope),
    ...openToAll(scope),
  ];
}

/** A role that is not in the files may be any: that every pod has it is told all the same. */
function unreadRoles(scope: TrustScope): readonly RuleHit[] {
  if (!isDefault(scope)) return [];
  return (scope.facts.unreadBindings ?? [])
    .filter(({ within }) => within === null)
    .map(({ set, origin }) => ({
      origin,
      message: `Every pod of namespace ${quoted(scope.facts.subject['namespace'] ?? 'default')} that names no account of its own has ${set} in the whole cluster by this binding; what that allows is not in the files. Bind the one account that needs it.`,
      severity: 'warning' as const,
      confidence: 'medium' as const,
    }));
}

export const broadSubject: Rule = { meta, check };

function isDefault({ facts }: TrustScope): boolean {
  return facts.byDefault === true;
}

function hit(scope: TrustScope, grants: readonly Grant[]): RuleHit | undefined {
  const holder = grants[0]?.attachedBy?.holder;
  const severity = severityOf(holder, grants);
  if (holder === undefined || severity === undefined) return undefined;
  const who =
    holder.groupOf !== undefined
      ? whoIsIn(holder.groupOf)
      : `every pod of namespace ${quoted(scope.facts.subject['namespace'] ?? 'default')} that names no account of its own`;
  return {
    origin: holder.origin,
    message: sentence(who, grants),
    severity,
    confidence: 'high',
    related: grants.slice(0, 3).map(({ origin, opens }) => ({ origin, message: opens })),
    offers: holder.groupOf !== undefined ? [] : ownAccount(scope, holder.origin),
  };
}

/** Where one workload alone runs as the default account, it can have one of its own, to which the binding then goes. */
function ownAccount(scope: TrustScope, subject: Origin): readonly RemediationOffer[] {
  const [only, ...others] = scope.facts.workloads ?? [];
  if (only === undefined || others.length > 0) return [];
  const name = only.name.split('/').at(-1) ?? only.name;
  return [
    {
      title: `Give ${only.noun} ${quoted(only.name)} an account of its own, and bind that`,
      applicability: 'unsafe',
      caution: 'pods that are started from elsewhere as the default account lose these rights',
      preferred: true,
      intents: [
        { kind: 'dedicate-identity', uri: only.origin.uri, at: only.origin, name },
        { kind: 'set-value', uri: subject.uri, at: subject, path: [], value: name },
      ],
    },
  ];
}

/** A set of rights that a binding gives to callers without a credential, of whom none has a session here. */
function openToAll({ facts, grants }: TrustScope): readonly RuleHit[] {
  if (facts.role !== 'unheld' || facts.kind !== 'service-account' || facts.noun === 'group') return [];
  return facts.initiators
    .filter(({ actor }) => actor === 'anyone')
    .map(({ origin }) => ({
      origin,
      message: sentence(NOBODY_KNOWN, grants),
      severity: grants.some(isStrong) ? ('error' as const) : ('information' as const),
      confidence: 'high' as const,
      related: grants.slice(0, 3).map((grant) => ({ origin: grant.origin, message: grant.opens })),
    }));
}

function sentence(who: string, grants: readonly Grant[]): string {
  const strong = grants.filter(isStrong);
  const told = grants.some((grant) => opensEverything(grant) && grant.attachedBy?.within === null)
    ? 'everything in the whole cluster'
    : grantWords(strong.length === 0 ? grants : strong);
  return `${who.charAt(0).toUpperCase()}${who.slice(1)} may do ${told} by this binding. Bind the one account that needs it.`;
}

const NOBODY_KNOWN = 'everyone who reaches the API, without logging in,';

function whoIsIn({ namespace, authenticated }: GroupMembers): string {
  switch (authenticated) {
    case 'nobody':
      return NOBODY_KNOWN;
    case 'all':
      return 'everyone who can log in to the cluster, every pod among them,';
    case 'services':
      return namespace === null
        ? 'every service account of the cluster'
        : `every service account of namespace ${quoted(namespace)}`;
  }
}

type Holder = NonNullable<Grant['attachedBy']>['holder'];

function severityOf(holder: Holder | undefined, grants: readonly Grant[]): Severity | undefined {
  const strong = grants.some(isStrong);
  if (holder?.groupOf?.authenticated === 'nobody') return strong ? 'error' : 'information';
  if (!strong) return undefined;
  // The default account of one namespace: what matters is whether its pods get at secrets, other pods or accounts.
  return holder?.groupOf !== undefined || grants.some((grant) => isGrave(grant)) ? 'warning' : 'information';
}

const GRAVE: ReadonlySet<SystemKind> = new Set(['secrets', 'identity', 'compute']);

function isGrave(grant: Grant): boolean {
  return (
    isStrong(grant) &&
    (grant.access === 'admin' || GRAVE.has(grant.system.kind) || grant.attachedBy?.within === null)
  );
}

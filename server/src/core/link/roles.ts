import type { SessionFacts } from '../model/facts.js';
import type { PolicyDocument, PolicyText } from '../model/policyDocument.js';
import { UNKNOWN_PART } from '../model/policyDocument.js';
import { accountOf } from '../knowledge/aws/trust/requests.js';
import { patternMatches } from '../knowledge/aws/wildcards.js';
import type { Edge } from './edges.js';
import type { Verdict } from './trust.js';
import { principalOf, verdictOnCaller } from './trust.js';
import type { LinkedSession } from './workspaceIndex.js';

/** An identity of AWS, with what is asked of it again and again. */
export interface AwsIdentity {
  readonly session: LinkedSession;
  readonly arn: string;
  readonly kind: 'role' | 'user' | 'unknown';
}

/** The roles, users and policies of AWS among some sessions. */
export function awsIdentities(sessions: readonly LinkedSession[]): readonly AwsIdentity[] {
  return sessions
    .filter(({ input, facts }) => input.facts.platform === 'aws' && isOfAws(facts))
    .map((session) => ({ session, arn: principalOf(session.facts), kind: kindOf(session.facts) }));
}

/** What a template lets into a cluster has a session of the cluster's as well. */
function isOfAws({ role, kind }: SessionFacts): boolean {
  return role !== 'included' && kind !== 'service-account';
}

function kindOf({ subject }: SessionFacts): AwsIdentity['kind'] {
  if (subject['role'] !== undefined) return 'role';
  return subject['user'] === undefined ? 'unknown' : 'user';
}

/**
 * The roles that an identity of AWS can take on by its own policies and theirs. A session that is taken on from a role's
 * session lasts for one hour at most, whatever the role allows.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining
 */
export function chainedRoles(caller: AwsIdentity, all: readonly AwsIdentity[]): readonly Edge[] {
  if (caller.kind === 'unknown') return [];
  const { facts } = caller.session;
  const asking = facts.grants.filter(
    ({ action, via, identity }) =>
      via.length === 0 && identity === undefined && patternMatches(action.toLowerCase(), 'sts:assumerole'),
  );
  const opening = asking.find(({ gates }) => gates.length === 0) ?? asking[0];
  return all.flatMap((role): readonly Edge[] => {
    const { trust } = role.session.facts;
    if (role.session.id === caller.session.id || trust === undefined) return [];
    const isNamed = trust.admissions.some(({ kind }) => kind !== 'service' && kind !== 'federated');
    if (!isNamed || (opening === undefined && !names(trust.policy, caller))) return [];
    const verdict = verdictBetween(caller, role);
    if (verdict === 'no') return [];
    const chained = caller.kind === 'role' ? ', for one hour at most' : '';
    return [
      {
        from: caller.session.id,
        to: role.session.id,
        by: 'assuming',
        how: `assume ${role.session.facts.noun} \`${role.session.facts.label}\`${chained}`,
        gates: opening?.gates ?? [],
        certain: verdict !== 'unknown',
        certainty: 'inferred',
        origin: opening?.origin ?? facts.origin,
      },
    ];
  });
}

/** Whether a trust policy names the identity itself, which within an account is all that it takes. */
function names(policy: PolicyDocument, { arn }: AwsIdentity): boolean {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  return policy.statements.some(({ principals }) =>
    (principals ?? []).some(({ text }) => text.endsWith(`/${name}`)),
  );
}

/** Stands for the account that two identities of one file share and that it does not tell. */
const SAME_ACCOUNT = '000000000000';
/** Accounts that are tried for one that a file does not tell. */
const MOST_ACCOUNTS = 3;

function verdictBetween(caller: AwsIdentity, role: AwsIdentity): Verdict {
  const { facts } = role.session;
  if (facts.trust === undefined) return 'unknown';
  const plain = verdictOnCaller(facts, caller, caller.session.facts.policies);
  if (plain !== 'unknown') return plain;
  const shared =
    caller.session.input === role.session.input
      ? verdictIn(caller, role, accountOf(caller.arn) ?? accountOf(role.arn) ?? SAME_ACCOUNT)
      : 'unknown';
  if (shared === 'yes') return shared;
  // Each names the other with an account that the other's file does not tell: then it is most likely that one.
  return accountsNamed(caller, role).some((account) => verdictIn(caller, role, account) === 'yes')
    ? 'likely'
    : shared;
}

/** The verdict if both are in this account, wherever a text leaves the account open. */
function verdictIn(caller: AwsIdentity, role: AwsIdentity, account: string): Verdict {
  const { policies } = caller.session.facts;
  const { facts } = role.session;
  if (facts.trust === undefined) return 'unknown';
  const settled = {
    ...facts,
    principal: inAccount(role.arn, account),
    trust: { ...facts.trust, policy: settle(facts.trust.policy, account) },
  };
  return verdictOnCaller(
    settled,
    { ...caller, arn: inAccount(caller.arn, account) },
    policies && {
      identity: policies.identity.map((policy) => settle(policy, account)),
      ...(policies.boundary === undefined ? {} : { boundary: settle(policies.boundary, account) }),
    },
  );
}

function accountsNamed(caller: AwsIdentity, role: AwsIdentity): readonly string[] {
  const trusted = (role.session.facts.trust?.policy.statements ?? []).flatMap(
    ({ principals }) => principals ?? [],
  );
  const asked = (caller.session.facts.policies?.identity ?? [])
    .flatMap(({ statements }) => statements)
    .flatMap(({ resources }) => resources ?? []);
  const accounts = [...trusted, ...asked].flatMap(({ text }) => accountOf(text) ?? []);
  return [...new Set(accounts)].slice(0, MOST_ACCOUNTS);
}

/** Within one template, an account that it leaves open is the one that it is used in. */
function inAccount(text: string, account: string): string {
  return text.replace(OPEN_ACCOUNT, (_whole, start: string) => `${start}${account}:`);
}

const OPEN_ACCOUNT = new RegExp(`^(arn:[^:]*:(?:iam|sts)::)${UNKNOWN_PART}:`, 'u');

function settle(policy: PolicyDocument, account: string): PolicyDocument {
  const texts = <T extends PolicyText>(items: readonly T[]): readonly T[] =>
    items.map((item) => ({ ...item, text: inAccount(item.text, account) }));
  return {
    ...policy,
    statements: policy.statements.map((statement) => ({
      ...statement,
      ...(statement.principals === undefined ? {} : { principals: texts(statement.principals) }),
      ...(statement.resources === undefined ? {} : { resources: texts(statement.resources) }),
      ...(statement.notResources === undefined ? {} : { notResources: texts(statement.notResources) }),
    })),
  };
}

import type { SessionFacts } from '../model/facts.js';
import type { PolicyDocument, PolicyText } from '../model/policyDocument.js';
import { UNKNOWN_PART } from '../model/policyDocument.js';
import { accountOf } from '../knowledge/aws/trust/requests.js';
import { patternMatches } from '../knowledge/aws/wildcards.js';
import type { Uri } from '../text/uri.js';
import type { Edge } from './edges.js';
import type { Verdict } from './trust.js';
import { principalOf, verdictOnCaller } from './trust.js';
import type { LinkedSession } from './workspace.js';
import { quoted } from '../text/quoted.js';

/** An identity of AWS, with what is asked of it again and again. */
export interface AwsIdentity {
  readonly session: LinkedSession;
  readonly arn: string;
  readonly kind: 'role' | 'user' | 'unknown';
}

/** Where the identities of the workspace are looked up. */
export interface Identities {
  /** The roles. To ask for all of them is to be worked out again whenever one of them changes. */
  readonly roles: () => readonly AwsIdentity[];
  readonly of: (id: string) => AwsIdentity | undefined;
  /** By the file and the name there. */
  readonly inFile: (uri: Uri, localId: string) => AwsIdentity | undefined;
}

/** The session as an identity of AWS: a role, a user or a policy; undefined for any other. */
export function awsIdentity(session: LinkedSession): AwsIdentity | undefined {
  if (session.file.platform !== 'aws' || !isOfAws(session.facts)) return undefined;
  return { session, arn: principalOf(session.facts), kind: kindOf(session.facts) };
}

/** The roles that an identity may ask for: by name those that name it, and any where its own policies let it ask. */
export interface Roles {
  /** Roles that trust others than services and tokens. */
  readonly trusting: () => readonly AwsIdentity[];
  /** Those of them whose trust policy names an identity of this name. */
  readonly naming: (name: string) => readonly AwsIdentity[];
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
export function chainedRoles(caller: AwsIdentity, roles: Roles): readonly Edge[] {
  if (caller.kind === 'unknown') return [];
  const { facts } = caller.session;
  const asking = facts.grants.filter(
    ({ action, via, identity }) =>
      via.length === 0 && identity === undefined && patternMatches(action.toLowerCase(), 'sts:assumerole'),
  );
  const opening = asking.find(({ gates }) => gates.length === 0) ?? asking[0];
  const candidates = opening === undefined ? roles.naming(nameOf(caller)) : roles.trusting();
  return candidates.flatMap((role): readonly Edge[] => {
    if (role.session.id === caller.session.id) return [];
    const verdict = verdictBetween(caller, role);
    if (verdict === 'no') return [];
    const chained = caller.kind === 'role' ? ', for one hour at most' : '';
    return [
      {
        from: caller.session.id,
        to: role.session.id,
        by: 'assuming',
        how: `assume ${role.session.facts.noun} ${quoted(role.session.facts.label)}${chained}`,
        gates: opening?.gates ?? [],
        certain: verdict !== 'unknown',
        certainty: 'inferred',
        origin: opening?.origin ?? facts.origin,
      },
    ];
  });
}

/** Whether a role trusts others than services of the platform and bearers of tokens. */
export function trustsIdentities({ trust }: SessionFacts): boolean {
  return trust?.admissions.some(({ kind }) => kind !== 'service' && kind !== 'federated') === true;
}

/** The names that a trust policy ends its principals in. To be named is, within an account, all that it takes. */
export function namesTrustedBy({ trust }: SessionFacts): ReadonlySet<string> {
  const principals = trust?.policy.statements.flatMap((statement) => statement.principals ?? []) ?? [];
  return new Set(principals.flatMap(({ text }) => (text.includes('/') ? lastPart(text) : [])));
}

function nameOf({ arn }: AwsIdentity): string {
  return lastPart(arn);
}

function lastPart(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1);
}

const verdicts = new WeakMap<SessionFacts, WeakMap<SessionFacts, Verdict>>();

/** Rests on the two alone, and each is held against each. */
function verdictBetween(caller: AwsIdentity, role: AwsIdentity): Verdict {
  const ofCaller = verdicts.get(caller.session.facts) ?? new WeakMap<SessionFacts, Verdict>();
  verdicts.set(caller.session.facts, ofCaller);
  const known = ofCaller.get(role.session.facts) ?? decide(caller, role);
  ofCaller.set(role.session.facts, known);
  return known;
}

/** Stands for the account that two identities of one file share and that it does not tell. */
const SAME_ACCOUNT = '000000000000';
/** Accounts that are tried for one that a file does not tell. */
const MOST_ACCOUNTS = 3;

function decide(caller: AwsIdentity, role: AwsIdentity): Verdict {
  const { facts } = role.session;
  if (facts.trust === undefined) return 'unknown';
  const plain = verdictOnCaller(facts, caller, caller.session.facts.policies);
  if (plain !== 'unknown') return plain;
  const shared =
    caller.session.file.uri === role.session.file.uri
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

const settled = new WeakMap<PolicyDocument, Map<string, PolicyDocument>>();

/** Made once for each policy and account: each identity is held against each role. */
function settle(policy: PolicyDocument, account: string): PolicyDocument {
  const own = settled.get(policy) ?? new Map<string, PolicyDocument>();
  settled.set(policy, own);
  const known = own.get(account) ?? settleIn(policy, account);
  own.set(account, known);
  return known;
}

function settleIn(policy: PolicyDocument, account: string): PolicyDocument {
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

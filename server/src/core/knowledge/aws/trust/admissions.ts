import type { Initiator } from '../../../model/facts.js';
import type { PolicyDocument, PolicyPrincipal, PolicyStatement } from '../../../model/policyDocument.js';
import type { Admission, TrustFlaw } from '../../../model/trust.js';
import type { Actor } from '../../../model/vocabulary.js';
import { lostBranches } from './branches.js';
import { leftByDenials, mentions } from './denials.js';
import { examplesOf } from './examples.js';
import type { Federation } from './federation.js';
import { federationOf } from './federation.js';
import { federationFlaws } from './federationFlaws.js';
import { conditionWords, everyoneFlaws, narrowingWords } from './everyone.js';
import { foreignAccountFlaws } from './foreignAccounts.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import { listWords } from '../../../model/words.js';
import { neverMet, neverSentFlaws } from './neverSent.js';
import type { NamedPrincipal } from './principals.js';
import { namedPrincipal } from './principals.js';
import type { Found } from './found.js';
import { poolUser, withoutLogin } from './identityPools.js';
import { misplaced, refused } from './nobody.js';
import { deputyFlaws } from './deputies.js';
import { serviceWords } from './services.js';
import { federationConditions, federationWords, shown } from './words.js';
import { quoted } from '../../../text/quoted.js';

/** What the role's file knows beside its trust policy. */
export interface TrustContext {
  /** The account that the role is in, in twelve digits, where the file tells it. */
  readonly account?: string;
}

/** One admission, and the initiator that it gives the role. */
export interface Admitted {
  readonly admission: Admission;
  readonly initiator: Initiator;
}

/**
 * Whom a role's trust policy trusts: one admission for each principal of each statement that allows to assume the role,
 * in words, with claims that pass and that fail and with what makes it wider than it looks.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
 */
export function admissionsOf(policy: PolicyDocument, context: TrustContext = {}): readonly Admitted[] {
  const account = context.account ?? accountOfProviders(policy);
  const ids = new Map<string, number>();
  return policy.statements.flatMap((statement) => {
    if (statement.effect !== 'Allow') return [];
    const reading = { policy, statement, account };
    return entriesOf(statement).flatMap((entry) => {
      const found = admit(reading, entry);
      if (found === undefined) return [];
      // The same principal in two statements is two ways in.
      const id = `trust:${found.kind}:${found.name}`;
      const count = (ids.get(id) ?? 0) + 1;
      ids.set(id, count);
      return [admitted(reading, entry, found, count === 1 ? id : `${id}#${String(count)}`)];
    });
  });
}

const accounts = new WeakMap<PolicyDocument, { readonly account: string | undefined }>();

/** A provider stands in the account of the roles that name it. */
export function accountOfProviders(policy: PolicyDocument): string | undefined {
  const known = accounts.get(policy) ?? { account: findAccount(policy) };
  accounts.set(policy, known);
  return known.account;
}

function findAccount(policy: PolicyDocument): string | undefined {
  return policy.statements
    .flatMap(({ principals }) => principals ?? [])
    .map(namedPrincipal)
    .map((named) => (named.kind === 'oidc' ? named.account : undefined))
    .find((account) => account !== undefined);
}

interface StatementReading {
  readonly policy: PolicyDocument;
  readonly statement: PolicyStatement;
  readonly account: string | undefined;
}

/** `NotPrincipal` with Allow trusts everyone but those it lists. */
function entriesOf(statement: PolicyStatement): readonly PolicyPrincipal[] {
  if (statement.principals !== undefined) return statement.principals;
  const [first] = statement.notPrincipals ?? [];
  return first === undefined ? [] : [{ ...first, kind: 'any', text: '*' }];
}

function admit(reading: StatementReading, entry: PolicyPrincipal): Found | undefined {
  const named = namedPrincipal(entry);
  const action = takingAction(named);
  // A statement that only allows to tag a session starts none.
  if (!action.some((name) => mentions(reading.statement, name))) {
    return misplaced(reading.statement, named, action[0] ?? '');
  }
  const base = { action: (action[0] ?? '').replace('sts:', '') };
  switch (named.kind) {
    case 'everyone':
      return { ...base, ...everyone(reading, entry) };
    case 'account':
      return { ...base, ...wholeAccount(reading, entry, named.account) };
    case 'role':
    case 'user':
    case 'session':
      return { ...base, ...identity(reading, named) };
    case 'service':
      return { ...base, ...service(reading, entry, named.service) };
    case 'oidc':
      return { ...base, ...federated(reading, entry, named.issuer) };
    case 'saml':
      return {
        ...base,
        kind: 'federated',
        name: named.name,
        actor: 'collaborator',
        admits: `people whom the SAML provider ${shown(named.name)} vouches for`,
        conditions: narrowingWords(reading.statement),
        flaws: [],
      };
    case 'deleted':
      return {
        ...base,
        kind: 'identity',
        name: named.id,
        actor: 'another-session',
        admits: `${named.id}: IAM shows an id in the place of a user or role that has been deleted`,
        conditions: [],
        flaws: [],
      };
    case 'refused':
      return refused(base.action, named.text, entry);
    case 'unknown':
      return {
        ...base,
        kind: 'identity',
        name: shown(named.text),
        actor: 'another-session',
        admits: isTold(named.text)
          ? `${shown(named.text)}; whom that names is not known from the file`
          : 'somebody whom the file does not tell',
        conditions: narrowingWords(reading.statement),
        flaws: [],
      };
  }
}

/** Whether anything of a name is written, and not all of it left to a run. */
function isTold(text: string): boolean {
  return text.replaceAll(UNKNOWN_PART, '').trim() !== '';
}

/** By which action whom assumes a role: https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html */
function takingAction(named: NamedPrincipal): readonly string[] {
  switch (named.kind) {
    case 'oidc':
      return ['sts:AssumeRoleWithWebIdentity'];
    case 'saml':
      return ['sts:AssumeRoleWithSAML'];
    case 'everyone':
    case 'unknown':
      return ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'];
    default:
      return ['sts:AssumeRole'];
  }
}

type Rest = Omit<Found, 'action'>;

function everyone({ policy, statement }: StatementReading, entry: PolicyPrincipal): Rest {
  const actions = takingAction({ kind: 'everyone' }).filter((action) => mentions(statement, action));
  const left = leftByDenials(policy, actions);
  if (left !== undefined && left.circle === undefined) {
    return {
      kind: 'identity',
      name: '*',
      actor: 'another-session',
      admits: 'nobody: the policy denies it to everyone',
      conditions: [],
      flaws: [],
    };
  }
  const kept = left?.circle === undefined ? [] : [`not denied by ${conditionWords(left.circle)}`];
  const narrowing = [...narrowingWords(statement), ...kept];
  const flaws = left === undefined ? everyoneFlaws(statement, entry) : [];
  const isOpen = flaws.some(({ severity }) => severity === 'error');
  return {
    kind: 'anyone',
    name: '*',
    actor: isOpen ? 'anyone' : 'another-session',
    admits: `every identity of every AWS account${narrowing.length === 0 ? '' : `, as far as it meets: ${narrowing.join('; ')}`}`,
    conditions: narrowing,
    flaws,
  };
}

function wholeAccount(
  { statement, account: own }: StatementReading,
  entry: PolicyPrincipal,
  account: string,
): Rest {
  const whose = own === account ? 'this account' : `account ${account}`;
  return {
    kind: 'account',
    name: account,
    actor: 'another-session',
    admits: `every identity of ${whose} whose own policies let it assume the role`,
    conditions: narrowingWords(statement),
    flaws: foreignAccountFlaws(statement, entry, { account, own }),
  };
}

function identity(
  { statement, account: own }: StatementReading,
  { kind, name, account }: NamedPrincipal & { readonly kind: 'role' | 'user' | 'session' },
): Rest {
  const where = account === undefined || account === own ? '' : ` of account ${account}`;
  const noun = kind === 'session' ? 'the session' : kind;
  return {
    kind: 'identity',
    name: shown(name),
    actor: 'another-session',
    admits: `${noun} ${shown(name)}${where}`,
    conditions: narrowingWords(statement),
    flaws: [],
  };
}

function service({ statement }: StatementReading, entry: PolicyPrincipal, name: string): Rest {
  return {
    kind: 'service',
    name,
    actor: 'workload',
    admits: serviceWords(name),
    conditions: narrowingWords(statement),
    flaws: deputyFlaws(statement, entry, name),
  };
}

const FORKS =
  'a pull request from a fork gets no token to show, unless the repository sends write tokens to forks';

function federated({ policy, statement }: StatementReading, entry: PolicyPrincipal, issuer: string): Rest {
  const federation = federationOf(statement, issuer);
  const own = { ...statement, possible: undefined };
  const open = openPart(federation);
  const never = neverMet(statement, issuer);
  if (never.length > 0) {
    return {
      kind: 'federated',
      name: issuer,
      issuer,
      actor: 'another-session',
      admits: `nobody: a login with a token never holds ${listWords(never.map(({ key }) => quoted(shown(key))))}`,
      conditions: [...federationConditions(federation), ...narrowingWords(statement, issuer)],
      flaws: neverSentFlaws(never),
    };
  }
  return {
    kind: 'federated',
    name: issuer,
    issuer,
    actor: actorOf(federation, statement),
    admits: federationWords(federation),
    conditions: [...federationConditions(federation), ...narrowingWords(statement, issuer)],
    ...(federation.issuer?.id === 'github-actions' && federation.reach !== 'anyone' ? { remark: FORKS } : {}),
    flaws: [...federationFlaws(federation, entry, statement), ...withoutLogin(federation, statement, entry)],
    ...(open === undefined ? {} : { open }),
    ...(own.incomplete === true ? {} : examplesOf(policy, federation)),
  };
}

function openPart({ subjects, callable }: Federation): Admission['open'] {
  const hidden = subjects.find(({ mayReachMore }) => mayReachMore === true);
  if (hidden !== undefined) {
    const why = 'a part of the subject is set elsewhere, and may hold a wildcard';
    return { why, origin: hidden.value.origin };
  }
  if (callable === undefined) return undefined;
  return { why: 'who may call the workflow is not in the files', origin: callable };
}

function actorOf(federation: Federation, statement: PolicyStatement): Actor {
  if (federation.issuer?.id === 'cognito') return poolUser(federation, statement);
  if (federation.issuer?.id === 'eks') return 'workload';
  return federation.reach === 'anyone' ? 'anyone' : 'collaborator';
}

function admitted(
  { policy, statement }: StatementReading,
  entry: PolicyPrincipal,
  found: Found,
  id: string,
): Admitted {
  const { kind, name, issuer, passes, fails, open } = found;
  const lost = lostBranches(policy, statement, entry);
  const admits =
    statement.possible === true ? `${found.admits} (in one branch of the template)` : found.admits;
  return {
    admission: {
      initiator: id,
      kind,
      name,
      ...(issuer === undefined ? {} : { issuer }),
      admits,
      ...(passes === undefined ? {} : { passes }),
      ...(fails === undefined ? {} : { fails }),
      flaws: lost === undefined ? found.flaws : [lost(found.flaws), ...withoutCause(found.flaws)],
      ...(open === undefined ? {} : { open }),
      origin: entry.origin,
    },
    initiator: {
      id,
      event: found.action,
      actor: found.actor,
      who: admits,
      ...(found.remark === undefined ? {} : { remark: found.remark }),
      conditions: found.conditions,
      withholds: [],
      certainty: statement.possible === true ? 'inferred' : 'declared',
      origin: entry.origin,
    },
  };
}

/** What only follows from the condition that the branch lacks. */
function withoutCause(flaws: readonly TrustFlaw[]): readonly TrustFlaw[] {
  return flaws.filter(
    ({ kind }) => kind !== 'no-subject' && kind !== 'no-audience' && kind !== 'no-external-id',
  );
}

import { POD_IDENTITY } from '../../../knowledge/aws/trust/podIdentity.js';
import { CONTROL_PLANE_NAMESPACE } from '../../../knowledge/kubernetes/escalations.js';
import { accountSubject } from '../../../knowledge/kubernetes/tokens.js';
import { tierOf } from '../../../knowledge/names/words.js';
import type {
  CarriedIdentity,
  Gate,
  Grant,
  Initiator,
  Reference,
  SessionFacts,
  Unknown,
} from '../../../model/facts.js';
import type { IdentityLink, StandingCredential } from '../../../model/identityLink.js';
import type { Dangling, Workload } from '../../../model/permissionSet.js';
import type { Account } from './placed.js';
import { idOf } from './placed.js';
import { EMPTY_SESSION } from '../../../model/emptySession.js';
import { guardedCalls } from './guards.js';
import type { PlacedGuard } from './guardTable.js';
import type { Holding } from './holdings.js';
import { setName } from './holdings.js';
import { holdsToken, lifetimeOf } from './lifetime.js';
import { accountKey, roleKey } from './names.js';
import { networkConditions } from './network.js';
import { callsOverNetwork, ciliumCalls, podsOf } from './networkCalls.js';
import { quoted } from '../../../text/quoted.js';

/** All that the files of a cluster say of one account. */
export interface AccountParts {
  readonly account: Account;
  readonly holdings: readonly Holding[];
  /** With the namespaces that they get; those of other files keep their own origins. */
  readonly workloads: readonly Workload[];
  readonly credentials: readonly StandingCredential[];
  /** Mappings of the account to an identity of a cloud. */
  readonly links: readonly IdentityLink[];
  readonly dangling: readonly Dangling[];
  /** The policies that decide on its calls to others. */
  readonly guards: readonly PlacedGuard[];
}

/** The session of an account: what it is granted, what runs as it, how long its token lasts. */
export function accountSession(parts: AccountParts): SessionFacts {
  const { account, holdings, workloads, credentials, dangling } = parts;
  const { declared } = account;
  const label = idOf(account);
  const initiators = initiatorsOf(declared, workloads, parts.guards);
  const calling = workloads.map((workload, index) => ({
    pods: podsOf(workload),
    initiator: initiators[index]?.id ?? '',
  }));
  const called = [...grantsOf(holdings), ...ciliumCalls(calling, parts.guards)];
  const guarded = guardedCalls(called, account, parts.guards);
  const grants = callsOverNetwork(guarded.grants, calling, parts.guards);
  return {
    ...EMPTY_SESSION,
    ...(declared ?? {}),
    localId: `account:${label}`,
    kind: 'service-account',
    name: label,
    noun: 'service account',
    label,
    credential: `token of service account ${label}`,
    subject: { namespace: account.namespace, serviceAccount: account.name },
    origin: account.origin,
    extent: account.extent,
    role: 'acted-as',
    ...(account.name === 'default' ? { byDefault: true as const } : {}),
    ...(account.namespace === CONTROL_PLANE_NAMESPACE ? { platformPart: true as const } : {}),
    initiators,
    lifetime: lifetimeOf(declared, account.origin, workloads, credentials),
    grants,
    gates: [...gatesOf(holdings), ...guarded.gates],
    carried: carriedBy(parts),
    references: referencesOf(parts),
    tiers: tiersOf(account),
    mounts: declared?.mounts ?? { value: true, declared: false, origin: account.origin },
    workloads,
    ...(credentials.length === 0 ? {} : { standing: credentials }),
    ...(dangling.length === 0 ? {} : { dangling }),
    ...unreadBindings(holdings),
    unknowns: unknownsOf(parts),
  };
}

/**
 * A line that comes by two bindings, or directly and by a group, is told once, unless their limits differ: as it comes to
 * most, since that is what has to go before it is gone.
 */
function grantsOf(holdings: readonly Holding[]): readonly Grant[] {
  const [first, ...others] = holdings;
  if (first === undefined) return [];
  if (others.length === 0) return first.grants();
  const told = new Map<string, Grant>();
  for (const grant of holdings.flatMap(({ grants }) => grants())) {
    const { uri, range } = grant.origin;
    const namespace = String(grant.attributes?.['namespace']);
    const key = `${uri} ${range.start} ${range.end} ${namespace} ${grant.action} ${grant.resource}`;
    const known = told.get(key);
    if (known === undefined || howMany(known) < howMany(grant)) told.set(key, grant);
  }
  return [...told.values()];
}

/** How many others get a grant by the same subject of a binding, to be compared with. */
function howMany({ attachedBy }: Grant): number {
  const members = attachedBy?.holder.groupOf;
  if (members === undefined) return 0;
  if (members.authenticated === 'services') return members.namespace === null ? 2 : 1;
  return 3;
}

/** Bindings whose role is not in the files, by their subjects. */
function unreadBindings(holdings: readonly Holding[]): Pick<SessionFacts, 'unreadBindings'> {
  const unread = holdings
    .filter(({ source }) => source.missing)
    .map(({ binding, holder }) => ({
      set: setName(binding),
      within: binding.fact.within,
      origin: holder.fact.origin,
    }));
  return unread.length === 0 ? {} : { unreadBindings: unread };
}

function gatesOf(holdings: readonly Holding[]): readonly Gate[] {
  const gates = holdings.flatMap(({ source }) => source.sets.flatMap(({ fact }) => fact.gates ?? []));
  return [...new Map(gates.map((gate) => [gate.id, gate])).values()];
}

function initiatorsOf(
  declared: SessionFacts | undefined,
  workloads: readonly Workload[],
  guards: readonly PlacedGuard[],
): readonly Initiator[] {
  const known = new Map<string, number>();
  return workloads.map((workload) => {
    const { localId, noun, name } = workload;
    const count = (known.get(localId) ?? 0) + 1;
    known.set(localId, count);
    return {
      id: `workload:${localId}${count === 1 ? '' : `#${String(count)}`}`,
      event: `${noun} ${name}`,
      actor: 'workload',
      who: `the pods of ${noun} ${quoted(name)}`,
      ...(holdsToken(declared, workload) ? {} : { remark: 'no token of the account is mounted into them' }),
      conditions: guards.length === 0 ? [] : networkConditions(guards, podsOf(workload)),
      withholds: [],
      certainty: workload.named ? 'declared' : 'platform-default',
      origin: workload.named ? workload.runsAsOrigin : workload.origin,
    };
  });
}

function carriedBy({ account, workloads, links }: AccountParts): readonly CarriedIdentity[] {
  const sub = accountSubject(account.namespace, account.name);
  const initiators = initiatorsOf(account.declared, workloads, []).map(({ id }) => id);
  const all = [
    ...(account.declared?.carried ?? []).map((carried) => presenting(carried, sub, initiators)),
    ...links.flatMap((link) => linkedIdentity(link, account, initiators)),
    ...workloads.flatMap(({ carried }) => carried ?? []),
  ];
  return [...new Map(all.map((carried) => [carried.key, carried])).values()];
}

/** The claims with the namespace that the account really has, for each workload that presents them. */
function presenting(carried: CarriedIdentity, sub: string, initiators: readonly string[]): CarriedIdentity {
  const { claims, claimSets } = carried;
  if (claims?.['sub'] === undefined) return carried;
  return {
    ...carried,
    claims: { ...claims, sub },
    ...(claimSets === undefined
      ? {}
      : {
          claimSets: claimSets.flatMap((set) => {
            const values = { ...set.values, sub };
            if (initiators.length === 0) return [{ ...set, values }];
            return initiators.map((initiator) => ({ ...set, values, initiator }));
          }),
        }),
  };
}

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html */
function linkedIdentity(
  { to, toName, noun, origin }: IdentityLink,
  { namespace, name }: Account,
  initiators: readonly string[],
): readonly CarriedIdentity[] {
  if (to === undefined) return [];
  const values = { 'kubernetes-namespace': namespace, 'kubernetes-service-account': name };
  const set = { issuer: POD_IDENTITY, values, absent: [] };
  return [
    {
      key: to.key,
      kind: 'cloud-role',
      name: toName,
      system: { kind: 'control-plane', name: 'AWS' },
      lifetime: { seconds: null, basis: 'unknown', boundBy: noun, origin },
      claimSets: (initiators.length === 0 ? ['workload'] : initiators).map((initiator) => ({
        ...set,
        initiator,
      })),
      visibleTo: 'session',
      gates: [],
      sensitivity: [],
      origin,
      uses: [],
    },
  ];
}

function referencesOf({ account, holdings, links }: AccountParts): readonly Reference[] {
  const own = accountKey(account);
  return [
    ...(account.declared?.references ?? []),
    ...links.flatMap(({ localId, to, toName, origin }): readonly Reference[] =>
      to === undefined
        ? []
        : [{ id: `assumes:${localId}`, kind: 'assumes', target: to, name: toName, origin }],
    ),
    ...holdings.flatMap(({ binding, holder }): readonly Reference[] => {
      const { role, fact, uri } = binding;
      const id = `${uri}#${fact.localId}`;
      const named: Reference = {
        id: `subject:${id}`,
        kind: 'holds',
        target: own,
        name: `service account ${idOf(account)}`,
        origin: holder.fact.origin,
      };
      const subject = holder.account === undefined ? [] : [named];
      if (role === undefined) return subject;
      const target = roleKey(role.kind, role);
      return [
        ...subject,
        { id: `holds:${id}`, kind: 'holds', target, name: setName(binding), origin: fact.setOrigin },
      ];
    }),
  ];
}

function tiersOf(account: Account): SessionFacts['tiers'] {
  return [account.namespace, account.name].flatMap((name) => {
    const tier = tierOf(name);
    return tier === undefined ? [] : [{ tier, name, origin: account.origin }];
  });
}

function unknownsOf({ account, holdings }: AccountParts): readonly Unknown[] {
  return [
    ...new Set([
      ...(account.declared?.unknowns ?? []),
      ...holdings.flatMap(({ source }) => source.unknowns),
      ...account.placement.unresolved,
    ]),
  ];
}

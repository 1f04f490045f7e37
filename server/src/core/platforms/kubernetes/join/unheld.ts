import { MOUNTED_TOKEN } from '../../../knowledge/kubernetes/tokens.js';
import type { Grant, Initiator, Lifetime, SessionFacts } from '../../../model/facts.js';
import type { PermissionSet } from '../../../model/permissionSet.js';
import type { Cluster } from './cluster.js';
import type { Binding, Placed } from './placed.js';
import { EMPTY_SESSION } from '../../../model/emptySession.js';
import { callOf, guardedCalls } from './guards.js';
import type { PlacedGuard } from './guardTable.js';
import { bindingName } from './holdings.js';
import { roleKey, roleNameOf } from './names.js';
import { networkConditions } from './network.js';
import { podsCalled } from './networkCalls.js';
import { grantsOf, policyGrants } from './roles.js';
import { quoted } from '../../../text/quoted.js';

/** A set with the bindings that give it to users and to groups of people. */
export interface UnheldSet {
  readonly set: Placed<PermissionSet>;
  readonly people: readonly Binding[];
  readonly guards: readonly PlacedGuard[];
}

/**
 * A set that no account of the workspace holds, as a session of whoever comes to hold it; `undefined` for a rule of a
 * service mesh that trusts only callers who are not in the workspace.
 */
export function unheldSession(
  cluster: Cluster,
  { set, people, guards }: UnheldSet,
): SessionFacts | undefined {
  const { fact, namespace } = set;
  // A template that is filled in by other means leaves the name empty.
  const name = set.name === '' ? '(no name)' : set.name;
  const kind = roleNameOf(fact.key)?.kind;
  if (kind === undefined) return people.some(isOpenToAll) ? openCalls(set, guards) : undefined;
  const source = cluster.sources.ofSet(set);
  const label = kind === 'role' ? `${namespace}/${name}` : name;
  const noun = kind === 'role' ? 'role' : 'cluster role';
  return {
    ...EMPTY_SESSION,
    localId: kind === 'role' ? `role:${label}` : `clusterrole:${label}`,
    kind: 'service-account',
    name: label,
    noun,
    label,
    credential: `${noun} ${label}`,
    subject: kind === 'role' ? { namespace, role: name } : { clusterRole: name },
    origin: fact.origin,
    extent: fact.extent,
    role: 'unheld',
    lifetime: unknownLifetime(set, 'the credential of whoever holds it'),
    initiators: people.flatMap(peopleOf),
    grants: grantsOf(source, kind === 'role' ? namespace : null),
    references: people.map((binding) => ({
      id: `bound:${binding.uri}#${binding.fact.localId}`,
      kind: 'holds' as const,
      target: roleKey(kind, set),
      name: `${fact.noun} ${name}`,
      origin: binding.fact.setOrigin,
    })),
    unknowns: [...new Set([...source.unknowns, ...set.placement.unresolved])],
  };
}

/** Whether a binding gives something to callers who show no credential. */
export function isOpenToAll({ holders }: Binding): boolean {
  return holders.some(({ fact }) => fact.groupOf?.authenticated === 'nobody');
}

function peopleOf(binding: Binding): readonly Initiator[] {
  return binding.holders
    .filter(({ account, accountsOf }) => account === undefined && accountsOf === undefined)
    .map(({ fact: { kind, name, groupOf, origin } }) => {
      const open = groupOf?.authenticated === 'nobody';
      return {
        id: `${binding.fact.localId}:${name}`,
        event: `${binding.fact.noun} ${bindingName(binding)}`,
        actor: open ? 'anyone' : 'collaborator',
        who: open
          ? 'anyone who reaches the API server, without a credential'
          : `${kind === 'group' ? 'members of group' : 'user'} ${quoted(name)}`,
        conditions: [],
        withholds: [],
        certainty: 'declared',
        origin,
      };
    });
}

/** What a rule of a service mesh lets every caller do, whether it shows an identity or not. */
function openCalls(set: Placed<PermissionSet>, guards: readonly PlacedGuard[]): SessionFacts {
  const { fact, namespace } = set;
  const { grants, gates } = guardedCalls(policyGrants({ sets: [set] }), { namespace: '', name: '' }, guards);
  const label = `${namespace}/${fact.subject['policy'] ?? fact.name}`;
  return {
    ...EMPTY_SESSION,
    localId: fact.localId,
    kind: 'service-account',
    name: label,
    noun: 'policy',
    label,
    credential: `what ${fact.noun} ${label} lets any caller do`,
    subject: { ...fact.subject, namespace },
    origin: fact.origin,
    extent: fact.extent,
    role: 'unheld',
    lifetime: unknownLifetime(set, 'no credential is asked for'),
    initiators: [
      {
        id: 'any-caller',
        event: `${fact.noun} ${label}`,
        actor: 'workload',
        who: 'whatever reaches the service over the network',
        conditions: networkLimits(grants, guards),
        withholds: [],
        certainty: 'declared',
        origin: fact.origin,
      },
    ],
    grants,
    gates: [...(fact.gates ?? []), ...gates],
    unknowns: [...new Set([...fact.unknowns, ...set.placement.unresolved])],
  };
}

/** What policies of the network leave of who reaches the workloads that are called. */
function networkLimits(grants: readonly Grant[], guards: readonly PlacedGuard[]): readonly string[] {
  const [call] = grants.flatMap((grant) => callOf(grant) ?? []);
  if (call === undefined) return [];
  const target = podsCalled(call);
  return networkConditions(
    guards.filter(({ fact }) => fact.direction === 'to'),
    target,
  );
}

function unknownLifetime({ fact }: Placed<PermissionSet>, boundBy: string): Lifetime {
  return { seconds: MOUNTED_TOKEN.seconds, basis: 'unknown', boundBy, origin: fact.origin };
}

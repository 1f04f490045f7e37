import { MOUNTED_TOKEN } from '../../../knowledge/kubernetes/tokens.js';
import type { SessionFacts } from '../../../model/facts.js';
import type { Cluster } from './cluster.js';
import type { Binding, BoundHolder } from './placed.js';
import { EMPTY_SESSION } from '../../../model/emptySession.js';
import { bindingName, grantsFor } from './holdings.js';
import type { RuleSource } from './sources.js';
import { quoted } from '../../../text/quoted.js';

/** A group that a binding gives to, of which nobody stands in the workspace. */
export interface BoundGroup {
  readonly binding: Binding;
  readonly holder: BoundHolder;
  readonly source: RuleSource;
}

/**
 * Groups of accounts that have no member here, and callers without a credential where a role that every cluster has is
 * given to them: no other session holds what the binding gives.
 */
export function groupsWithoutMembers(cluster: Cluster): readonly BoundGroup[] {
  return cluster.bindings.flatMap((binding) => {
    const found = binding.holders.filter((holder) => isWithoutMembers(cluster, binding, holder));
    if (binding.role === undefined || found.length === 0) return [];
    const source = cluster.sources.ofBinding(binding);
    return found
      .filter(({ fact }) => fact.groupOf?.authenticated !== 'nobody' || source.sets.length === 0)
      .map((holder) => ({ binding, holder, source }));
  });
}

function isWithoutMembers(cluster: Cluster, { builds }: Binding, { fact, accountsOf }: BoundHolder): boolean {
  if (fact.kind !== 'group') return false;
  if (fact.groupOf?.authenticated === 'nobody') return true;
  if (accountsOf === undefined) return false;
  return !cluster
    .accountsIn(accountsOf)
    .some((account) => !cluster.variants.areApart(builds, account.builds));
}

/** What a binding gives to a group, as a session of whoever comes to be in it. */
export function groupSession({ binding, holder, source }: BoundGroup): SessionFacts {
  const { fact } = binding;
  const { name, origin, groupOf } = holder.fact;
  const open = groupOf?.authenticated === 'nobody';
  return {
    ...EMPTY_SESSION,
    localId: `group:${fact.localId}:${name}`,
    kind: 'service-account',
    name,
    noun: 'group',
    label: name,
    credential: `token of a member of group ${name}`,
    subject: { group: name },
    origin,
    extent: fact.extent,
    role: 'unheld',
    lifetime: {
      seconds: MOUNTED_TOKEN.seconds,
      basis: 'unknown',
      boundBy: 'the credential of whoever is in it',
      origin,
    },
    initiators: [
      {
        id: `${fact.localId}:${name}`,
        event: `${fact.noun} ${bindingName(binding)}`,
        actor: open ? 'anyone' : 'workload',
        who: open
          ? 'anyone who reaches the API server, without a credential'
          : `every pod whose service account is in group ${quoted(name)}`,
        conditions: [],
        withholds: [],
        certainty: 'declared',
        origin,
      },
    ],
    grants: grantsFor(binding, holder, source),
    references: [],
    unknowns: source.unknowns,
  };
}

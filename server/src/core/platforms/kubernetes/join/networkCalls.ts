import {
  ciliumMethods,
  ciliumPath,
  isSafeMethod,
  sensitivityOfPath,
  serviceLabel,
} from '../../../knowledge/kubernetes/mesh.js';
import type { Grant } from '../../../model/facts.js';
import type { OperationMatch } from '../../../model/guard.js';
import type { Workload } from '../../../model/permissionSet.js';
import type { Call } from './guards.js';
import { callOf } from './guards.js';
import type { PlacedGuard, Pods } from './guardTable.js';
import { fitsMatch, letsThrough, networkAround } from './network.js';
import { quoted } from '../../../text/quoted.js';

/** A workload of a session with the id of what it starts. */
export interface Calling {
  readonly pods: Pods;
  readonly initiator: string;
}

/** The workloads of a session as policies of the network see them. */
export function podsOf({ namespace, labels, runsAs }: Workload): Pods {
  const account = runsAs.key.slice(runsAs.key.lastIndexOf('/') + 1);
  return { namespace: namespace ?? '', labels, account };
}

/**
 * Calls of services with what the network leaves of them: only pods that policies let through make them. Whoever is let
 * through is asked nothing, so that this is no gate.
 */
export function callsOverNetwork(
  grants: readonly Grant[],
  calling: readonly Calling[],
  guards: readonly PlacedGuard[],
): readonly Grant[] {
  if (calling.length === 0) return grants;
  if (!guards.some(({ fact }) => fact.layer === 'network')) return grants;
  const leaving = calling.map((each) => ({ ...each, around: networkAround(guards, each.pods, 'from') }));
  const known = new Map<string, readonly string[]>();
  return grants.map((grant) => {
    const call = callOf(grant);
    if (call === undefined) return grant;
    const key = JSON.stringify([call.namespace, call.labels]);
    let able = known.get(key);
    if (able === undefined) {
      const target = podsCalled(call);
      const before = networkAround(guards, target, 'to');
      able = leaving
        .filter(
          ({ pods, around }) => letsThrough(before, pods) !== 'no' && letsThrough(around, target) !== 'no',
        )
        .map(({ initiator }) => initiator);
      known.set(key, able);
    }
    return able.length === calling.length ? grant : { ...grant, initiators: able };
  });
}

/** The pods behind a call, by the labels that a policy names them with. */
export function podsCalled({ namespace, labels }: Call): Pods {
  return { namespace, labels: Object.fromEntries(labels.map(asEntry)) };
}

function asEntry(label: string): readonly [string, string] {
  const at = label.indexOf('=');
  return [label.slice(0, at), label.slice(at + 1)];
}

/**
 * What rules of Cilium for single paths and methods let the workloads of a session call: who is let through is told by
 * labels there, not by names of accounts.
 */
export function ciliumCalls(calling: readonly Calling[], guards: readonly PlacedGuard[]): readonly Grant[] {
  return guards.flatMap((guard) => {
    const { fact } = guard;
    if (fact.layer !== 'network' || fact.direction !== 'to' || fact.effect !== 'allow') return [];
    return fact.matches.flatMap((match) => {
      const operations = (match.operations ?? []).filter(
        ({ paths, methods }) => (paths ?? methods) !== undefined,
      );
      // What everybody may call is nobody's grant.
      if (operations.length === 0 || match.callers === null) return [];
      const able = calling.filter(({ pods }) => fitsMatch(match, guard, pods) === 'yes');
      if (able.length === 0) return [];
      const limited =
        able.length === calling.length ? {} : { initiators: able.map(({ initiator }) => initiator) };
      return operations.flatMap((operation) =>
        callsOf(operation, guard).map((grant) => ({ ...grant, ...limited })),
      );
    });
  });
}

function callsOf(operation: OperationMatch, { fact, namespace }: PlacedGuard): readonly Grant[] {
  const label = serviceLabel(fact.selects.labels);
  const service = label === undefined ? `the services of namespace ${namespace}` : `${namespace}/${label}`;
  const paths = (operation.paths ?? ['.*']).map((path) => ciliumPath(path) ?? path);
  const methods = (operation.methods ?? ['.*']).flatMap((method) => ciliumMethods(method) ?? [method]);
  return paths.flatMap((path) =>
    methods.map((method): Grant => {
      const reads = isSafeMethod(method);
      const sensitivity = sensitivityOfPath(path);
      return {
        action: `${method} ${path}`,
        right: `${method} ${path}`,
        access: reads ? 'read' : 'write',
        system: { kind: 'api', name: service },
        resource: path,
        certainty: 'declared',
        declaredFor: 'session',
        evidence: 'unknown',
        evidenceFrom: [],
        gates: [],
        opens: `${reads ? 'read' : 'call'} ${path === '*' ? 'every path' : quoted(path)} of ${service}`,
        ...(sensitivity.length === 0 ? {} : { sensitivity }),
        attributes: {
          namespace,
          workload: Object.entries(fact.selects.labels).map(([key, value]) => `${key}=${value}`),
          path,
          method,
          hosts: [],
          ports: operation.ports ?? [],
          except: [],
        },
        via: [],
        origin: operation.origin,
      };
    }),
  );
}

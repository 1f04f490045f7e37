import type { EscalationMethod } from '../../../knowledge/kubernetes/escalations.js';
import {
  CONTROL_PLANE_NAMESPACE,
  ESCALATION_METHODS,
  NODE_ESCAPE_SOURCE,
} from '../../../knowledge/kubernetes/escalations.js';
import type { Escalation } from '../../../model/escalation.js';
import type { Grant } from '../../../model/facts.js';
import type { Workload } from '../../../model/permissionSet.js';
import type { Held, HeldLine } from './held.js';
import { heldFor, holdsEverything, linesOf, tellingLines } from './held.js';
import type { Reachable, ReachableAccount } from './reachable.js';
import { isEverywhere } from './reachable.js';
import type { HeldRole, RoleRights } from './roleEscalations.js';
import { roleEscalations } from './roleEscalations.js';
import { quoted } from '../../../text/quoted.js';

/** What a session's ways to more are judged by. */
export interface Escalating {
  readonly account: ReachableAccount;
  readonly grants: readonly Grant[];
  readonly workloads: readonly Workload[];
  /** The roles that its bindings give it. */
  readonly roles: readonly HeldRole[];
}

/** Every way by which an account gains rights or becomes another account, as far as its grants and pods tell. */
export function escalationsOf(
  session: Escalating,
  reachable: Reachable,
  rightsOf: RoleRights,
): readonly Escalation[] {
  const lines = linesOf(session.grants);
  const escapes = nodeEscapes(session, reachable);
  // Nothing is left to gain.
  if (holdsEverything(lines)) return escapes;
  const found: Found[] = [];
  const telling = tellingLines(lines);
  for (const method of telling.length === 0 ? [] : ESCALATION_METHODS) {
    const more = byMethod(session.account, telling, method, reachable);
    found.push(...more.filter((next) => !found.some((known) => coversMethod(known, next))));
  }
  return [
    ...found.map(({ escalation }) => escalation),
    ...roleEscalations(lines, session.roles, rightsOf),
    ...escapes,
  ];
}

interface Found {
  readonly method: EscalationMethod;
  readonly namespace: string | null;
  readonly escalation: Escalation;
}

/** Whether a method of the same family leads at least as far already. */
function coversMethod(known: Found, next: Found): boolean {
  if (known.method === next.method || next.method.family === undefined) return false;
  if (known.method.family !== next.method.family) return false;
  return isEverywhere(known.method.reach) || known.namespace === null || known.namespace === next.namespace;
}

/** One way of one method: the grants that it takes together, the cause first, in one namespace. */
interface Way {
  readonly namespace: string | null;
  readonly names: readonly string[] | null;
  readonly by: readonly [Grant, ...Grant[]];
}

function byMethod(
  account: ReachableAccount,
  lines: readonly HeldLine[],
  method: EscalationMethod,
  reachable: Reachable,
): readonly Found[] {
  const [first, ...others] = method.needs.map((need) => heldFor(lines, need));
  if (first === undefined || first.length === 0) return [];
  const ways = others.reduce<readonly Way[]>(together, first.map(asWay));
  return placesOf(ways).flatMap((namespace) => {
    const here = ways.filter((way) => way.namespace === namespace);
    // The way that is not limited to names says most.
    const best = here.find(({ names }) => names === null) ?? here[0];
    if (best === undefined) return [];
    const targets = new Set(
      here.flatMap(({ names }) => reachable.targets(account, method.reach, namespace, names)),
    );
    // Secrets that are known to hold no token lead to nobody.
    if (method.reach === 'stored-tokens' && targets.size === 0) return [];
    return [{ method, namespace, escalation: escalationBy(method, best, [...targets]) }];
  });
}

/** The namespaces in which something is told: what holds for any object of the cluster holds in each of them. */
function placesOf(ways: readonly Way[]): readonly (string | null)[] {
  if (ways.some(({ namespace, names }) => namespace === null && names === null)) return [null];
  return [...new Set(ways.map(({ namespace }) => namespace))];
}

function asWay({ grant, namespace, names }: Held): Way {
  return { namespace, names, by: [grant] };
}

/** Adds a grant that counts in the same namespace; in each of several where the first counts in all. */
function together(ways: readonly Way[], more: readonly Held[]): readonly Way[] {
  return ways.flatMap((way) => {
    const whole = more.find(({ namespace }) => namespace === null || namespace === way.namespace);
    if (whole !== undefined) return [withGrant(way, whole.grant, way.namespace)];
    if (way.namespace !== null) return [];
    return more.map(({ grant, namespace }) => withGrant(way, grant, namespace));
  });
}

function withGrant(way: Way, grant: Grant, namespace: string | null): Way {
  const by = way.by.includes(grant) ? way.by : ([...way.by, grant] as const);
  return { ...way, namespace, by };
}

function escalationBy(method: EscalationMethod, way: Way, targets: readonly string[]): Escalation {
  const { namespace, names, by } = way;
  const place = namespace === null ? 'the cluster' : `namespace ${quoted(namespace)}`;
  // Accounts of the control plane are in reach then.
  const total = method.reach === 'accounts' && (namespace === null || namespace === CONTROL_PLANE_NAMESPACE);
  return {
    method: method.id,
    title: namespace === null ? method.title.replace(' of the namespace', '') : method.title,
    gains: total ? 'everything' : method.gains,
    by,
    targets,
    leadsTo:
      method.reach === 'named-accounts' && names !== null
        ? `service account ${names.map((name) => quoted(name)).join(', ')} of ${place}`
        : method.leadsTo.replace('NS', place),
    // To keep a webhook of its own up to date is what an operator is for; its rules can be rewritten with that as well.
    conditions:
      method.family === 'webhooks' && names !== null
        ? [...method.conditions, 'it widens the rules of the webhook that it is given']
        : method.conditions,
    gates: [],
    source: method.source,
    origin: by[0].origin,
  };
}

/**
 * A container that is not held apart from its node can read the tokens of all pods that run on it; which pods those
 * are, nothing in the files fixes.
 */
function nodeEscapes({ account, workloads }: Escalating, reachable: Reachable): readonly Escalation[] {
  const whole = workloads.map(({ noun, name, escapes }) => ({
    noun,
    name,
    escapes: escapes.filter(({ partial }) => partial !== true),
  }));
  const targets = whole.some(({ escapes }) => escapes.length > 0)
    ? reachable.targets(account, 'accounts-on-nodes', null, null)
    : [];
  return whole.flatMap(({ noun, name, escapes }) =>
    escapes.map(({ what, why, origin }) => ({
      method: 'node-escape',
      title: `leave the container of ${noun} ${quoted(name)} for its node: ${what}`,
      gains: 'identity' as const,
      by: [],
      targets,
      leadsTo: `the node (${why}), and the service accounts of all pods on it`,
      conditions: [],
      gates: [],
      source: NODE_ESCAPE_SOURCE,
      origin,
    })),
  );
}

/** Whether what the account gains hangs on what the roles of the cluster are. */
export function restsOnRoles(grants: readonly Grant[]): boolean {
  return grants.some(({ attributes }) => attributes?.['verb'] === 'bind' || attributes?.['verb'] === '*');
}

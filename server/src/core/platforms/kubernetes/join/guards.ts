import { conditionCheck, principalAccount, principalNamespace } from '../../../knowledge/kubernetes/mesh.js';
import type { Gate, Grant } from '../../../model/facts.js';
import type { CallerMatch, CallMatch, Guard, OperationMatch } from '../../../model/guard.js';
import type { ObjectName } from './nameAt.js';
import { accountNameOf } from './names.js';
import type { PlacedGuard } from './guardTable.js';
import { tableOf } from './guardTable.js';
import { quoted } from '../../../text/quoted.js';

/** Calls that a session may make, and what is checked before each. */
export interface Guarded {
  readonly grants: readonly Grant[];
  readonly gates: readonly Gate[];
}

/** One call of a service mesh, out of a grant's attributes. */
export interface Call {
  readonly namespace: string;
  readonly labels: readonly string[];
  readonly path: string;
  readonly method: string;
  readonly hosts: readonly string[];
  readonly ports: readonly string[];
}

/**
 * Grants of calls after the other policies in front of the same workloads: what one of them refuses is taken away, and
 * what one has decided elsewhere, or only lets through with a claim, gets a gate. A policy that concerns only part of a
 * grant's paths splits it.
 * https://istio.io/latest/docs/concepts/security/#implicit-enablement
 */
export function guardedCalls(
  grants: readonly Grant[],
  caller: ObjectName,
  guards: readonly PlacedGuard[],
): Guarded {
  if (guards.length === 0) return { grants, gates: [] };
  const gates = new Map<string, Gate>();
  const table = tableOf(guards);
  const result = grants.flatMap((grant) => {
    const call = callOf(grant);
    if (call === undefined) return [grant];
    const before = table
      .at(table.placesBefore(call))
      .filter(({ fact }) => fact.layer === 'api' && (fact.effect === 'check' || fact.effect === 'deny'))
      .filter((guard) => standsBefore(guard, call));
    return before.reduce<readonly Grant[]>(
      (parts, guard) => parts.flatMap((part) => behind(part, guard, caller, gates)),
      [grant],
    );
  });
  return { grants: result, gates: [...gates.values()] };
}

/** The call that a grant is; `undefined` for a grant of something else. */
export function callOf({ attributes, system, resource }: Grant): Call | undefined {
  const { namespace, workload, method, hosts, ports } = attributes ?? {};
  if (system.kind !== 'api' || typeof namespace !== 'string' || typeof method !== 'string') return undefined;
  return {
    namespace,
    labels: listOf(workload),
    path: resource,
    method,
    hosts: listOf(hosts),
    ports: listOf(ports),
  };
}

function listOf(value: string | readonly string[] | null | undefined): readonly string[] {
  return typeof value === 'object' && value !== null ? value : [];
}

/** Whether the guard is in front of all workloads that the grant opens. */
function standsBefore({ fact, namespace }: PlacedGuard, call: Call): boolean {
  const { labels, others, meshWide } = fact.selects;
  if (namespace !== call.namespace && !meshWide) return false;
  return (
    others.length === 0 &&
    Object.entries(labels).every(([label, value]) => call.labels.includes(`${label}=${value}`))
  );
}

/** What is left of a grant behind a guard, in up to two parts: what the guard concerns, and the rest. */
function behind(
  grant: Grant,
  { fact }: PlacedGuard,
  caller: ObjectName,
  gates: Map<string, Gate>,
): readonly Grant[] {
  return fact.matches
    .filter((match) => match.callers === null || match.callers.some((source) => isCaller(source, caller)))
    .reduce<readonly Grant[]>(
      (parts, match, index) =>
        parts.flatMap((part) => behindMatch(part, fact, { match, index, caller }, gates)),
      [grant],
    );
}

interface Judging {
  readonly match: CallMatch;
  readonly index: number;
  readonly caller: ObjectName;
}

function behindMatch(
  grant: Grant,
  guard: Guard,
  { match, index }: Judging,
  gates: Map<string, Gate>,
): readonly Grant[] {
  const call = callOf(grant);
  if (call === undefined) return [grant];
  const gate = gateOf(guard, match, index);
  // Refused, or refused under a condition that says nothing about who is behind the call.
  if (gate === undefined && (guard.effect === 'check' || match.conditions.length > 0)) return [grant];
  const operations: readonly OperationMatch[] = match.operations ?? [{ origin: match.origin }];
  if (operations.some((operation) => coversCall(operation, call))) {
    return gate === undefined ? [] : [gated(grant, gate, gates)];
  }
  const within = operations.flatMap((operation) => narrowerPaths(operation, call));
  if (within.length === 0) return [grant];
  const rest: Grant = { ...grant, attributes: { ...grant.attributes, except: excepted(grant, within) } };
  if (gate === undefined) return [rest];
  return [rest, ...within.map((path) => gated(atPath(grant, path), gate, gates))];
}

function excepted({ attributes }: Grant, paths: readonly string[]): readonly string[] {
  return [...new Set([...listOf(attributes?.['except']), ...paths])];
}

function gated(grant: Grant, gate: Gate, gates: Map<string, Gate>): Grant {
  gates.set(gate.id, gate);
  return grant.gates.includes(gate.id) ? grant : { ...grant, gates: [...grant.gates, gate.id] };
}

/** The same grant for one narrower path. */
function atPath(grant: Grant, path: string): Grant {
  const action = grant.action.replace(grant.resource, path);
  return {
    ...grant,
    action,
    right: action,
    resource: path,
    opens: grant.opens.replace(grant.resource === '*' ? 'every path' : quoted(grant.resource), quoted(path)),
    attributes: { ...grant.attributes, path },
  };
}

/** The check that a guard puts before the calls of a match; `undefined` where it refuses them. */
function gateOf(guard: Guard, match: CallMatch, index: number): Gate | undefined {
  if (guard.effect === 'check') return guard.gate;
  const [first, ...others] = match.conditions;
  // Refusing all calls that lack a claim lets those through that have it.
  const key = first?.key ?? 'request.auth.principal';
  const wanted =
    first?.notValues ?? (match.callers ?? []).flatMap(({ fields }) => fields['notRequestPrincipals'] ?? []);
  if (others.length > 0 || wanted.length === 0 || (first?.values.length ?? 0) > 0) return undefined;
  const check = conditionCheck(key, wanted, []);
  if (check === undefined) return undefined;
  return { id: `deny:${guard.localId}/${String(index)}`, ...check, origin: first?.origin ?? match.origin };
}

/** Whether a source of a policy is, or may be, the account. */
function isCaller({ holders, fields }: CallerMatch, caller: ObjectName): boolean {
  const excluded =
    (fields['notPrincipals'] ?? []).some((principal) => isPrincipalOf(principal, caller)) ||
    (fields['notNamespaces'] ?? []).some((namespace) => coversPath(namespace, caller.namespace));
  if (excluded) return false;
  const named = ['principals', 'namespaces', 'serviceAccounts'].some((field) => field in fields);
  if (!named) return true;
  return holders.some(({ key, kind, groupOf }) => {
    if (groupOf !== undefined) return groupOf.namespace === null || groupOf.namespace === caller.namespace;
    const name = kind === 'session' ? accountNameOf(key) : undefined;
    return name?.name === caller.name && name.namespace === caller.namespace;
  });
}

function isPrincipalOf(principal: string, { namespace, name }: ObjectName): boolean {
  if (principal === '*' || principalNamespace(principal) === namespace) return true;
  const account = principalAccount(principal);
  return account?.namespace === namespace && account.name === name;
}

/** Whether every call of the grant is one of the operation. */
function coversCall(operation: OperationMatch, call: Call): boolean {
  return (
    (operation.paths === undefined || operation.paths.some((path) => coversPath(path, call.path))) &&
    fitsBeside(operation, call)
  );
}

/** The paths of an operation that are part of the grant's. */
function narrowerPaths(operation: OperationMatch, call: Call): readonly string[] {
  if (!fitsBeside(operation, call)) return [];
  return (operation.paths ?? []).filter((path) => coversPath(call.path, path));
}

/** Whether all but the paths of the operation fits. */
function fitsBeside(operation: OperationMatch, { path, method, hosts, ports }: Call): boolean {
  const excluded = (operation.notPaths ?? []).some((not) => coversPath(not, path) || coversPath(path, not));
  return (
    !excluded &&
    (operation.methods === undefined || operation.methods.includes(method)) &&
    !(operation.notMethods ?? []).some((not) => method === '*' || not === method) &&
    isWithin(hosts, operation.hosts) &&
    isWithin(ports, operation.ports) &&
    operation.notHosts === undefined &&
    operation.notPorts === undefined
  );
}

function isWithin(values: readonly string[], allowed: readonly string[] | undefined): boolean {
  return allowed === undefined || (values.length > 0 && values.every((value) => allowed.includes(value)));
}

/**
 * Whether every path of `inner` is one of `outer`: a text, one that ends or begins with `*`, or `*`.
 * https://istio.io/latest/docs/reference/config/security/authorization-policy/#Rule
 */
export function coversPath(outer: string, inner: string): boolean {
  if (outer === '*' || outer === inner) return true;
  if (outer.endsWith('*')) return !inner.startsWith('*') && inner.startsWith(outer.slice(0, -1));
  if (outer.startsWith('*')) return !inner.endsWith('*') && inner.endsWith(outer.slice(1));
  return false;
}

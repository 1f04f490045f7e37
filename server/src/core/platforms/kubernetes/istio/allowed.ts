import {
  conditionCheck,
  isSafeMethod,
  sensitivityOfPath,
  serviceLabel,
} from '../../../knowledge/kubernetes/mesh.js';
import type { Breadth } from '../../../model/breadth.js';
import type { Gate, Grant } from '../../../model/facts.js';
import type { CallMatch, OperationMatch, WorkloadSelector } from '../../../model/guard.js';
import type { Origin } from '../../../model/origin.js';
import type { Attachment, Holder, PermissionSet } from '../../../model/permissionSet.js';
import type { KubernetesObject } from '../objects.js';
import { qualified } from '../objects.js';
import type { Reading } from '../reading.js';
import { quoted } from '../../../text/quoted.js';

/** More calls than anybody names one by one. */
const MAX_CALLS = 500;

/** What one rule of an ALLOW policy gives, and whom. */
export interface Allowed {
  readonly set: PermissionSet;
  readonly attachment: Attachment;
}

export function allowedBy(
  object: KubernetesObject,
  selects: WorkloadSelector,
  match: CallMatch,
  index: number,
  reading: Reading,
): Allowed {
  const { namespace, name } = object;
  const localId = `authorizationpolicy:${namespace}/${name}#${String(index)}`;
  const key = {
    space: 'permission-set' as const,
    key: `kubernetes:authorizationpolicy/${namespace}/${name}#${String(index)}`,
  };
  const origin = reading.originOf(object.nameNode);
  const gates = gatesOf(match, localId);
  const service = serviceName(selects, namespace);
  const common = {
    noun: 'AuthorizationPolicy',
    name: qualified(namespace, name),
    localId,
    extent: object.extent,
  };
  return {
    set: {
      ...common,
      subject: { namespace, policy: name, rule: String(index) },
      key,
      origin,
      grants: grantsOf(match, { namespace, service, selects, gates: gates.map(({ id }) => id) }),
      ...(gates.length === 0 ? {} : { gates }),
      unknowns: [],
    },
    attachment: {
      ...common,
      set: key,
      setOrigin: match.origin,
      holders: holdersOf(match),
      within: namespace,
      namespace,
      origin,
    },
  };
}

/** Whoever calls without being named: everybody, a certificate or not. */
function holdersOf(match: CallMatch): readonly Holder[] {
  const { callers, origin } = match;
  if (callers === null) return [anybody(origin)];
  return callers.flatMap((caller) => {
    if (caller.holders.length > 0) return caller.holders;
    // Named by address, by token or by what it is not: callers of the mesh are among them or are not.
    const byIdentity = ['principals', 'namespaces', 'serviceAccounts'].some(
      (field) => field in caller.fields,
    );
    return byIdentity ? [] : [anybody(caller.origin)];
  });
}

function anybody(origin: Origin): Holder {
  return {
    key: { space: 'identity', key: 'kubernetes:group/system:unauthenticated' },
    name: 'any caller',
    kind: 'group',
    groupOf: { namespace: null, authenticated: 'nobody' },
    origin,
  };
}

/** Conditions that check each call again: claims of a token, an address. */
function gatesOf(match: CallMatch, localId: string): readonly Gate[] {
  const conditions = match.conditions.flatMap(({ key, values, notValues, origin }, index) => {
    const check = conditionCheck(key, values, notValues);
    return check === undefined ? [] : [{ id: `when:${localId}/${String(index)}`, ...check, origin }];
  });
  // One source without a token lets callers through without one.
  const { callers } = match;
  const tokens = (callers ?? []).map((caller) => caller.fields['requestPrincipals'] ?? []);
  if (callers === null || tokens.length === 0 || tokens.some((values) => values.length === 0)) {
    return conditions;
  }
  const check = conditionCheck('request.auth.principal', tokens.flat(), []);
  const [first] = callers;
  if (check === undefined || first === undefined) return conditions;
  return [{ id: `token:${localId}`, ...check, origin: first.origin }, ...conditions];
}

interface Target {
  readonly namespace: string;
  readonly service: string;
  readonly selects: WorkloadSelector;
  readonly gates: readonly string[];
}

const EVERY = ['*'];

function grantsOf(match: CallMatch, target: Target): readonly Grant[] {
  const operations: readonly OperationMatch[] = match.operations ?? [{ origin: match.origin }];
  const grants: Grant[] = [];
  for (const operation of operations) {
    for (const path of operation.paths ?? EVERY) {
      for (const method of operation.methods ?? EVERY) {
        if (isExcluded(operation, path, method)) continue;
        if (grants.length < MAX_CALLS) grants.push(grantOf(operation, path, method, target));
      }
    }
  }
  return grants;
}

function grantOf(operation: OperationMatch, path: string, method: string, target: Target): Grant {
  const except = [...(operation.notPaths ?? []), ...(operation.notMethods ?? [])];
  const action = `${method} ${path}`;
  const sensitivity = sensitivityOfPath(path);
  const breadth = breadthsOf(operation, path, method);
  const reads = isSafeMethod(method);
  return {
    action,
    right: action,
    access: reads ? 'read' : 'write',
    system: { kind: 'api', name: target.service },
    resource: path,
    certainty: 'declared',
    declaredFor: 'session',
    evidence: 'unknown',
    evidenceFrom: [],
    gates: target.gates,
    opens: `${reads ? 'read' : 'call'} ${path === '*' ? 'every path' : quoted(path)} of ${target.service}`,
    ...(breadth.length === 0 ? {} : { breadth }),
    ...(sensitivity.length === 0 ? {} : { sensitivity }),
    attributes: {
      namespace: target.namespace,
      workload: Object.entries(target.selects.labels).map(([label, value]) => `${label}=${value}`),
      path,
      method,
      hosts: operation.hosts ?? [],
      ports: operation.ports ?? [],
      except,
    },
    via: [],
    origin: placeOf(operation, path === '*' ? method : path),
  };
}

function placeOf({ origins, origin }: OperationMatch, text: string): Origin {
  return origins !== undefined && Object.hasOwn(origins, text) ? (origins[text] ?? origin) : origin;
}

/** What a reader calls the workloads behind a policy. */
function serviceName({ labels, others }: WorkloadSelector, namespace: string): string {
  const [target] = others;
  const own = serviceLabel(labels) ?? target?.replace(/^Service /u, '');
  return own === undefined
    ? `the services of ${namespace === '' ? 'its namespace' : `namespace ${namespace}`}`
    : qualified(namespace, own);
}

/** Whether what the operation leaves out is all of these calls. */
function isExcluded(
  { notPaths, notMethods, notHosts, notPorts }: OperationMatch,
  path: string,
  method: string,
): boolean {
  return (
    (notPaths ?? []).some((not) => covers(not, path)) ||
    (notMethods ?? []).some((not) => covers(not, method)) ||
    [notHosts, notPorts].some((list) => list?.includes('*') === true)
  );
}

/**
 * Whether every text of `inner` is one of `outer`: a text, one that ends or begins with `*`, or `*`.
 * https://istio.io/latest/docs/reference/config/security/authorization-policy/#Rule
 */
function covers(outer: string, inner: string): boolean {
  if (outer === '*' || outer === inner) return true;
  if (outer.endsWith('*')) return !inner.startsWith('*') && inner.startsWith(outer.slice(0, -1));
  return outer.startsWith('*') && !inner.endsWith('*') && inner.endsWith(outer.slice(1));
}

function breadthsOf(operation: OperationMatch, path: string, method: string): readonly Breadth[] {
  const origin = placeOf(operation, path);
  const found: Breadth[] = [];
  const but = (operation.notPaths ?? []).length > 0;
  if (path === '*' && !but) {
    found.push({ ...wide('resource', origin), covers: 'every path', whole: true });
  } else if (path === '*') {
    const covers = `every path but ${(operation.notPaths ?? []).map((each) => quoted(each)).join(', ')}`;
    found.push({ ...wide('resource', origin), form: 'inverted', covers, whole: true });
  } else if (path.includes('*')) {
    found.push({
      ...wide('resource', origin),
      form: 'pattern',
      text: path,
      covers: `every path like ${quoted(path)}`,
      whole: false,
    });
  }
  if (method === '*') {
    const inverted = (operation.notMethods ?? []).length > 0;
    found.push({
      ...wide('action', placeOf(operation, method)),
      form: inverted ? 'inverted' : 'all',
      covers: 'every method',
      whole: false,
    });
  }
  return found;
}

function wide(dimension: Breadth['dimension'], origin: Origin): Omit<Breadth, 'covers' | 'whole'> {
  return { dimension, form: 'all', text: '*', narrowable: true, options: [], origin };
}

import { principalAccount, principalNamespace } from '../../../knowledge/kubernetes/mesh.js';
import type { CallerMatch, CallMatch, ConditionMatch, OperationMatch } from '../../../model/guard.js';
import type { Origin } from '../../../model/origin.js';
import type { Holder } from '../../../model/permissionSet.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../../syntax/syntaxTree.js';
import { accountKey } from '../accounts.js';
import type { KubernetesObject } from '../objects.js';
import { qualified } from '../objects.js';
import type { Reading, Written } from '../reading.js';
import { itemsOf, listOf } from '../reading.js';

/**
 * One rule of an AuthorizationPolicy: any of its sources, any of its operations, all of its conditions.
 * https://istio.io/latest/docs/reference/config/security/authorization-policy/#Rule
 */
export function readMatch(reading: Reading, object: KubernetesObject, rule: SyntaxNode): CallMatch {
  const from = itemsOf(get(rule, 'from'));
  const to = itemsOf(get(rule, 'to'));
  return {
    callers:
      from.length === 0 ? null : from.map((item) => readSource(reading, object, get(item, 'source') ?? item)),
    operations:
      to.length === 0 ? null : to.map((item) => readOperation(reading, get(item, 'operation') ?? item)),
    conditions: itemsOf(get(rule, 'when')).flatMap((condition) => readCondition(reading, condition)),
    origin: reading.originOf(rule.kind === 'mapping' ? (rule.entries[0]?.key ?? rule) : rule),
  };
}

function readSource(reading: Reading, object: KubernetesObject, source: SyntaxNode): CallerMatch {
  const fields: Record<string, readonly string[]> = {};
  const holders: Holder[] = [];
  for (const { key, value } of entries(source)) {
    const values = listOf(value);
    fields[key.text] = values.map(({ text }) => text);
    holders.push(...values.flatMap((each) => holderOf(reading, object, key.text, each)));
  }
  const first = source.kind === 'mapping' ? source.entries[0]?.key : undefined;
  return { holders, fields, origin: reading.originOf(first ?? source) };
}

/** The accounts that a value of a source stands for, where it stands for some that can be named. */
function holderOf(
  reading: Reading,
  object: KubernetesObject,
  field: string,
  { text, node }: Written,
): readonly Holder[] {
  const origin = reading.originOf(node);
  switch (field) {
    case 'principals': {
      const account = principalAccount(text);
      if (account !== undefined) return [accountHolder(account.namespace, account.name, origin)];
      const namespace = principalNamespace(text);
      if (namespace !== undefined) return [namespaceHolder(namespace, origin)];
      return text === '*' ? [everybody(origin)] : [];
    }
    case 'serviceAccounts': {
      const [first = '', second] = text.split('/');
      return second === undefined
        ? [accountHolder(object.namespace, first, origin)]
        : [accountHolder(first, second, origin)];
    }
    case 'namespaces':
      return text.includes('*') ? (text === '*' ? [everybody(origin)] : []) : [namespaceHolder(text, origin)];
    default:
      return [];
  }
}

function accountHolder(namespace: string, name: string, origin: Origin): Holder {
  return { key: accountKey(namespace, name), name: qualified(namespace, name), kind: 'session', origin };
}

function namespaceHolder(namespace: string, origin: Origin): Holder {
  return {
    key: { space: 'identity', key: `kubernetes:group/system:serviceaccounts:${namespace}` },
    name: `namespace ${namespace}`,
    kind: 'group',
    groupOf: { namespace, authenticated: 'services' },
    origin,
  };
}

/** Every caller with a certificate of the mesh. */
function everybody(origin: Origin): Holder {
  return {
    key: { space: 'identity', key: 'kubernetes:group/system:serviceaccounts' },
    name: 'every workload of the mesh',
    kind: 'group',
    groupOf: { namespace: null, authenticated: 'services' },
    origin,
  };
}

const FIELDS = [
  'paths',
  'notPaths',
  'methods',
  'notMethods',
  'hosts',
  'notHosts',
  'ports',
  'notPorts',
] as const;

function readOperation(reading: Reading, operation: SyntaxNode): OperationMatch {
  const origins: [string, Origin][] = [];
  const found = FIELDS.flatMap((field) => {
    const values = listOf(get(operation, field));
    // What is left out has no grant to point at, and may be the same text.
    if (!field.startsWith('not')) {
      for (const { text, node } of values) origins.push([text, reading.originOf(node)]);
    }
    return values.length === 0 ? [] : [[field, values.map(({ text }) => text)] as const];
  });
  const first = operation.kind === 'mapping' ? operation.entries[0]?.key : undefined;
  const origin = reading.originOf(first ?? operation);
  return { ...Object.fromEntries(found), origins: Object.fromEntries(origins), origin };
}

function readCondition(reading: Reading, condition: SyntaxNode): readonly ConditionMatch[] {
  const keyNode = get(condition, 'key');
  const key = textOf(keyNode);
  if (keyNode === undefined || key === undefined) return [];
  return [
    {
      key,
      values: listOf(get(condition, 'values')).map(({ text }) => text),
      notValues: listOf(get(condition, 'notValues')).map(({ text }) => text),
      origin: reading.originOf(keyNode),
    },
  ];
}

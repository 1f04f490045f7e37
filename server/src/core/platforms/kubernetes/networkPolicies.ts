import type { CallerMatch, CallMatch, Guard, OperationMatch, WorkloadSelector } from '../../model/guard.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { entries, get, isAbsent, textOf } from '../../syntax/syntaxTree.js';
import type { KubernetesObject } from './objects.js';
import { qualified } from './objects.js';
import type { Reading } from './reading.js';
import { itemsOf, listOf, recordOf } from './reading.js';

type Direction = Guard['direction'];

/** Policies of the network, which limit who can connect; none for objects of other kinds. */
export function readNetworkPolicies(reading: Reading, object: KubernetesObject): readonly Guard[] {
  const { group, kind } = object;
  if (group === 'networking.k8s.io' && kind === 'NetworkPolicy') return plainPolicy(reading, object);
  if (group !== 'cilium.io') return [];
  return kind === 'CiliumNetworkPolicy' || kind === 'CiliumClusterwideNetworkPolicy'
    ? ciliumPolicy(reading, object)
    : [];
}

/** https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource */
function plainPolicy(reading: Reading, object: KubernetesObject): readonly Guard[] {
  const spec = get(object.node, 'spec');
  const written = listOf(get(spec, 'policyTypes')).map(({ text }) => text);
  // Without `policyTypes`, a policy is for ingress, and for egress when it has rules for that.
  const types =
    written.length > 0 ? written : ['Ingress', ...(isAbsent(get(spec, 'egress')) ? [] : ['Egress'])];
  const selects = selectorOf(get(spec, 'podSelector'), false);
  return types.flatMap((type) => {
    const [key, peers, direction] =
      type === 'Ingress' ? (['ingress', 'from', 'to'] as const) : (['egress', 'to', 'from'] as const);
    const matches = itemsOf(get(spec, key)).map((rule) =>
      matchOf(reading, rule, get(rule, peers), portsOf(reading, get(rule, 'ports'))),
    );
    return type === 'Ingress' || type === 'Egress'
      ? [guardOf(reading, object, { key, direction, effect: 'allow', selects, matches })]
      : [];
  });
}

interface Part {
  readonly key: string;
  readonly direction: Direction;
  readonly effect: Guard['effect'];
  readonly selects: WorkloadSelector;
  readonly matches: readonly CallMatch[];
}

function guardOf(reading: Reading, object: KubernetesObject, part: Part): Guard {
  const { namespace, name, kind } = object;
  return {
    localId: `${kind.toLowerCase()}:${namespace}/${name}#${part.key}`,
    noun: kind,
    name: qualified(namespace, name),
    namespace,
    layer: 'network',
    effect: part.effect,
    direction: part.direction,
    selects: part.selects,
    matches: part.matches,
    unknowns: [],
    origin: reading.originOf(object.nameNode),
    extent: object.extent,
  };
}

function matchOf(
  reading: Reading,
  rule: SyntaxNode,
  peers: SyntaxNode | undefined,
  operations: readonly OperationMatch[] | null,
): CallMatch {
  const items = itemsOf(peers);
  return {
    callers: items.length === 0 ? null : items.map((peer) => peerOf(reading, peer)),
    operations,
    conditions: [],
    origin: reading.originOf(placeIn(rule)),
  };
}

/** Where to point for a rule: its first key. */
function placeIn(rule: SyntaxNode): SyntaxNode {
  return rule.kind === 'mapping' ? (rule.entries[0]?.key ?? rule) : rule;
}

function peerOf(reading: Reading, peer: SyntaxNode): CallerMatch {
  const fields: Record<string, readonly string[]> = {};
  for (const { key, value } of entries(peer)) {
    if (key.text === 'ipBlock') {
      fields['ipBlock'] = [textOf(get(value, 'cidr')) ?? ''];
      fields['notIpBlock'] = listOf(get(value, 'except')).map(({ text }) => text);
    } else fields[key.text] = labelsIn(value);
  }
  return { holders: [], fields, origin: reading.originOf(placeIn(peer)) };
}

function labelsIn(selector: SyntaxNode): readonly string[] {
  const { labels, others } = selectorOf(selector, false);
  return [...Object.entries(labels).map(([label, value]) => `${label}=${value}`), ...others];
}

function portsOf(reading: Reading, ports: SyntaxNode | undefined): readonly OperationMatch[] | null {
  const items = itemsOf(ports);
  if (items.length === 0) return null;
  return items.map((item) => {
    const port = textOf(get(item, 'port'));
    const end = textOf(get(item, 'endPort'));
    const text = end === undefined ? port : `${port ?? ''}-${end}`;
    return { ...(text === undefined ? {} : { ports: [text] }), origin: reading.originOf(placeIn(item)) };
  });
}

/** The pods that a label selector names. */
export function selectorOf(node: SyntaxNode | undefined, meshWide: boolean): WorkloadSelector {
  const others = itemsOf(get(node, 'matchExpressions')).map((expression) => {
    const values = listOf(get(expression, 'values')).map(({ text }) => text);
    return [textOf(get(expression, 'key')), textOf(get(expression, 'operator')), values.join(', ')]
      .filter((part) => part !== undefined && part !== '')
      .join(' ');
  });
  return { labels: recordOf(get(node, 'matchLabels')), others, meshWide };
}

/** Cilium writes where a label comes from before its key. https://docs.cilium.io/en/stable/gettingstarted/terminology/ */
const LABEL_SOURCE = /^(?:k8s|any)[:.]/u;

const CILIUM_PARTS: readonly (readonly [key: string, direction: Direction, effect: Guard['effect']])[] = [
  ['ingress', 'to', 'allow'],
  ['ingressDeny', 'to', 'deny'],
  ['egress', 'from', 'allow'],
  ['egressDeny', 'from', 'deny'],
];

/** https://docs.cilium.io/en/stable/security/policy/language/ */
function ciliumPolicy(reading: Reading, object: KubernetesObject): readonly Guard[] {
  const clusterWide = object.kind === 'CiliumClusterwideNetworkPolicy';
  const specs = [get(object.node, 'spec'), ...itemsOf(get(object.node, 'specs'))];
  return specs.flatMap((spec, index) =>
    CILIUM_PARTS.flatMap(([key, direction, effect]) => {
      const rules = get(spec, key);
      if (rules?.kind !== 'sequence') return [];
      const selects = withoutSources(selectorOf(get(spec, 'endpointSelector'), clusterWide));
      // A rule that names nothing selects nothing: it is how all is refused by default.
      const matches = rules.items
        .filter((rule) => entries(rule).length > 0)
        .map((rule) => ciliumMatch(reading, rule, direction));
      const place = index === 0 ? key : `${String(index)}/${key}`;
      return [guardOf(reading, object, { key: place, direction, effect, selects, matches })];
    }),
  );
}

function withoutSources({ labels, ...selector }: WorkloadSelector): WorkloadSelector {
  return {
    ...selector,
    labels: Object.fromEntries(
      Object.entries(labels).map(([key, value]) => [key.replace(LABEL_SOURCE, ''), value]),
    ),
  };
}

function ciliumMatch(reading: Reading, rule: SyntaxNode, direction: Direction): CallMatch {
  const prefix = direction === 'to' ? 'from' : 'to';
  const peers = entries(rule).filter(({ key }) => key.text.startsWith(prefix) && key.text !== 'toPorts');
  const callers = peers.flatMap(({ key, value }) =>
    itemsOf(value).map((peer): CallerMatch => {
      const texts =
        peer.kind === 'scalar' ? [peer.text] : labelsIn(peer).map((text) => text.replace(LABEL_SOURCE, ''));
      return { holders: [], fields: { [key.text]: texts }, origin: reading.originOf(placeIn(peer)) };
    }),
  );
  const operations = itemsOf(get(rule, 'toPorts')).flatMap((each) => ciliumPorts(reading, each));
  return {
    callers: peers.length === 0 ? null : callers,
    operations: operations.length === 0 ? null : operations,
    conditions: [],
    origin: reading.originOf(placeIn(rule)),
  };
}

function ciliumPorts(reading: Reading, node: SyntaxNode): readonly OperationMatch[] {
  const ports = itemsOf(get(node, 'ports')).flatMap((each) => textOf(get(each, 'port')) ?? []);
  const base = ports.length === 0 ? {} : { ports };
  const http = itemsOf(get(get(node, 'rules'), 'http'));
  if (http.length === 0) return [{ ...base, origin: reading.originOf(placeIn(node)) }];
  return http.map((rule) => {
    const path = textOf(get(rule, 'path'));
    const method = textOf(get(rule, 'method'));
    return {
      ...base,
      ...(path === undefined ? {} : { paths: [path] }),
      ...(method === undefined ? {} : { methods: [method] }),
      ...(path === undefined && method === undefined ? { paths: ['.*'] } : {}),
      origin: reading.originOf(placeIn(rule)),
    };
  });
}

import type { CallerMatch, CallMatch, Guard } from '../../../model/guard.js';
import type { PlacedGuard, Pods } from './guardTable.js';
import { CILIUM_ACCOUNT, CILIUM_NAMESPACE, tableOf } from './guardTable.js';
import { quoted } from '../../../text/quoted.js';

export type Answer = 'yes' | 'no' | 'unknown';

/** The label that every namespace bears without being written. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/**
 * The policies of one direction that are about some pods. Pods that none is about are not limited; the rules of all
 * that are count together. https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
export function networkAround(
  guards: readonly PlacedGuard[],
  pods: Pods,
  direction: Guard['direction'],
): readonly PlacedGuard[] {
  const table = tableOf(guards);
  return table
    .at(table.places(pods))
    .filter(
      ({ fact, namespace }) =>
        fact.layer === 'network' &&
        fact.effect === 'allow' &&
        fact.direction === direction &&
        (fact.selects.meshWide || namespace === pods.namespace) &&
        fact.selects.others.length === 0 &&
        Object.entries(fact.selects.labels).every(([key, value]) => valueOf(pods, key) === value),
    );
}

/** Whether policies around some pods let through what goes from or to others; `guards` is what `networkAround` gave. */
export function letsThrough(guards: readonly PlacedGuard[], peer: Pods): Answer {
  if (guards.length === 0) return 'yes';
  return anyOf(guards.flatMap((guard) => guard.fact.matches.map((match) => fitsMatch(match, guard, peer))));
}

/** Whether one rule of a policy is about the other pods. */
export function fitsMatch({ callers }: CallMatch, guard: PlacedGuard, peer: Pods): Answer {
  return callers === null ? 'yes' : anyOf(callers.map((caller) => fitsPeer(caller, guard, peer)));
}

function fitsPeer({ fields }: CallerMatch, { fact, namespace }: PlacedGuard, peer: Pods): Answer {
  const answers = Object.entries(fields).map(([field, texts]): Answer => {
    switch (field) {
      case 'podSelector':
        return allOf([
          'namespaceSelector' in fields ? 'yes' : asAnswer(peer.namespace === namespace),
          ...texts.map((text) => fitsLabel(text, peer)),
        ]);
      case 'namespaceSelector':
        return allOf(texts.map((text) => fitsNamespace(text, peer)));
      case 'fromEndpoints':
      case 'toEndpoints':
        return allOf([
          fact.selects.meshWide || texts.some((text) => text.startsWith(CILIUM_NAMESPACE))
            ? 'yes'
            : asAnswer(peer.namespace === namespace),
          ...texts.map((text) => fitsLabel(text, peer)),
        ]);
      case 'fromEntities':
      case 'toEntities':
        return asAnswer(texts.some((text) => text === 'all' || text === 'cluster'));
      case 'ipBlock':
        return texts.includes('0.0.0.0/0') ? 'yes' : 'unknown';
      case 'notIpBlock':
        return 'yes';
      default:
        return 'unknown';
    }
  });
  return answers.length === 0 ? 'no' : allOf(answers);
}

/** An expression, which has blanks, is not looked into. */
function fitsLabel(text: string, pods: Pods): Answer {
  if (text === `${CILIUM_NAMESPACE} Exists`) return 'yes';
  const at = text.indexOf('=');
  if (at < 0 || text.includes(' ')) return 'unknown';
  return asAnswer(valueOf(pods, text.slice(0, at)) === text.slice(at + 1));
}

function fitsNamespace(text: string, { namespace }: Pods): Answer {
  const at = text.indexOf('=');
  if (text.slice(0, Math.max(0, at)) !== NAMESPACE_NAME) return 'unknown';
  return asAnswer(text.slice(at + 1) === namespace);
}

function valueOf({ labels, namespace, account }: Pods, key: string): string | undefined {
  if (key === CILIUM_NAMESPACE) return namespace;
  if (key === CILIUM_ACCOUNT) return account;
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

function asAnswer(is: boolean): Answer {
  return is ? 'yes' : 'no';
}

function allOf(answers: readonly Answer[]): Answer {
  if (answers.includes('no')) return 'no';
  return answers.includes('unknown') ? 'unknown' : 'yes';
}

function anyOf(answers: readonly Answer[]): Answer {
  if (answers.includes('yes')) return 'yes';
  return answers.includes('unknown') ? 'unknown' : 'no';
}

const MOST_NAMED = 3;

/** What policies of the network leave of connections from or to some pods, in words for readers. */
export function networkConditions(guards: readonly PlacedGuard[], pods: Pods): readonly string[] {
  return (['to', 'from'] as const).flatMap((direction) => {
    const around = networkAround(guards, pods, direction);
    if (around.length === 0) return [];
    const matches = around.flatMap(({ fact }) => fact.matches);
    if (matches.some(({ callers, operations }) => callers === null && operations === null)) return [];
    const peers = [...new Set(matches.flatMap(peerWords))];
    const more = peers.length > MOST_NAMED ? [`${String(peers.length - MOST_NAMED)} more`] : [];
    const named = [...peers.slice(0, MOST_NAMED), ...more].join(', ');
    const who = peers.length === 0 ? 'nothing' : `${named} only`;
    const policies = [...new Set(around.map(({ fact, namespace }) => policyName(fact, namespace)))];
    const by = policies.slice(0, 2).join(' and ');
    return [`over the network it ${direction === 'to' ? 'is reached by' : 'reaches'} ${who}, by ${by}`];
  });
}

function policyName({ noun, name, namespace: written, selects }: Guard, namespace: string): string {
  const own = written === '' ? name : name.slice(written.length + 1);
  return `${noun} ${quoted(selects.meshWide ? own : `${namespace}/${own}`)}`;
}

function peerWords({ callers, operations }: CallMatch): readonly string[] {
  const ports = [...new Set((operations ?? []).flatMap((operation) => operation.ports ?? []))];
  const at = ports.length === 0 ? '' : ` at port ${ports.slice(0, MOST_NAMED).join(', ')}`;
  if (callers === null) return [`everything${at}`];
  return callers.map(({ fields }) => `${fieldWords(fields)}${at}`);
}

function fieldWords(fields: CallerMatch['fields']): string {
  const { podSelector, namespaceSelector, ipBlock, fromEndpoints, toEndpoints } = fields;
  const endpoints = fromEndpoints ?? toEndpoints;
  if (endpoints !== undefined) {
    return endpoints.length === 0 ? 'the pods of its namespace' : `pods ${listed(endpoints)}`;
  }
  if (ipBlock !== undefined) return `addresses ${listed(ipBlock)}`;
  if (podSelector === undefined && namespaceSelector === undefined) {
    return listed(Object.values(fields).flat());
  }
  const pods =
    podSelector === undefined || podSelector.length === 0 ? 'the pods' : `pods ${listed(podSelector)}`;
  if (namespaceSelector === undefined) return podSelector?.length === 0 ? 'the pods of its namespace' : pods;
  return namespaceSelector.length === 0
    ? `${pods} of any namespace`
    : `${pods} of namespaces ${listed(namespaceSelector)}`;
}

function listed(texts: readonly string[]): string {
  return texts
    .slice(0, MOST_NAMED)
    .map((text) => quoted(text))
    .join(' ');
}

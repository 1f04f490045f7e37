import type { Unknown } from '../../model/facts.js';
import { entries, get, textOf } from '../../syntax/syntaxTree.js';
import type { KubernetesObject } from './objects.js';
import type { Reading } from './reading.js';
import { itemsOf, listOf } from './reading.js';

interface Aggregation {
  /** One selector each: every label must have one of its values. */
  readonly selectors: readonly Readonly<Record<string, readonly string[]>>[];
  readonly unknowns: readonly Unknown[];
}

/**
 * By which labels a ClusterRole takes in the rules of others; `undefined` for one that does not.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#aggregated-clusterroles
 */
export function aggregatesOf(reading: Reading, object: KubernetesObject): Aggregation | undefined {
  const rule = get(object.node, 'aggregationRule');
  if (rule?.kind !== 'mapping') return undefined;
  const unknowns: Unknown[] = [];
  const selectors = itemsOf(get(rule, 'clusterRoleSelectors')).flatMap((selector) => {
    const labels: Record<string, readonly string[]> = {};
    for (const { key, value } of entries(get(selector, 'matchLabels'))) {
      labels[key.text] = [textOf(value) ?? ''];
    }
    for (const expression of itemsOf(get(selector, 'matchExpressions'))) {
      const label = textOf(get(expression, 'key'));
      const values = listOf(get(expression, 'values')).map(({ text }) => text);
      const term =
        label === undefined ? undefined : termOf(label, textOf(get(expression, 'operator')), values);
      if (term === undefined) {
        unknowns.push(reading.unknown(expression, 'which roles it takes in', 'the selector cannot be read'));
        return [];
      }
      const known = labels[term.key];
      const both = known === undefined ? term.values : combined(term.key, known, term.values);
      // No label can have two values at once.
      if (both === undefined) return [];
      labels[term.key] = both;
    }
    return [labels];
  });
  return { selectors, unknowns };
}

/**
 * A label with the values that it may have, none for any; with `!` before it, those that it may not have.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#resources-that-support-set-based-requirements
 */
function termOf(
  label: string,
  operator: string | undefined,
  values: readonly string[],
): { readonly key: string; readonly values: readonly string[] } | undefined {
  switch (operator) {
    case 'In':
      return values.length === 0 ? undefined : { key: label, values };
    case 'NotIn':
      return values.length === 0 ? undefined : { key: `!${label}`, values };
    case 'Exists':
      return { key: label, values: [] };
    case 'DoesNotExist':
      return { key: `!${label}`, values: [] };
    default:
      return undefined;
  }
}

/** What two terms for one label come to; `undefined` when no label fits both. */
function combined(key: string, a: readonly string[], b: readonly string[]): readonly string[] | undefined {
  const negated = key.startsWith('!');
  if (a.length === 0) return negated ? a : b;
  if (b.length === 0) return negated ? b : a;
  if (negated) return [...new Set([...a, ...b])];
  const common = a.filter((value) => b.includes(value));
  return common.length === 0 ? undefined : common;
}

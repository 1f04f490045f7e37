import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, isAbsent } from '../../syntax/syntaxTree.js';
import { tellIdleTexts } from './idleTexts.js';
import type { Reading, Written } from './reading.js';
import { itemsOf, listOf } from './reading.js';
import { quoted } from '../../text/quoted.js';

/** One rule of a role that an API server would take. */
export interface Rule {
  readonly node: SyntaxNode;
  readonly apiGroups: readonly Written[];
  readonly resources: readonly Written[];
  readonly verbs: readonly Written[];
  readonly resourceNames: readonly Written[];
  readonly nonResourceUrls: readonly Written[];
}

/**
 * The rules of a role. What an API server refuses is a problem and gives nothing:
 * https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/rbac/validation/validation.go
 */
export function readRules(
  reading: Reading,
  node: SyntaxNode | undefined,
  isNamespaced: boolean,
): readonly Rule[] {
  return itemsOf(node).flatMap((item) => {
    const rule = readRule(reading, item);
    if (rule === undefined || !isAccepted(reading, rule, isNamespaced)) return [];
    tellIdleTexts(reading, rule);
    return [rule];
  });
}

const LISTS = ['apiGroups', 'resources', 'verbs', 'resourceNames', 'nonResourceURLs'] as const;

function readRule(reading: Reading, item: SyntaxNode): Rule | undefined {
  if (item.kind !== 'mapping') return undefined;
  for (const key of LISTS) {
    const value = get(item, key);
    if (value !== undefined && !isAbsent(value) && value.kind !== 'sequence') {
      reading.refuse(value, `${quoted(key)} of a rule is a list; the API server refuses it as it is.`);
      return undefined;
    }
  }
  return {
    node: item,
    apiGroups: listOf(get(item, 'apiGroups')),
    resources: listOf(get(item, 'resources')),
    verbs: listOf(get(item, 'verbs')),
    resourceNames: listOf(get(item, 'resourceNames')),
    nonResourceUrls: listOf(get(item, 'nonResourceURLs')),
  };
}

function isAccepted(reading: Reading, rule: Rule, isNamespaced: boolean): boolean {
  const refusal = refusalOf(rule, isNamespaced);
  if (refusal === undefined) return true;
  reading.refuse(placeOf(rule.node, refusal.key), refusal.message);
  return false;
}

interface Refusal {
  readonly key: string;
  readonly message: string;
}

function refusalOf(rule: Rule, isNamespaced: boolean): Refusal | undefined {
  const { apiGroups, resources, verbs, resourceNames, nonResourceUrls } = rule;
  if (verbs.length === 0) return { key: 'verbs', message: 'A rule needs at least one verb.' };
  if (nonResourceUrls.length > 0) {
    if (isNamespaced) {
      return { key: 'nonResourceURLs', message: 'Only a ClusterRole can have rules for `nonResourceURLs`.' };
    }
    if (apiGroups.length > 0 || resources.length > 0 || resourceNames.length > 0) {
      return {
        key: 'nonResourceURLs',
        message:
          'A rule is either for resources or for `nonResourceURLs`; the API server refuses both in one.',
      };
    }
    return undefined;
  }
  if (apiGroups.length === 0) {
    return { key: 'apiGroups', message: 'A rule needs `apiGroups`; that of pods and secrets is `""`.' };
  }
  if (resources.length === 0) return { key: 'resources', message: 'A rule needs at least one resource.' };
  return undefined;
}

/** The key that is wrong, or the first key of the rule when it is missing. */
function placeOf(node: SyntaxNode, key: string): SyntaxNode {
  if (node.kind !== 'mapping') return node;
  return (node.entries.find((entry) => entry.key.text === key) ?? node.entries[0])?.key ?? node;
}

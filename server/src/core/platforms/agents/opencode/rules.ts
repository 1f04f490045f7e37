import type { Effect, OpenCodeRule } from '../../../knowledge/agents/opencodeRules.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../../syntax/syntaxTree.js';
import { booleanOf } from '../reading.js';

/** A rule with the value that says `allow`, `ask` or `deny`, and the key or the pattern that it is known by. */
export type PlacedRule = OpenCodeRule<{ readonly value: SyntaxNode; readonly key: SyntaxNode }>;

const EFFECTS: ReadonlySet<string> = new Set(['allow', 'ask', 'deny']);
/** Names of `permissions`, and those that `permission` and `tools` have for the same. */
const OLD_NAMES: Readonly<Record<string, string>> = {
  shell: 'bash',
  subagent: 'task',
  write: 'edit',
  patch: 'edit',
};

/** The rules of a configuration, or of one agent, in their order: `tools`, `permission`, `permissions`. */
export function rulesIn(node: SyntaxNode | undefined): readonly PlacedRule[] {
  return [
    ...entries(get(node, 'tools')).flatMap(({ key, value }) => {
      const on = booleanOf(value);
      return on === undefined ? [] : [rule(key.text, '*', on ? 'allow' : 'deny', key, value)];
    }),
    ...permissionRules(get(node, 'permission')),
    ...listedRules(get(node, 'permissions')),
  ];
}

/** Whether the rules are those of version 2, which asks for what none of them matches. */
export function asksByDefault(root: SyntaxNode): boolean {
  return get(root, 'permissions')?.kind === 'sequence';
}

/** `"allow"`, or an effect for each tool, or for each pattern of what a tool is used on. */
function permissionRules(node: SyntaxNode | undefined): readonly PlacedRule[] {
  const all = effectOf(node);
  if (node !== undefined && all !== undefined) return [rule('*', '*', all, node, node)];
  return entries(node).flatMap(({ key, value }) => {
    const effect = effectOf(value);
    if (effect !== undefined) return [rule(key.text, '*', effect, key, value)];
    return entries(value).flatMap(({ key: pattern, value: says }) => {
      const own = effectOf(says);
      return own === undefined ? [] : [rule(key.text, pattern.text, own, pattern, says)];
    });
  });
}

/** `{ action, resource, effect }`. */
function listedRules(node: SyntaxNode | undefined): readonly PlacedRule[] {
  if (node?.kind !== 'sequence') return [];
  return node.items.flatMap((item) => {
    const value = get(item, 'effect');
    const effect = effectOf(value);
    const action = textOf(get(item, 'action'));
    if (value === undefined || effect === undefined || action === undefined) return [];
    const resource = get(item, 'resource');
    return [rule(action, textOf(resource) ?? '*', effect, resource ?? value, value)];
  });
}

function rule(tool: string, pattern: string, effect: Effect, key: SyntaxNode, value: SyntaxNode): PlacedRule {
  const name = Object.hasOwn(OLD_NAMES, tool) ? (OLD_NAMES[tool] ?? tool) : tool;
  return { tool: name, pattern, effect, place: { key, value } };
}

function effectOf(node: SyntaxNode | undefined): Effect | undefined {
  const text = textOf(node);
  return text !== undefined && EFFECTS.has(text) ? (text as Effect) : undefined;
}

import type { MappingNode, SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import type { MadeNodes } from './made.js';

/** What starts a pipeline is its own. */
const OWN: ReadonlySet<string> = new Set([
  'trigger',
  'pr',
  'schedules',
  'name',
  'parameters',
  'appendCommitMessageToRunName',
]);

/** What a template gives to a pipeline that extends it. */
export function withoutTriggers(entries: readonly SyntaxEntry[]): readonly SyntaxEntry[] {
  return entries.filter(({ key }) => !OWN.has(key.text));
}

/** The entries of a pipeline with those of the template that it extends: variables and resources of both count. */
export function combined(
  made: MadeNodes,
  root: MappingNode,
  own: readonly SyntaxEntry[],
  extended: readonly SyntaxEntry[],
): readonly SyntaxEntry[] {
  const byKey = new Map(own.map((entry) => [entry.key.text, entry]));
  for (const entry of extended) {
    const before = byKey.get(entry.key.text);
    byKey.set(entry.key.text, before === undefined ? entry : both(made, root, before, entry));
  }
  return [...byKey.values()];
}

function both(made: MadeNodes, root: MappingNode, own: SyntaxEntry, other: SyntaxEntry): SyntaxEntry {
  if (own.key.text === 'variables') {
    const items = [...variableItems(made, own.value), ...variableItems(made, other.value)];
    return { ...own, value: made.sequence(root, items) };
  }
  if (own.key.text !== 'resources') return own;
  if (own.value.kind !== 'mapping' || other.value.kind !== 'mapping') return own;
  const lists = new Map(own.value.entries.map((entry) => [entry.key.text, entry]));
  for (const entry of other.value.entries) {
    const before = lists.get(entry.key.text);
    if (before?.value.kind !== 'sequence' || entry.value.kind !== 'sequence') {
      lists.set(entry.key.text, before ?? entry);
      continue;
    }
    const items = [...before.value.items, ...entry.value.items];
    lists.set(entry.key.text, { ...before, value: made.sequence(before.value, items) });
  }
  return { ...own, value: made.mapping(own.value, [...lists.values()]) };
}

function variableItems(made: MadeNodes, node: SyntaxNode): readonly SyntaxNode[] {
  if (node.kind === 'sequence') return node.items;
  if (node.kind !== 'mapping') return [];
  return node.entries.map(({ key, value }) =>
    made.mapping(key, [
      made.entry(made.scalar(key, 'name'), key),
      made.entry(made.scalar(key, 'value'), value),
    ]),
  );
}

import { configurationSchema } from '../analysis/configurationSchema.js';
import { alternatives, namedKeys, schemaAt, words } from '../analysis/schemaNode.js';
import type { SchemaNode, SchemaStep } from '../analysis/schemaNode.js';
import type { ScalarNode, SyntaxNode, SyntaxTree } from '../syntax/syntaxTree.js';
import type { Markdown } from '../text/markdown.js';
import { code, items, mark, NOTHING, paragraphs, plain, together } from '../text/markdown.js';
import { touches } from '../text/textRange.js';
import type { AssistHover, AssistItem, RuleTitle } from './assist.js';
import { configurationCursor } from './configurationCursor.js';
import type { ConfigurationCursor } from './configurationCursor.js';

/** What may be written at `offset` of a `.trustscope.yml`. */
export function completeConfiguration(
  tree: SyntaxTree,
  offset: number,
  rules: readonly RuleTitle[],
): readonly AssistItem[] {
  const cursor = configurationCursor(tree, offset);
  const found = cursor && schemaAt(configurationSchema(), cursor.path);
  // A key that stands right of a dash, or below what does, is one of the list's items.
  const node = cursor?.writes === 'key' ? (found?.items ?? found) : found;
  if (cursor === undefined || node === undefined) return [];
  return cursor.writes === 'key' ? keyItems(cursor, node, rules) : valueItems(cursor, node);
}

/** What the key or value at `offset` of a `.trustscope.yml` means. */
export function hoverConfiguration(
  tree: SyntaxTree,
  offset: number,
  rules: readonly RuleTitle[],
): AssistHover | undefined {
  const [root] = tree.documents;
  const found = root && entryAt(root, offset, []);
  const node = found && schemaAt(configurationSchema(), found.path);
  if (found === undefined || node === undefined) return undefined;
  const markdown = paragraphs([heading(found.path, node, rules), ...meaning(node, found.value)]);
  return { range: (found.value ?? found.key).range, markdown };
}

function keyItems(
  cursor: ConfigurationCursor,
  node: SchemaNode,
  rules: readonly RuleTitle[],
): readonly AssistItem[] {
  const named = Object.entries(namedKeys(node, configurationSchema())).map(([key, value]) => {
    return keyItem(cursor, key, value.title ?? '', value);
  });
  const further = schemaOfFurtherKeys(node);
  const others = further === undefined ? [] : furtherKeys(cursor, node, rules);
  const items = [...named, ...others.map(({ id, title }) => keyItem(cursor, id, title, further ?? {}))];
  return items.filter(({ label }) => !cursor.siblings.includes(label));
}

function keyItem(
  { range, hasColon }: ConfigurationCursor,
  key: string,
  detail: string,
  value: SchemaNode,
): AssistItem {
  const insertText = hasColon ? key : `${key}:${isNestedOnly(value) ? '' : ' '}`;
  return { label: key, insertText, detail, documentation: paragraphs(meaning(value)), range };
}

/** Names for keys that are free: the rules there are, else the schema's examples. */
function furtherKeys(
  { path }: ConfigurationCursor,
  node: SchemaNode,
  rules: readonly RuleTitle[],
): readonly RuleTitle[] {
  if (isRulesPath(path)) return rules;
  return (node.propertyNames?.examples ?? []).map((example) => ({ id: String(example), title: 'Example' }));
}

function valueItems({ range }: ConfigurationCursor, node: SchemaNode): readonly AssistItem[] {
  const item = (value: string, detail: string): AssistItem => {
    return { label: value, insertText: value, detail, documentation: NOTHING, range };
  };
  const choices = words(node, configurationSchema());
  if (choices.length > 0) return choices.map((choice) => item(choice.const ?? '', choice.description ?? ''));
  if (node.type === 'boolean') return ['true', 'false'].map((value) => item(value, node.title ?? ''));
  const examples = (node.examples ?? []).filter((example) => typeof example !== 'object');
  return examples.map((example) => item(String(example), 'Example'));
}

interface EntryAt {
  readonly path: readonly SchemaStep[];
  readonly key: ScalarNode;
  /** Present when the cursor is on the value. */
  readonly value?: ScalarNode;
}

/** The innermost entry whose key, or scalar value, is at `offset`. */
function entryAt(node: SyntaxNode, offset: number, path: readonly SchemaStep[]): EntryAt | undefined {
  if (node.kind === 'sequence') {
    const index = node.items.findIndex((item) => touches(item.range, offset));
    const item = node.items[index];
    return item === undefined ? undefined : entryAt(item, offset, [...path, index]);
  }
  if (node.kind !== 'mapping') return undefined;
  for (const { key, value } of node.entries) {
    const inner = [...path, key.text];
    if (touches(key.range, offset)) return { path: inner, key };
    if (!touches(value.range, offset)) continue;
    if (value.kind === 'scalar') return value.style === 'absent' ? undefined : { path: inner, key, value };
    return entryAt(value, offset, inner);
  }
  return undefined;
}

function heading(path: readonly SchemaStep[], node: SchemaNode, rules: readonly RuleTitle[]): Markdown {
  const id = String(path.at(-1));
  const isRule = path.length === 2 && isRulesPath(path.slice(0, 1));
  if (!isRule) return mark`**${plain(node.title ?? id)}** (${code(path.join('.'))})`;
  const rule = rules.find((candidate) => candidate.id === id);
  return mark`**${code(id)}** ${plain(rule?.title ?? 'No rule has this id.')}`;
}

/** The words of the schema for a node, or for the one value that is written. */
function meaning(node: SchemaNode, written?: ScalarNode): readonly Markdown[] {
  const choices = words(node, configurationSchema());
  const chosen = choices.filter((choice) => choice.const === written?.text);
  const listed = (chosen.length > 0 ? chosen : choices).map(
    (choice) => mark`${code(choice.const ?? '')}: ${plain(choice.description ?? '')}`,
  );
  const scalars = (node.examples ?? []).filter((example) => typeof example !== 'object');
  const examples =
    choices.length > 0 || scalars.length === 0
      ? []
      : [
          mark`For example ${together(
            scalars.map((value) => code(String(value))),
            ', ',
          )}.`,
        ];
  return [plain(node.description ?? ''), items(listed), ...examples];
}

function isRulesPath(path: readonly SchemaStep[]): boolean {
  return path.length === 1 && path[0] === 'rules';
}

function schemaOfFurtherKeys(node: SchemaNode): SchemaNode | undefined {
  return alternatives(node, configurationSchema())
    .map(({ additionalProperties }) => additionalProperties)
    .find((further) => further !== undefined && further !== false);
}

/** Whether only a mapping or list may stand here, which begins on a line of its own. */
function isNestedOnly(node: SchemaNode): boolean {
  return alternatives(node, configurationSchema()).every(({ type }) => type === 'object' || type === 'array');
}

import type { TextEdit, TextRange } from '../../text/textRange.js';
import type { MappingNode, SequenceNode, SyntaxEntry, SyntaxNode, SyntaxTree } from '../syntaxTree.js';
import { entry, isAbsent } from '../syntaxTree.js';
import type { Located, LocatedEntry, LocatedItem } from './located.js';
import { locate } from './located.js';
import { isOwn, removeEntry } from './mappingEdits.js';
import { beforeTag, dashOf, endOf, isNamedElsewhere, itemGap, removeItem } from './sequenceEdits.js';
import { columnOf, flowStep, isSpread, lineEndAt, lineIndentAt, sequenceIndent, styleOf } from './style.js';
import type { BlockIndent, FlowLayout, WritableValue } from './written.js';
import { entryLines, flowValueText, isBlockScalar, scalarWritten } from './written.js';

/*
 * The edits that remediations of every platform come down to, in JSON and in YAML, block and flow. `range` names a
 * place as `Origin.range` does: a value, an item, or the key of an entry. All answer `undefined` where nothing stands
 * there, or where the text is read at more than one place, so that the splice would change what nobody asked for.
 */

type Edits = readonly TextEdit[] | undefined;

/** What becomes of a collection whose only part is taken away: it stays empty, its owner goes, or nothing is done. */
export type WhenLast = 'empty' | 'remove-owner' | 'refuse';

/**
 * Puts `values` in the place of the one at `range`. An item of a list becomes several items, a lone value becomes a
 * list, and at a whole list all its items are replaced. No values at all take the one at `range` away.
 */
export function replaceValues(tree: SyntaxTree, range: TextRange, values: readonly string[]): Edits {
  const located = locate(tree, range);
  if (located === undefined || located.kind === 'root') return undefined;
  if (values.length === 0) return removeAt(tree, range);
  const node = located.kind === 'item' ? located.node : located.entry.value;
  if (!isOwn(node) || isNamedElsewhere(node)) return undefined;
  if (node.kind === 'sequence') return replaceItems(tree, located, node.items, values);
  if (node.kind !== 'scalar' || isAbsent(node) || isBlockScalar(node)) return undefined;
  const [only] = values;
  if (values.length === 1 && only !== undefined) {
    const flow = isInFlow(located);
    return edits({ range: node.written, newText: scalarWritten(tree, only, flow, node) });
  }
  return located.kind === 'item' ? spreadItem(tree, located, values) : spreadValue(tree, located, values);
}

/**
 * Sets the value under `path` in the mapping at `range`, or in the mapping whose key stands there, creating the keys
 * that are absent. A step of the path that is a number picks the item of a list.
 */
export function setValue(
  tree: SyntaxTree,
  range: TextRange,
  path: readonly string[],
  value: WritableValue,
): Edits {
  const located = locate(tree, range);
  if (located === undefined) return undefined;
  const node = located.kind === 'entry' ? located.entry.value : located.node;
  const [key, ...rest] = path;
  if (key === undefined) {
    return located.kind === 'entry'
      ? replaceEntryValue(tree, located.mapping, located.entry, value)
      : undefined;
  }
  if (located.kind === 'entry' && isAbsent(node)) {
    return replaceEntryValue(tree, located.mapping, located.entry, nested(path, value));
  }
  return setIn(tree, node, key, rest, value);
}

/** Takes away the item or the entry at `range`: an entry is named by its key or by its value. */
export function removeAt(tree: SyntaxTree, range: TextRange, whenLast: WhenLast = 'empty'): Edits {
  const located = locate(tree, range);
  return located && removeLocated(tree, located, whenLast);
}

/** Takes several items of a list in brackets away, together with what parts them; an empty list stays. */
export function removeItems(tree: SyntaxTree, sequence: SequenceNode, indexes: readonly number[]): Edits {
  const { items } = sequence;
  const gone = new Set(indexes);
  const runs = [...gone].filter((index) => !gone.has(index - 1));
  const removed = runs.map((first): Edits => {
    let end = first;
    while (gone.has(end)) end++;
    const from = items[first];
    const last = items[end - 1];
    if (from === undefined || last === undefined) return undefined;
    if (end - first === 1) return removeAt(tree, from.range);
    if (!sequence.flow || !isOwn(sequence) || items.slice(first, end).some(isNamedElsewhere)) {
      return undefined;
    }
    const next = items[end];
    const previous = items[first - 1];
    if (next !== undefined) {
      return edits({ range: { start: beforeTag(tree, from), end: beforeTag(tree, next) }, newText: '' });
    }
    return previous === undefined
      ? edits({ range: sequence.written, newText: '[]' })
      : edits({ range: { start: endOf(previous), end: endOf(last) }, newText: '' });
  });
  return removed.includes(undefined) ? undefined : removed.flatMap((each) => each ?? []);
}

function removeLocated(tree: SyntaxTree, located: Located, whenLast: WhenLast): Edits {
  if (located.kind === 'root') return undefined;
  const collection = located.kind === 'item' ? located.sequence : located.mapping;
  const gone = located.kind === 'item' ? located.node : located.entry.value;
  if (!isOwn(collection) || isNamedElsewhere(gone)) return undefined;
  const count = located.kind === 'item' ? located.sequence.items.length : located.mapping.entries.length;
  if (count > 1) {
    return edits(
      located.kind === 'item'
        ? removeItem(tree, located.sequence, located.index)
        : removeEntry(tree, located.mapping, located.entry),
    );
  }
  const { parent } = located;
  if (whenLast === 'refuse' || parent === undefined) return undefined;
  if (whenLast === 'remove-owner') return removeLocated(tree, parent, whenLast);
  return emptied(tree, parent, located.kind === 'item' ? '[]' : '{}');
}

/** Puts `[]` or `{}` in the place of the collection that `owner` holds. */
function emptied(tree: SyntaxTree, owner: Located, text: string): Edits {
  const node = owner.kind === 'entry' ? owner.entry.value : owner.node;
  if (node.kind === 'scalar') return undefined;
  if (node.flow) return edits({ range: node.written, newText: text });
  if (owner.kind === 'entry') {
    const range = valueRange(tree, owner.entry);
    return range && edits({ range, newText: ` ${text}` });
  }
  return edits({ range: node.written, newText: text });
}

function replaceItems(
  tree: SyntaxTree,
  located: LocatedEntry | LocatedItem,
  items: readonly SyntaxNode[],
  values: readonly string[],
): Edits {
  const node = located.kind === 'item' ? located.node : located.entry.value;
  if (node.kind === 'sequence' && node.flow && items.length > 0) {
    return edits({ range: node.written, newText: flowValueText(tree, values, layoutOf(tree, node)) });
  }
  return located.kind === 'entry'
    ? replaceEntryValue(tree, located.mapping, located.entry, values)
    : undefined;
}

/** One item of a list becomes several, in the same quotes and with the same tag. */
function spreadItem(
  tree: SyntaxTree,
  { sequence, index, node }: LocatedItem,
  values: readonly string[],
): Edits {
  if (!isOwn(sequence)) return undefined;
  const tag = tagText(tree, node);
  const texts = values.map((value) => tag + scalarWritten(tree, value, sequence.flow, node));
  const start = beforeTag(tree, node);
  if (!sequence.flow && dashOf(tree, sequence, index) === undefined) return undefined;
  const gap = sequence.flow
    ? `,${itemGap(tree, sequence, index)}`
    : `${styleOf(tree).lineEnd}${' '.repeat(columnOf(tree, sequence.written.start))}- `;
  return edits({ range: { start, end: endOf(node) }, newText: texts.join(gap) });
}

/** A lone value becomes a list. */
function spreadValue(
  tree: SyntaxTree,
  { mapping, entry: owner }: LocatedEntry,
  values: readonly string[],
): Edits {
  const range = valueRange(tree, owner);
  if (!isOwn(mapping) || range === undefined) return undefined;
  const tag = tagText(tree, owner.value);
  const texts = values.map((value) => tag + scalarWritten(tree, value, mapping.flow, owner.value));
  if (mapping.flow) {
    const { lineEnd, indent, step } = layoutOf(tree, mapping);
    const outer = lineIndentAt(tree, owner.key.written.start);
    if (step === undefined || indent === outer) return edits({ range, newText: ` [${texts.join(', ')}]` });
    const inner = `${lineEnd}${outer}${step}`;
    return edits({ range, newText: ` [${inner}${texts.join(`,${inner}`)}${lineEnd}${outer}]` });
  }
  const { lineEnd } = styleOf(tree);
  const indent = ' '.repeat(columnOf(tree, owner.key.written.start) + sequenceIndent(tree));
  return edits({ range, newText: texts.map((text) => `${lineEnd}${indent}- ${text}`).join('') });
}

function setIn(
  tree: SyntaxTree,
  node: SyntaxNode,
  key: string,
  rest: readonly string[],
  value: WritableValue,
): Edits {
  if (!isOwn(node)) return undefined;
  const [next, ...further] = rest;
  if (node.kind === 'sequence') {
    const item = /^\d+$/u.test(key) ? node.items[Number(key)] : undefined;
    return item === undefined || next === undefined ? undefined : setIn(tree, item, next, further, value);
  }
  if (node.kind !== 'mapping') return undefined;
  const found = entry(node, key);
  if (found === undefined) return insertInto(tree, node, key, nested(rest, value));
  if (next === undefined || isAbsent(found.value)) {
    return replaceEntryValue(tree, node, found, nested(rest, value));
  }
  return found.merged ? undefined : setIn(tree, found.value, next, further, value);
}

function replaceEntryValue(
  tree: SyntaxTree,
  mapping: MappingNode,
  owner: SyntaxEntry,
  value: WritableValue,
): Edits {
  const { key, value: old } = owner;
  if (!isOwn(mapping) || owner.merged || !isOwn(old) || isNamedElsewhere(old)) return undefined;
  const isScalar = old.kind === 'scalar' && !isAbsent(old);
  if (isScalar && typeof value !== 'object' && old.tag === undefined && !isBlockScalar(old)) {
    return edits({ range: old.written, newText: scalarWritten(tree, value, mapping.flow, old) });
  }
  const range = valueRange(tree, owner);
  if (range === undefined) return undefined;
  if (mapping.flow) {
    const layout = { ...layoutOf(tree, mapping), indent: lineIndentAt(tree, key.written.start) };
    return edits({ range, newText: ` ${flowValueText(tree, value, layout)}` });
  }
  const column = columnOf(tree, key.written.start);
  const { lineEnd } = styleOf(tree);
  const [first = '', ...lines] = entryLines(tree, key.text, value, column, indentOf(tree));
  const scalarPart =
    lines.length === 0
      ? first.slice(first.indexOf(': ', scalarWritten(tree, key.text, false).length) + 1)
      : '';
  const newText = scalarPart + lines.map((line) => lineEnd + line).join('');
  // A comment behind an empty value stays on the key's line.
  if (isAbsent(old) && lines.length > 0) {
    const end = lineEndAt(tree, range.end);
    return edits({ range: { start: end, end }, newText });
  }
  const comment = tree.text.charAt(range.end) === '#' ? ' ' : '';
  return edits({ range, newText: newText + comment });
}

/** Adds an entry behind the last one that is written in this mapping. */
function insertInto(tree: SyntaxTree, mapping: MappingNode, key: string, value: WritableValue): Edits {
  const last = mapping.entries.findLast(({ merged }) => !merged);
  if (mapping.flow) {
    if (last === undefined) {
      const layout = { ...layoutOf(tree, mapping), indent: lineIndentAt(tree, mapping.written.start) };
      return edits({ range: mapping.written, newText: flowValueText(tree, { [key]: value }, layout) });
    }
    const indent = lineIndentAt(tree, last.key.written.start);
    const layout = { ...layoutOf(tree, mapping), indent };
    const gap = layout.step === undefined ? ' ' : layout.lineEnd + indent;
    const text = `${scalarWritten(tree, key, true)}: ${flowValueText(tree, value, layout)}`;
    const at = endOf(last.value);
    return edits({ range: { start: at, end: at }, newText: `,${gap}${text}` });
  }
  if (last === undefined) return undefined;
  const column = columnOf(tree, last.key.written.start);
  const { lineEnd } = styleOf(tree);
  const lines = entryLines(tree, key, value, column, indentOf(tree));
  const at = lineEndAt(tree, Math.max(last.key.written.end, endOf(last.value)));
  return edits({
    range: { start: at, end: at },
    newText: lineEnd + ' '.repeat(column) + lines.join(lineEnd),
  });
}

/** From behind the colon to the end of the value; `undefined` where something else stands between the two. */
function valueRange(tree: SyntaxTree, { key, value }: SyntaxEntry): TextRange | undefined {
  const colon = /^\s*:/u.exec(tree.text.slice(key.written.end, key.written.end + 200));
  if (colon === null) return undefined;
  const start = key.written.end + colon[0].length;
  const end = Math.max(start, endOf(value));
  const between = tree.text.slice(start, Math.max(start, beforeTag(tree, value)));
  return between.trim() === '' || isAbsent(value) ? { start, end } : undefined;
}

function tagText(tree: SyntaxTree, node: SyntaxNode): string {
  return tree.text.slice(beforeTag(tree, node), node.range.start);
}

function layoutOf(tree: SyntaxTree, node: SyntaxNode): FlowLayout {
  const isSpreadOut = isSpread(tree, node) || isEmptyInJson(tree, node);
  return {
    lineEnd: styleOf(tree).lineEnd,
    indent: lineIndentAt(tree, node.written.start),
    step: isSpreadOut ? flowStep(tree) : undefined,
  };
}

/** An empty object says nothing of its layout: it is spread as the file is. */
function isEmptyInJson(tree: SyntaxTree, node: SyntaxNode): boolean {
  const [root] = tree.documents;
  return (
    tree.format === 'json' &&
    node.kind === 'mapping' &&
    node.entries.length === 0 &&
    root !== undefined &&
    isSpread(tree, root)
  );
}

function indentOf(tree: SyntaxTree): BlockIndent {
  return { mapping: styleOf(tree).indent, sequence: sequenceIndent(tree) };
}

function isInFlow(located: LocatedEntry | LocatedItem): boolean {
  return located.kind === 'item' ? located.sequence.flow : located.mapping.flow;
}

function nested(path: readonly string[], value: WritableValue): WritableValue {
  return path.reduceRight<WritableValue>((inner, key) => ({ [key]: inner }), value);
}

function edits(edit: TextEdit | undefined): Edits {
  return edit && [edit];
}

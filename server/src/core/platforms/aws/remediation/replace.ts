import type { Located } from '../../../syntax/edit/located.js';
import { locate, valueAt } from '../../../syntax/edit/located.js';
import { isOwn } from '../../../syntax/edit/mappingEdits.js';
import { beforeTag, endOf, itemGap } from '../../../syntax/edit/sequenceEdits.js';
import { columnOf, sequenceIndent, styleOf } from '../../../syntax/edit/style.js';
import { replaceValues, setValue } from '../../../syntax/edit/valueEdits.js';
import { scalarWritten } from '../../../syntax/edit/written.js';
import type { SyntaxTree } from '../../../syntax/syntaxTree.js';
import { get } from '../../../syntax/syntaxTree.js';
import type { TextEdit, TextRange } from '../../../text/textRange.js';
import { intrinsicOf } from '../template/intrinsics.js';
import { removeEntry } from './remove.js';

/**
 * Puts texts in the place of the one at `range`. In a template a text with `${…}` becomes a substitution, whatever
 * stood there before: the long form in JSON, `!Sub` in YAML.
 */
export function replaceTexts(
  tree: SyntaxTree,
  range: TextRange,
  values: readonly string[],
): readonly TextEdit[] | undefined {
  if (values.length === 0) return removeEntry(tree, range);
  const found = locate(tree, range);
  if (found === undefined) return undefined;
  const turned = turnedRound(tree, found, range, values);
  if (turned !== undefined) return turned.edits;
  const place = outermost(found);
  if (place.kind === 'root') return undefined;
  const node = valueAt(place);
  const isFunction = intrinsicOf(node) !== undefined;
  const isTemplate = tree.documents.some(
    (root) => get(root, 'Resources') !== undefined || get(root, 'resources') !== undefined,
  );
  const substitutes = isTemplate && values.some((value) => value.includes('${'));
  // A text within `!Sub` takes one text of the same kind.
  const staysWithin = found !== place || node.tag === '!Sub';
  if (staysWithin && values.length === 1 && isWithinSub(found, node.tag)) {
    return replaceValues(tree, range, values);
  }
  if (!isFunction && !substitutes) return replaceValues(tree, range, values);
  if (!isOwn(node)) return undefined;
  const flow = place.kind === 'item' ? place.sequence.flow : place.mapping.flow;
  const texts = values.map((value) => written(tree, value, isTemplate, flow));
  return place.kind === 'item' ? intoList(tree, place, texts) : intoEntry(tree, place, texts);
}

/** What lists what is meant, for what lists what is not. */
const PLAIN: Readonly<Record<string, string>> = { NotAction: 'Action', NotResource: 'Resource' };

/** The key of a list of exceptions stands for all but them: in its place comes the list of what is meant. */
function turnedRound(
  tree: SyntaxTree,
  found: Located,
  range: TextRange,
  values: readonly string[],
): { readonly edits: readonly TextEdit[] | undefined } | undefined {
  if (found.kind !== 'entry' || found.entry.key.written.start !== range.start) return undefined;
  const { mapping, entry } = found;
  const { key } = entry;
  const plain = Object.hasOwn(PLAIN, key.text) ? PLAIN[key.text] : undefined;
  if (plain === undefined) return undefined;
  if (!isOwn(mapping) || !isOwn(entry.value) || get(mapping, plain) !== undefined) {
    return { edits: undefined };
  }
  const value = setValue(tree, key.written, [], values);
  const renamed = { range: key.written, newText: scalarWritten(tree, plain, mapping.flow, key) };
  return { edits: value && [renamed, ...value] };
}

/** The function around a text that is its argument: replacing the argument alone would leave the function. */
function outermost(located: Located): Located {
  if (located.kind === 'root') return located;
  const { parent } = located;
  if (parent === undefined || parent.kind === 'root') return located;
  const node = valueAt(parent);
  if (intrinsicOf(node) === undefined) return located;
  return outermost(parent);
}

function isWithinSub(found: Located, tag: string | undefined): boolean {
  if (tag === '!Sub') return true;
  if (found.kind === 'entry') return found.entry.key.text === 'Fn::Sub';
  const { parent } = found.kind === 'item' ? found : { parent: undefined };
  return (
    parent?.kind === 'entry' &&
    parent.entry.key.text === 'Fn::Sub' &&
    found.kind === 'item' &&
    found.index === 0
  );
}

function written(tree: SyntaxTree, value: string, isTemplate: boolean, flow: boolean): string {
  const isSubstitution = isTemplate && value.includes('${');
  if (tree.format === 'json') {
    return isSubstitution ? `{ "Fn::Sub": ${JSON.stringify(value)} }` : JSON.stringify(value);
  }
  if (!isSubstitution) return scalarWritten(tree, value, flow);
  return `!Sub '${value.replaceAll("'", "''")}'`;
}

function intoList(
  tree: SyntaxTree,
  place: Extract<Located, { kind: 'item' }>,
  texts: readonly string[],
): readonly TextEdit[] | undefined {
  const { sequence, index, node } = place;
  if (!isOwn(sequence)) return undefined;
  const gap = sequence.flow
    ? `,${itemGap(tree, sequence, index)}`
    : `${styleOf(tree).lineEnd}${' '.repeat(columnOf(tree, sequence.written.start))}- `;
  return [{ range: { start: beforeTag(tree, node), end: endOf(node) }, newText: texts.join(gap) }];
}

function intoEntry(
  tree: SyntaxTree,
  place: Extract<Located, { kind: 'entry' }>,
  texts: readonly string[],
): readonly TextEdit[] | undefined {
  const { mapping, entry } = place;
  const start = beforeTag(tree, entry.value);
  const end = endOf(entry.value);
  const between = tree.text.slice(entry.key.written.end, start);
  if (!isOwn(mapping) || !/^\s*:\s*$/u.test(between)) return undefined;
  const [only, ...others] = texts;
  if (only !== undefined && others.length === 0 && !between.includes('\n')) {
    return [{ range: { start, end }, newText: only }];
  }
  const from = entry.key.written.end + between.indexOf(':') + 1;
  if (mapping.flow) return [{ range: { start: from, end }, newText: ` [${texts.join(', ')}]` }];
  const { lineEnd } = styleOf(tree);
  const indent = ' '.repeat(columnOf(tree, entry.key.written.start) + sequenceIndent(tree));
  return [
    { range: { start: from, end }, newText: texts.map((text) => `${lineEnd}${indent}- ${text}`).join('') },
  ];
}

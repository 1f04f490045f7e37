import { flowsOf } from '../../../knowledge/aws/messageFlows.js';
import type { Flow } from '../../../model/breadth.js';
import type { Remediation } from '../../../model/remediation.js';
import { isOwn } from '../../../syntax/edit/mappingEdits.js';
import { columnOf, lineEndAt, styleOf } from '../../../syntax/edit/style.js';
import { removeAt, replaceValues } from '../../../syntax/edit/valueEdits.js';
import { parse } from '../../../syntax/parse.js';
import type { MappingNode, SyntaxEntry, SyntaxNode, SyntaxTree } from '../../../syntax/syntaxTree.js';
import { entry, get, textOf } from '../../../syntax/syntaxTree.js';
import type { TextEdit } from '../../../text/textRange.js';
import { applyEdits, encloses } from '../../../text/textRange.js';

type Split = Extract<Remediation, { kind: 'split-session' }>;

/** Properties by which IAM names what is copied: the copy needs another name. */
const NAMES = ['RoleName', 'ManagedPolicyName', 'PolicyName'] as const;

/**
 * Assumes a role or policy of a template apart: it keeps the first part's flows of messages, and beside it stands a copy
 * for each other part. What has to do with no messages is in all of them.
 */
export function splitSession(tree: SyntaxTree, intent: Split): readonly TextEdit[] | undefined {
  const found = resourceOf(tree, intent.session.replace(/^(?:role|policy):/u, ''));
  const [first, ...others] = intent.parts;
  if (found === undefined || first === undefined || others.length === 0) return undefined;
  const kept = trimmed(tree, found.entry, first.flows);
  const copies = others.map((part) => copyOf(tree, found, part));
  if (kept === undefined || kept.length === 0 || copies.some((copy) => copy === undefined)) return undefined;
  return [
    ...kept,
    ...insertion(
      tree,
      found.entry,
      copies.filter((copy) => copy !== undefined),
    ),
  ];
}

interface Found {
  readonly resources: MappingNode;
  readonly entry: SyntaxEntry;
}

function resourceOf(tree: SyntaxTree, id: string): Found | undefined {
  for (const root of tree.documents) {
    const resources = get(root, 'Resources');
    const found = entry(resources, id);
    const type = textOf(get(found?.value, 'Type')) ?? '';
    if (resources?.kind === 'mapping' && found !== undefined && type.startsWith('AWS::IAM::')) {
      return isOwn(resources) && isOwn(found.value) ? { resources, entry: found } : undefined;
    }
  }
  return undefined;
}

/** Edits that leave only these flows; `undefined` where an entry stands for several, or nothing would be left. */
function trimmed(
  tree: SyntaxTree,
  resource: SyntaxEntry,
  flows: readonly Flow[],
): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const { statement, actions } of statementsIn(resource.value)) {
    const texts = actions.kind === 'sequence' ? actions.items.map(textOf) : [textOf(actions)];
    const kept: string[] = [];
    for (const text of texts) {
      if (text === undefined) return undefined;
      const own = flowsOf(text);
      const inside = own.filter((flow) => flows.includes(flow));
      // A pattern for consuming and publishing belongs to neither part.
      if (inside.length > 0 && inside.length < own.filter((flow) => flow !== 'administer').length) {
        return undefined;
      }
      if (own.length === 0 || inside.length > 0) kept.push(text);
    }
    if (kept.length === texts.length) continue;
    const edit =
      kept.length === 0
        ? removeAt(tree, statement.written, 'refuse')
        : replaceValues(tree, actions.written, kept);
    if (edit === undefined) return undefined;
    edits.push(...edit);
  }
  return edits;
}

function statementsIn(
  node: SyntaxNode,
): readonly { readonly statement: SyntaxNode; readonly actions: SyntaxNode }[] {
  if (node.kind === 'scalar' || node.range !== node.written) return [];
  if (node.kind === 'sequence') return node.items.flatMap(statementsIn);
  const actions = get(node, 'Action');
  if (textOf(get(node, 'Effect')) === 'Allow' && actions !== undefined) return [{ statement: node, actions }];
  return node.entries.flatMap(({ value }) => statementsIn(value));
}

/** The text of the resource with other flows and another name. */
function copyOf(
  tree: SyntaxTree,
  { resources, entry: own }: Found,
  part: Split['parts'][number],
): string | undefined {
  const edits = trimmed(tree, own, part.flows);
  if (edits === undefined) return undefined;
  const id = logicalId(part.name);
  if (id === '' || entry(resources, id) !== undefined) return undefined;
  const suffix = part.flows.join('-');
  const renamed = renaming(tree, own, suffix);
  if (renamed === undefined) return undefined;
  const quote = tree.format === 'json' ? '"' : '';
  const all = [...edits, ...renamed, { range: own.key.written, newText: quote + id + quote }];
  const extent = { start: own.key.written.start, end: own.value.written.end };
  if (!all.every(({ range }) => encloses({ ...extent, end: extent.end + 2 }, range))) return undefined;
  const result = applyEdits(tree.text, all);
  const grown = all.reduce((sum, { range, newText }) => sum + newText.length - (range.end - range.start), 0);
  return parse(result, tree.format).complete
    ? result.slice(extent.start, extent.end + grown).trimEnd()
    : undefined;
}

/** Edits that give what has a fixed name another one; `undefined` where the name is computed. */
function renaming(tree: SyntaxTree, own: SyntaxEntry, suffix: string): readonly TextEdit[] | undefined {
  const properties = get(own.value, 'Properties');
  const edits: TextEdit[] = [];
  for (const name of NAMES) {
    const node = get(properties, name);
    if (node === undefined) continue;
    const text = textOf(node);
    if (text === undefined || (node.tag !== undefined && node.tag !== '!Sub')) return undefined;
    const edit = replaceValues(tree, node.written, [`${text}-${suffix}`]);
    if (edit === undefined) return undefined;
    edits.push(...edit);
  }
  return edits;
}

function insertion(tree: SyntaxTree, own: SyntaxEntry, copies: readonly string[]): readonly TextEdit[] {
  const { lineEnd } = styleOf(tree);
  const indent = ' '.repeat(columnOf(tree, own.key.written.start));
  if (tree.format === 'json') {
    const at = own.value.written.end;
    return [
      {
        range: { start: at, end: at },
        newText: copies.map((copy) => `,${lineEnd}${indent}${copy}`).join(''),
      },
    ];
  }
  const end = lineEndAt(tree, own.value.written.end);
  const isLast = end === tree.text.length;
  // Behind the line break, as what is taken away at the end of the resource takes its line with it.
  const at = isLast ? end : end + lineEnd.length;
  const texts = copies.map((copy) => `${lineEnd}${indent}${copy}${lineEnd}`);
  return [{ range: { start: at, end: at }, newText: `${isLast ? lineEnd : ''}${texts.join('')}` }];
}

/** A logical id has letters and digits only. */
function logicalId(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/u)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

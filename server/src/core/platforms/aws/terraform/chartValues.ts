import { parse } from '../../../syntax/parse.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../../syntax/syntaxTree.js';
import { joinAt, mappingAt, scalarAt, sequenceAt } from './build.js';
import type { Block } from './configuration.js';
import { each } from './configuration.js';
import type { Evaluator } from './evaluator.js';
import { isFunction } from './nodeText.js';

/** One value that a chart is installed with. */
export interface GivenValue {
  readonly path: readonly string[];
  readonly value: SyntaxNode;
}

/** Charts have thousands of values at most, at few levels. */
const MOST_VALUES = 4000;
const MOST_LEVELS = 12;
/** Stand around the number of a piece that is filled in; of Unicode's private use, so that no file of values has them. */
const MARK = /\uE000(\d+)\uE001/u;

/**
 * The values that a `helm_release` installs its chart with, in the order in which they count: documents of `values`,
 * then each `set`.
 *
 * https://registry.terraform.io/providers/hashicorp/helm/latest/docs/resources/release
 */
export function chartValues(evaluator: Evaluator, block: Block): readonly GivenValue[] {
  const scope = evaluator.scopeOf(block);
  const found: GivenValue[] = [];
  const documents = get(block.body, 'values');
  const worked = documents && evaluator.value(documents, scope);
  for (const document of each(worked)) collect(documentOf(document), [], found);
  const sets = get(block.body, 'set');
  for (const one of each(sets && evaluator.value(sets, scope))) {
    const name = textOf(evaluator.value(get(one, 'name') ?? one, scope));
    const value = get(one, 'value');
    if (name === undefined || value === undefined) continue;
    found.push({ path: pathOf(name), value: evaluator.value(value, scope) });
  }
  return found;
}

/** `a.b\\.c` is the value `b.c` of `a`: https://helm.sh/docs/intro/using_helm/#the-format-and-limitations-of---set */
function pathOf(name: string): readonly string[] {
  return [...name.matchAll(/((?:\\.|[^.\\])+)/gsu)].map(([part]) => part.replace(/\\(.)/gsu, '$1'));
}

function collect(node: SyntaxNode | undefined, path: readonly string[], found: GivenValue[]): void {
  if (node === undefined || path.length > MOST_LEVELS || found.length >= MOST_VALUES) return;
  if (node.kind === 'mapping' && !isFunction(node)) {
    for (const { key, value } of entries(node)) collect(value, [...path, key.text], found);
  } else if (path.length > 0) found.push({ path, value: node });
}

/** What a text of YAML says in which values may be filled in; an object or a list that is written of itself is one. */
export function documentOf(node: SyntaxNode): SyntaxNode | undefined {
  const pieces = piecesOf(node);
  if (pieces === undefined) return node;
  const text = pieces
    .map((piece, at) => (piece.kind === 'scalar' ? piece.text : `\uE000${String(at)}\uE001`))
    .join('');
  const [root] = parse(text, 'yaml', { merge: true }).documents;
  return root && filledIn(root, pieces, node);
}

/** The pieces of a text; undefined for what is none. */
function piecesOf(node: SyntaxNode): readonly SyntaxNode[] | undefined {
  if (node.kind === 'scalar') return [node];
  const join = get(node, 'Fn::Join');
  const [glue, pieces] = join?.kind === 'sequence' ? join.items : [];
  return textOf(glue) === '' && pieces?.kind === 'sequence' ? pieces.items : undefined;
}

/** The nodes of the text, with the pieces where they are filled in; all stand where the whole does. */
function filledIn(node: SyntaxNode, pieces: readonly SyntaxNode[], whole: SyntaxNode): SyntaxNode {
  if (node.kind === 'mapping') {
    const made = entries(node).map(({ key, value }) => ({
      key: scalarAt(whole.range, key.text),
      value: filledIn(value, pieces, whole),
      merged: false,
    }));
    return mappingAt(whole.range, made);
  }
  if (node.kind === 'sequence') {
    return sequenceAt(
      whole.range,
      node.items.map((item) => filledIn(item, pieces, whole)),
    );
  }
  const parts = node.text.split(/(\uE000\d+\uE001)/u).flatMap((part): readonly SyntaxNode[] => {
    const index = MARK.exec(part)?.[1];
    if (index === undefined) return part === '' ? [] : [scalarAt(whole.range, part)];
    const piece = pieces[Number(index)];
    return piece === undefined ? [] : [piece];
  });
  const [only, ...others] = parts;
  return only !== undefined && others.length === 0 ? only : joinAt(whole.range, parts);
}

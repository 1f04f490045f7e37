import type { SyntaxNode, SyntaxTree } from '../syntaxTree.js';
import { scalarText } from './scalar.js';

/** A value to be written, in whatever format the file has. */
export type WritableValue =
  string | number | boolean | readonly WritableValue[] | { readonly [key: string]: WritableValue };

/** How a value stands in braces or brackets: all on one line, or each part on a line of its own. */
export interface FlowLayout {
  readonly lineEnd: string;
  /** The white space in front of the line on which the value starts. */
  readonly indent: string;
  /** What each level adds to it; undefined for one line. */
  readonly step: string | undefined;
}

/** A scalar as it stands in the file, in the quotes of `like` where a text takes its place. */
export function scalarWritten(
  tree: SyntaxTree,
  value: string | number | boolean,
  flow: boolean,
  like?: SyntaxNode,
): string {
  if (typeof value !== 'string') return String(value);
  if (tree.format === 'json') return JSON.stringify(value);
  const style = like?.kind === 'scalar' ? like.style : 'plain';
  // A line break reads back only from double quotes.
  if (style === 'double' || /[\n\r\t]/u.test(value)) return JSON.stringify(value);
  return style === 'single' ? `'${value.replaceAll("'", "''")}'` : scalarText(value, flow);
}

/** Whether the scalar's text is written on its own line or lines by `|` or `>`. */
export function isBlockScalar(node: SyntaxNode): boolean {
  return node.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded');
}

/** Columns by which nested blocks are indented against their key. */
export interface BlockIndent {
  readonly mapping: number;
  readonly sequence: number;
}

/** A value as lines of block YAML; the first line is not indented, the others are, from column `column` on. */
function blockValueLines(
  tree: SyntaxTree,
  value: WritableValue,
  column: number,
  indent: BlockIndent,
): readonly string[] {
  if (isList(value)) {
    if (value.length === 0) return ['[]'];
    return indented(
      value.flatMap((item) => {
        const [first = '', ...rest] = blockValueLines(tree, item, column + 2, indent);
        return [`- ${first}`, ...rest.map((line) => line.slice(column))];
      }),
      column,
    );
  }
  if (typeof value !== 'object') return [scalarWritten(tree, value, false)];
  const keys = Object.entries(value);
  if (keys.length === 0) return ['{}'];
  return indented(
    keys.flatMap(([key, part]) => {
      const lines = entryLines(tree, key, part, column, indent);
      return [lines[0] ?? '', ...lines.slice(1).map((line) => line.slice(column))];
    }),
    column,
  );
}

/** `key: value` as lines of block YAML; the first line is not indented, the others are. */
export function entryLines(
  tree: SyntaxTree,
  key: string,
  value: WritableValue,
  column: number,
  indent: BlockIndent,
): readonly string[] {
  const name = scalarWritten(tree, key, false);
  if (typeof value !== 'object' || isEmpty(value)) {
    return [`${name}: ${blockValueLines(tree, value, column, indent).join('')}`];
  }
  const inner = column + (isList(value) ? indent.sequence : indent.mapping);
  const [first = '', ...rest] = blockValueLines(tree, value, inner, indent);
  return [`${name}:`, ' '.repeat(inner) + first, ...rest];
}

function indented(lines: readonly string[], column: number): readonly string[] {
  return lines.map((line, index) => (index === 0 ? line : ' '.repeat(column) + line));
}

/** A value in braces and brackets: JSON, or YAML's flow style. */
export function flowValueText(tree: SyntaxTree, value: WritableValue, layout: FlowLayout): string {
  if (isList(value)) {
    return enclose(
      '[',
      value.map((item) => flowValueText(tree, item, deeper(layout))),
      ']',
      layout,
    );
  }
  if (typeof value !== 'object') return scalarWritten(tree, value, true);
  const parts = Object.entries(value).map(
    ([key, part]) => `${scalarWritten(tree, key, true)}: ${flowValueText(tree, part, deeper(layout))}`,
  );
  const padded = tree.format === 'json' ? ' ' : '';
  return enclose('{', parts, '}', layout, padded);
}

function enclose(
  open: string,
  parts: readonly string[],
  close: string,
  layout: FlowLayout,
  padding = '',
): string {
  if (parts.length === 0) return open + close;
  const { lineEnd, indent, step } = layout;
  if (step === undefined) return open + padding + parts.join(', ') + padding + close;
  const inner = lineEnd + indent + step;
  return open + inner + parts.join(`,${inner}`) + lineEnd + indent + close;
}

function deeper(layout: FlowLayout): FlowLayout {
  return layout.step === undefined ? layout : { ...layout, indent: layout.indent + layout.step };
}

function isList(value: WritableValue): value is readonly WritableValue[] {
  return Array.isArray(value);
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}

import type { SyntaxNode, SyntaxTree } from '../syntax/syntaxTree.js';
import type { TextRange } from '../text/textRange.js';

/** A scalar in whose text a `#` or a line break stands, so that neither means there what it means elsewhere. */
export interface ScalarSpan {
  readonly range: TextRange;
  /** The line on which it begins. */
  readonly line: number;
  /** Whether it begins with `|` or `>`, whose line may still end in a comment. */
  readonly isBlock: boolean;
}

const spansByTree = new WeakMap<SyntaxTree, readonly ScalarSpan[]>();

/** The span that holds `offset`; `undefined` where a `#` would start a comment. */
export function scalarSpanAt(tree: SyntaxTree, offset: number): ScalarSpan | undefined {
  return spansOf(tree).find(({ range }) => range.start <= offset && offset < range.end);
}

function spansOf(tree: SyntaxTree): readonly ScalarSpan[] {
  let spans = spansByTree.get(tree);
  if (spans === undefined) {
    const found: ScalarSpan[] = [];
    for (const document of tree.documents) collect(document, tree, found);
    spans = found;
    spansByTree.set(tree, spans);
  }
  return spans;
}

function collect(node: SyntaxNode, tree: SyntaxTree, spans: ScalarSpan[]): void {
  // What is seen through an alias is written, and met, elsewhere.
  if (node.range !== node.written) return;
  if (node.kind === 'sequence') {
    for (const item of node.items) collect(item, tree, spans);
  } else if (node.kind === 'mapping') {
    for (const { key, value } of node.entries) {
      collect(key, tree, spans);
      collect(value, tree, spans);
    }
  } else if (/[#\r\n]/u.test(tree.text.slice(node.range.start, node.range.end))) {
    const isBlock = node.style === 'literal' || node.style === 'folded';
    spans.push({ range: node.range, line: tree.lines.positionAt(node.range.start).line, isBlock });
  }
}

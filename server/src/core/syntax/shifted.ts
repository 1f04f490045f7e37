import type { TextRange } from '../text/textRange.js';
import type {
  MappingNode,
  ScalarNode,
  ScalarStyle,
  ScalarValue,
  SequenceNode,
  SyntaxEntry,
  SyntaxNode,
} from './syntaxTree.js';

/**
 * The node as it stands `by` code units further on in a text. Children are made when they are asked for, so that an
 * edit near the start of a long file does not make the nodes of all that follows anew.
 */
export function shifted(node: SyntaxNode, by: number): SyntaxNode {
  if (by === 0) return node;
  if (node.kind === 'scalar') return new ShiftedScalar(node, by);
  return node.kind === 'mapping' ? new ShiftedMapping(node, by) : new ShiftedSequence(node, by);
}

/** A range `by` code units further on. */
export function shiftedRange({ start, end }: TextRange, by: number): TextRange {
  return { start: start + by, end: end + by };
}

abstract class ShiftedNode<N extends SyntaxNode> {
  readonly written: TextRange;
  /** The same object as `written` where the node is written in place: that is how one tells. */
  readonly range: TextRange;
  readonly tag?: string;

  constructor(
    protected readonly node: N,
    protected readonly by: number,
  ) {
    this.written = shiftedRange(node.written, by);
    this.range = node.range === node.written ? this.written : shiftedRange(node.range, by);
    if (node.tag !== undefined) this.tag = node.tag;
  }

  get shared(): boolean {
    return this.node.shared;
  }
}

class ShiftedScalar extends ShiftedNode<ScalarNode> implements ScalarNode {
  readonly kind = 'scalar';

  get value(): ScalarValue {
    return this.node.value;
  }

  get text(): string {
    return this.node.text;
  }

  get style(): ScalarStyle {
    return this.node.style;
  }
}

class ShiftedMapping extends ShiftedNode<MappingNode> implements MappingNode {
  readonly kind = 'mapping';
  #entries: readonly SyntaxEntry[] | undefined;

  get flow(): boolean {
    return this.node.flow;
  }

  get entries(): readonly SyntaxEntry[] {
    return (this.#entries ??= this.node.entries.map(({ key, value, merged }) => ({
      key: shifted(key, this.by) as ScalarNode,
      value: shifted(value, this.by),
      merged,
    })));
  }
}

class ShiftedSequence extends ShiftedNode<SequenceNode> implements SequenceNode {
  readonly kind = 'sequence';
  #items: readonly SyntaxNode[] | undefined;

  get flow(): boolean {
    return this.node.flow;
  }

  get items(): readonly SyntaxNode[] {
    return (this.#items ??= this.node.items.map((item) => shifted(item, this.by)));
  }
}

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

/** An anchor that encloses a node, and how often an alias names it. */
export interface AnchorScope {
  uses: number;
  readonly outer: AnchorScope | undefined;
}

interface Place {
  readonly written: TextRange;
  readonly anchors: AnchorScope | undefined;
  readonly tag: string | undefined;
}

abstract class BuiltNode {
  readonly range: TextRange;
  readonly written: TextRange;
  readonly tag?: string;
  readonly #anchors: AnchorScope | undefined;

  constructor(place: Place) {
    this.range = place.written;
    this.written = place.written;
    this.#anchors = place.anchors;
    if (place.tag !== undefined) this.tag = place.tag;
  }

  /** Known only when the whole document is read, since aliases come after their anchor. */
  get shared(): boolean {
    for (let scope = this.#anchors; scope !== undefined; scope = scope.outer) {
      if (scope.uses > 0) return true;
    }
    return false;
  }
}

export class BuiltScalar extends BuiltNode implements ScalarNode {
  readonly kind = 'scalar';
  constructor(
    place: Place,
    readonly value: ScalarValue,
    readonly text: string,
    readonly style: ScalarStyle,
  ) {
    super(place);
  }
}

export class BuiltMapping extends BuiltNode implements MappingNode {
  readonly kind = 'mapping';
  constructor(
    place: Place,
    readonly entries: readonly SyntaxEntry[],
    readonly flow: boolean,
  ) {
    super(place);
  }
}

export class BuiltSequence extends BuiltNode implements SequenceNode {
  readonly kind = 'sequence';
  constructor(
    place: Place,
    readonly items: readonly SyntaxNode[],
    readonly flow: boolean,
  ) {
    super(place);
  }
}

/**
 * The node as seen through an alias at `range`. Children are made when they are asked for: a document that names
 * a large anchor a thousand times costs nothing until somebody reads it all.
 */
export function throughAlias(node: SyntaxNode, range: TextRange): SyntaxNode {
  const base = {
    range,
    written: node.written,
    shared: true,
    ...(node.tag === undefined ? {} : { tag: node.tag }),
  };
  if (node.kind === 'scalar') {
    return { ...base, kind: 'scalar', value: node.value, text: node.text, style: node.style };
  }
  if (node.kind === 'sequence') {
    let items: readonly SyntaxNode[] | undefined;
    return {
      ...base,
      kind: 'sequence',
      flow: node.flow,
      get items() {
        return (items ??= node.items.map((item) => throughAlias(item, range)));
      },
    };
  }
  let entries: readonly SyntaxEntry[] | undefined;
  return {
    ...base,
    kind: 'mapping',
    flow: node.flow,
    get entries() {
      return (entries ??= node.entries.map((item) => ({
        key: throughAlias(item.key, range) as ScalarNode,
        value: throughAlias(item.value, range),
        merged: item.merged,
      })));
    },
  };
}

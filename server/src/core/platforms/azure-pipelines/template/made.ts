import type {
  MappingNode,
  ScalarNode,
  SequenceNode,
  SyntaxEntry,
  SyntaxNode,
} from '../../../syntax/syntaxTree.js';
import type { Uri } from '../../../text/uri.js';
import type { Primitive } from '../expressions/ast.js';
import { textOf } from '../expressions/value.js';
import type { Data } from './data.js';
import { textWith } from './data.js';

/**
 * Nodes of a pipeline that is put together of several files. Each keeps the place, and the file, of what it was made of;
 * of nodes that are not told otherwise the file is that of the whole.
 */
export class MadeNodes {
  readonly #files = new Map<SyntaxNode, Uri>();

  constructor(readonly outermost: Uri) {}

  /** The file in which a node is written. */
  fileOf(node: SyntaxNode): Uri {
    return this.#files.get(node) ?? this.outermost;
  }

  /** Notes in which file a node is written, unless that is known. */
  tell(node: SyntaxNode, uri: Uri): void {
    if (!this.#files.has(node)) this.#files.set(node, uri);
  }

  scalar(at: SyntaxNode, value: Primitive): ScalarNode {
    const style = at.kind === 'scalar' ? at.style : 'plain';
    const typed = typeof value === 'string' || value === null ? (value ?? '') : value;
    return this.#like(at, { kind: 'scalar', value: typed, text: textOf(value), style });
  }

  sequence(at: SyntaxNode, items: readonly SyntaxNode[]): SequenceNode {
    return this.#like(at, { kind: 'sequence', flow: at.kind === 'sequence' && at.flow, items });
  }

  mapping(at: SyntaxNode, entries: readonly SyntaxEntry[]): MappingNode {
    return this.#like(at, { kind: 'mapping', flow: at.kind === 'mapping' && at.flow, entries });
  }

  entry(key: ScalarNode, value: SyntaxNode): SyntaxEntry {
    return { key, value, merged: false };
  }

  /** A value as a node: where it is written, else at `at`. */
  node(data: Data, at: SyntaxNode): SyntaxNode {
    switch (data.kind) {
      case 'scalar':
        return data.node ?? this.scalar(at, data.value);
      case 'open':
        return data.node ?? this.scalar(at, textWith(data));
      default:
        return data.node;
    }
  }

  #like<T extends object>(at: SyntaxNode, own: T): T & Pick<SyntaxNode, 'range' | 'written' | 'shared'> {
    const node = { range: at.range, written: at.written, shared: true, ...own };
    this.#files.set(node as unknown as SyntaxNode, this.fileOf(at));
    return node;
  }
}

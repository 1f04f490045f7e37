import { blocksOf } from '../../../syntax/yaml/piece.js';
import type { SyntaxTree } from '../../../syntax/syntaxTree.js';
import { entry } from '../../../syntax/syntaxTree.js';
import type { Block } from '../../../text/block.js';
import { blockOf } from '../../../text/block.js';
import type { TextRange } from '../../../text/textRange.js';
import type { Uri } from '../../../text/uri.js';

/** One file of a configuration. */
export interface SourceFile {
  readonly uri: Uri;
  readonly tree: SyntaxTree;
}

/** The files of a configuration, and which of them a place stands in: nodes of all of them are merged into one tree. */
export class Sources {
  readonly #files = new Map<Uri, SourceFile>();
  readonly #byBlock = new Map<Block, SourceFile>();

  /** @param first the file by which the configuration begins */
  constructor(readonly first: SourceFile) {
    this.add(first);
  }

  /** Every file that was added, in order. */
  get files(): readonly SourceFile[] {
    return [...this.#files.values()];
  }

  add(file: SourceFile): void {
    if (this.#files.has(file.uri)) return;
    this.#files.set(file.uri, file);
    for (const { block, pieces } of file.tree.parts ?? []) {
      this.#byBlock.set(block, file);
      for (const inner of blocksOf(pieces)) this.#byBlock.set(inner, file);
    }
  }

  /** Where a file begins to say something: its stages, else its first key. */
  startOf(uri: Uri): TextRange | undefined {
    const root = this.#files.get(uri)?.tree.documents.at(-1);
    if (root?.kind !== 'mapping') return undefined;
    return (entry(root, 'stages') ?? root.entries[0])?.key.range ?? root.range;
  }

  /** The file that a range stands in. */
  of(range: TextRange): SourceFile {
    const block = blockOf(range);
    return (block === undefined ? undefined : this.#byBlock.get(block)) ?? this.first;
  }
}

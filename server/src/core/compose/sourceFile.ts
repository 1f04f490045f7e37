import { parse } from '../syntax/parse.js';
import type { SyntaxTree } from '../syntax/syntaxTree.js';
import type { Uri } from '../text/uri.js';
import type { UnitFile } from './composer.js';

/** Makes the tree of a text as the platform of the composer reads it. */
export type ReadTree = (file: {
  readonly uri: Uri;
  readonly path: string;
  readonly text: string;
}) => SyntaxTree;

/** A text that compositions read. Two are the same only as the same object, which is made anew when the text changes. */
export class SourceFile {
  /** The tree that the analysis holds of this very text; gone once a newer text has taken over parts of it. */
  #live: (() => SyntaxTree) | undefined;
  /** Whether it is kept ready for the next change. */
  isEdited = false;
  readonly #trees = new Map<string, WeakRef<SyntaxTree>>();

  constructor(
    readonly uri: Uri,
    readonly path: string,
    readonly text: string,
    /** The platform that reads the file by itself. */
    public platform: string | undefined,
  ) {}

  equals(other: unknown): boolean {
    return other === this;
  }

  hold(live: (() => SyntaxTree) | undefined): void {
    this.#live = live;
  }

  /** The file as a composer sees it whose platform reads texts in this way. */
  seenBy(platform: string, read: ReadTree): UnitFile {
    const { uri, path, text } = this;
    const tree = (): SyntaxTree =>
      (platform === this.platform ? this.#live?.() : undefined) ??
      this.#treeOf(platform, () => read({ uri, path, text }));
    return {
      uri,
      path,
      text,
      get tree() {
        return tree();
      },
      as: (format) => this.#treeOf(`as ${format}`, () => parse(text, format)),
    };
  }

  #treeOf(how: string, make: () => SyntaxTree): SyntaxTree {
    const known = this.#trees.get(how)?.deref();
    if (known !== undefined) return known;
    const tree = make();
    this.#trees.set(how, new WeakRef(tree));
    return tree;
  }
}

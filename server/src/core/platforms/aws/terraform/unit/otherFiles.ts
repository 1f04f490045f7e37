import type { Composing } from '../../../../compose/composer.js';
import { Block } from '../../../../text/block.js';
import { blockOf } from '../../../../text/block.js';
import type { SyntaxFormat, SyntaxNode } from '../../../../syntax/syntaxTree.js';
import type { ReadFile } from '../../reading.js';
import type { OtherFile } from '../evaluator.js';
import { pathFrom } from './module.js';

/** Longer files are neither policies nor lists of names. */
const LONGEST = 200_000;

/** The files that a configuration reads as they are: policies, templates, lists. */
export class OtherFiles {
  readonly #known = new Map<string, OtherFile | undefined>();
  /** The uris of files that were read as data: what they say is said where they are taken. */
  readonly taken = new Set<string>();

  constructor(
    readonly composing: Composing,
    readonly folder: string,
    /** Where it is noted what the places in them are of. */
    readonly places: Map<Block, ReadFile>,
  ) {}

  /** The file at a path as seen from the folder of the configuration. */
  at(path: string): OtherFile | undefined {
    const below = pathFrom(this.folder, path);
    if (below === undefined || below === '') return undefined;
    if (!this.#known.has(below)) this.#known.set(below, this.#read(below));
    return this.#known.get(below);
  }

  #read(path: string): OtherFile | undefined {
    const file = this.composing.file(path);
    if (file === undefined || file.text.length > LONGEST) return undefined;
    const { uri, text } = file;
    const block = new Block(0);
    const as = (format: SyntaxFormat) => (): SyntaxNode | undefined => {
      const tree = file.as(format);
      const [root, ...others] = tree.documents;
      const place = root && blockOf(root.range);
      if (!tree.complete || place === undefined || others.length > 0) return undefined;
      this.places.set(place, { uri, tree });
      this.taken.add(uri);
      return root;
    };
    const { lines } = file.as('text');
    this.places.set(block, { uri, tree: { text, format: 'text', lines } });
    return { text, block, json: as('json'), yaml: as('yaml') };
  }
}

import { Block } from '../../../../text/block.js';
import { blockOf } from '../../../../text/block.js';
import type { SyntaxFormat, SyntaxNode } from '../../../../syntax/syntaxTree.js';
import type { OtherFile } from '../evaluator.js';
import { folderOf, pathFrom } from './module.js';
import type { UnitReading } from './unitReading.js';

/** Longer files are neither policies nor lists of names. */
const LONGEST = 200_000;

/** The files that a configuration reads as they are: policies, templates, lists. */
export class OtherFiles {
  readonly #known = new Map<string, OtherFile | undefined>();

  constructor(
    readonly unit: Pick<UnitReading, 'composing' | 'places' | 'taken'>,
    readonly folder: string,
    /** A folder whose files are laid over those, where they are in both. */
    readonly over?: string,
  ) {}

  /** The file at a path as seen from the folder of the configuration. */
  at(path: string): OtherFile | undefined {
    const below = this.#below(path);
    if (below === undefined || below === '') return undefined;
    if (!this.#known.has(below)) this.#known.set(below, this.#read(below));
    return this.#known.get(below);
  }

  #below(path: string): string | undefined {
    const over = this.over === undefined ? undefined : pathFrom(this.over, path);
    const isThere = over !== undefined && this.unit.composing.folder(folderOf(over)).includes(over);
    return isThere ? over : pathFrom(this.folder, path);
  }

  #read(path: string): OtherFile | undefined {
    const file = this.unit.composing.file(path);
    if (file === undefined || file.text.length > LONGEST) return undefined;
    const { uri, text } = file;
    const block = new Block(0);
    const as = (format: SyntaxFormat) => (): SyntaxNode | undefined => {
      const tree = file.as(format);
      const [root, ...others] = tree.documents;
      const place = root && blockOf(root.range);
      if (!tree.complete || place === undefined || others.length > 0) return undefined;
      this.unit.places.set(place, { uri, tree });
      this.unit.taken.add(uri);
      return root;
    };
    const { lines } = file.as('text');
    this.unit.places.set(block, { uri, tree: { text, format: 'text', lines } });
    return { text, block, json: as('json'), yaml: as('yaml') };
  }
}

import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import type { Data } from './data.js';
import type { MadeNodes } from './made.js';

/** What the expressions at one place of a file can name. */
export interface Scope {
  /** Variables of loops around it, by name in lower case; null for one of which nothing is known. */
  readonly loops: ReadonlyMap<string, Data | null>;
  /** Parameters by name in lower case. */
  readonly parameters: ReadonlyMap<string, Data>;
  /** Whether parameters that are not in the map keep their names: they are those of the whole pipeline. */
  readonly isOutermost: boolean;
  /** The file's root, where what is made of all parameters stands. */
  readonly root: SyntaxNode;
  readonly made: MadeNodes;
}

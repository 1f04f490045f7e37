import type { FileFacts } from '../model/facts.js';
import type { LoweringTools } from '../model/loweringTools.js';
import type { PlatformId } from '../model/vocabulary.js';
import type { SyntaxTree } from '../syntax/syntaxTree.js';
import type { Uri } from '../text/uri.js';
import type { Composer } from './composer.js';
import type { Shift } from './shifted.js';
import type { ReadTree } from './sourceFile.js';

/** The composer of a platform, with how that reads a text. */
export interface ComposingPlatform {
  readonly platform: PlatformId;
  readonly composer: Composer;
  readonly read: ReadTree;
}

/** One file as it takes part: its last whole text, and what its platform alone makes of that. */
export interface Source {
  readonly root: Uri;
  readonly text: string;
  /** Absent for a file that no platform reads. */
  readonly own?: {
    readonly platform: PlatformId;
    /** What holds the facts: the same object as long as they are the same. */
    readonly read: { readonly facts: FileFacts };
    readonly tools: LoweringTools;
    /** Whether what its units leave for the next composition is kept. */
    readonly isEdited: boolean;
    /** The tree of the whole text, unless a newer text has taken over parts of it. */
    readonly tree?: () => SyntaxTree;
    readonly shift?: Shift;
    /** Whether units may begin here: not where the configuration leaves the file out. */
    readonly begins: boolean;
  };
}

/** A file that was fetched because a unit names it. */
export interface Fetched {
  readonly root: Uri;
  readonly text: string;
  /** The platform that reads it by itself. */
  readonly platform: PlatformId | undefined;
}

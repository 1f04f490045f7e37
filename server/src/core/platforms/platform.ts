import type { FileFacts } from '../model/facts.js';
import type { Remediation } from '../model/remediation.js';
import type { LoweringTools } from '../model/loweringTools.js';
import type { PlatformId } from '../model/vocabulary.js';
import type { ParseOptions } from '../syntax/parse.js';
import type { SyntaxFormat, SyntaxTree } from '../syntax/syntaxTree.js';
import type { TextEdit } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';

/** What is known of a file before it is parsed. */
export interface FileDescriptor {
  readonly uri: Uri;
  /** Path below the workspace folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** A kind of file that grants, starts, bounds or re-checks sessions. */
export interface Platform {
  readonly id: PlatformId;
  /** How people call it. */
  readonly name: string;
  /** Globs (picomatch) of paths worth reading; `select` decides. */
  readonly globs: readonly string[];
  /** Whether the platform reads this file, by path first, then by a cheap look at the content. */
  readonly select: (file: FileDescriptor) => boolean;
  readonly format: (file: FileDescriptor) => SyntaxFormat;
  /** How the text is to be parsed, where that is not as everywhere: what may be left out by a cheap look. */
  readonly parsing?: (file: FileDescriptor) => Pick<ParseOptions, 'merge' | 'skip'>;
  /** Total: a broken tree gives fewer facts and `complete: false`, never an exception. */
  readonly lower: (uri: Uri, tree: SyntaxTree, tools?: LoweringTools) => FileFacts;
  /** Edits of this one file; `undefined` when it cannot be done safely. */
  readonly remediate: (intent: Remediation, tree: SyntaxTree) => readonly TextEdit[] | undefined;
}

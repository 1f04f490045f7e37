import type { Composer } from '../compose/composer.js';
import type { DefinitionKey, FileFacts } from '../model/facts.js';
import type { Origin } from '../model/origin.js';
import type { Remediation } from '../model/remediation.js';
import type { LoweringTools } from '../model/loweringTools.js';
import type { NamedThing, Pointing } from '../model/pointing.js';
import type { PlatformId } from '../model/vocabulary.js';
import type { ParseOptions } from '../syntax/parse.js';
import type { SyntaxFormat, SyntaxTree } from '../syntax/syntaxTree.js';
import type { TextEdit } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';
import type { Joiner } from './joiner.js';

/** What is known of a file before it is parsed. */
export interface FileDescriptor {
  readonly uri: Uri;
  /** Path below the workspace folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/**
 * How sure a platform is that a file is its own. It looks for its own signs only; which files look like those of another
 * one is that other one's to say. The surest platform reads the file; of several that are as sure, the first one listed.
 */
export const SURE = {
  /** Nothing speaks for it. */
  not: 0,
  /** The content looks like one. */
  looks: 1,
  /** The content looks like one, and such files lie here by custom. */
  custom: 2,
  /** The content says itself what it is. */
  told: 3,
  /** The product itself looks for its file here. */
  place: 4,
} as const;

export type Sureness = (typeof SURE)[keyof typeof SURE];

/** The files of one platform in the workspace, for names that lead from one to another. */
export interface NamedFiles {
  /** The tree of a file; undefined for one that is not read, or by another platform. */
  readonly tree: (uri: Uri) => SyntaxTree | undefined;
  readonly uris: () => readonly Uri[];
  /** Where an identity or a set of rights is defined, whatever platform its file is of. */
  readonly defined: (key: DefinitionKey) => readonly Origin[];
}

/** A kind of file that grants, starts, bounds or re-checks sessions. */
export interface Platform {
  readonly id: PlatformId;
  /** How people call it. */
  readonly name: string;
  /** Globs (picomatch) of paths worth reading; `select` decides. */
  readonly globs: readonly string[];
  /** How sure the platform is that this file is its own, by path first, then by a cheap look at the content. */
  readonly select: (file: FileDescriptor) => Sureness;
  readonly format: (file: FileDescriptor) => SyntaxFormat;
  /** How the text is to be parsed, where that is not as everywhere: what may be left out by a cheap look. */
  readonly parsing?: (file: FileDescriptor) => Pick<ParseOptions, 'merge' | 'skip'>;
  /** Total: a broken tree gives fewer facts and `complete: false`, never an exception. */
  readonly lower: (uri: Uri, tree: SyntaxTree, tools?: LoweringTools) => FileFacts;
  /** How its files compose: what several of them are together. Facts of files that it speaks of are those that it says. */
  readonly composer?: Composer;
  /** Puts together what several files say of one thing; asked whatever platform a file is of. */
  readonly joiner?: Joiner;
  /** What the text at an offset is about where nothing of the facts stands; asked for hovers alone. */
  readonly point?: (tree: SyntaxTree, offset: number) => Pointing | undefined;
  /** What the name at an offset means, and where that is written; asked for definitions, references and hovers alone. */
  readonly named?: (files: NamedFiles, uri: Uri, offset: number) => NamedThing | undefined;
  /** Edits of this one file; `undefined` when it cannot be done safely. */
  readonly remediate: (intent: Remediation, tree: SyntaxTree) => readonly TextEdit[] | undefined;
}

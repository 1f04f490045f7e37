import type { FileFacts } from '../model/facts.js';
import type { LoweringMemo, LoweringTools } from '../model/loweringTools.js';
import type { SyntaxFormat, SyntaxTree } from '../syntax/syntaxTree.js';
import type { Uri } from '../text/uri.js';

/**
 * One file as a composition reads it: the last version that could be read whole, so that nothing vanishes while somebody
 * types; places are moved to where the text stands now afterwards. Its tree is made when it is asked for.
 */
export interface UnitFile {
  readonly uri: Uri;
  /** Path below the workspace folder, with `/`. */
  readonly path: string;
  readonly text: string;
  /** The text as the composer's platform reads it. */
  readonly tree: SyntaxTree;
  /** The text as another format. */
  readonly as: (format: SyntaxFormat) => SyntaxTree;
}

/**
 * The files of one workspace folder. Whatever is read is recorded, also what is not there, so that the unit is composed
 * again when it changes, and only then.
 */
export interface UnitFiles {
  /** The workspace folder. */
  readonly root: Uri;
  /**
   * A file by its path below the workspace folder; `.` and `..` are understood. One that nobody has handed over becomes
   * *wanted*: whoever runs the analysis reads it if it is there, and the unit is composed again. So ask for what is
   * named, not for what might be there. Outside of the folder there is nothing.
   */
  readonly file: (path: string) => UnitFile | undefined;
  /** Paths of the known files that stand directly in a folder (`''` for the top), sorted. Costs what is found. */
  readonly folder: (path: string) => readonly string[];
  /** Paths of known files that a glob (picomatch) matches, sorted. Looks at all paths: for globs that people write. */
  readonly matching: (glob: string) => readonly string[];
  /** What files say that name `path` (`Composer.names`), sorted: their paths. */
  readonly namedBy: (path: string) => readonly string[];
  /** What the platform alone makes of a file, whoever composes it. */
  readonly own: (path: string) => FileFacts | undefined;
}

/** What composing may use beside the files. */
export interface Composing extends UnitFiles {
  /** A part of a unit that is remembered by itself (`Composer.part`), by what it read. `undefined` in a circle. */
  readonly part: (key: string) => unknown;
  /** Readers and catalogues, with what the configuration says of this file. */
  readonly tools: (path: string) => LoweringTools;
  /** What the last composition of this unit has left for the next; holds nothing that shows in what is said. */
  readonly memo: LoweringMemo;
}

/** What a unit says in one file. */
export type UnitPart = Omit<FileFacts, 'uri' | 'platform'>;

/** What a unit says, by the uri of the file in which each fact stands. Other places in it may be in any file. */
export interface UnitFacts {
  readonly files: ReadonlyMap<Uri, UnitPart>;
  /** Other units that this one starts: pipelines that it triggers. */
  readonly starts?: readonly string[];
}

/**
 * How files of one platform compose. A *unit* is what its product makes of several files: an instance of a Terraform
 * module, a GitLab configuration with its includes, an Azure pipeline with its templates.
 *
 * A file with facts from units says those and nothing else; one that no unit speaks of says what its platform lowers
 * by itself. What several units say in one file stands side by side, in order of the units' names.
 *
 * All functions are total and pure: they read files through what they are given only, name circles and cut them, and
 * bound their work. A value that is not known stays an unknown part with its reason.
 */
export interface Composer {
  /** The units that begin at a file of this platform, by names that are unique in the workspace folder. */
  readonly begins: (file: UnitFile) => readonly string[];
  /** Paths below the workspace folder that a file names, for `namedBy`; of a folder where the language names folders. */
  readonly names?: (file: UnitFile) => readonly string[];
  readonly compose: (unit: string, composing: Composing) => UnitFacts;
  /**
   * A part that several units ask for, or that costs much: worked out once, and again only where what it read has
   * changed; where that gives an equal value, whoever asked for it is left alone. Parts may ask for parts. It never
   * gives `undefined`, which stands for a part in a circle that is not worked out yet.
   */
  readonly part?: (key: string, composing: Composing) => unknown;
}

import type { FileFacts } from '../model/facts.js';
import type { LoweringMemo, LoweringTools } from '../model/loweringTools.js';
import type { PlatformId } from '../model/vocabulary.js';
import type { FileDescriptor, Platform } from '../platforms/platform.js';
import { parse } from '../syntax/parse.js';
import type { SyntaxProblem, SyntaxTree } from '../syntax/syntaxTree.js';
import { LineIndex } from '../text/lineIndex.js';
import type { Uri } from '../text/uri.js';
import { failureText } from './failures.js';
import { moved } from './moved.js';
import type { AnalyzedFile } from './snapshot.js';

/** What a file is read with. */
export interface ReadingOf {
  readonly file: FileDescriptor;
  readonly platform: Platform;
  readonly tools: LoweringTools;
  /** Whether its tree is kept, and what the lowering leaves for the next one: of a file that is being edited. */
  readonly keeps: boolean;
}

/** What was taken out of one text. */
interface Contents {
  readonly facts: FileFacts;
  readonly shown: FileFacts;
  readonly lastWhole: AnalyzedFile['lastWhole'];
  /** What the lowering left for the next one. */
  readonly memo: LoweringMemo | undefined;
}

/**
 * One file as it was read. Of a file that nobody edits only text and facts are held: its tree is made again when
 * something asks for it, and let go when nothing does. What such a file says by itself is taken out of it when somebody
 * asks: where units speak of a file, nobody does.
 */
export class ReadFile implements AnalyzedFile {
  readonly uri: Uri;
  readonly platform: PlatformId;
  readonly text: string;
  readonly #reading: ReadingOf;
  readonly #kept: SyntaxTree | undefined;
  #contents: Contents | undefined;
  #problems: readonly SyntaxProblem[] | undefined;
  #tree: WeakRef<SyntaxTree> | undefined;
  #lines: WeakRef<LineIndex> | undefined;

  constructor(reading: ReadingOf, before: ReadFile | undefined) {
    const { file, platform, keeps } = reading;
    this.#reading = reading;
    this.uri = file.uri;
    this.platform = platform.id;
    this.text = file.text;
    if (!keeps && before === undefined) return;
    const tree = treeOf(reading, before === undefined ? undefined : before.#kept);
    this.#kept = keeps ? tree : undefined;
    this.#tree = new WeakRef(tree);
    this.#problems = tree.problems;
    this.#contents = contentsOf(reading, tree, before);
  }

  get facts(): FileFacts {
    return this.#read().facts;
  }

  get shown(): FileFacts {
    return this.#read().shown;
  }

  get lastWhole(): AnalyzedFile['lastWhole'] {
    return this.#read().lastWhole;
  }

  get problems(): readonly SyntaxProblem[] {
    return (this.#problems ??= this.tree.problems);
  }

  /** What units work with: the last version that was whole, where there is one. It holds what its platform alone says. */
  get whole(): { readonly facts: FileFacts } {
    return this.#contents?.lastWhole ?? this;
  }

  /** What the lowering left for the next one. */
  get memo(): LoweringMemo | undefined {
    return this.#read().memo;
  }

  /** The last whole version of a text that is broken now. */
  get mended(): AnalyzedFile['lastWhole'] {
    // A file that was read but once has no earlier version.
    if (this.#contents === undefined || this.facts.complete) return undefined;
    return this.lastWhole;
  }

  get tree(): SyntaxTree {
    const known = this.#kept ?? this.#tree?.deref();
    if (known !== undefined) return known;
    const tree = treeOf(this.#reading, undefined);
    this.#tree = new WeakRef(tree);
    this.#problems ??= tree.problems;
    return tree;
  }

  get lines(): LineIndex {
    const known = this.#kept?.lines ?? this.#lines?.deref();
    if (known !== undefined) return known;
    const lines = new LineIndex(this.text);
    this.#lines = new WeakRef(lines);
    return lines;
  }

  /** The file read anew with other tools; while its text is broken, what was whole before is read anew too. */
  again(reading: ReadingOf): ReadFile {
    const whole = this.mended?.text;
    const before =
      whole === undefined
        ? undefined
        : new ReadFile({ ...reading, file: { ...reading.file, text: whole } }, undefined);
    return new ReadFile(reading, before);
  }

  #read(): Contents {
    return (this.#contents ??= contentsOf(this.#reading, this.tree, undefined));
  }
}

function contentsOf(reading: ReadingOf, tree: SyntaxTree, before: ReadFile | undefined): Contents {
  const { facts, memo } = lowered(reading, tree, before?.memo);
  const lastWhole = facts.complete ? { text: tree.text, starts: tree.starts, facts } : before?.lastWhole;
  const shown =
    facts.complete || lastWhole === undefined
      ? facts
      : { ...moved(lastWhole.facts, lastWhole, tree.text), complete: false };
  return { facts, shown, lastWhole, memo };
}

/** The tree of a text as its platform reads it. */
export function treeOf(
  { file, platform }: Pick<ReadingOf, 'file' | 'platform'>,
  previous: SyntaxTree | undefined,
): SyntaxTree {
  return parse(file.text, platform.format(file), { ...platform.parsing?.(file), previous });
}

/** What the file says, and what the lowering leaves for the next one; of one that fails, that it does. */
function lowered(
  { file, platform, tools, keeps }: ReadingOf,
  tree: SyntaxTree,
  before: LoweringMemo | undefined,
): { readonly facts: FileFacts; readonly memo: LoweringMemo | undefined } {
  const memo = keeps ? (before ?? {}) : undefined;
  try {
    return { facts: platform.lower(file.uri, tree, memo === undefined ? tools : { ...tools, memo }), memo };
  } catch (error) {
    // What such a lowering has left is not to be trusted either.
    return { facts: unreadFacts(file, platform, error), memo: keeps ? {} : undefined };
  }
}

function unreadFacts({ uri, path }: FileDescriptor, { id }: Platform, error: unknown): FileFacts {
  const problem = {
    message: failureText('This file could not be read whole', error, 'Its sessions are missing.'),
    origin: { uri, range: { start: 0, end: 0 } },
    severity: 'warning',
    kind: 'limit',
  } as const;
  return {
    uri,
    platform: id,
    title: path,
    complete: false,
    problems: [problem],
    sessions: [],
    definitions: [],
    notes: [],
  };
}

/** A file with what units say in it in place of what its platform makes of it alone. */
export class ComposedFile implements AnalyzedFile {
  readonly uri: Uri;
  readonly platform: PlatformId;
  readonly text: string;
  readonly #read: AnalyzedFile;
  readonly #composed: () => FileFacts | undefined;

  /** @param composed what units say in the file, worked out when it is asked for */
  constructor(read: AnalyzedFile, composed: () => FileFacts | undefined) {
    this.#read = read;
    this.#composed = composed;
    this.uri = read.uri;
    this.platform = read.platform;
    this.text = read.text;
  }

  get problems(): readonly SyntaxProblem[] {
    return this.#read.problems;
  }

  get lastWhole(): AnalyzedFile['lastWhole'] {
    return this.#read.lastWhole;
  }

  get tree(): SyntaxTree {
    return this.#read.tree;
  }

  get lines(): LineIndex {
    return this.#read.lines;
  }

  get facts(): FileFacts {
    return this.#composed() ?? this.#read.facts;
  }

  get shown(): FileFacts {
    return this.#composed() ?? this.#read.shown;
  }
}

import type { Journal } from '../engine/journal.js';
import type { IsOver } from '../engine/runtime.js';
import { NEVER } from '../engine/runtime.js';
import type { Linker } from '../link/linker.js';
import type { JoinInput } from '../platforms/joiner.js';
import type { Uri } from '../text/uri.js';
import type { Configuration } from './configuration.js';
import type { Findings } from './findings.js';
import type { Joining } from './joining.js';

/** What linking works with. */
export interface LinkingParts {
  readonly journal: Journal;
  readonly linker: Linker;
  readonly joining: Joining;
  readonly findings: Findings;
  /** Composes what rests on these files, and adds those that say something else by that. */
  readonly compose: (uris: Set<Uri>) => void;
  /** The file as it takes part in linking; null for one that is gone, or kept out by the configuration. */
  readonly inputOf: (uri: Uri) => JoinInput | null;
  readonly configurationFor: (uri: Uri) => Configuration;
  /** Characters of the file. */
  readonly lengthOf: (uri: Uri) => number;
  readonly isEdited: (uri: Uri) => boolean;
  /** Whether files that nobody edits are held in less room. */
  readonly folds: boolean;
}

/** So many characters are read and composed in one piece; a file is never read in several. */
const PIECE = 10_000;
/** Reading so many characters takes as long as working out one value, about. */
const CHARACTERS_OF_A_VALUE = 10;
/** As many values take about as long as folding a file. */
const VALUES_OF_A_FOLD = 20;

/**
 * Hands what changed files say to the linker, and has it worked out: all in one go where somebody needs all of it, or
 * piece by piece, so that others get their turn. What is asked between two pieces is answered from what is linked so far;
 * in the end all comes to the same.
 */
export class Linking {
  readonly #parts: LinkingParts;
  /** Files whose changes have not reached the linker. */
  readonly #unlinked = new Set<Uri>();
  /** Files that were linked anew and take more room than they need. */
  readonly #unfolded = new Set<Uri>();
  #isSettled = false;
  #isTyping = true;
  /** What was done besides working out values, in about as many. */
  #besides = 0;

  constructor(parts: LinkingParts) {
    this.#parts = parts;
  }

  /** Whether nothing is left to be worked out. */
  get isDone(): boolean {
    return this.#unlinked.size === 0 && this.#isSettled;
  }

  /** Values that were worked out so far, and what reading and folding took, in about as many. */
  get work(): number {
    return this.#besides + this.#parts.linker.engine.work;
  }

  /** The file says something else, or is gone. */
  add(uri: Uri): void {
    this.#parts.journal.include(this.#unlinked, uri);
  }

  /** Something else has changed that sessions rest on. */
  unsettle(): void {
    this.#isSettled = false;
  }

  /** Links all that has changed. */
  all(): void {
    if (!this.isDone) this.some(NEVER);
  }

  /** Links what has changed until it is over; true once nothing is left to do. */
  some(isOver: IsOver): boolean {
    while (this.#unlinked.size > 0) {
      this.#take(isOver === NEVER ? [...this.#unlinked] : this.#piece());
      if (isOver()) return false;
    }
    const { linker, journal, folds } = this.#parts;
    if (!this.#isSettled && !linker.engine.settle(isOver)) return false;
    this.#isSettled = true;
    if (!folds || journal.isOpen) return true;
    // What others rest on of a file that is being typed in will be asked again at the next key.
    if (!this.#isTyping) for (const uri of linker.engine.takeRenewed()) this.#unfolded.add(uri);
    this.#isTyping = true;
    return this.#fold(isOver);
  }

  /** Links this file, with what is linked so far of all others. */
  first(uri: Uri): void {
    if (this.#unlinked.has(uri)) this.#take([uri]);
    if (!this.#isSettled) this.#parts.linker.engine.bring(uri);
  }

  /** The next files, edited ones first. */
  #piece(): readonly Uri[] {
    const { isEdited, lengthOf } = this.#parts;
    const uris: Uri[] = [];
    let characters = 0;
    for (const uri of this.#unlinked) {
      characters += lengthOf(uri);
      if (uris.length > 0 && characters > PIECE) break;
      if (isEdited(uri)) return [uri];
      uris.push(uri);
    }
    return uris;
  }

  #take(changed: readonly Uri[]): void {
    const { journal, joining, linker, findings, compose, inputOf, configurationFor } = this.#parts;
    for (const uri of changed) {
      journal.exclude(this.#unlinked, uri);
      this.#besides += this.#parts.lengthOf(uri) / CHARACTERS_OF_A_VALUE;
    }
    this.#isSettled = false;
    this.#isTyping &&= changed.some((uri) => this.#parts.isEdited(uri));
    const uris = new Set(changed);
    compose(uris);
    const joined = joining.apply(new Map([...uris].map((uri) => [uri, inputOf(uri)] as const)));
    for (const [uri, input] of joined) {
      if (input === null) findings.delete(uri);
      else findings.add(uri, configurationFor(uri));
    }
    linker.take(joined);
  }

  #fold(isOver: IsOver): boolean {
    for (const uri of this.#unfolded) {
      this.#unfolded.delete(uri);
      if (!this.#parts.isEdited(uri)) this.#parts.linker.fold(uri);
      this.#besides += VALUES_OF_A_FOLD;
      if (isOver()) return this.#unfolded.size === 0;
    }
    return true;
  }
}

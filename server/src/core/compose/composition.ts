import picomatch from 'picomatch';
import { Engine } from '../engine/engine.js';
import { Journal } from '../engine/journal.js';
import type { Input } from '../engine/input.js';
import type { Query } from '../engine/query.js';
import type { Relation } from '../engine/relation.js';
import type { FileFacts } from '../model/facts.js';
import type { LoweringMemo, LoweringTools } from '../model/loweringTools.js';
import type { PlatformId } from '../model/vocabulary.js';
import type { Uri } from '../text/uri.js';
import { parentUri, relativePath } from '../text/uri.js';
import type { Composing, UnitFacts, UnitPart } from './composer.js';
import { merged } from './merged.js';
import { Roots } from './roots.js';
import type { Shift } from './shifted.js';
import { placesIn, shifted } from './shifted.js';
import type { ComposingPlatform, Fetched, Source } from './source.js';
import { SourceFile } from './sourceFile.js';
import { keyOf, splitKey, uriBelow } from './unitKeys.js';
import { Units } from './units.js';

interface Said {
  readonly platform: PlatformId;
  readonly part: UnitPart;
}

/** So many files that are not here are asked for by one workspace; a configuration names a handful. */
const MAX_WANTED = 2_000;

/** An object that is the same only as itself, whatever it holds. */
class Held<T> {
  constructor(readonly value: T) {}

  equals(other: unknown): boolean {
    return other instanceof Held && other.value === this.value;
  }
}

/**
 * Composes units from files, by queries: an edit composes those units again that read the file, and files say something
 * else only where what a unit says in them has changed.
 */
export class Composition {
  readonly engine: Engine;
  readonly #composers: ReadonlyMap<string, ComposingPlatform>;
  readonly #sources = new Map<Uri, SourceFile>();
  readonly #files: Input<Uri, SourceFile | undefined>;
  readonly #own: Input<Uri, Held<{ readonly facts: FileFacts }> | undefined>;
  readonly #tools: Input<Uri, Held<LoweringTools> | undefined>;
  readonly #shifts: Input<Uri, Held<Shift> | undefined>;
  readonly #roots: Roots;
  readonly #folders: Relation<Uri, Uri, string>;
  readonly #named: Relation<string, string, string>;
  readonly #matching: Query<string, readonly string[]>;
  readonly #parts: Query<string, unknown>;
  readonly #compose: Query<string, UnitFacts>;
  readonly #filed: Relation<string, Uri, Said>;
  readonly #facts: Query<Uri, FileFacts | undefined>;
  readonly #units: Units;
  readonly #memos = new Map<string, LoweringMemo>();
  /** Files that units named and that were looked for. */
  readonly #fetched = new Set<Uri>();
  /** Files of which the composer could not say which units begin there. */
  readonly #failedToBegin = new Map<Uri, unknown>();
  /** Files whose facts from units may have changed. */
  readonly #pending = new Set<Uri>();
  readonly #results = new Map<Uri, FileFacts>();
  /** What each unit was when its files and those that it starts were last looked at. */
  readonly #seen = new Map<string, { readonly facts: UnitFacts; readonly starts: readonly string[] }>();

  /** @param fetch gives a file that is named and was not handed over; null for one that is not there, nothing where it cannot tell now */
  constructor(
    composers: readonly ComposingPlatform[],
    readonly fetch?: (uri: Uri) => Fetched | null | undefined,
    readonly journal = new Journal(),
  ) {
    const engine = new Engine(journal);
    this.engine = engine;
    this.#files = engine.input('composed file', undefined);
    this.#own = engine.input('own facts', undefined);
    this.#tools = engine.input('tools of a file', undefined);
    this.#shifts = engine.input('shift', undefined);
    this.#roots = new Roots(engine);
    this.#composers = new Map(composers.map((each) => [each.platform, each]));
    this.#folders = engine.relation('files of a folder', {
      of: (uri) => {
        const source = this.#files.get(uri);
        return source === undefined ? [] : [[parentUri(uri), source.path] as const];
      },
    });
    this.#named = engine.relation('files that name', {
      of: (member) => this.#namesOf(member),
    });
    this.#matching = engine.query('paths of a glob', (key) => {
      const [root = '', glob = ''] = splitKey(key, 2);
      const matches = picomatch(glob, { dot: true });
      return this.#roots.paths(root).filter((path) => matches(path));
    });
    this.#parts = engine.query<string, unknown>(
      'part of a unit',
      (key) => {
        const [platform = '', root = '', part = ''] = splitKey(key, 3);
        return this.#composers.get(platform)?.composer.part?.(part, this.#composing(platform, root));
      },
      { nothing: undefined, circular: true },
    );
    this.#compose = engine.query(
      'compose',
      (key) => {
        const [platform = '', root = '', unit = ''] = splitKey(key, 3);
        const composer = this.#composers.get(platform)?.composer;
        const read = new Set<SourceFile>();
        // What is tried out leaves nothing for the next time.
        const memo = (journal.isOpen ? undefined : this.#memos.get(key)) ?? {};
        const facts = composer?.compose(unit, this.#composing(platform, root, { read, memo })) ?? NOTHING;
        if (journal.isOpen) return facts;
        // What is left for the next time holds on to trees.
        if ([...read].some(({ isEdited }) => isEdited)) this.#memos.set(key, memo);
        else this.#memos.delete(key);
        return facts;
      },
      // Each file then says what it says by itself.
      { failed: () => NOTHING },
    );
    this.#filed = engine.relation('said by units', {
      of: (key) => {
        const [platform = ''] = splitKey(key, 3);
        return [...this.#compose.get(key).files].map(([uri, part]) => [uri, { platform, part }] as const);
      },
    });
    this.#facts = engine.query('composed facts', (uri) => this.#factsOf(uri));
    this.#units = new Units({
      journal,
      startedBy: (unit) => this.#startedBy(unit),
      add: (unit) => {
        this.#filed.add(unit);
      },
      delete: (unit) => {
        this.#filed.delete(unit);
        journal.drop(this.#memos, unit);
        journal.drop(this.#seen, unit);
      },
    });
  }

  /** Takes in files; null for one that is gone. Gives those whose facts from units are others now. */
  apply(changes: ReadonlyMap<Uri, Source | null>): ReadonlySet<Uri> {
    for (const [uri, source] of changes) {
      this.#roots.set(uri, source?.root);
      if (source === null) this.#delete(uri);
      else this.#set(uri, source);
    }
    this.#settle();
    return this.#changed();
  }

  /** What units say in a file; `undefined` where none does. */
  factsOf(uri: Uri): FileFacts | undefined {
    return this.#results.get(uri);
  }

  /** What went wrong in composing the units that begin at a file, and in what the file itself says to units. */
  failuresIn(uri: Uri): readonly unknown[] {
    const begin = this.#failedToBegin.has(uri) ? [this.#failedToBegin.get(uri)] : [];
    const failures = [...this.engine.failures()];
    if (failures.length === 0) return begin;
    const units = new Set([uri, ...this.#units.begunAt(uri)]);
    return [...begin, ...failures.flatMap(({ key, error }) => (units.has(key) ? [error] : []))];
  }

  /** Files that units ask for and that nobody has handed over, in order of name. */
  wanted(): readonly Uri[] {
    return this.#files.vain().sort().slice(0, MAX_WANTED);
  }

  #set(uri: Uri, source: Source): void {
    const { own } = source;
    const file = this.#fileOf(uri, source, own?.platform);
    file.hold(own?.tree);
    file.isEdited = own?.isEdited === true;
    this.#files.set(uri, file);
    this.#own.set(uri, own && new Held(own.read));
    this.#tools.set(uri, own && new Held(own.tools));
    this.#shifts.set(uri, own?.shift && new Held(own.shift));
    this.#folders.add(uri);
    this.#begin(uri, file, source);
  }

  /** The very file that is known, where its text is what it was. */
  #fileOf(uri: Uri, { root, text }: Pick<Source, 'root' | 'text'>, platform: string | undefined): SourceFile {
    const path = relativePath(root, uri);
    const known = this.#sources.get(uri);
    if (known?.text === text && known.path === path && known.platform === platform) return known;
    const file = new SourceFile(uri, path, text, platform);
    this.journal.put(this.#sources, uri, file);
    return file;
  }

  #begin(uri: Uri, file: SourceFile, { root, own }: Source): void {
    const composing = own && this.#composers.get(own.platform);
    if (composing?.composer.names === undefined) this.#named.delete(uri);
    else this.#named.add(uri);
    if (composing === undefined || own?.begins !== true) {
      this.#units.begin(uri, []);
      return;
    }
    const { platform, composer, read } = composing;
    this.journal.drop(this.#failedToBegin, uri);
    try {
      const units = composer.begins(file.seenBy(platform, read));
      this.#units.begin(
        uri,
        units.map((unit) => keyOf(platform, root, unit)),
      );
    } catch (error) {
      this.journal.put(this.#failedToBegin, uri, error);
      this.#units.begin(uri, []);
    }
  }

  #delete(uri: Uri): void {
    this.journal.drop(this.#sources, uri);
    for (const input of [this.#files, this.#own, this.#tools, this.#shifts]) input.delete(uri);
    this.#folders.delete(uri);
    this.#named.delete(uri);
    this.journal.drop(this.#failedToBegin, uri);
    this.#units.begin(uri, []);
  }

  /** Brings everything up to date, and with it the units that others start. */
  #settle(): void {
    do this.engine.settle();
    while (this.#units.settle());
  }

  /** What a unit says of its starting others, and from now on which files it speaks in. */
  #startedBy(unit: string): readonly string[] {
    const facts = this.#compose.get(unit);
    const known = this.#seen.get(unit);
    if (known?.facts === facts) return known.starts;
    for (const uri of facts.files.keys()) this.#watch(uri);
    const [platform = '', root = ''] = splitKey(unit, 3);
    const starts = (facts.starts ?? []).map((each) => keyOf(platform, root, each));
    this.journal.put(this.#seen, unit, { facts, starts });
    return starts;
  }

  #watch(uri: Uri): void {
    if (this.#facts.isWatched(uri)) return;
    const { journal } = this;
    journal.include(this.#pending, uri);
    this.#facts.watch(uri, () => {
      journal.include(this.#pending, uri);
    });
  }

  #changed(): ReadonlySet<Uri> {
    const changed = new Set<Uri>();
    for (const uri of this.#pending) {
      this.journal.exclude(this.#pending, uri);
      const now = this.#facts.get(uri);
      if (now === this.#results.get(uri)) continue;
      changed.add(uri);
      if (now !== undefined) this.journal.put(this.#results, uri, now);
      else {
        this.journal.drop(this.#results, uri);
        this.#facts.watch(uri, undefined);
        this.#facts.forget(uri);
      }
    }
    return changed;
  }

  #factsOf(uri: Uri): FileFacts | undefined {
    const said = this.#filed.get(uri);
    const platform = said[0]?.platform;
    const part = merged(said.filter((each) => each.platform === platform).map((each) => each.part));
    if (part === undefined || platform === undefined) return undefined;
    const shifts = new Map<Uri, Shift>();
    for (const place of new Set([uri, ...placesIn(part)])) {
      const shift = this.#shifts.get(place);
      if (shift !== undefined) shifts.set(place, shift.value);
    }
    if (shifts.size === 0) return { uri, platform, ...part };
    const complete = part.complete && !shifts.has(uri);
    return { uri, platform, ...shifted(part, uri, shifts), complete };
  }

  *#namesOf(uri: Uri): Generator<readonly [string, string]> {
    const source = this.#files.get(uri);
    const root = this.#roots.of(uri);
    const composing = this.#composers.get(source?.platform ?? '');
    if (source === undefined || root === undefined || composing?.composer.names === undefined) return;
    const names = composing.composer.names(source.seenBy(composing.platform, composing.read));
    for (const name of new Set(names)) yield [keyOf(composing.platform, root, name), source.path];
  }

  #composing(
    platform: string,
    root: Uri,
    { read: seen, memo }: { readonly read?: Set<SourceFile>; readonly memo: LoweringMemo } = { memo: {} },
  ): Composing {
    const read = this.#composers.get(platform)?.read;
    return {
      root,
      file: (path) => {
        const uri = uriBelow(root, path);
        const source = uri === undefined ? undefined : this.#fileAt(uri);
        if (source !== undefined) seen?.add(source);
        return read === undefined ? undefined : source?.seenBy(platform, read);
      },
      folder: (path) => {
        const uri = uriBelow(root, path);
        return uri === undefined ? [] : this.#folders.get(uri);
      },
      matching: (glob) => this.#matching.get(`${root}\n${glob}`),
      namedBy: (path) => [...new Set(this.#named.get(keyOf(platform, root, path)))].sort(),
      own: (path) => {
        const uri = uriBelow(root, path);
        return uri === undefined ? undefined : this.#own.get(uri)?.value.facts;
      },
      part: (key) => this.#parts.get(keyOf(platform, root, key)),
      tools: (path) => {
        const uri = uriBelow(root, path);
        return (uri === undefined ? undefined : this.#tools.get(uri)?.value) ?? {};
      },
      memo,
    };
  }

  /** A file that a unit reads; what nobody has handed over is fetched once. */
  #fileAt(uri: Uri): SourceFile | undefined {
    const isNew = !this.#sources.has(uri) && !this.#fetched.has(uri) && this.#fetched.size < MAX_WANTED;
    const fetched = isNew ? this.fetch?.(uri) : undefined;
    if (fetched !== undefined) this.journal.include(this.#fetched, uri);
    // Set before it is asked for, so that nothing rests on it yet that would have to change.
    if (fetched) this.#files.set(uri, this.#fileOf(uri, fetched, fetched.platform));
    return this.#files.get(uri);
  }
}

const NOTHING: UnitFacts = { files: new Map() };

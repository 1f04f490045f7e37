import type { Engine } from '../engine/engine.js';
import type { Journal } from '../engine/journal.js';
import type { Input } from '../engine/input.js';
import type { AwsCatalogue } from '../model/awsCatalogue.js';
import type { FileFacts, FileHead, SessionFacts } from '../model/facts.js';
import type { Uri } from '../text/uri.js';
import { relativePath } from '../text/uri.js';
import type { Assumptions } from '../model/assumptions.js';

/** One file as the linker takes it. */
export interface LinkInput {
  readonly facts: FileFacts;
  /** The workspace folder it belongs to: sessions are named by their path below it. */
  readonly root: Uri;
  readonly assumptions: Assumptions;
}

/** A session as its own file shows it. */
export interface RawSession {
  readonly uri: Uri;
  readonly facts: SessionFacts;
}

/** What a file says beside its sessions, for the linker. */
export type FileParts = Pick<
  FileFacts,
  'platform' | 'definitions' | 'sets' | 'attachments' | 'workloads' | 'handed' | 'settings'
>;

/**
 * What the linker is given, in pieces that change by themselves: typing in one session sets that session anew, and where
 * a piece says the same as before, nothing that rests on it is worked out again.
 */
export class LinkInputs {
  readonly #head: Input<Uri, FileHead | undefined>;
  readonly #parts: Input<Uri, FileParts | undefined>;
  readonly #objects: Input<Uri, FileFacts['objects']>;
  readonly #assumptions: Input<Uri, Assumptions | undefined>;
  readonly #order: Input<Uri, readonly string[]>;
  readonly #sessions: Input<string, RawSession | undefined>;
  readonly #catalogue: Input<'aws', AwsCatalogue | undefined>;
  readonly #files = new Map<Uri, LinkInput>();
  /** Files of several workspace folders may have one path; only the first in order is known by it. */
  readonly #paths = new Map<string, Set<Uri>>();

  readonly #journal: Journal;

  constructor(engine: Engine) {
    this.#journal = engine.journal;
    this.#head = engine.input('file', undefined);
    this.#parts = engine.input('parts', undefined);
    this.#objects = engine.input('objects', undefined);
    this.#assumptions = engine.input('assumptions', undefined);
    this.#order = engine.input<Uri, readonly string[]>('sessions of a file', []);
    this.#sessions = engine.input('session as written', undefined);
    this.#catalogue = engine.input('catalogue', undefined);
  }

  has(uri: Uri): boolean {
    return this.#files.has(uri);
  }

  uris(): Iterable<Uri> {
    return this.#files.keys();
  }

  head(uri: Uri): FileHead | undefined {
    return this.#head.get(uri);
  }

  parts(uri: Uri): FileParts | undefined {
    return this.#parts.get(uri);
  }

  objects(uri: Uri): FileFacts['objects'] {
    return this.#objects.get(uri);
  }

  assumptions(uri: Uri): Assumptions | undefined {
    return this.#assumptions.get(uri);
  }

  /** Ids of the sessions that the file's own text has, in order of place. */
  idsOf(uri: Uri): readonly string[] {
    return this.#order.get(uri);
  }

  session(id: string): RawSession | undefined {
    return this.#sessions.get(id);
  }

  catalogue(): AwsCatalogue | undefined {
    return this.#catalogue.get('aws');
  }

  provide(catalogue: AwsCatalogue | undefined): void {
    this.#catalogue.set('aws', catalogue);
  }

  /** Takes in a file, or what it says now. */
  set(input: LinkInput): void {
    const { uri } = input.facts;
    const before = this.#files.get(uri);
    if (
      before?.facts === input.facts &&
      before.root === input.root &&
      before.assumptions === input.assumptions
    ) {
      return;
    }
    const path = relativePath(input.root, uri);
    if (before !== undefined && relativePath(before.root, uri) !== path) this.delete(uri);
    this.#journal.put(this.#files, uri, input);
    const others = this.#claim(path, uri);
    this.#write(input, this.#nameOf(path, uri));
    for (const other of others) this.#rename(other);
  }

  delete(uri: Uri): void {
    const before = this.#files.get(uri);
    if (before === undefined) return;
    this.#journal.drop(this.#files, uri);
    for (const id of this.idsOf(uri)) this.#sessions.delete(id);
    for (const input of [this.#head, this.#parts, this.#objects, this.#assumptions, this.#order]) {
      input.delete(uri);
    }
    const path = relativePath(before.root, uri);
    const others = this.#paths.get(path);
    if (others !== undefined) this.#journal.exclude(others, uri);
    if (others?.size === 0) this.#journal.drop(this.#paths, path);
    for (const other of others ?? []) this.#rename(other);
  }

  #claim(path: string, uri: Uri): readonly Uri[] {
    const claiming = this.#paths.get(path) ?? new Set();
    if (claiming.has(uri)) return [];
    this.#journal.put(this.#paths, path, claiming);
    this.#journal.include(claiming, uri);
    return [...claiming].filter((other) => other !== uri);
  }

  /** By what the file's sessions are known. */
  #nameOf(path: string, uri: Uri): string {
    const [first] = [...(this.#paths.get(path) ?? [])].sort();
    return first === undefined || first === uri ? path : uri;
  }

  #rename(uri: Uri): void {
    const input = this.#files.get(uri);
    if (input !== undefined) this.#write(input, this.#nameOf(relativePath(input.root, uri), uri));
  }

  #write({ facts, assumptions }: LinkInput, name: string): void {
    const { uri, platform, title, complete, callContract, rewrittenBy } = facts;
    const { definitions, sets, attachments, workloads, objects, handed, settings } = facts;
    const ids = facts.sessions.map(({ localId }) => `${name}#${localId}`);
    const kept = new Set(ids);
    for (const id of this.idsOf(uri)) if (!kept.has(id)) this.#sessions.delete(id);
    for (const [at, session] of facts.sessions.entries()) {
      this.#sessions.set(ids[at] ?? '', { uri, facts: session });
    }
    this.#head.set(uri, {
      uri,
      platform,
      title,
      complete,
      ...(callContract && { callContract }),
      ...(rewrittenBy && { rewrittenBy }),
    });
    this.#parts.set(uri, {
      platform,
      definitions,
      ...(sets && { sets }),
      ...(attachments && { attachments }),
      ...(workloads && { workloads }),
      ...(handed && { handed }),
      ...(settings && { settings }),
    });
    this.#objects.set(uri, objects);
    this.#assumptions.set(uri, assumptions);
    this.#order.set(uri, [...kept]);
  }
}

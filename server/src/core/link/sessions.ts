import type { Engine } from '../engine/engine.js';
import type { Query } from '../engine/query.js';
import type { Relation } from '../engine/relation.js';
import type { Definition, DefinitionKey, SessionFacts } from '../model/facts.js';
import type { Uri } from '../text/uri.js';
import type { Assumptions } from '../model/assumptions.js';
import type { DeclaredSetting } from '../model/declaredSetting.js';
import { assume } from './assumptions.js';
import type { CallPath } from './callPaths.js';
import { alongPath, CallPaths, idInFile, mergedWays } from './callPaths.js';
import { ownRepositoryName, withSettings } from './declaredSettings.js';
import type { Filed } from './filed.js';
import { setId } from './filed.js';
import type { Holding } from './holdings.js';
import { holdingOf, withHolding } from './holdings.js';
import type { LinkInputs, RawSession } from './inputs.js';
import { withTrustDocument } from './trustDocuments.js';
import type { LinkedSession, SessionPlace, Workspace } from './workspace.js';
import { finder, keyOf } from './workspace.js';

/** By these no identity is known. */
const PIPELINE_SPACES: ReadonlySet<string> = new Set([
  'pipeline-file',
  'pipeline-name',
  'action-folder',
  'session',
]);

/**
 * The sessions of the workspace, each with the sets that it holds and what the configuration says of it. A set stands
 * for whoever may hold it only where nothing in the workspace does.
 */
export class Sessions implements Workspace {
  readonly #places: Query<Uri, readonly SessionPlace[]>;
  readonly #keys: Query<Uri, ReadonlyMap<string, readonly DefinitionKey[]>>;
  readonly #holdings: Query<string, Holding | undefined>;
  readonly #holders: Relation<Uri, string, string>;
  readonly #sessions: Query<string, LinkedSession | undefined>;
  readonly #ids: Query<Uri, readonly string[]>;
  readonly #defined: Query<string, readonly string[]>;
  readonly #settings: Query<string, readonly DeclaredSetting[]>;
  readonly #paths: CallPaths;

  constructor(
    engine: Engine,
    readonly inputs: LinkInputs,
    readonly filed: Filed,
  ) {
    this.#paths = new CallPaths(engine, inputs, filed);
    this.#settings = engine.query('settings of a repository', (name) => filed.settingsOf(name));
    this.#places = engine.query('places of sessions', (uri) =>
      inputs.idsOf(uri).flatMap((id) => placeOf(id, inputs.session(id))),
    );
    this.#keys = engine.query('keys of sessions', (uri) => this.#keysIn(uri));
    this.#holdings = engine.query('held sets', (id) => this.#holdingOf(id));
    this.#holders = engine.relation('holders', { of: (uri) => this.#heldIn(uri) });
    this.#sessions = engine.query('session', (id) => this.#linked(id), {
      failed: (id) => this.#unjoined(id),
    });
    this.#ids = engine.query(
      'sessions there are',
      (uri) =>
        inputs
          .idsOf(uri)
          .filter((id) => !this.#isHeld(id))
          .flatMap((id) => this.idsAlong(id)),
      { failed: (uri) => inputs.idsOf(uri) },
    );
    this.#defined = engine.query('defined sessions', (key) => this.#idsDefined(key));
  }

  add(uri: Uri): void {
    this.#holders.add(uri);
  }

  delete(uri: Uri): void {
    this.#holders.delete(uri);
  }

  session(id: string): LinkedSession | undefined {
    return this.#sessions.get(id);
  }

  /** Ids of the file's sessions, in order of place. */
  idsOf(uri: Uri): readonly string[] {
    return this.#ids.get(uri);
  }

  sessionsOf(uri: Uri): readonly LinkedSession[] {
    return this.idsOf(uri).flatMap((id) => this.session(id) ?? []);
  }

  definitions(key: DefinitionKey): readonly Definition[] {
    return this.filed.definitions(key);
  }

  defined(key: DefinitionKey): readonly LinkedSession[] {
    return this.#defined.get(keyOf(key)).flatMap((id) => this.session(id) ?? []);
  }

  callersOf({ file, facts, callers }: LinkedSession): readonly LinkedSession[] {
    if (!facts.callable) return [];
    const ids = callers ?? this.filed.callersOf(file.uri).flatMap((id) => this.idsAlong(id));
    return ids.flatMap((id) => this.session(id) ?? []);
  }

  /** Ids of the sessions that one session of a file comes to: one for each way in which it is called. */
  idsAlong(idInItsFile: string): readonly string[] {
    return this.#paths.of(idInItsFile).map(({ id }) => id);
  }

  /** What a session is known by. */
  keysOf(id: string): readonly DefinitionKey[] {
    const own = idInFile(id);
    const raw = this.inputs.session(own);
    return raw === undefined ? [] : (this.#keys.get(raw.uri).get(own) ?? []);
  }

  #idsDefined(text: string): readonly string[] {
    const space = text.slice(0, text.indexOf(' ')) as DefinitionKey['space'];
    return this.filed.definitions({ space, key: text.slice(space.length + 1) }).flatMap((definition) => {
      const { uri } = definition.origin;
      const left = new Set(this.idsOf(uri).map(idInFile));
      const found = finder(this.#places.get(uri).filter(({ id }) => left.has(id)))(definition);
      return found === undefined ? [] : this.idsAlong(found);
    });
  }

  #keysIn(uri: Uri): ReadonlyMap<string, readonly DefinitionKey[]> {
    const found = new Map<string, DefinitionKey[]>();
    const find = finder(this.#places.get(uri));
    for (const definition of this.inputs.parts(uri)?.definitions ?? []) {
      const { space, key } = definition;
      if (PIPELINE_SPACES.has(space)) continue;
      const id = find(definition);
      if (id === undefined) continue;
      found.set(id, [...(found.get(id) ?? []), { space, key }]);
    }
    return found;
  }

  #holdingOf(id: string): Holding | undefined {
    const raw = this.inputs.session(id);
    if (raw === undefined || this.inputs.head(raw.uri)?.platform === 'kubernetes') return undefined;
    const holding = holdingOf(this.filed, raw.facts, this.keysOf(id));
    const says = holding.held.length > 0 || holding.boundary !== undefined || holding.unknowns.length > 0;
    return says ? holding : undefined;
  }

  *#heldIn(uri: Uri): Generator<readonly [string, string]> {
    for (const id of this.inputs.idsOf(uri)) {
      const holding = this.#holdings.get(id);
      if (holding === undefined) continue;
      for (const held of holding.held) yield [held.id, id];
      // What bounds others gives nobody anything.
      if (holding.boundary?.id !== undefined) yield [holding.boundary.id, id];
    }
  }

  /** Whether the session only stands for a set that others do hold. */
  #isHeld(id: string): boolean {
    const raw = this.inputs.session(id);
    if (raw?.facts.role !== 'unheld') return false;
    return this.#holders.get(setId(raw.uri, raw.facts.localId)).length > 0;
  }

  #linked(id: string): LinkedSession | undefined {
    const own = idInFile(id);
    const raw = this.inputs.session(own);
    if (raw === undefined || this.#isHeld(own)) return undefined;
    const path = this.#paths.of(own).find((candidate) => candidate.id === id);
    const file = this.inputs.head(raw.uri);
    const assumptions = this.#assumptionsFor(raw.uri);
    if (path === undefined || file === undefined || assumptions === undefined) return undefined;
    const joined = this.#joined(own, raw.facts, file.platform === 'kubernetes');
    const ways = mergedWays(joined, path);
    const facts = ways.length === 0 ? joined : { ...joined, unknowns: [...joined.unknowns, ...ways] };
    const { callers } = path;
    return {
      id,
      facts: assume(callers === undefined ? facts : this.#along(facts, path), assumptions, file.platform),
      file,
      assumptions,
      ...(callers === undefined ? {} : { callers }),
    };
  }

  /** What is declared of a file, with what other files set up for its repository. */
  #assumptionsFor(uri: Uri): Assumptions | undefined {
    const assumptions = this.inputs.assumptions(uri);
    if (assumptions === undefined) return undefined;
    const name = ownRepositoryName(assumptions);
    return name === undefined ? assumptions : withSettings(assumptions, this.#settings.get(name));
  }

  /** A session as its own file has it, where joining it with others has failed. */
  #unjoined(id: string): LinkedSession | undefined {
    const raw = this.inputs.session(idInFile(id));
    const file = raw && this.inputs.head(raw.uri);
    const assumptions = raw && this.inputs.assumptions(raw.uri);
    if (raw === undefined || file === undefined || assumptions === undefined) return undefined;
    const { facts } = raw;
    const unknown = {
      what: `all that ${facts.noun} ${facts.label} may do`,
      why: 'joining it with the other files failed, which is an error in TrustScope',
      origin: facts.origin,
    };
    return { id, facts: { ...facts, unknowns: [...facts.unknowns, unknown] }, file, assumptions };
  }

  /** What a session is when it is called along one path, and by what it is then known to readers. */
  #along(facts: SessionFacts, path: CallPath): SessionFacts {
    const [first] = path.callers ?? [];
    const calls = (path.callers ?? []).flatMap(
      (id) =>
        this.inputs.session(idInFile(id))?.facts.references.filter(({ kind }) => kind === 'calls') ?? [],
    );
    const along = alongPath(facts, path, calls);
    if (first === undefined) return along;
    const caller = this.inputs.session(idInFile(first))?.facts;
    return caller === undefined ? along : { ...along, name: `${facts.name}, called by ${caller.name}` };
  }

  /** @param isJoined whether what its platform's files say together has been put in before */
  #joined(id: string, raw: SessionFacts, isJoined: boolean): SessionFacts {
    const facts = withTrustDocument(this.filed, raw);
    const holding = this.#holdings.get(id);
    const workloads = isJoined ? [] : this.keysOf(id).flatMap((key) => this.filed.workloads(key));
    const running = workloads.length === 0 ? facts : { ...facts, workloads };
    return holding === undefined ? running : withHolding(running, holding, () => this.inputs.catalogue());
  }
}

function placeOf(id: string, raw: RawSession | undefined): readonly SessionPlace[] {
  return raw === undefined ? [] : [{ id, range: raw.facts.origin.range, extent: raw.facts.extent }];
}

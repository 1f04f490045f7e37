import type { Engine } from '../engine/engine.js';
import type { Relation } from '../engine/relation.js';
import type { DeclaredSetting } from '../model/declaredSetting.js';
import type { Definition, DefinitionKey } from '../model/facts.js';
import type { Origin } from '../model/origin.js';
import type { Entry as SessionEntry } from '../model/identityLink.js';
import type { HandedName } from '../model/handedName.js';
import type { Attachment, Holder, PermissionSet, Workload } from '../model/permissionSet.js';
import type { Uri } from '../text/uri.js';
import type { FileParts, LinkInputs } from './inputs.js';
import { isOpenRole, mayBeRole } from './roleNames.js';
import { keyOf } from './workspace.js';

/** A permission set with an id of its own in the workspace. */
export interface FiledSet {
  readonly id: string;
  readonly set: PermissionSet;
}

/** What gives a set to one holder. */
export interface FiledAttachment {
  readonly fact: Attachment;
  readonly holder: Holder;
}

/** What lets an identity of another system enter a session. */
export interface FiledEntry {
  readonly entry: SessionEntry;
  /** Id of the session. */
  readonly to: string;
}

/** What is filed under one key. */
interface Entry {
  readonly key: DefinitionKey;
  readonly definition?: Definition;
  readonly set?: FiledSet;
  readonly attachment?: FiledAttachment;
  readonly workload?: Workload;
  readonly entry?: FiledEntry;
  readonly handed?: HandedName;
  readonly setting?: DeclaredSetting;
  /** A text that names the key. */
  readonly name?: Origin;
  /** Id of a session. */
  readonly session?: string;
}

/** Definitions whose name is open in part are looked through where a role is not found by name, and the other way round. */
const OPEN_ROLES = 'open roles';
const ROLES_ASKED_FOR = 'roles asked for';

/**
 * What all files say by themselves, filed under the names by which it is looked for: definitions, sets, what attaches
 * them, and which sessions call a file or carry an identity.
 */
export class Filed {
  readonly #entries: Relation<Uri, string, Entry>;

  constructor(
    engine: Engine,
    readonly inputs: LinkInputs,
  ) {
    this.#entries = engine.relation('filed', { of: (uri) => this.#entriesOf(uri) });
  }

  add(uri: Uri): void {
    this.#entries.add(uri);
  }

  delete(uri: Uri): void {
    this.#entries.delete(uri);
  }

  definitions(key: DefinitionKey): readonly Definition[] {
    const exact = this.#exact(key);
    if (exact.length > 0) return exact;
    return this.#entries
      .get(OPEN_ROLES)
      .flatMap(({ definition }) =>
        definition !== undefined && mayBeRole(definition, key) ? definition : [],
      );
  }

  /** Sets by a key of theirs, with those of other files that belong to them. */
  setsAt(key: DefinitionKey): readonly FiledSet[] {
    const own = this.#setsOf(key);
    const added = own.flatMap(({ set: { includes = [] } }) =>
      includes.flatMap(({ target }) => this.#setsOf(target)),
    );
    return added.length === 0 ? own : [...own, ...added];
  }

  /** What gives a set to whoever is known by the key. */
  attachments(key: DefinitionKey): readonly FiledAttachment[] {
    return this.#asking('attachment', key).flatMap(({ attachment }) => attachment ?? []);
  }

  /** What runs as whoever is known by the key. */
  workloads(key: DefinitionKey): readonly Workload[] {
    return this.#asking('workload', key).flatMap(({ workload }) => workload ?? []);
  }

  /** What lets whoever is known by the key enter a session. */
  entries(key: DefinitionKey): readonly FiledEntry[] {
    return this.#asking('entry', key).flatMap(({ entry }) => entry ?? []);
  }

  /** Names under which files hand on whoever is known by the key. */
  handed(key: DefinitionKey): readonly HandedName[] {
    return this.#entries.get(`handed ${keyOf(key)}`).flatMap(({ handed }) => handed ?? []);
  }

  /** What files set up for a repository, by its name without the owner, in lower case. */
  settingsOf(repository: string): readonly DeclaredSetting[] {
    return this.#entries.get(`settings ${repository}`).flatMap(({ setting }) => setting ?? []);
  }

  /** Ids of the sessions that hand their identity to the pipeline in the file. */
  callersOf(uri: Uri): readonly string[] {
    return this.#sessions(`caller ${uri}`);
  }

  /** Ids of the sessions that carry an identity. */
  carriersOf(key: string): readonly string[] {
    return this.#sessions(`carrier ${key}`);
  }

  /** Every text that names the key. */
  namesOf(key: DefinitionKey): readonly Origin[] {
    return this.#entries.get(`name ${keyOf(key)}`).flatMap(({ name }) => name ?? []);
  }

  #sessions(key: string): readonly string[] {
    return this.#entries.get(key).flatMap(({ session }) => session ?? []);
  }

  #exact(key: DefinitionKey): readonly Definition[] {
    return this.#entries.get(`definition ${keyOf(key)}`).flatMap(({ definition }) => definition ?? []);
  }

  #setsOf(key: DefinitionKey): readonly FiledSet[] {
    return this.#entries.get(`set ${keyOf(key)}`).flatMap(({ set }) => set ?? []);
  }

  /** What asks for a key; for a role whose name is open in part, also what asks for one that is defined nowhere. */
  #asking(kind: 'attachment' | 'workload' | 'entry', key: DefinitionKey): readonly Entry[] {
    const exact = this.#entries.get(`${kind} ${keyOf(key)}`);
    if (!isOpenRole(key)) return exact;
    const others = this.#entries
      .get(ROLES_ASKED_FOR)
      .filter(
        (one) => one[kind] !== undefined && mayBeRole(key, one.key) && this.#exact(one.key).length === 0,
      );
    return [...exact, ...others];
  }

  *#entriesOf(uri: Uri): Generator<readonly [string, Entry]> {
    const parts = this.inputs.parts(uri);
    if (parts === undefined) return;
    for (const definition of parts.definitions) {
      yield [`definition ${keyOf(definition)}`, { key: definition, definition }];
      if (isOpenRole(definition)) yield [OPEN_ROLES, { key: definition, definition }];
    }
    for (const id of this.inputs.idsOf(uri)) yield* this.#ofSession(id);
    for (const handed of parts.handed ?? []) {
      yield [`handed ${keyOf(handed.target)}`, { key: handed.target, handed }];
    }
    for (const setting of parts.settings ?? []) {
      const key = { space: 'external', key: setting.repository.toLowerCase() } as const;
      yield [`settings ${key.key}`, { key, setting }];
    }
    for (const { key, origin } of namesIn(parts)) yield [`name ${keyOf(key)}`, { key, name: origin }];
    // What a cluster's files say of sets is put together before.
    if (parts.platform === 'kubernetes') return;
    for (const set of parts.sets ?? []) {
      const filed = { id: setId(uri, set.localId), set };
      for (const key of [set.key, ...(set.aliases ?? [])]) yield [`set ${keyOf(key)}`, { key, set: filed }];
    }
    for (const fact of parts.attachments ?? []) {
      for (const holder of fact.holders) {
        yield* asking('attachment', { key: holder.key, attachment: { fact, holder } });
      }
    }
    for (const workload of parts.workloads ?? []) {
      yield* asking('workload', { key: workload.runsAs, workload });
    }
  }

  *#ofSession(id: string): Generator<readonly [string, Entry]> {
    const facts = this.inputs.session(id)?.facts;
    if (facts === undefined) return;
    for (const { kind, target, origin } of facts.references) {
      yield [`name ${keyOf(target)}`, { key: target, name: origin }];
      if (kind === 'calls') yield [`caller ${target.key}`, { key: target, session: id }];
    }
    for (const key of new Set(facts.carried.map((identity) => identity.key))) {
      yield [`carrier ${key}`, { key: { space: 'identity', key }, session: id }];
    }
    for (const entry of facts.enteredBy ?? []) {
      yield* asking('entry', { key: entry.from, entry: { entry, to: id } });
    }
  }
}

/** Every text beside its sessions that names an identity or a set which may be defined elsewhere. */
function namesIn({
  attachments = [],
  workloads = [],
}: FileParts): readonly { key: DefinitionKey; origin: Origin }[] {
  const attached = attachments.flatMap(({ set, setOrigin, holders }) => [
    { key: set, origin: setOrigin },
    ...holders.map(({ key, origin }) => ({ key, origin })),
  ]);
  return [
    ...attached,
    ...workloads.map(({ runsAs, runsAsOrigin }) => ({ key: runsAs, origin: runsAsOrigin })),
  ];
}

/** The id of a set in the workspace. */
export function setId(uri: Uri, localId: string): string {
  return `${uri}#${localId}`;
}

function* asking(
  kind: 'attachment' | 'workload' | 'entry',
  entry: Entry,
): Generator<readonly [string, Entry]> {
  yield [`${kind} ${keyOf(entry.key)}`, entry];
  if (entry.key.space === 'identity') yield [ROLES_ASKED_FOR, entry];
}

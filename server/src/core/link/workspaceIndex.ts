import type { Definition, DefinitionKey, FileFacts, SessionFacts } from '../model/facts.js';
import type { Origin } from '../model/origin.js';
import type { Uri } from '../text/uri.js';
import { relativePath } from '../text/uri.js';
import type { Assumptions } from './assumptions.js';
import { assume } from './assumptions.js';
import { isOpenRole, mayBeRole } from './roleNames.js';

/** One file as the linker takes it. */
export interface LinkInput {
  readonly facts: FileFacts;
  /** The workspace folder it belongs to: sessions are named by their path below it. */
  readonly root: Uri;
  readonly assumptions: Assumptions;
}

/** A session with the file it stands in. */
export interface LinkedSession {
  readonly id: string;
  readonly facts: SessionFacts;
  readonly input: LinkInput;
}

/** All sessions and definitions of the workspace, to look references up in. */
export class WorkspaceIndex {
  readonly sessions: readonly LinkedSession[];
  readonly #byFile = new Map<Uri, LinkedSession[]>();
  readonly #definitions = new Map<string, Definition[]>();
  readonly #openRoles: Definition[] = [];
  readonly #callers = new Map<Uri, LinkedSession[]>();

  constructor(readonly inputs: readonly LinkInput[]) {
    this.sessions = inputs.flatMap((input) => {
      const path = relativePath(input.root, input.facts.uri);
      const sessions = input.facts.sessions.map((facts) => ({
        id: `${path}#${facts.localId}`,
        facts: assume(facts, input.assumptions),
        input,
      }));
      this.#byFile.set(input.facts.uri, sessions);
      for (const definition of input.facts.definitions) {
        append(this.#definitions, `${definition.space} ${definition.key}`, definition);
        if (isOpenRole(definition)) this.#openRoles.push(definition);
      }
      return sessions;
    });
    for (const session of this.sessions) {
      for (const reference of session.facts.references) {
        if (reference.kind === 'calls') append(this.#callers, reference.target.key, session);
      }
    }
  }

  /** What is defined under a key; a role of this name may also be one whose name a template makes up in part. */
  definitions(key: DefinitionKey): readonly Definition[] {
    const exact = this.#definitions.get(`${key.space} ${key.key}`);
    return exact ?? this.#openRoles.filter((definition) => mayBeRole(definition, key));
  }

  /** The sessions that are defined under a key: at the very place of the definition, or around it. */
  defined(key: DefinitionKey): readonly LinkedSession[] {
    return this.definitions(key).flatMap(
      ({ origin }) => sessionAt(this.sessionsOf(origin.uri), origin) ?? [],
    );
  }

  sessionsOf(uri: Uri): readonly LinkedSession[] {
    return this.#byFile.get(uri) ?? [];
  }

  /** Sessions that hand their identity to the pipeline in this file. */
  callersOf(uri: Uri): readonly LinkedSession[] {
    return this.#callers.get(uri) ?? [];
  }
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function sessionAt(sessions: readonly LinkedSession[], { range }: Origin): LinkedSession | undefined {
  const length = ({ facts }: LinkedSession): number => facts.extent.end - facts.extent.start;
  const around = sessions.filter(
    ({ facts }) => facts.extent.start <= range.start && range.end <= facts.extent.end,
  );
  return (
    sessions.find(
      ({ facts }) => facts.origin.range.start === range.start && facts.origin.range.end === range.end,
    ) ??
    around.reduce<LinkedSession | undefined>(
      (best, next) => (best === undefined || length(next) < length(best) ? next : best),
      undefined,
    )
  );
}

import type { Definition, DefinitionKey, FileHead, SessionFacts } from '../model/facts.js';
import type { Origin } from '../model/origin.js';
import type { TextRange } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';
import type { Assumptions } from '../model/assumptions.js';

/** A session with the file it stands in. */
export interface LinkedSession {
  readonly id: string;
  readonly facts: SessionFacts;
  readonly file: FileHead;
  readonly assumptions: Assumptions;
  /** Ids of the callers of this very session, where others than it are called by others; none where nothing calls it. */
  readonly callers?: readonly string[];
}

/** Where sessions and definitions are looked up. Each look-up costs what is found, and is recorded by whoever asks. */
export interface Workspace {
  readonly session: (id: string) => LinkedSession | undefined;
  /** The sessions of a file, in order of place. */
  readonly sessionsOf: (uri: Uri) => readonly LinkedSession[];
  /** What is defined under a key; a role of this name may also be one whose name a template makes up in part. */
  readonly definitions: (key: DefinitionKey) => readonly Definition[];
  /** The sessions that are defined under a key: at the very place of the definition, or around it. */
  readonly defined: (key: DefinitionKey) => readonly LinkedSession[];
  /** Sessions that hand their identity to this one. */
  readonly callersOf: (session: LinkedSession) => readonly LinkedSession[];
}

/** Where a session stands, to tell which one a definition means. */
export interface SessionPlace {
  readonly id: string;
  readonly range: TextRange;
  readonly extent: TextRange;
}

/**
 * Finds the session at the very place, or else the smallest around it. To be used at once and not kept: places move when
 * text before them is typed.
 */
export function finder(
  places: readonly SessionPlace[],
): (definition: Pick<Definition, 'origin' | 'session'>) => string | undefined {
  const exact = new Map<string, string>();
  const byLocalId = new Map<string, string>();
  for (const { id, range } of places) {
    const key = `${String(range.start)} ${String(range.end)}`;
    if (!exact.has(key)) exact.set(key, id);
    byLocalId.set(id.slice(id.indexOf('#') + 1), id);
  }
  return ({ origin, session }) => {
    const told = session === undefined ? undefined : byLocalId.get(session);
    if (told !== undefined) return told;
    const { start, end } = origin.range;
    return exact.get(`${String(start)} ${String(end)}`) ?? smallestAround(places, origin);
  };
}

function smallestAround(places: readonly SessionPlace[], { range }: Origin): string | undefined {
  const length = ({ extent }: SessionPlace): number => extent.end - extent.start;
  const around = places.filter(({ extent }) => extent.start <= range.start && range.end <= extent.end);
  return around.reduce<SessionPlace | undefined>(
    (best, next) => (best === undefined || length(next) < length(best) ? next : best),
    undefined,
  )?.id;
}

/** A key of a definition as one text. */
export function keyOf({ space, key }: DefinitionKey): string {
  return `${space} ${key}`;
}

/** A value of a session, or what stands for one that is not there. */
export function ofSession<T>(
  session: LinkedSession | undefined,
  absent: T,
  compute: (session: LinkedSession) => T,
): T {
  return session === undefined ? absent : compute(session);
}

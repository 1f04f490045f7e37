import { same } from '../engine/same.js';
import type { FileFacts, SessionFacts } from '../model/facts.js';
import type { UnitPart } from './composer.js';

/** What several units say in one file, side by side; the very part where there is only one. */
export function merged(parts: readonly UnitPart[]): UnitPart | undefined {
  const [first, ...others] = parts;
  if (first === undefined || others.length === 0) return first;
  const lists = Object.fromEntries(
    LISTS.flatMap((name) => {
      const all = parts.flatMap((part): readonly unknown[] => part[name] ?? []);
      return all.length === 0 && REQUIRED.every((each) => each !== name) ? [] : [[name, distinct(all)]];
    }),
  ) as unknown as Pick<UnitPart, ListName>;
  const [whole = first] = parts.filter(({ overlay, agent, broker, callContract }) =>
    [overlay, agent, broker, callContract].some((each) => each !== undefined),
  );
  return {
    ...whole,
    ...lists,
    title: first.title,
    complete: parts.every(({ complete }) => complete),
    sessions: withOwnIds(parts.flatMap(({ sessions }) => sessions)),
  };
}

const REQUIRED = ['problems', 'definitions', 'notes'] as const;

/** What a file says as a list; sessions are put together in a way of their own. */
type ListName = Exclude<
  {
    [Name in keyof FileFacts]-?: NonNullable<FileFacts[Name]> extends readonly unknown[] ? Name : never;
  }[keyof FileFacts],
  'sessions'
>;

/** All of them: one that is left out would be lost but for what the first unit says. */
const EACH: Readonly<Record<ListName, true>> = {
  problems: true,
  definitions: true,
  notes: true,
  sets: true,
  attachments: true,
  workloads: true,
  guards: true,
  identityLinks: true,
  credentials: true,
  objects: true,
  patchDocuments: true,
  handed: true,
  settings: true,
  rewrittenBy: true,
};
const LISTS = Object.keys(EACH) as readonly ListName[];

/** Each thing once: what is said of the file itself is said by each unit that reads it. */
function distinct(items: readonly unknown[]): readonly unknown[] {
  const buckets = new Map<string, unknown[]>();
  return items.filter((item) => {
    const key = outline(item);
    const bucket = buckets.get(key);
    if (bucket?.some((other) => same(item, other)) === true) return false;
    if (bucket === undefined) buckets.set(key, [item]);
    else bucket.push(item);
    return true;
  });
}

/** A short text that is the same for equal items, so that few need to be compared. */
function outline(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  return Object.entries(item)
    .map(([key, value]) => (typeof value === 'string' ? `${key}=${value}` : key))
    .join(' ');
}

/** Sessions whose ids are unique in the file. One that two units say alike is there once. */
function withOwnIds(sessions: readonly SessionFacts[]): readonly SessionFacts[] {
  const byId = new Map<string, SessionFacts[]>();
  return sessions.flatMap((session) => {
    const known = byId.get(session.localId);
    if (known === undefined) {
      byId.set(session.localId, [session]);
      return [session];
    }
    if (known.some((other) => same(other, session))) return [];
    known.push(session);
    return [{ ...session, localId: `${session.localId}~${String(known.length)}` }];
  });
}

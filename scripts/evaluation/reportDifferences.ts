import { isDeepStrictEqual } from 'node:util';

/** A value of a report in JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = Readonly<Record<string, Json>>;

/** The parts of a report in JSON that are compared. */
export interface Report {
  readonly files: readonly JsonObject[];
  readonly sessions: readonly JsonObject[];
  readonly findings: readonly JsonObject[];
}

/** One thing that one report says and the other does not, or says otherwise. */
export interface Difference {
  /** What it is counted under, such as `finding added: long-session`. */
  readonly kind: string;
  readonly where: string;
  readonly before?: string;
  readonly after?: string;
}

/** Lists that say the same in any order. Steps of a way (`via`) and conditions stand in theirs. */
const UNORDERED = new Set([
  'controls',
  'evidenceFrom',
  'fixes',
  'gates',
  'grants',
  'initiators',
  'problems',
  'reasons',
  'related',
  'unknowns',
]);

/** What tells two reports of the same files apart. */
export function differencesOf(before: Report, after: Report): readonly Difference[] {
  return [
    ...compareLists('file', before.files, after.files, (file) => text(file['path'])),
    ...compareLists('session', before.sessions, after.sessions, (session) => text(session['id'])),
    ...compareLists('finding', before.findings, after.findings, keyOfFinding, (finding) =>
      text(finding['rule']),
    ),
  ];
}

/** Where the same things come in another order: reports are sorted, so readers would see it. */
export function orderDifferences(before: Report, after: Report): readonly Difference[] {
  return (['files', 'sessions', 'findings'] as const).flatMap((list) => {
    const index = before[list].findIndex((item, at) => keyIn(list, item) !== keyIn(list, after[list][at]));
    const same = isDeepStrictEqual(
      before[list].map((item) => keyIn(list, item)).sort(),
      after[list].map((item) => keyIn(list, item)).sort(),
    );
    if (index < 0 || !same) return [];
    const [was, is] = [keyIn(list, before[list][index]), keyIn(list, after[list][index])];
    return [{ kind: `order of ${list}`, where: `at ${index}`, before: was, after: is }];
  });
}

function keyIn(list: keyof Report, item: JsonObject | undefined): string {
  if (item === undefined) return '';
  if (list === 'findings') return keyOfFinding(item);
  return text(item[list === 'files' ? 'path' : 'id']);
}

function keyOfFinding(finding: JsonObject): string {
  const { rule, path, range, session } = finding;
  return `${text(rule)} ${text(path)}:${JSON.stringify(startOf(range))} ${text(session)}`;
}

function startOf(range: Json | undefined): Json {
  return isObject(range) ? (range['start'] ?? null) : null;
}

function compareLists(
  what: string,
  before: readonly JsonObject[],
  after: readonly JsonObject[],
  keyOf: (item: JsonObject) => string,
  groupOf?: (item: JsonObject) => string,
): readonly Difference[] {
  const [was, is] = [grouped(before, keyOf), grouped(after, keyOf)];
  const named = (verb: string, item: JsonObject): string =>
    `${what} ${verb}${groupOf === undefined ? '' : `: ${groupOf(item)}`}`;
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const { removed, added } = without(was.get(key) ?? [], is.get(key) ?? []);
    const pairs = Math.min(removed.length, added.length);
    return [
      ...removed.slice(0, pairs).flatMap((item, at) =>
        changedFields(item, added[at] ?? null).map(([field, old, now]): Difference => ({
          kind: `${named('changed', item)}: ${field}`,
          where: key,
          before: old,
          after: now,
        })),
      ),
      ...removed
        .slice(pairs)
        .map((item) => ({ kind: named('removed', item), where: key, before: summary(item) })),
      ...added.slice(pairs).map((item) => ({ kind: named('added', item), where: key, after: summary(item) })),
    ];
  });
}

/** Items by key, in the order in which the keys first came. */
export function grouped<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** What is left of both lists once what is equal is taken out of them, one for one. */
function without<T extends Json>(
  before: readonly T[],
  after: readonly T[],
): { readonly removed: readonly T[]; readonly added: readonly T[] } {
  const left = new Map<string, T[]>();
  for (const item of after) {
    const key = canonical(item);
    const same = left.get(key);
    if (same === undefined) left.set(key, [item]);
    else same.push(item);
  }
  const removed = before.filter((item) => left.get(canonical(item))?.pop() === undefined);
  return { removed, added: [...left.values()].flat() };
}

/** The paths of the fields that differ, each with what it was and what it is. */
function changedFields(before: Json, after: Json, path = ''): readonly (readonly [string, string, string])[] {
  if (canonical(before) === canonical(after)) return [];
  if (isObject(before) && isObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) =>
      changedFields(before[key] ?? null, after[key] ?? null, path === '' ? key : `${path}.${key}`),
    );
  }
  if (Array.isArray(before) && Array.isArray(after)) return changedItems(before, after, `${path}[]`);
  return [[path, summary(before), summary(after)]];
}

function changedItems(
  before: readonly Json[],
  after: readonly Json[],
  path: string,
): readonly (readonly [string, string, string])[] {
  const { removed, added } = without(before, after);
  if (removed.length === added.length && removed.length > 0) {
    return removed.flatMap((item, at) => changedFields(item, added[at] ?? null, path));
  }
  if (removed.length === 0 && added.length === 0) return [[`${path} order`, summary(before), summary(after)]];
  return [
    ...removed.map((item) => [`${path} removed`, summary(item), ''] as const),
    ...added.map((item) => [`${path} added`, '', summary(item)] as const),
  ];
}

/** The same text for values that say the same: keys sorted, and lists whose order says nothing. */
function canonical(value: Json, key = ''): string {
  if (Array.isArray(value)) {
    const items = value.map((item: Json) => canonical(item));
    return `[${(UNORDERED.has(key) ? items.sort() : items).join(',')}]`;
  }
  if (!isObject(value)) return JSON.stringify(value);
  const fields = Object.keys(value).sort();
  return `{${fields.map((field) => `${field}:${canonical(value[field] ?? null, field)}`).join(',')}}`;
}

function summary(value: Json): string {
  const whole = JSON.stringify(value);
  return whole.length > 400 ? `${whole.slice(0, 400)}…` : whole;
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { TemplateFunction } from './textFunctions.js';
import { holds, isList, isMap, printed, toYaml, UNKNOWN } from './values.js';
import type { Value, ValueMap } from './values.js';

const MOST_ITEMS = 2_000;

function isEmpty(value: Value | undefined): boolean {
  return value === undefined || holds(value) === false;
}

function isSame(a: Value, b: Value): boolean | undefined {
  if (a === UNKNOWN || b === UNKNOWN) return undefined;
  if (isMap(a) || isMap(b) || isList(a) || isList(b)) return toYaml(a) === toYaml(b);
  return a === b;
}

/** What some of several comparisons say together: one yes is enough. */
function anyOf(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

function order(a: Value | undefined, b: Value | undefined): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return typeof a === 'string' && typeof b === 'string' ? (a < b ? -1 : Number(a > b)) : undefined;
}

function compared(test: (order: number) => boolean): TemplateFunction {
  return ([a, b]) => {
    const found = order(a, b);
    return found === undefined ? undefined : test(found);
  };
}

function kindOf(value: Value | undefined): string {
  if (value === undefined || value === null) return 'invalid';
  if (isMap(value)) return 'map';
  if (isList(value)) return 'slice';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return 'string';
}

function typeOf(value: Value | undefined): string {
  const kind = kindOf(value);
  if (kind === 'map') return 'map[string]interface {}';
  return kind === 'slice' ? '[]interface {}' : kind;
}

function dict(args: readonly Value[]): ValueMap {
  const found: ValueMap = new Map();
  for (let at = 0; at < args.length; at += 2) found.set(printed(args[at] ?? ''), args[at + 1] ?? '');
  return found;
}

/** Into the first, what it lacks of the others; with `over`, also what it has. */
function mergedInto(args: readonly Value[], over: boolean, depth = 0): Value | undefined {
  const [first, ...others] = args;
  if (!isMap(first)) return undefined;
  for (const other of others) {
    if (!isMap(other)) return UNKNOWN;
    for (const [key, value] of other) {
      const own = first.get(key);
      if (isMap(own) && isMap(value) && depth < 20) mergedInto([own, value], over, depth + 1);
      else if (over || isEmpty(own)) first.set(key, value);
    }
  }
  return first;
}

function copied(value: Value, depth = 0): Value {
  if (depth > 40) return value;
  if (isMap(value)) return new Map([...value].map(([key, item]) => [key, copied(item, depth + 1)]));
  return isList(value) ? value.map((item) => copied(item, depth + 1)) : value;
}

function indexed(args: readonly Value[]): Value | undefined {
  let [value] = args;
  for (const key of args.slice(1)) {
    if (isMap(value)) value = value.get(printed(key)) ?? null;
    else if (isList(value)) value = value[Number(key)] ?? null;
    else return value === UNKNOWN ? UNKNOWN : null;
  }
  return value;
}

function listed(
  test: (list: readonly Value[], args: readonly Value[]) => Value | undefined,
): TemplateFunction {
  return ([list, ...args]) => (isList(list) ? test(list, args) : undefined);
}

function numbers(from: number, to: number, step: number): readonly Value[] {
  const found: number[] = [];
  for (let at = from; step !== 0 && (step > 0 ? at < to : at > to) && found.length < MOST_ITEMS; at += step) {
    found.push(at);
  }
  return found;
}

/** https://helm.sh/docs/chart_template_guide/function_list/ (logic, lists, dictionaries, types) */
export const VALUE_FUNCTIONS: Readonly<Record<string, TemplateFunction>> = {
  and: (args) => args.find((each) => holds(each) !== true) ?? args.at(-1),
  or: (args) => args.find((each) => holds(each) !== false) ?? args.at(-1),
  not: ([value]) => {
    const truth = value === undefined ? false : holds(value);
    return truth === undefined ? UNKNOWN : !truth;
  },
  eq: ([value, ...others]) => anyOf(others.map((other) => isSame(value ?? null, other))),
  ne: ([a, b]) => {
    const same = isSame(a ?? null, b ?? null);
    return same === undefined ? undefined : !same;
  },
  lt: compared((found) => found < 0),
  le: compared((found) => found <= 0),
  gt: compared((found) => found > 0),
  ge: compared((found) => found >= 0),
  default: ([fallback, value]) => {
    const truth = value === undefined ? false : holds(value);
    return truth === false ? (fallback ?? null) : value;
  },
  empty: ([value]) => {
    const truth = value === undefined ? false : holds(value);
    return truth === undefined ? UNKNOWN : !truth;
  },
  coalesce: (args) => args.find((each) => holds(each) !== false) ?? null,
  all: (args) => args.every((each) => holds(each) === true),
  any: (args) => args.some((each) => holds(each) === true),
  ternary: ([yes, no, test]) => {
    const truth = test === undefined ? false : holds(test);
    return truth === undefined ? UNKNOWN : truth ? yes : no;
  },
  required: ([, value]) => (value === undefined || isEmpty(value) ? UNKNOWN : value),
  fail: () => '',
  lookup: () => new Map(),
  dict,
  list: (args) => args,
  tuple: (args) => args,
  get: ([map, key]) => (isMap(map) ? (map.get(printed(key ?? '')) ?? '') : undefined),
  set: ([map, key, value]) => (isMap(map) ? map.set(printed(key ?? ''), value ?? null) : undefined),
  unset: ([map, key]) => {
    if (isMap(map)) map.delete(printed(key ?? ''));
    return map;
  },
  hasKey: ([map, key]) => (isMap(map) ? map.has(printed(key ?? '')) : undefined),
  keys: (args) => args.flatMap((each) => (isMap(each) ? [...each.keys()] : [])),
  values: ([map]) => (isMap(map) ? [...map.values()] : undefined),
  pick: ([map, ...keys]) =>
    isMap(map) ? new Map([...map].filter(([key]) => keys.map(printed).includes(key))) : undefined,
  omit: ([map, ...keys]) =>
    isMap(map) ? new Map([...map].filter(([key]) => !keys.map(printed).includes(key))) : undefined,
  pluck: ([key, ...maps]) => maps.flatMap((map) => (isMap(map) ? (map.get(printed(key ?? '')) ?? []) : [])),
  dig: (args) => {
    const map = args.at(-1);
    return indexed([map ?? null, ...args.slice(0, -2)]) ?? args.at(-2);
  },
  merge: (args) => mergedInto(args, false),
  mergeOverwrite: (args) => mergedInto(args, true),
  deepCopy: ([value]) => copied(value ?? null),
  mustDeepCopy: ([value]) => copied(value ?? null),
  index: indexed,
  len: ([value]) =>
    isMap(value) ? value.size : isList(value) || typeof value === 'string' ? value.length : undefined,
  first: listed((list) => list[0] ?? null),
  last: listed((list) => list.at(-1) ?? null),
  rest: listed((list) => list.slice(1)),
  initial: listed((list) => list.slice(0, -1)),
  append: listed((list, [item]) => [...list, item ?? null]),
  prepend: listed((list, [item]) => [item ?? null, ...list]),
  reverse: listed((list) => [...list].reverse()),
  uniq: listed((list) =>
    list.filter((item, at) => list.findIndex((other) => isSame(item, other) === true) === at),
  ),
  compact: listed((list) => list.filter((item) => !isEmpty(item))),
  sortAlpha: listed((list) => list.map(printed).sort()),
  without: listed((list, args) => list.filter((item) => !args.some((other) => isSame(item, other) === true))),
  slice: listed((list, [from, to]) =>
    list.slice(Number(from ?? 0), to === undefined ? undefined : Number(to)),
  ),
  concat: (args) => args.flatMap((each) => (isList(each) ? each : [])),
  has: ([item, list]) => (isList(list) ? anyOf(list.map((each) => isSame(each, item ?? null))) : undefined),
  until: ([to]) => numbers(0, Number(to), Number(to) < 0 ? -1 : 1),
  untilStep: ([from, to, step]) => numbers(Number(from), Number(to), Number(step)),
  kindOf: ([value]) => (value === UNKNOWN ? UNKNOWN : kindOf(value)),
  typeOf: ([value]) => (value === UNKNOWN ? UNKNOWN : typeOf(value)),
  kindIs: ([kind, value]) => {
    if (value === UNKNOWN) return UNKNOWN;
    const own = kindOf(value);
    return own === kind || (typeof value === 'number' && /^(?:int|float)/u.test(printed(kind ?? '')));
  },
  typeIs: ([type, value]) => (value === UNKNOWN ? UNKNOWN : typeOf(value) === type),
  toYaml: ([value]) => toYaml(value ?? null),
  toJson: ([value]) => JSON.stringify(plain(value ?? null)),
  toRawJson: ([value]) => JSON.stringify(plain(value ?? null)),
  toPrettyJson: ([value]) => JSON.stringify(plain(value ?? null), null, 2),
  // A cluster is taken to be a new one, as it is by `helm template`.
  semverCompare: ([constraint]) => {
    const text = printed(constraint ?? '');
    return /^\s*[>^~]/u.test(text) ? true : /^\s*</u.test(text) ? false : undefined;
  },
};

function plain(value: Value, depth = 0): unknown {
  if (value === UNKNOWN || depth > 40) return printed(UNKNOWN);
  if (isMap(value)) return Object.fromEntries([...value].map(([key, item]) => [key, plain(item, depth + 1)]));
  return isList(value) ? value.map((item) => plain(item, depth + 1)) : value;
}

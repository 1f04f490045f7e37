import { isList, printed, UNKNOWN } from './values.js';
import type { Value } from './values.js';

/** A function of templates; `undefined` where it cannot be worked out. */
export type TemplateFunction = (args: readonly Value[]) => Value | undefined;

const LONGEST = 262_144;

function text(value: Value | undefined): string {
  return value === undefined ? '' : printed(value);
}

function number(value: Value | undefined): number {
  const found = Number(value === undefined || value === UNKNOWN || isList(value) ? 0 : text(value));
  return Number.isNaN(found) ? 0 : Math.trunc(found);
}

function indented(by: number, value: string): string {
  const space = ' '.repeat(Math.max(0, Math.min(by, 200)));
  return value
    .split('\n')
    .map((line) => `${space}${line}`)
    .join('\n');
}

function quoted(value: Value): string {
  return JSON.stringify(printed(value));
}

/** `%s`, `%d`, `%v`, `%q` …: https://pkg.go.dev/fmt */
function formatted(pattern: string, args: readonly Value[]): string {
  let next = 0;
  return pattern.replace(/%(?:%|[-+# 0]*\d*(?:\.\d+)?([a-zA-Z]))/gu, (whole, verb?: string) => {
    if (verb === undefined) return '%';
    const value = args[next++];
    if (value === undefined) return whole;
    return verb === 'q' ? quoted(value) : printed(value);
  });
}

function cut(count: number, value: string): string {
  return count < 0 ? value.slice(count) : value.slice(0, count);
}

function words(value: string): readonly string[] {
  return value
    .replace(/([a-z0-9])([A-Z])/gu, '$1 $2')
    .split(/[\s_-]+/u)
    .filter(Boolean);
}

function capitals(value: string): string {
  return words(value)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** https://helm.sh/docs/chart_template_guide/function_list/ (strings) */
export const TEXT_FUNCTIONS: Readonly<Record<string, TemplateFunction>> = {
  quote: (args) =>
    args
      .filter((each) => each !== null)
      .map(quoted)
      .join(' '),
  squote: (args) =>
    args
      .filter((each) => each !== null)
      .map((each) => `'${printed(each)}'`)
      .join(' '),
  print: (args) => args.map(printed).join(''),
  println: (args) => `${args.map(printed).join(' ')}\n`,
  printf: ([pattern, ...args]) => formatted(text(pattern), args).slice(0, LONGEST),
  cat: (args) =>
    args
      .filter((each) => each !== null)
      .map(printed)
      .join(' '),
  lower: ([value]) => text(value).toLowerCase(),
  upper: ([value]) => text(value).toUpperCase(),
  title: ([value]) => text(value).replace(/(^|\s)\w/gu, (first) => first.toUpperCase()),
  untitle: ([value]) => text(value).replace(/(^|\s)\w/gu, (first) => first.toLowerCase()),
  trim: ([value]) => text(value).trim(),
  trimAll: ([set, value]) => trimmed(text(set), text(value)),
  trimSuffix: ([suffix, value]) => {
    const [end, whole] = [text(suffix), text(value)];
    return end !== '' && whole.endsWith(end) ? whole.slice(0, -end.length) : whole;
  },
  trimPrefix: ([prefix, value]) => {
    const [start, whole] = [text(prefix), text(value)];
    return whole.startsWith(start) ? whole.slice(start.length) : whole;
  },
  trunc: ([count, value]) => cut(number(count), text(value)),
  substr: ([from, to, value]) => text(value).slice(number(from), number(to)),
  contains: ([part, value]) => text(value).includes(text(part)),
  hasPrefix: ([part, value]) => text(value).startsWith(text(part)),
  hasSuffix: ([part, value]) => text(value).endsWith(text(part)),
  replace: ([from, to, value]) => text(value).replaceAll(text(from), text(to)).slice(0, LONGEST),
  repeat: ([count, value]) =>
    text(value)
      .repeat(Math.max(0, Math.min(number(count), 1_000)))
      .slice(0, LONGEST),
  nospace: ([value]) => text(value).replace(/\s/gu, ''),
  indent: ([by, value]) => indented(number(by), text(value)),
  nindent: ([by, value]) => `\n${indented(number(by), text(value))}`,
  snakecase: ([value]) => words(text(value)).join('_').toLowerCase(),
  kebabcase: ([value]) => words(text(value)).join('-').toLowerCase(),
  camelcase: ([value]) => capitals(text(value)),
  toString: (args: readonly Value[]) => text(args[0]),
  b64dec: () => undefined,
  int: ([value]) => number(value),
  int64: ([value]) => number(value),
  atoi: ([value]) => number(value),
  float64: ([value]) => Number(text(value)),
  add: (args) => args.reduce<number>((sum, each) => sum + number(each), 0),
  add1: ([value]) => number(value) + 1,
  sub: ([a, b]) => number(a) - number(b),
  mul: (args) => args.reduce<number>((product, each) => product * number(each), 1),
  div: ([a, b]) => (number(b) === 0 ? undefined : Math.trunc(number(a) / number(b))),
  mod: ([a, b]) => (number(b) === 0 ? undefined : number(a) % number(b)),
  max: (args) => Math.max(...args.map(number)),
  min: (args) => Math.min(...args.map(number)),
  splitList: ([separator, value]) => text(value).split(text(separator)),
  split: ([separator, value]) =>
    new Map(
      text(value)
        .split(text(separator))
        .map((part, index) => [`_${String(index)}`, part]),
    ),
  join: ([separator, list]) => (isList(list) ? list.map(printed).join(text(separator)) : text(list)),
};

function trimmed(set: string, value: string): string {
  let [from, to] = [0, value.length];
  while (from < to && set.includes(value.charAt(from))) from++;
  while (to > from && set.includes(value.charAt(to - 1))) to--;
  return value.slice(from, to);
}

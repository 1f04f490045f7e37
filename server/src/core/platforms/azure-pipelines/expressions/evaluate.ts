import type { Expr } from './ast.js';
import { nameIn } from './ast.js';
import type { Truth, Value } from './value.js';
import {
  allOf,
  ANY,
  anyOf,
  compareTexts,
  EITHER,
  equal,
  FALSE,
  negated,
  oneOf,
  startsWith,
  textOf,
  TRUE,
  truthOf,
  union,
} from './value.js';

/** What one way of starting a run knows. */
export interface Bindings {
  /** A path such as `variables` with `build.reason`; `undefined` for what nothing is known of. */
  readonly valueOf: (context: string, name: string) => Value | undefined;
  /** `succeeded()`, `failed()` …: what has gone before, by the names that are asked for (none: all). */
  readonly statusOf?: (name: string, of: readonly string[]) => Truth;
}

/**
 * Evaluates an expression over all runs that the bindings allow. A value that a run can have is always among the
 * result; values that no run has may be too.
 */
export function evaluate(expression: Expr, bindings: Bindings): Value {
  if (expression.kind === 'literal') {
    const { value } = expression;
    // A text that a template expression is part of is known only where the template is filled in.
    return typeof value === 'string' && value.includes('${{') ? ANY : oneOf(value);
  }
  if (expression.kind === 'path') {
    const [context = ''] = expression.parts;
    const name = nameIn(expression, context);
    return (name === undefined ? undefined : bindings.valueOf(context, name)) ?? ANY;
  }
  const args = expression.args.map((arg) => evaluate(arg, bindings));
  return call(expression, args, bindings);
}

/** Whether the expression can be true or false. */
export function truth(expression: Expr, bindings: Bindings): Truth {
  return truthOf(evaluate(expression, bindings));
}

type Call = Extract<Expr, { kind: 'call' }>;

function call(expression: Call, args: readonly Value[], bindings: Bindings): Value {
  const [first = ANY, second = ANY, third = ANY] = args;
  const result = comparison(expression, args);
  if (result !== undefined) return asValue(result);
  switch (expression.name) {
    case 'coalesce':
      return coalesced(args);
    case 'iif':
      return chosen(truthOf(first), second, third);
    case 'lower':
    case 'upper':
    case 'trim':
      return mapped(first, expression.name);
    default:
      return STATUS.has(expression.name) ? asValue(statusOf(expression, bindings)) : ANY;
  }
}

/** What functions give that answer yes or no; `undefined` for others. */
function comparison({ name, args: written }: Call, args: readonly Value[]): Truth | undefined {
  const [first = ANY, second = ANY, ...others] = args;
  const isOneOf = (): Truth => oneOfThem(first, [second, ...others]);
  switch (name) {
    case 'always':
      return TRUE;
    case 'and':
      return allOf(args.map(truthOf));
    case 'or':
      return excludesNothing(written) ? TRUE : anyOf(args.map(truthOf));
    case 'not':
      return negated(truthOf(first));
    case 'xor':
      return differ(truthOf(first), truthOf(second));
    case 'eq':
      return equal(first, second);
    case 'ne':
      return negated(equal(first, second));
    case 'in':
      return isOneOf();
    case 'notin':
      return negated(isOneOf());
    default:
      return comparesText(name, first, second);
  }
}

/** Each value that it can have is held against all others, since a run has just one. */
function oneOfThem(value: Value, others: readonly Value[]): Truth {
  const each = value.kind === 'values' ? value.values.map((item) => oneOf(item)) : [value];
  return union(each.map((item) => anyOf(others.map((other) => equal(item, other)))));
}

function comparesText(name: string, first: Value, second: Value): Truth | undefined {
  switch (name) {
    case 'startswith':
      return startsWith(first, second);
    case 'endswith':
      return compareTexts(first, second, (text, part) => text.endsWith(part));
    case 'contains':
      return compareTexts(first, second, (text, part) => text.includes(part));
    default:
      return undefined;
  }
}

const STATUS: ReadonlySet<string> = new Set(['succeeded', 'failed', 'succeededorfailed', 'canceled']);

function statusOf({ name, args }: Call, bindings: Bindings): Truth {
  if (bindings.statusOf === undefined) return EITHER;
  const of = args.flatMap((arg) =>
    arg.kind === 'literal' && typeof arg.value === 'string' ? [arg.value] : [],
  );
  return bindings.statusOf(name, of);
}

function asValue(result: Truth): Value {
  if (result.canBeTrue && result.canBeFalse) return oneOf(true, false);
  return oneOf(result.canBeTrue);
}

function differ(a: Truth, b: Truth): Truth {
  const fixed = [a, b].every(({ canBeTrue, canBeFalse }) => canBeTrue !== canBeFalse);
  if (!fixed) return EITHER;
  return a.canBeTrue === b.canBeTrue ? FALSE : TRUE;
}

/** The first that is neither null nor empty. */
function coalesced(args: readonly Value[]): Value {
  const [first, ...rest] = args;
  if (first === undefined) return oneOf(null);
  if (first.kind !== 'values') return ANY;
  const some = first.values.filter((value) => textOf(value) !== '');
  if (some.length === first.values.length) return first;
  const next = coalesced(rest);
  return next.kind === 'values' ? oneOf(...some, ...next.values) : ANY;
}

function chosen(condition: Truth, yes: Value, no: Value): Value {
  if (!condition.canBeFalse) return yes;
  if (!condition.canBeTrue) return no;
  return yes.kind === 'values' && no.kind === 'values'
    ? oneOf(...yes.values, ...no.values)
    : { kind: 'any', truth: union([truthOf(yes), truthOf(no)]) };
}

function mapped(value: Value, name: string): Value {
  if (value.kind !== 'values') return ANY;
  return oneOf(
    ...value.values.map((item) => {
      const text = textOf(item);
      if (name === 'trim') return text.trim();
      return name === 'lower' ? text.toLowerCase() : text.toUpperCase();
    }),
  );
}

/** `or(ne(x, 'a'), ne(x, 'b'))`: whatever x is, it differs from one of the two. */
function excludesNothing(args: readonly Expr[]): boolean {
  const seen = new Map<string, string>();
  for (const arg of args) {
    if (arg.kind !== 'call' || arg.name !== 'ne') continue;
    const [left, right] = arg.args;
    const [path, literal] = left?.kind === 'path' ? [left, right] : [right, left];
    if (path?.kind !== 'path' || literal?.kind !== 'literal') continue;
    const key = path.parts.join('.');
    const text = textOf(literal.value).toLowerCase();
    const other = seen.get(key);
    if (other !== undefined && other !== text) return true;
    seen.set(key, text);
  }
  return false;
}

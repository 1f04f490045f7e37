import { Binary, FunctionCall, Grouping, Literal, Logical, Unary } from '@actions/expressions/ast';
import { TokenType } from '@actions/expressions/lexer';
import {
  ANY,
  asValue,
  compareTexts,
  EITHER,
  equal,
  not,
  oneOf,
  startsWith,
  TRUE,
  truthOf,
} from './abstractValue.js';
import type { AbstractValue, Primitive, Truth } from './abstractValue.js';
import type { Expr } from './ast.js';
import { calledFunction, contextPath } from './ast.js';

/** What a scenario knows of a context path (lower case, dotted); `undefined` when it knows nothing. */
export type Bindings = (path: string) => AbstractValue | undefined;

const NONE: ReadonlySet<Expr> = new Set();

/**
 * Evaluates an expression over all runs that a scenario allows. Sound in one direction: a value that a run can
 * have is always among the result; values that no run has may be too. Parts that are `refused` count as false: to
 * ask what an expression would be worth if they held nobody up.
 */
export function evaluate(
  expression: Expr,
  bindings: Bindings,
  refused: ReadonlySet<Expr> = NONE,
): AbstractValue {
  if (refused.has(expression)) return oneOf(false);
  const part = (inner: Expr): AbstractValue => evaluate(inner, bindings, refused);
  if (expression instanceof Grouping) return part(expression.group);
  if (expression instanceof Literal) return literal(expression);
  if (expression instanceof Unary) return asValue(not(truthOf(part(expression.expr))));
  if (expression instanceof Logical) return logical(expression, part);
  if (expression instanceof Binary) return comparison(expression, part);
  if (expression instanceof FunctionCall) return call(expression, part);
  const path = contextPath(expression);
  return (path === undefined ? undefined : bindings(path)) ?? ANY;
}

/** Whether the expression can be true or false in a scenario. */
export function truth(expression: Expr, bindings: Bindings, refused: ReadonlySet<Expr> = NONE): Truth {
  return truthOf(evaluate(expression, bindings, refused));
}

type Evaluate = (part: Expr) => AbstractValue;

function literal({ literal: data, token }: Literal): AbstractValue {
  if (token.type === TokenType.NULL) return oneOf(null);
  if (token.type === TokenType.TRUE) return oneOf(true);
  if (token.type === TokenType.FALSE) return oneOf(false);
  if (token.type === TokenType.NUMBER) return oneOf(Number(token.value));
  return oneOf(data.coerceString());
}

function logical(expression: Logical, part: Evaluate): AbstractValue {
  const isOr = expression.operator.lexeme === '||';
  if (isOr && excludesNothing(expression.args)) return { kind: 'any', truth: TRUE };
  const values = expression.args.map(part);
  const truths = values.map(truthOf);
  const result: Truth = isOr
    ? { canBeTrue: truths.some((t) => t.canBeTrue), canBeFalse: truths.every((t) => t.canBeFalse) }
    : { canBeTrue: truths.every((t) => t.canBeTrue), canBeFalse: truths.some((t) => t.canBeFalse) };
  // `a && b` and `a || b` give one of their operands, not a boolean: keep the values where all are known.
  if (values.every((value) => value.kind === 'values')) return operandValues(values, result);
  return { kind: 'any', truth: result };
}

function operandValues(
  values: readonly { readonly values: readonly Primitive[] }[],
  result: Truth,
): AbstractValue {
  const all = values.flatMap((value) => value.values);
  const possible = all.filter((value) => {
    const isTrue = truthOf(oneOf(value)).canBeTrue;
    return isTrue ? result.canBeTrue : result.canBeFalse;
  });
  return possible.length > 0 ? oneOf(...possible) : asValue(result);
}

/** `x != 'a' || x != 'b'`: whatever x is, it differs from one of the two. */
function excludesNothing(args: readonly Expr[]): boolean {
  const seen = new Map<string, string>();
  for (const arg of args) {
    const bare = ungroup(arg);
    if (!(bare instanceof Binary) || bare.operator.lexeme !== '!=') continue;
    const [path, value] = bare.right instanceof Literal ? [bare.left, bare.right] : [bare.right, bare.left];
    const key = contextPath(path);
    if (key === undefined || !(value instanceof Literal)) continue;
    const text = value.literal.coerceString().toLowerCase();
    const other = seen.get(key);
    // Two texts that read as one number are both equal to it.
    if (other !== undefined && other !== text && Number(other) !== Number(text)) return true;
    seen.set(key, text);
  }
  return false;
}

function ungroup(expression: Expr): Expr {
  return expression instanceof Grouping ? ungroup(expression.group) : expression;
}

function comparison(expression: Binary, part: Evaluate): AbstractValue {
  const operator = expression.operator.lexeme;
  if (operator !== '==' && operator !== '!=') return asValue(EITHER);
  const same = equal(part(expression.left), part(expression.right));
  return asValue(operator === '==' ? same : not(same));
}

function call(expression: FunctionCall, part: Evaluate): AbstractValue {
  const args = expression.args.map(part);
  const [first = ANY, second = ANY] = args;
  switch (calledFunction(expression)) {
    case 'always':
      return asValue(TRUE);
    case 'success':
    case 'failure':
    case 'cancelled':
      // Whoever starts a session can also make it fail; none of them narrows who starts it.
      return asValue(EITHER);
    case 'contains':
      return asValue(contains(first, second));
    case 'startswith':
      return asValue(startsWith(first, second));
    case 'endswith':
      return asValue(compareTexts(first, second, (text, part) => text.endsWith(part)));
    case 'fromjson':
      return fromJson(first);
    case 'tojson':
    case 'format':
    case 'join':
    default:
      return ANY;
  }
}

function contains(search: AbstractValue, item: AbstractValue): Truth {
  if (search.kind === 'list') {
    if (search.items.length === 0) return { canBeTrue: false, canBeFalse: true };
    const matches = search.items.map((candidate) => equal(candidate, item));
    return { canBeTrue: matches.some((m) => m.canBeTrue), canBeFalse: matches.every((m) => m.canBeFalse) };
  }
  return compareTexts(search, item, (text, part) => text.includes(part));
}

/** Lists and scalars of literal JSON, as in `contains(fromJSON('["OWNER"]'), …)`. */
function fromJson(value: AbstractValue): AbstractValue {
  if (value.kind !== 'values' || value.values.length !== 1) return ANY;
  try {
    return fromData(JSON.parse(String(value.values[0])));
  } catch {
    return ANY;
  }
}

function fromData(data: unknown): AbstractValue {
  if (data === null || typeof data === 'string' || typeof data === 'number' || typeof data === 'boolean') {
    return oneOf(data);
  }
  return Array.isArray(data) ? { kind: 'list', items: data.map(fromData) } : ANY;
}

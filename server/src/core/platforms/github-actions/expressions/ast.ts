import { Lexer, Parser } from '@actions/expressions';
import type { Expr } from '@actions/expressions/ast';
import {
  Binary,
  ContextAccess,
  FunctionCall,
  Grouping,
  IndexAccess,
  Literal,
  Logical,
  Star,
  Unary,
} from '@actions/expressions/ast';

export type { Expr } from '@actions/expressions/ast';

/** https://docs.github.com/en/actions/reference/workflows-and-actions/contexts */
const CONTEXTS = [
  'github',
  'env',
  'vars',
  'job',
  'jobs',
  'steps',
  'runner',
  'secrets',
  'strategy',
  'matrix',
  'needs',
  'inputs',
];

/** https://docs.github.com/en/actions/reference/workflows-and-actions/expressions */
const FUNCTIONS = [
  { name: 'always', minArgs: 0, maxArgs: 0 },
  { name: 'success', minArgs: 0, maxArgs: 255 },
  { name: 'failure', minArgs: 0, maxArgs: 255 },
  { name: 'cancelled', minArgs: 0, maxArgs: 0 },
  { name: 'hashfiles', minArgs: 1, maxArgs: 255 },
];

const STATUS_FUNCTIONS: ReadonlySet<string> = new Set(['always', 'success', 'failure', 'cancelled']);

const parsed = new Map<string, Expr | undefined>();
const MAX_REMEMBERED = 4096;

/** Parses an expression without braces; `undefined` when GitHub would refuse it. */
export function parseExpression(text: string): Expr | undefined {
  // The same few conditions and secrets recur through a workspace, and a text always parses to the same tree.
  if (parsed.has(text)) return parsed.get(text);
  if (parsed.size >= MAX_REMEMBERED) parsed.clear();
  const expression = parseFresh(text);
  parsed.set(text, expression);
  return expression;
}

function parseFresh(text: string): Expr | undefined {
  try {
    const { tokens } = new Lexer(text).lex();
    return new Parser(
      tokens,
      CONTEXTS,
      FUNCTIONS.map((info) => ({ ...info })),
    ).parse();
  } catch {
    return undefined;
  }
}

/** The parts directly below an expression. */
export function childrenOf(expression: Expr): readonly Expr[] {
  if (expression instanceof Grouping) return [expression.group];
  if (expression instanceof Unary) return [expression.expr];
  if (expression instanceof Binary) return [expression.left, expression.right];
  if (expression instanceof Logical || expression instanceof FunctionCall) return expression.args;
  if (expression instanceof IndexAccess) return [expression.expr, expression.index];
  return [];
}

/** The expression and all of its parts, outermost first. */
export function partsOf(expression: Expr): readonly Expr[] {
  const parts = [expression];
  // The list grows while it is walked: each part is asked for its own.
  for (const part of parts) parts.push(...childrenOf(part));
  return parts;
}

/**
 * The dotted path of a context access, lower case, for example `github.event.action`; `*` for a star and `[]` for
 * an index that is computed. `undefined` for any other expression.
 */
export function contextPath(expression: Expr): string | undefined {
  if (expression instanceof Grouping) return contextPath(expression.group);
  if (expression instanceof ContextAccess) return expression.name.lexeme.toLowerCase();
  if (!(expression instanceof IndexAccess)) return undefined;
  const base = contextPath(expression.expr);
  if (base === undefined) return undefined;
  if (expression.index instanceof Star) return `${base}.*`;
  if (!(expression.index instanceof Literal)) return `${base}.[]`;
  return `${base}.${expression.index.literal.coerceString().toLowerCase()}`;
}

/** The name of a called function in lower case; `undefined` for any other expression. */
export function calledFunction(expression: Expr): string | undefined {
  return expression instanceof FunctionCall ? expression.functionName.lexeme.toLowerCase() : undefined;
}

/** Whether a status function stands anywhere in it: without one GitHub puts `success() &&` before a condition. */
export function usesStatusFunction(expression: Expr): boolean {
  return partsOf(expression).some((part) => STATUS_FUNCTIONS.has(calledFunction(part) ?? ''));
}

/** Whether it joins or compares others with an operator of two sides. */
export function isOperation(expression: Expr): boolean {
  return expression instanceof Binary || expression instanceof Logical;
}

/** Whether it is a comparison with `==`. */
export function isEquality(expression: Expr): boolean {
  return expression instanceof Binary && expression.operator.lexeme === '==';
}

/** The value of a literal as a string; `undefined` for any other expression. */
export function literalText(expression: Expr): string | undefined {
  return expression instanceof Literal ? expression.literal.coerceString() : undefined;
}

/** What a comparison holds against each other: a context path and a literal, in either order. */
export function comparedPath(
  expression: Expr,
): { readonly path: string; readonly literal: string } | undefined {
  const operands = childrenOf(expression);
  const path = operands.map(contextPath).find((candidate) => candidate !== undefined);
  const literal = operands.map(literalText).find((candidate) => candidate !== undefined);
  return path === undefined || literal === undefined ? undefined : { path, literal };
}

const TRUTH_FUNCTIONS: ReadonlySet<string> = new Set(['contains', 'startswith', 'endswith', 'hashfiles']);

/** The alternatives of `a || b || c`, from left to right; `undefined` for anything else. */
export function alternativesOf(expression: Expr): readonly Expr[] | undefined {
  return expression instanceof Logical && expression.operator.lexeme === '||' ? expression.args : undefined;
}

/** The parts that can be, or be in, the value of an expression; a comparison gives only true or false. */
export function valueParts(expression: Expr): readonly Expr[] {
  if (expression instanceof Binary || expression instanceof Unary) return [];
  if (TRUTH_FUNCTIONS.has(calledFunction(expression) ?? '')) return [];
  // `a && b` gives `a` only where that is nothing.
  if (expression instanceof Logical && expression.operator.lexeme === '&&') return expression.args.slice(-1);
  return childrenOf(expression);
}

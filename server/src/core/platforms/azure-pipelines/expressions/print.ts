import type { Expr, PathStep, Primitive } from './ast.js';
import { textOf } from './value.js';

/** An expression as text that reads as the same expression again, without its braces. */
export function printExpression(expression: Expr): string {
  switch (expression.kind) {
    case 'literal':
      return literal(expression.value);
    case 'call':
      return `${expression.name}(${expression.args.map(printExpression).join(', ')})`;
    case 'path': {
      const { base, steps } = expression;
      return `${typeof base === 'string' ? base : printExpression(base)}${steps.map(printStep).join('')}`;
    }
  }
}

function literal(value: Primitive): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  return value === null ? 'null' : textOf(value).toLowerCase();
}

function printStep(step: PathStep): string {
  if (step === '*') return '.*';
  const name = step.kind === 'literal' && typeof step.value === 'string' ? step.value : undefined;
  return name !== undefined && /^[A-Za-z_]\w*$/u.test(name) ? `.${name}` : `[${printExpression(step)}]`;
}

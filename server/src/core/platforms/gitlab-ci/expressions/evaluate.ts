import type { Expr } from './ast.js';
import type { RefPattern } from './refPattern.js';
import { refPattern } from './refPattern.js';
import type { Asked, Truth, Value } from './values.js';
import { ANY, areEqual, isMatch, isPresent, not, NULL, textValue } from './values.js';

/** What an expression is evaluated over. */
export interface Bindings {
  readonly variable: (name: string) => Value;
  readonly asked: Asked;
}

/** Whether a condition holds: yes, no, or as it may come. */
export function truth(expression: Expr, bindings: Bindings): Truth {
  switch (expression.kind) {
    case 'join': {
      const left = truth(expression.left, bindings);
      const decided = expression.operator === '&&' ? 'no' : 'yes';
      if (left === decided) return left;
      const right = truth(expression.right, bindings);
      if (right === decided || left === 'maybe') return right === decided ? right : left;
      return right;
    }
    case 'compare': {
      const { operator, left, right } = expression;
      const holds =
        operator === '==' || operator === '!='
          ? areEqual(valueOf(left, bindings), valueOf(right, bindings), bindings.asked)
          : matches(left, right, bindings);
      return operator === '==' || operator === '=~' ? holds : not(holds);
    }
    default:
      return isPresent(valueOf(expression, bindings));
  }
}

function matches(left: Expr, right: Expr, bindings: Bindings): Truth {
  const pattern = patternOf(right, bindings);
  return pattern === undefined ? 'maybe' : isMatch(valueOf(left, bindings), pattern, bindings.asked);
}

/** The pattern on the right of `=~`: written there, or in a variable, with its slashes. */
export function patternOf(right: Expr, { variable }: Pick<Bindings, 'variable'>): RefPattern | undefined {
  if (right.kind === 'pattern') return refPattern(right.source, right.flags);
  const value = right.kind === 'variable' ? variable(right.name) : undefined;
  const text = right.kind === 'text' ? right.text : value?.kind === 'text' ? value.text : '';
  const [, source, flags = ''] = /^\/(.+)\/([ismU]*)$/su.exec(text) ?? [];
  return source === undefined ? undefined : refPattern(source, flags);
}

function valueOf(operand: Expr, bindings: Bindings): Value {
  switch (operand.kind) {
    case 'variable':
      return bindings.variable(operand.name);
    case 'text':
      return textValue(operand.text);
    case 'null':
      return NULL;
    case 'pattern':
      return ANY;
    default: {
      // A comparison in parentheses, compared once more: no file does so.
      return ANY;
    }
  }
}

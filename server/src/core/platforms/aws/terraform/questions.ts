import type { HclExpression } from '../../../syntax/hcl/expression.js';
import type { ScalarValue, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get } from '../../../syntax/syntaxTree.js';
import type { Env, Evaluator } from './evaluator.js';
import { isThere } from './listFunctions.js';
import { isFunction, isNothing } from './nodeText.js';

type Operation = Extract<HclExpression, { kind: 'operation' }>;

const QUESTIONS: ReadonlySet<string> = new Set(['==', '!=', '&&', '||', '<', '<=', '>', '>=']);

/** Whether an operation answers yes or no. */
export function isQuestion(operator: string, operands: number): boolean {
  return QUESTIONS.has(operator) || (operator === '!' && operands === 1);
}

/** What a condition comes to; `undefined` where that hangs on what is not known. */
export function decidedBy(node: SyntaxNode): boolean | undefined {
  if (node.kind !== 'scalar') return undefined;
  if (typeof node.value === 'boolean') return node.value;
  return node.text === 'true' ? true : node.text === 'false' ? false : undefined;
}

/** The answer of an operation; `undefined` where it hangs on what is not known. */
export function answered(evaluator: Evaluator, operation: Operation, env: Env): boolean | undefined {
  const { operator, operands } = operation;
  const [first, second] = operands;
  if (first === undefined) return undefined;
  const a = evaluator.expression(first, env);
  if (operator === '!') {
    const decided = decidedBy(a);
    return decided === undefined ? undefined : !decided;
  }
  if (second === undefined) return undefined;
  const b = evaluator.expression(second, env);
  const spans = [spanOf(evaluator, first, a, env), spanOf(evaluator, second, b, env)] as const;
  switch (operator) {
    case '&&':
    case '||':
      return together(operator, decidedBy(a), decidedBy(b));
    case '==':
    case '!=': {
      const same = sameNodes(a, b) ?? sameNumbers(spans[0], spans[1]);
      return same === undefined || operator === '==' ? same : !same;
    }
    default:
      return compared(operator, spans[0], spans[1]);
  }
}

function together(
  operator: '&&' | '||',
  a: boolean | undefined,
  b: boolean | undefined,
): boolean | undefined {
  const decisive = operator === '||';
  if (a === decisive || b === decisive) return decisive;
  return a === undefined || b === undefined ? undefined : !decisive;
}

/** The least and the most that a number may be. */
interface Span {
  readonly least: number;
  readonly most: number;
}

/** Of a list that holds items besides others that may be any number, the length is known to be no less than those. */
function spanOf(evaluator: Evaluator, asked: HclExpression, node: SyntaxNode, env: Env): Span | undefined {
  if (node.kind === 'scalar' && typeof node.value === 'number') {
    return { least: node.value, most: node.value };
  }
  if (asked.kind !== 'call' || asked.name !== 'length' || asked.args[0] === undefined) return undefined;
  const list = evaluator.expression(asked.args[0], env);
  return list.kind === 'sequence' ? { least: list.items.filter(isOne).length, most: Infinity } : undefined;
}

/** What a resource gives may be a list in turn, of any length. */
function isOne(node: SyntaxNode): boolean {
  return isThere(node) && get(node, 'Fn::GetAtt') === undefined;
}

function sameNumbers(a: Span | undefined, b: Span | undefined): boolean | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (a.least > b.most || b.least > a.most) return false;
  return a.least === a.most && b.least === b.most ? true : undefined;
}

function compared(operator: string, a: Span | undefined, b: Span | undefined): boolean | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (operator === '>') return isLess(b, a);
  if (operator === '<') return isLess(a, b);
  const isMore = operator === '<=' ? isLess(b, a) : isLess(a, b);
  return isMore === undefined ? undefined : !isMore;
}

function isLess(a: Span, b: Span): boolean | undefined {
  if (a.most < b.least) return true;
  return a.least >= b.most ? false : undefined;
}

/** What a node certainly is: nothing, something of which no more is known, or a value; `undefined` where it may be any. */
type Kind =
  { readonly kind: 'nothing' | 'something' } | { readonly kind: 'value'; readonly value: ScalarValue };

function kindOf(node: SyntaxNode): Kind | undefined {
  if (isNothing(node) || (node.kind === 'scalar' && node.value === null)) return { kind: 'nothing' };
  if (node.kind === 'scalar') return { kind: 'value', value: node.value };
  // What a resource gives is there, though it may not be known.
  if (isFunction(node)) return get(node, 'Fn::GetAtt') === undefined ? undefined : { kind: 'something' };
  return { kind: 'something' };
}

function sameNodes(a: SyntaxNode, b: SyntaxNode): boolean | undefined {
  const [one, other] = [kindOf(a), kindOf(b)];
  if (one === undefined || other === undefined) return undefined;
  if (one.kind === 'nothing' || other.kind === 'nothing') return one.kind === other.kind;
  if (one.kind !== 'value' || other.kind !== 'value') {
    const isEmpty = (node: SyntaxNode): boolean =>
      (node.kind === 'sequence' && node.items.length === 0) ||
      (node.kind === 'mapping' && node.entries.length === 0);
    if (isFunction(a) || isFunction(b)) return undefined;
    return a.kind !== 'scalar' && a.kind === b.kind && (isEmpty(a) || isEmpty(b))
      ? isEmpty(a) && isEmpty(b)
      : undefined;
  }
  if (one.value === other.value) return true;
  // A text is no number, whatever it says; but a variable turns into its type what it is given.
  const isAlike = typeof one.value !== typeof other.value && String(one.value) === String(other.value);
  return isAlike ? undefined : false;
}

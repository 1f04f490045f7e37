import type { ScalarNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import type { Expr } from './expressions/ast.js';
import {
  calledFunction,
  childrenOf,
  comparedPath,
  isEquality,
  isOperation,
  parseExpression,
  usesStatusFunction,
} from './expressions/ast.js';
import type { Bindings } from './expressions/evaluate.js';
import { truth } from './expressions/evaluate.js';
import type { ExpressionSegment } from './expressions/segments.js';
import { expressionSegments } from './expressions/segments.js';

/** An `if:` of a job or a step. */
export interface Condition {
  readonly node: ScalarNode;
  /** As written, on one line and without braces around the whole. */
  readonly text: string;
  /** `coerced`: text around `${{ }}` makes a non-empty string of it, which is always true. */
  readonly kind: 'expression' | 'coerced' | 'refused';
  readonly expression: Expr | undefined;
  /** For a coerced one: the expression that was meant, when taking the braces away gives one. */
  readonly repair?: string;
}

/**
 * Reads an `if:`. Without braces the whole is an expression; with braces around all of it, too. With anything beside
 * the braces, be it a line break, GitHub makes a string of it.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
 */
export function readCondition(tree: SyntaxTree, node: ScalarNode): Condition {
  const segments = expressionSegments(tree, node);
  const [only] = segments;
  if (only === undefined) {
    const expression = parseExpression(node.text);
    return { node, text: oneLine(node.text), kind: expression ? 'expression' : 'refused', expression };
  }
  const whole = segments.length === 1 && node.text.startsWith('${{') && node.text.endsWith('}}');
  if (!whole) return coerced(node, segments);
  const expression = parseExpression(only.text);
  return { node, text: oneLine(only.text), kind: expression ? 'expression' : 'refused', expression };
}

function coerced(node: ScalarNode, segments: readonly ExpressionSegment[]): Condition {
  const bare = withoutBraces(node.text, segments);
  const repair = bare === undefined || parseExpression(bare) === undefined ? {} : { repair: bare };
  return { node, text: oneLine(node.text), kind: 'coerced', expression: undefined, ...repair };
}

/** The expression that was meant; `undefined` where braces stand inside of a string, whose meaning is not clear. */
function withoutBraces(text: string, segments: readonly ExpressionSegment[]): string | undefined {
  const pieces = text.split(/\$\{\{[\s\S]*?\}\}/u);
  if (pieces.length !== segments.length + 1) return undefined;
  if (pieces.some((piece) => (piece.split("'").length - 1) % 2 === 1)) return undefined;
  const alone = segments.length === 1 && pieces.every((piece) => piece.trim() === '');
  const parts = segments.map((segment) => {
    const inner = segment.text.trim();
    return alone || !isCompound(inner) ? inner : `(${inner})`;
  });
  return oneLine(pieces.map((piece, index) => piece + (parts[index] ?? '')).join(''));
}

/** Whether it must stand in parentheses beside an operator. */
function isCompound(text: string): boolean {
  const expression = parseExpression(text);
  return expression === undefined || isOperation(expression);
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** Whether a run of this scenario can get past the condition. */
export function lets(condition: Condition | undefined, scenario: { readonly bindings: Bindings }): boolean {
  if (condition?.expression === undefined) return true;
  return truth(condition.expression, scenario.bindings).canBeTrue;
}

/** Whether the part behind the condition can run although something before it failed or was skipped. */
export function overridesFailure(condition: Condition | undefined): boolean {
  if (condition === undefined) return false;
  if (condition.kind === 'coerced') return true;
  return condition.expression !== undefined && usesStatusFunction(condition.expression);
}

/** Whether it always holds, whatever the run. */
export function isTautology(condition: Condition): boolean {
  if (condition.expression === undefined) return false;
  return !truth(condition.expression, () => undefined).canBeFalse;
}

/** Conditions on branch, tag or event in words, for the list of what narrows an initiator. */
export function narrowingWords(condition: Condition): readonly string[] {
  if (condition.expression === undefined) return [];
  const words: string[] = [];
  eachConjunct(condition.expression, (part) => {
    const compared = comparedPath(part);
    if (compared === undefined) return;
    const { path, literal } = compared;
    if (isEquality(part) && path === 'github.ref') words.push(refWords(literal));
    if (isEquality(part) && path === 'github.ref_name') words.push(`ref ${literal}`);
    if (calledFunction(part) === 'startswith' && path === 'github.ref') words.push(`${refWords(literal)}*`);
  });
  return words;
}

function refWords(ref: string): string {
  if (ref.startsWith('refs/heads/')) return `branch ${ref.slice('refs/heads/'.length)}`;
  if (ref.startsWith('refs/tags/')) return `tag ${ref.slice('refs/tags/'.length)}`;
  return ref;
}

function eachConjunct(expression: Expr, visit: (part: Expr) => void): void {
  const operator = (expression as { readonly operator?: { readonly lexeme?: string } }).operator?.lexeme;
  const isGroup = (expression as { readonly group?: Expr }).group !== undefined;
  if (operator === '&&' || isGroup) for (const part of childrenOf(expression)) eachConjunct(part, visit);
  else visit(expression);
}

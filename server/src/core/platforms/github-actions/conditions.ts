import type { ScalarNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import type { Expr } from './expressions/ast.js';
import {
  calledFunction,
  childrenOf,
  contextPath,
  parseExpression,
  partsOf,
  usesStatusFunction,
} from './expressions/ast.js';
import { truth } from './expressions/evaluate.js';
import { expressionSegments } from './expressions/segments.js';
import type { Scenario } from './scenarios.js';

/** An `if:` of a job or a step. */
export interface Condition {
  readonly node: ScalarNode;
  /** As written, without braces around the whole. */
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
    return { node, text: node.text.trim(), kind: expression ? 'expression' : 'refused', expression };
  }
  const whole = segments.length === 1 && node.text.startsWith('${{') && node.text.endsWith('}}');
  if (!whole) return coerced(node);
  const expression = parseExpression(only.text);
  return { node, text: only.text.trim(), kind: expression ? 'expression' : 'refused', expression };
}

function coerced(node: ScalarNode): Condition {
  const bare = node.text
    .replace(/\$\{\{\s*([\s\S]*?)\s*\}\}/gu, '$1')
    .replace(/\s+/gu, ' ')
    .trim();
  const repair = parseExpression(bare) === undefined ? {} : { repair: bare };
  return { node, text: node.text.trim(), kind: 'coerced', expression: undefined, ...repair };
}

/** Whether a run of this scenario can get past the condition. */
export function lets(condition: Condition | undefined, scenario: Scenario): boolean {
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

/** Something in a condition that a reader takes for a check of who starts the session. */
export interface ApparentCheck {
  readonly kind: 'bot-name' | 'branch-name' | 'substring' | 'label' | 'other-job' | 'step-output';
  readonly text: string;
  /** Why it proves nothing, or where its proof lies. */
  readonly why: string;
}

const BOT_PATHS: ReadonlySet<string> = new Set([
  'github.actor',
  'github.triggering_actor',
  'github.event.sender.login',
  'github.actor_id',
]);
const CHOSEN_BRANCHES: ReadonlySet<string> = new Set([
  'github.head_ref',
  'github.event.pull_request.head.ref',
  'github.event.workflow_run.head_branch',
]);

/** The apparent checks in a condition, in order. */
export function apparentChecks(condition: Condition): readonly ApparentCheck[] {
  if (condition.expression === undefined) return [];
  return partsOf(condition.expression).flatMap(
    (part) => comparisonCheck(part) ?? containsCheck(part) ?? delegatedCheck(part) ?? [],
  );
}

function comparisonCheck(part: Expr): ApparentCheck | undefined {
  const operands = childrenOf(part);
  if (operands.length !== 2 || !isEquality(part)) return undefined;
  const path = operands.map(contextPath).find((candidate) => candidate !== undefined);
  const literal = operands.map(literalText).find((candidate) => candidate !== undefined);
  if (path === undefined || literal === undefined) return undefined;
  if (BOT_PATHS.has(path) && literal.endsWith('[bot]')) {
    return {
      kind: 'bot-name',
      text: `${path} == '${literal}'`,
      why: `${path} names whoever caused the latest event; a bot can be brought to cause it on a stranger's pull request`,
    };
  }
  if (CHOSEN_BRANCHES.has(path)) {
    return {
      kind: 'branch-name',
      text: `${path} == '${literal}'`,
      why: 'whoever opens a pull request from a fork chooses the name of its branch',
    };
  }
  return undefined;
}

function containsCheck(part: Expr): ApparentCheck | undefined {
  if (calledFunction(part) !== 'contains') return undefined;
  const [search, item] = childrenOf(part);
  if (search === undefined || item === undefined) return undefined;
  const searched = contextPath(search);
  if (searched?.startsWith('github.event.pull_request.labels') === true) {
    return {
      kind: 'label',
      text: `label '${literalText(item) ?? '…'}'`,
      why: 'only people with triage access can label, but the label stays on when new commits are pushed',
    };
  }
  const path = contextPath(item);
  const haystack = literalText(search);
  if (haystack !== undefined && path !== undefined && (CHOSEN_BRANCHES.has(path) || BOT_PATHS.has(path))) {
    return {
      kind: 'substring',
      text: `contains('${haystack}', ${path})`,
      why: `contains() on a string is true for every part of '${haystack}', and ${path} is chosen by whoever starts the run`,
    };
  }
  return undefined;
}

function delegatedCheck(part: Expr): ApparentCheck | undefined {
  const path = contextPath(part);
  if (path === undefined) return undefined;
  const output = /^needs\.([^.]+)\.outputs\.(.+)$/u.exec(path);
  if (output !== null) {
    return {
      kind: 'other-job',
      text: path,
      why: `job ${output[1] ?? ''} decides, and its code is not followed here`,
    };
  }
  const step = /^steps\.([^.]+)\.outputs\.(.+)$/u.exec(path);
  if (step === null) return undefined;
  return {
    kind: 'step-output',
    text: path,
    why: `step ${step[1] ?? ''} decides, and its code is not followed here`,
  };
}

function isEquality(part: Expr): boolean {
  const operator = (part as { readonly operator?: { readonly lexeme?: string } }).operator?.lexeme;
  return operator === '==';
}

function literalText(expression: Expr): string | undefined {
  const literal = (expression as { readonly literal?: { coerceString(): string } }).literal;
  return literal?.coerceString();
}

/** Conditions on branch, tag or event in words, for the list of what narrows an initiator. */
export function narrowingWords(condition: Condition): readonly string[] {
  if (condition.expression === undefined) return [];
  const words: string[] = [];
  eachConjunct(condition.expression, (part) => {
    const operands = childrenOf(part);
    const path = operands.map(contextPath).find((candidate) => candidate !== undefined);
    const literal = operands.map(literalText).find((candidate) => candidate !== undefined);
    if (path === undefined || literal === undefined) return;
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

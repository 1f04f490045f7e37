import type { ScalarNode } from '../../syntax/syntaxTree.js';
import type { Expr } from './expressions/ast.js';
import { eachConjunct, nameIn, parseExpression, someExpression } from './expressions/ast.js';
import type { Bindings } from './expressions/evaluate.js';
import { evaluate, truth } from './expressions/evaluate.js';
import type { Truth, Value } from './expressions/value.js';
import { ANY, EITHER, oneOf, textOf } from './expressions/value.js';
import type { Scenario } from './scenarios.js';
import type { Guards } from './template/flatten.js';
import type { Values } from './variables.js';
import { quoted } from '../../text/quoted.js';

/** A `condition:` of a stage, a job or a step. */
export interface Condition {
  readonly node: ScalarNode;
  /** As written, on one line. */
  readonly text: string;
  /** Undefined where it cannot be read. */
  readonly expression: Expr | undefined;
}

/** Template expressions in a condition stand for their value, which is what they say themselves. */
export function readCondition(node: ScalarNode): Condition {
  const text = node.text.replace(/\s+/gu, ' ').trim();
  return { node, text, expression: parseTemplate(text) };
}

function parseTemplate(text: string): Expr | undefined {
  return parseExpression(text.replace(/(?<!')\$\{\{\s*([^}]*?)\s*\}\}(?!')/gu, '$1'));
}

/** How deep variables may name others. */
const DEPTH = 4;

/** What is known of a run where a scenario starts it, in a place that sees these values. */
export function bindingsOf(
  scenario: Pick<Scenario, 'id' | 'variables'> | undefined,
  values: Values,
  statusOf?: Bindings['statusOf'],
): Bindings {
  const valueOf = (context: string, name: string, depth: number): Value | undefined => {
    if (context === 'parameters') return parameterValue(scenario, values, name);
    if (context !== 'variables') return undefined;
    const own = scenario?.variables[name];
    if (own !== undefined || depth > DEPTH) return own;
    const written = values.variable(name);
    if (written.length === 0) return undefined;
    const inner: Bindings = { valueOf: (inContext, inName) => valueOf(inContext, inName, depth + 1) };
    const each = written.map(({ node }) => variableValue(node.text, inner));
    const known = each.flatMap((value) => (value.kind === 'values' ? value.values : []));
    return each.every(({ kind }) => kind === 'values') ? oneOf(...known) : each.length === 1 ? each[0] : ANY;
  };
  return {
    valueOf: (context, name) => valueOf(context, name, 0),
    ...(statusOf === undefined ? {} : { statusOf }),
  };
}

/** Whoever starts a run by hand chooses its parameters, and whoever takes a template in hands them over. */
function parameterValue(
  scenario: Pick<Scenario, 'id'> | undefined,
  values: Values,
  name: string,
): Value | undefined {
  const { byDefault } = values.parameter(name) ?? {};
  if (!values.fills || scenario === undefined || scenario.id === 'manual') return ANY;
  return byDefault?.kind === 'scalar' && !byDefault.text.includes('${{') ? oneOf(byDefault.value) : ANY;
}

/** A variable is text, unless it is an expression as a whole. */
function variableValue(text: string, bindings: Bindings): Value {
  const whole = /^\s*\$(?:\[([\s\S]*)\]|\{\{([\s\S]*)\}\})\s*$/u.exec(text);
  const inner = whole?.[1] ?? whole?.[2];
  if (inner === undefined) return text.includes('$') ? ANY : oneOf(text);
  const expression = parseTemplate(inner);
  if (expression === undefined) return ANY;
  const value = evaluate(expression, bindings);
  return value.kind === 'values' ? oneOf(...value.values.map(textOf)) : value;
}

/** Whether a part can be there: none of the template expressions around it rules it out. */
export function guardsLet(guards: Guards, bindings: Bindings): boolean {
  return guards.every(({ text, negated: turned }) => {
    const expression = text === '' ? undefined : parseTemplate(text);
    if (expression === undefined) return true;
    const result = truth(expression, bindings);
    return turned ? result.canBeFalse : result.canBeTrue;
  });
}

/** What a condition comes to; either where it cannot be read. */
export function conditionTruth(condition: Condition, bindings: Bindings): Truth {
  return condition.expression === undefined ? EITHER : truth(condition.expression, bindings);
}

/**
 * Whether what is behind the condition waits for the success of what is before it. One that is written takes the place
 * of `succeeded()`.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/process/conditions
 */
export function asksForSuccess(condition: Condition | undefined): boolean {
  if (condition === undefined) return true;
  const { expression } = condition;
  if (expression === undefined) return true;
  let asks = false;
  eachConjunct(expression, (part) => {
    asks ||= part.kind === 'call' && part.name === 'succeeded';
    // `not(failed())` and a look at the result of what is before hold it back as well.
    asks ||= part.kind === 'call' && part.name === 'not' && mentionsFailure(part);
    asks ||= comparesResult(part);
  });
  return asks;
}

function mentionsFailure(part: Expr): boolean {
  return someExpression(part, (inner) => inner.kind === 'call' && inner.name === 'failed');
}

function comparesResult(part: Expr): boolean {
  if (part.kind !== 'call' || (part.name !== 'eq' && part.name !== 'in')) return false;
  const [first, ...others] = part.args;
  if (first?.kind !== 'path' || !/^(?:dependencies|stagedependencies)$/u.test(first.parts[0] ?? '')) {
    return false;
  }
  // A result that has to be a good one; outputs are set only by what has run.
  if (first.parts.at(-1) !== 'result') return true;
  return others.every(
    (arg) =>
      arg.kind === 'literal' &&
      typeof arg.value === 'string' &&
      /^succeeded(?:withissues)?$/iu.test(arg.value),
  );
}

/** Why a condition that names something of the run holds nobody back; `undefined` where it may. */
export function voidReason(condition: Condition, values: Values): string | undefined {
  const { expression } = condition;
  if (expression === undefined) return undefined;
  const nothing: Bindings = { valueOf: () => undefined };
  const names = someExpression(expression, (part) => nameIn(part, 'variables') !== undefined);
  if (names && !truth(expression, nothing).canBeFalse) return 'whatever the run, one of its sides holds';
  let coerced: string | undefined;
  eachConjunct(expression, (part) => {
    const name = nameIn(part, 'variables');
    const written = name === undefined ? [] : values.variable(name);
    if (written.some(({ node }) => /^(?:false|no|off|0)$/iu.test(node.text))) coerced ??= name;
  });
  return coerced === undefined
    ? undefined
    : `the variable ${quoted(coerced)} is text, and every text that is not empty counts as true`;
}

/** Conditions on branch and tag in words, for the list of what narrows an initiator. */
export function narrowingWords(condition: Condition): readonly string[] {
  const words: string[] = [];
  if (condition.expression === undefined) return words;
  eachConjunct(condition.expression, (part) => {
    if (part.kind !== 'call') return;
    const [left, right] = part.args;
    const [path, literal] = left?.kind === 'path' ? [left, right] : [right, left];
    if (path?.kind !== 'path' || literal?.kind !== 'literal' || typeof literal.value !== 'string') return;
    const name = nameIn(path, 'variables');
    if (name === 'build.sourcebranchname' && part.name === 'eq') words.push(`branch ${literal.value}`);
    if (name !== 'build.sourcebranch') return;
    if (part.name === 'eq') words.push(refWords(literal.value));
    if (part.name === 'startswith') words.push(`${refWords(literal.value)}*`);
  });
  return words;
}

function refWords(ref: string): string {
  if (ref.startsWith('refs/heads/')) return `branch ${ref.slice('refs/heads/'.length)}`;
  if (ref.startsWith('refs/tags/')) return `tag ${ref.slice('refs/tags/'.length)}`;
  return `ref ${ref}`;
}

import type { Expr, PathExpr, PathStep } from '../expressions/ast.js';
import { pathOf } from '../expressions/ast.js';
import type { SequenceNode } from '../../../syntax/syntaxTree.js';
import type { Data } from './data.js';
import {
  conditionOf,
  dataOf,
  expressionOf,
  further,
  known,
  mayBeSeveral,
  openData,
  stepInto,
  truthOfData,
} from './data.js';
import { callFunction } from './functions.js';
import type { Scope } from './scope.js';

/** Nested deeper than people write. */
const DEPTH = 60;

/** Works an expression out as far as can be before a run. */
export function reduce(expression: Expr, scope: Scope, depth = 0): Data {
  if (depth > DEPTH) return openData('an expression nested too deep');
  switch (expression.kind) {
    case 'literal':
      return known(expression.value);
    case 'path':
      return reducePath(expression, scope, depth + 1);
    case 'call':
      return reduceCall(expression, scope, depth + 1);
  }
}

type Call = Extract<Expr, { kind: 'call' }>;

function reduceCall({ name, args }: Call, scope: Scope, depth: number): Data {
  const reduced = args.map((arg) => reduce(arg, scope, depth));
  return (
    logic(name, reduced) ??
    callFunction(name, reduced, scope) ?? {
      kind: 'open',
      expression: { kind: 'call', name, args: reduced.map(expressionOf) },
    }
  );
}

/** Functions that may be decided by some of what they are given. */
function logic(name: string, args: readonly Data[]): Data | undefined {
  switch (name) {
    case 'and':
    case 'or':
      return conjunction(name, args);
    case 'not': {
      const truth = args[0] && truthOfData(args[0]);
      return truth === undefined ? undefined : known(!truth);
    }
    case 'iif': {
      const truth = args[0] && truthOfData(args[0]);
      return truth === undefined ? undefined : args[truth ? 1 : 2];
    }
    case 'coalesce':
      return coalesced(args);
    default:
      return undefined;
  }
}

/** What is decided already falls away; the rest remains. */
function conjunction(name: 'and' | 'or', args: readonly Data[]): Data {
  const deciding = name === 'or';
  const truths = args.map(truthOfData);
  if (truths.includes(deciding)) return known(deciding);
  const [first, ...others] = args.filter((_, index) => truths[index] === undefined);
  if (first === undefined) return known(!deciding);
  const rest = [first, ...others].map(conditionOf);
  // A single part still counts as a truth value only.
  const whole: Expr =
    others.length === 0
      ? { kind: 'call', name, args: [...rest, { kind: 'literal', value: !deciding }] }
      : { kind: 'call', name, args: rest };
  return { kind: 'open', expression: whole };
}

function coalesced(args: readonly Data[]): Data | undefined {
  for (const arg of args) {
    if (arg.kind === 'open') return undefined;
    const isEmpty = arg.kind === 'scalar' && (arg.value === null || arg.value === '');
    if (!isEmpty) return arg;
  }
  return known(null);
}

function reducePath(path: PathExpr, scope: Scope, depth: number): Data {
  const steps = path.steps.map((step) => (step === '*' ? step : reduce(step, scope, depth)));
  const start = startOf(path, steps, scope, depth);
  if (start === undefined) {
    const written = steps.map((step): PathStep => (step === '*' ? step : expressionOf(step)));
    return { kind: 'open', expression: pathOf(path.base, written) };
  }
  return readOff(start, scope);
}

interface Start {
  readonly data: Data;
  readonly rest: readonly (Data | '*')[];
}

/** What a path begins with; `undefined` where only a run tells. */
function startOf(
  path: PathExpr,
  steps: readonly (Data | '*')[],
  scope: Scope,
  depth: number,
): Start | undefined {
  if (typeof path.base !== 'string') return { data: reduce(path.base, scope, depth), rest: steps };
  const name = path.base.toLowerCase();
  const loop = scope.loops.get(name);
  if (loop !== undefined) return loop === null ? undefined : { data: loop, rest: steps };
  if (name !== 'parameters') return undefined;
  const [first, ...rest] = steps;
  if (first === undefined || first === '*') {
    return scope.isOutermost ? undefined : { data: allParameters(scope), rest: steps };
  }
  if (first.kind !== 'scalar') return scope.isOutermost ? undefined : { data: openData('parameter'), rest };
  const wanted = String(first.value).toLowerCase();
  const data = scope.parameters.get(wanted);
  if (data !== undefined) return { data, rest };
  return scope.isOutermost ? undefined : { data: openData(`parameter ${wanted}`), rest };
}

function allParameters({ parameters, root, made }: Scope): Data {
  const entries = [...parameters].map(([name, data]) =>
    made.entry(made.scalar(root, name), made.node(data, root)),
  );
  return { kind: 'mapping', node: made.mapping(root, entries) };
}

/** Behind `*` each further step is taken in all of the items, those that lack it left out. */
function readOff({ data: start, rest }: Start, scope: Scope): Data {
  let data = start;
  let isEach = false;
  for (const step of rest) {
    if (data.kind === 'open') data = further(data, step === '*' ? step : expressionOf(step));
    else if (step === '*') {
      data = allOf(data, scope);
      isEach = data.kind === 'sequence';
    } else data = isEach && data.kind === 'sequence' ? inEach(data.node, step, scope) : stepInto(data, step);
  }
  return data;
}

/** All that a list or a mapping holds. */
function allOf(data: Data, { made }: Scope): Data {
  if (data.kind === 'sequence') return data.node.items.some(mayBeSeveral) ? openData('items') : data;
  if (data.kind !== 'mapping') return known(null);
  const { entries } = data.node;
  if (entries.some(({ key }) => key.text.includes('${{'))) return openData('values');
  return {
    kind: 'sequence',
    node: made.sequence(
      data.node,
      entries.map(({ value }) => value),
    ),
  };
}

function inEach(node: SequenceNode, step: Data, { made }: Scope): Data {
  const found = node.items.map((item) => stepInto(dataOf(item), step));
  if (found.some(({ kind }) => kind === 'open')) return openData('items');
  const kept = found.filter((data) => data.kind !== 'scalar' || data.value !== null);
  return {
    kind: 'sequence',
    node: made.sequence(
      node,
      kept.map((data) => made.node(data, node)),
    ),
  };
}

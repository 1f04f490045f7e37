import type { HclExpression } from '../../../syntax/hcl/expression.js';
import type { SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get } from '../../../syntax/syntaxTree.js';
import { within } from '../../../text/block.js';
import type { TextRange } from '../../../text/textRange.js';
import type { When } from './build.js';
import { entryAt, mappingAt, scalarAt, sequenceAt, unknownAt, whenAt } from './build.js';
import type { Block } from './configuration.js';
import type { Env, Evaluator } from './evaluator.js';
import type { Scope } from './scope.js';
import { rangeOf, sourceOf } from './evaluator.js';
import { NO_SCOPE } from './scope.js';
import { decidedBy } from './questions.js';
import { flatItems, isFunction, isNothing, MOST_NESTED, nodeText, sidesOf } from './nodeText.js';

/** Loops of more turns are taken as one of which nothing is known. */
const MOST_TURNS = 100;

/** One turn of a loop. */
export interface Turn {
  readonly key: SyntaxNode;
  readonly value: SyntaxNode;
  /** The condition under which there is such a turn at all. */
  readonly when?: When;
}

/** The turns of a loop over what a node stands for; `undefined` where even their number is not known. */
export function turnsOf(node: SyntaxNode, depth = 0): readonly Turn[] | undefined {
  const sides = sidesOf(node);
  if (sides !== undefined) {
    if (depth > MOST_NESTED) return undefined;
    const { condition, yes, no } = sides;
    const a = turnsOf(yes, depth + 1);
    const b = a === undefined ? undefined : turnsOf(no, depth + 1);
    if (a === undefined || b === undefined) return undefined;
    return [
      ...a.map((turn) => ({ when: { condition, holds: true }, ...turn })),
      ...b.map((turn) => ({ when: { condition, holds: false }, ...turn })),
    ];
  }
  if (node.kind === 'mapping') {
    if (isFunction(node) || node.entries.length > MOST_TURNS) return undefined;
    return node.entries.map(({ key, value }) => ({ key, value }));
  }
  const items = flatItems(node);
  // A text or function among the items may itself stand for a list.
  if (items === undefined || items.length > MOST_TURNS) return undefined;
  return items.map((item, at) => {
    const choice = sidesOf(item);
    if (choice !== undefined) {
      const only = [choice.yes, choice.no].filter((side) => !isNothing(side));
      const [first] = only;
      const when = { condition: choice.condition, holds: first === choice.yes };
      if (first !== undefined && only.length === 1) return { key: first, value: first, when };
    }
    return { key: item.kind === 'scalar' ? item : scalarAt(item.range, at, 'plain'), value: item };
  });
}

/**
 * The turns of `for`, of an expression or a directive: over a list the key is the number of the turn. A set has its items
 * as keys, which only a call of `toset` at the place itself tells apart.
 */
export function turnsOfLoop(evaluator: Evaluator, of: HclExpression, env: Env): readonly Turn[] | undefined {
  const node = evaluator.expression(of, env);
  const turns = turnsOf(node);
  const isSet = of.kind === 'call' && of.name === 'toset';
  if (node.kind !== 'sequence' || isSet) return turns;
  return turns?.map((turn, at) => ({ ...turn, key: scalarAt(turn.key.range, at, 'plain') }));
}

/** What `for` gives: each turn written out, or one turn of which nothing is known. */
export function forNode(
  evaluator: Evaluator,
  loop: Extract<HclExpression, { kind: 'for' }>,
  env: Env,
): SyntaxNode {
  const range = rangeOf(loop, env);
  const turns = turnsOfLoop(evaluator, loop.of, env);
  const { condition, key, value } = loop;
  const when: When | undefined =
    condition === undefined ? undefined : { condition: sourceOf(condition, env), holds: true };
  if (turns === undefined) {
    const inner = { ...env, scope: withNames(env.scope, loop.names, undefined) };
    const unknown: When = { condition: sourceOf(loop.of, env), holds: true };
    return key === undefined
      ? sequenceAt(range, [perhaps(evaluator.expression(value, inner), when ?? unknown)])
      : unknownAt(range, sourceOf(loop, env));
  }
  const written = turns.flatMap((turn) => {
    const inner = { ...env, scope: withNames(env.scope, loop.names, turn) };
    const decided = condition && decidedBy(evaluator.expression(condition, inner));
    if (decided === false) return [];
    const node = evaluator.expression(value, inner);
    const name = key === undefined ? undefined : evaluator.text(evaluator.expression(key, inner));
    return { name, node: perhaps(perhaps(node, decided === true ? undefined : when), turn.when) };
  });
  if (key === undefined) {
    return sequenceAt(
      range,
      written.map(({ node }) => node),
    );
  }
  const entries: readonly SyntaxEntry[] = written.map(({ name, node }) => entryAt(range, name ?? '', node));
  return mappingAt(range, entries);
}

/**
 * A statement that is there only at times. A text that may be missing from a list is taken to be in it: without any text,
 * a condition would count as not asked for.
 */
function perhaps(node: SyntaxNode, when: When | undefined): SyntaxNode {
  return node.kind === 'mapping' && !isFunction(node) ? whenAt(node, when) : node;
}

/** The names of a loop in one of its turns: with two of them the first is the key. */
export function withNames(scope: Scope, names: readonly string[], turn: Turn | undefined): Scope {
  const inner = new Map(scope);
  const value = names.at(-1) ?? '';
  for (const name of names) {
    // A name of an outer loop that is set anew here must not be found.
    inner.set(name, turn === undefined ? [] : [name === value ? turn.value : turn.key]);
  }
  return inner;
}

/** `each.key` and `each.value`, or the same of the iterator of a dynamic block, in one turn or in all of them. */
export function withIterator(scope: Scope, iterator: string, turns: readonly Turn[]): Scope {
  const inner = new Map(scope);
  inner.set(
    `${iterator}.value`,
    turns.map(({ value }) => value),
  );
  inner.set(
    `${iterator}.key`,
    turns.map(({ key }) => key),
  );
  return inner;
}

/**
 * `count = enabled ? 1 : 0`: the condition under which a block is there; none when that of what it belongs to is the
 * same.
 */
export function presenceOf(evaluator: Evaluator, block: Block, owner?: Block): When | undefined {
  const own = ownPresence(evaluator, block);
  const outer = own === undefined || owner === undefined ? undefined : ownPresence(evaluator, owner);
  return outer?.condition === own?.condition && outer?.holds === own?.holds ? undefined : own;
}

function ownPresence(evaluator: Evaluator, { body }: Block): When | undefined {
  const node = get(body, 'count') ?? get(body, 'for_each');
  const sides = node === undefined ? undefined : sidesOf(evaluator.value(node, NO_SCOPE));
  if (sides === undefined) return undefined;
  const isNone = (side: SyntaxNode): boolean =>
    nodeText(side) === '0' || (side.kind !== 'scalar' && !isFunction(side) && turnsOf(side)?.length === 0);
  const [yes, no] = [isNone(sides.yes), isNone(sides.no)];
  return yes === no ? undefined : { condition: sides.condition, holds: no };
}

/** A place for what a file does not have. */
export function startOf(range: TextRange): TextRange {
  return within(range, 0, Math.min(1, range.end - range.start));
}

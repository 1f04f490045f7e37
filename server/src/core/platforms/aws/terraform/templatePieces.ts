import type { HclPart } from '../../../syntax/hcl/expression.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import type { TextRange } from '../../../text/textRange.js';
import { ifAt, joinAt, scalarAt, unknownAt } from './build.js';
import type { Env, Evaluator } from './evaluator.js';
import { rangeOf, sourceOf } from './evaluator.js';
import { turnsOfLoop, withNames } from './loops.js';
import { decidedBy } from './questions.js';

/** A piece of a template in which conditions and loops are worked out: a text, or what stands for one. */
export type TemplatePiece =
  | Extract<HclPart, { kind: 'text' }>
  | { readonly kind: 'value'; readonly range: TextRange; readonly node: () => SyntaxNode };

/** Pieces that loops make of a template; more are taken as a text of which nothing is known. */
const MOST_PIECES = 5_000;

/**
 * The pieces of a template, those of a loop once for each turn. What a condition that is not known decides is one piece.
 *
 * https://developer.hashicorp.com/terraform/language/expressions/strings#directives
 */
export function piecesOf(
  evaluator: Evaluator,
  parts: readonly HclPart[],
  env: Env,
): readonly TemplatePiece[] {
  const found: TemplatePiece[] = [];
  const add = (some: readonly HclPart[], inner: Env): void => {
    for (const part of some) {
      if (found.length >= MOST_PIECES || !evaluator.reading.visit()) return;
      addPart(part, inner);
    }
  };
  const addPart = (part: HclPart, inner: Env): void => {
    const range = rangeOf(part, inner);
    const push = (node: () => SyntaxNode): void => void found.push({ kind: 'value', range, node });
    switch (part.kind) {
      case 'text':
        found.push(part);
        return;
      case 'interpolation':
        push(() => evaluator.expression(part.expression, inner));
        return;
      case 'directive':
        push(() => unknownAt(range, sourceOf(part, inner)));
        return;
      case 'if': {
        const decided = decidedBy(evaluator.expression(part.condition, inner));
        if (decided !== undefined) add(decided ? part.yes : part.no, inner);
        else {
          const side = (of: readonly HclPart[]): SyntaxNode =>
            joinAt(range, nodesOf(piecesOf(evaluator, of, inner), range));
          push(() => ifAt(range, sourceOf(part.condition, inner), side(part.yes), side(part.no)));
        }
        return;
      }
      case 'for': {
        const turns = turnsOfLoop(evaluator, part.of, inner);
        if (turns === undefined || turns.some(({ when }) => when !== undefined)) {
          push(() => unknownAt(range, sourceOf(part, inner)));
          return;
        }
        for (const turn of turns) add(part.parts, { ...inner, scope: withNames(inner.scope, part.names, turn) });
      }
    }
  };
  add(parts, env);
  if (found.length < MOST_PIECES) return found;
  const [first] = parts;
  const range = first === undefined ? { start: 0, end: 0 } : rangeOf(first, env);
  return [{ kind: 'value', range, node: () => unknownAt(range, '…') }];
}

/** The nodes that pieces come to. */
export function nodesOf(pieces: readonly TemplatePiece[], range: TextRange): readonly SyntaxNode[] {
  return pieces.map((piece) => (piece.kind === 'text' ? scalarAt(range, piece.text) : piece.node()));
}

import type { HclPart } from '../../../syntax/hcl/expression.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import type { TextRange } from '../../../text/textRange.js';
import { ifAt, joinAt, scalarAt, unknownAt } from './build.js';
import type { Env, Evaluator } from './evaluator.js';
import { rangeOf, sourceOf } from './evaluator.js';
import { turnsOfLoop, withNames } from './loops.js';
import { decidedBy } from './questions.js';

/** A text as it stands in a template, or what is filled in. */
export type FlatPiece =
  | Extract<HclPart, { kind: 'text' }>
  | { readonly kind: 'value'; readonly range: TextRange; readonly node: () => SyntaxNode };

/** What stands in a template where a condition holds, and where it does not, as that is not known. */
export interface ChoicePiece {
  readonly kind: 'choice';
  readonly range: TextRange;
  readonly condition: string;
  readonly yes: readonly TemplatePiece[];
  readonly no: readonly TemplatePiece[];
}

/** A piece of a template in which loops, and conditions that are known, are worked out. */
export type TemplatePiece = FlatPiece | ChoicePiece;

/** Pieces that loops make of a template; more are taken as a text of which nothing is known. */
const MOST_PIECES = 5_000;

/**
 * The pieces of a template, those of a loop once for each turn.
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
          const side = (of: readonly HclPart[]): readonly TemplatePiece[] => piecesOf(evaluator, of, inner);
          const condition = sourceOf(part.condition, inner);
          found.push({ kind: 'choice', range, condition, yes: side(part.yes), no: side(part.no) });
        }
        return;
      }
      case 'for': {
        const turns = turnsOfLoop(evaluator, part.of, inner);
        if (turns === undefined || turns.some(({ when }) => when !== undefined)) {
          push(() => unknownAt(range, sourceOf(part, inner)));
          return;
        }
        for (const turn of turns) {
          add(part.parts, { ...inner, scope: withNames(inner.scope, part.names, turn) });
        }
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
  return pieces.map((piece) => {
    if (piece.kind === 'text') return scalarAt(range, piece.text);
    if (piece.kind === 'value') return piece.node();
    const side = (of: readonly TemplatePiece[]): SyntaxNode => joinAt(range, nodesOf(of, range));
    return ifAt(piece.range, piece.condition, side(piece.yes), side(piece.no));
  });
}

/** The pieces where all conditions hold but one; `choices` gathers those that were met. */
export function chosenPieces(
  pieces: readonly TemplatePiece[],
  not: ChoicePiece | undefined,
  choices: Set<ChoicePiece> = new Set<ChoicePiece>(),
): readonly FlatPiece[] {
  return pieces.flatMap((piece) => {
    if (piece.kind !== 'choice') return [piece];
    choices.add(piece);
    return chosenPieces(piece === not ? piece.no : piece.yes, not, choices);
  });
}

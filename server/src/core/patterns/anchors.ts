import type { AST } from '@eslint-community/regexpp';
import { RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import { classSource, complement, rangesOf } from './characterSets.js';
import { plainSpelling } from './pcre.js';

/** One way in which an expression matches. All are expressions whose anchors are characters. */
export interface Alternative {
  readonly source: string;
  /** What must, and what must not, match from the start as well: its look-aheads. */
  readonly within: readonly string[];
  readonly without: readonly string[];
}

/** An expression with its anchors as characters that are consumed, and with nothing else that could consume those. */
export interface Consuming {
  readonly alternatives: readonly Alternative[];
  readonly ignoreCase: boolean;
}

export interface Marks {
  readonly start: string;
  readonly end: string;
}

/**
 * Reads a regular expression of the PCRE family. Undefined when it is none, or holds what is not decided here: back
 * references, and looking around anywhere but ahead from the start.
 */
export function consuming(expression: string, marks: Marks): Consuming | undefined {
  const spelled = plainSpelling(expression);
  const pattern = spelled === undefined ? undefined : parsed(spelled.source);
  if (spelled === undefined || pattern === undefined) return undefined;
  const { source, ignoreCase } = spelled;
  const ahead = pattern.alternatives.map(lookaheadsOf);
  const known = new Set(ahead.flat());
  const splices = splicesOf(pattern, { marks, ignoreCase, known });
  if (splices === undefined) return undefined;
  const render = (start: number, end: number): string => rendered(source, splices, start, end);
  if (known.size === 0) {
    return { alternatives: [{ source: render(0, source.length), within: [], without: [] }], ignoreCase };
  }
  const alternatives = pattern.alternatives.map((alternative, index): Alternative => {
    const looks = ahead[index] ?? [];
    const of = (negate: boolean): readonly string[] =>
      looks
        .filter((look) => look.negate === negate)
        .map((look) => `${marks.start}(?:${render(look.start + 3, look.end - 1)})`);
    const rest = looks.at(-1)?.end;
    const own =
      rest === undefined
        ? render(alternative.start, alternative.end)
        : `${marks.start}(?:${render(rest, alternative.end)})`;
    return { source: own, within: of(false), without: of(true) };
  });
  return { alternatives, ignoreCase };
}

/** The look-aheads that stand directly behind `^`. */
function lookaheadsOf({ elements }: AST.Alternative): readonly AST.LookaheadAssertion[] {
  const [first, ...others] = elements;
  if (first?.type !== 'Assertion' || first.kind !== 'start') return [];
  const looks: AST.LookaheadAssertion[] = [];
  for (const element of others) {
    if (element.type !== 'Assertion' || element.kind !== 'lookahead') break;
    looks.push(element);
  }
  return looks;
}

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

interface Context {
  readonly marks: Marks;
  readonly ignoreCase: boolean;
  readonly known: ReadonlySet<AST.LookaheadAssertion>;
}

/** What is written otherwise: anchors as their marks, and sets of characters without the marks. */
function splicesOf(
  pattern: AST.Pattern,
  { marks, ignoreCase, known }: Context,
): readonly Splice[] | undefined {
  const splices: Splice[] = [];
  const kept = [marks.start, marks.end];
  let doubts = 0;
  const put = ({ start, end }: AST.Node, text: string | undefined): void => {
    if (text === undefined) doubts += 1;
    else splices.push({ start, end, text });
  };
  const putSet = (node: AST.CharacterClass | AST.CharacterSet | AST.ExpressionCharacterClass): void => {
    const ranges = rangesOf(node, ignoreCase);
    put(node, ranges === undefined ? undefined : classSource(ranges, kept));
  };
  visitRegExpAST(pattern, {
    onAssertionEnter(node) {
      if (node.kind === 'start' || node.kind === 'end') put(node, marks[node.kind]);
      else if (node.kind !== 'lookahead' || !known.has(node)) doubts += 1;
    },
    onBackreferenceEnter() {
      doubts += 1;
    },
    onCharacterSetEnter(node) {
      // What stands in brackets is read with them.
      if (node.parent.type === 'CharacterClass') return;
      if (node.kind === 'any') put(node, classSource(complement([]), kept));
      else putSet(node);
    },
    onCharacterClassEnter: putSet,
    onExpressionCharacterClassEnter: putSet,
  });
  return doubts > 0 ? undefined : splices;
}

function rendered(source: string, splices: readonly Splice[], from: number, to: number): string {
  return splices
    .filter(({ start, end }) => start >= from && end <= to)
    .sort((a, b) => b.start - a.start)
    .reduce(
      (text, { start, end, text: by }) => text.slice(0, start - from) + by + text.slice(end - from),
      source.slice(from, to),
    );
}

function parsed(source: string): AST.Pattern | undefined {
  try {
    return new RegExpParser({ ecmaVersion: 2024 }).parsePattern(source, 0, source.length, {
      unicode: false,
      unicodeSets: false,
    });
  } catch {
    return undefined;
  }
}

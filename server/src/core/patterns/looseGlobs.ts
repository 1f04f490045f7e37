import type { AST } from '@eslint-community/regexpp';
import { RegExpParser } from '@eslint-community/regexpp';

/** More patterns, or more text, than an expression that a person writes for commands has. */
const MOST_GLOBS = 40;
const MOST_TEXT = 1_000;

/**
 * What an expression that is searched in texts accepts at most, as patterns in which `*` is any text: whatever cannot be
 * told of it widens them. `undefined` for one that is none, or that comes to too many.
 */
export function looseGlobs(expression: string): readonly string[] | undefined {
  if (expression.length > MOST_TEXT) return undefined;
  try {
    const { alternatives } = new RegExpParser({ ecmaVersion: 2024 }).parsePattern(expression);
    const found = alternatives.map(whole);
    return found.includes(undefined) ? undefined : bounded(found.flatMap((globs) => globs ?? []));
  } catch {
    return undefined;
  }
}

function whole({ elements }: AST.Alternative): readonly string[] | undefined {
  const starts = isEdge(elements[0], 'start');
  const ends = isEdge(elements.at(-1), 'end');
  return sequence(elements)?.map((glob) =>
    `${starts ? '' : '*'}${glob}${ends ? '' : '*'}`.replace(/\*[\s*]*\*/gu, '*').trim(),
  );
}

function isEdge(element: AST.Element | undefined, kind: 'start' | 'end'): boolean {
  return element?.type === 'Assertion' && element.kind === kind;
}

function sequence(elements: readonly AST.Element[]): readonly string[] | undefined {
  let globs: readonly string[] = [''];
  for (const element of elements) {
    const next = elementGlobs(element);
    if (next === undefined || globs.length * next.length > MOST_GLOBS) return undefined;
    globs = globs.flatMap((head) => next.map((tail) => head + tail));
  }
  return globs;
}

function elementGlobs(element: AST.Element): readonly string[] | undefined {
  switch (element.type) {
    case 'Character':
      return [String.fromCodePoint(element.value)];
    case 'CharacterSet':
      return element.kind === 'space' && !element.negate ? [' '] : ['*'];
    case 'CapturingGroup':
    case 'Group': {
      const parts = element.alternatives.map(({ elements }) => sequence(elements));
      return parts.includes(undefined) ? undefined : bounded(parts.flatMap((part) => part ?? []));
    }
    case 'Quantifier':
      return quantified(element);
    // What looks ahead or back only leaves something out.
    case 'Assertion':
      return [''];
    default:
      return ['*'];
  }
}

function quantified({ element, min, max }: AST.Quantifier): readonly string[] | undefined {
  const globs = elementGlobs(element);
  if (globs === undefined || globs.every((glob) => glob === ' ' || glob === '*')) return globs;
  return min === 0 && max === 1 ? bounded(['', ...globs]) : ['*'];
}

function bounded(globs: readonly string[]): readonly string[] | undefined {
  return globs.length > MOST_GLOBS ? undefined : globs;
}

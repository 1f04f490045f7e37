import { DFA, JS, NFA, isDisjointWith } from 'refa';
import { consuming } from './anchors.js';

/*
 * A name is written with a few START before it and as many END behind it, so that the anchors of an expression are
 * characters like any other and every question becomes one of regular languages.
 */
const START = '\uE000';
const END = '\uE001';
/** More anchors in a row than anybody writes. */
const PADDING = 4;
/** More states than an expression needs that a person writes; beyond it nothing is said. */
const MAX_NODES = 1_000;
const MAX_LENGTH = 2_000;

/** The names that a pattern accepts; undefined where no automaton can tell, or the text is no pattern. */
export type Language = NFA | undefined;

/**
 * The names in which a regular expression of the PCRE family is found somewhere, as `re:run` and `grep` search.
 * Undefined for what is beyond regular languages as they are read here.
 */
export function searched(expression: string): Language {
  return read(expression, (source) => `[^]*(?:${source})[^]*`);
}

/** The names that an expression without anchors matches as a whole. */
export function matched(expression: string): Language {
  return read(expression, (source) => `${START}{${PADDING}}(?:${source})${END}{${PADDING}}`);
}

function read(expression: string, framed: (source: string) => string): Language {
  if (expression.length > MAX_LENGTH) return undefined;
  const parts = consuming(expression, { start: START, end: END });
  if (parts === undefined) return undefined;
  const { ignoreCase } = parts;
  const named = (source: string): Language => withinNames(framed(source), ignoreCase);
  const [first, ...others] = parts.alternatives.map(({ source, within, without: not }) => {
    const limited = within.reduce((language, look) => shared(language, named(look)), named(source));
    return not.reduce((language, look) => without(language, named(look)), limited);
  });
  return others.reduce(joined, first);
}

function joined(a: Language, b: Language): Language {
  if (a === undefined || b === undefined) return undefined;
  return guarded(() => {
    const both = a.copy(new NFA.LimitedNodeFactory(MAX_NODES));
    both.union(b, new NFA.LimitedNodeFactory(MAX_NODES));
    return both;
  });
}

function shared(a: Language, b: Language): Language {
  if (a === undefined || b === undefined) return undefined;
  return guarded(() => NFA.fromIntersection(a, b, new NFA.LimitedNodeFactory(MAX_NODES)));
}

/** Whether the name is in the language; undefined where that cannot be decided. */
export function contains(language: Language, name: string): boolean | undefined {
  const marked = START.repeat(PADDING) + name + END.repeat(PADDING);
  return language?.test(Array.from({ length: marked.length }, (_, index) => marked.charCodeAt(index)));
}

/** Whether some name is in both; undefined where that cannot be decided. */
export function overlap(a: Language, b: Language): boolean | undefined {
  return a === undefined || b === undefined ? undefined : !isDisjointWith(a, b);
}

/** Whether every name of `b` is in `a`; undefined where that cannot be decided. */
export function covers(a: Language, b: Language): boolean | undefined {
  if (a === undefined || b === undefined) return undefined;
  return guarded(() => {
    const others = DFA.fromFA(a, new DFA.LimitedNodeFactory(MAX_NODES));
    others.complement(new DFA.LimitedNodeFactory(MAX_NODES));
    return isDisjointWith(others, b);
  });
}

/** The names of `a` that are not in `b`; undefined where that cannot be decided. */
export function without(a: Language, b: Language): Language {
  if (a === undefined || b === undefined) return undefined;
  return guarded(() => {
    const others = DFA.fromFA(b, new DFA.LimitedNodeFactory(MAX_NODES));
    others.complement(new DFA.LimitedNodeFactory(MAX_NODES));
    return NFA.fromIntersection(a, others, new NFA.LimitedNodeFactory(MAX_NODES));
  });
}

/** Names that hardly a pattern accepts together unless it accepts all. */
const SAMPLES = ['q', '0', '.', '-', '\u2603', 'Zz', 'a.b-c_d', 'x'.repeat(99)];

/** Whether every name there could be is in the language; a name has at least one character. */
export function isEverything(language: Language): boolean | undefined {
  // Nearly all patterns are told from everything by one name; only for the others it takes an automaton.
  if (SAMPLES.some((name) => contains(language, name) === false)) return false;
  return covers(language, withinNames(`[^]*[^${START}${END}][^]*`));
}

/** A text as an expression that matches just it. */
export function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}

function withinNames(source: string, ignoreCase = false): Language {
  const name = `${START}{${PADDING}}[^${START}${END}]*${END}{${PADDING}}`;
  return guarded(() =>
    NFA.fromIntersection(
      automaton(name),
      automaton(source, ignoreCase),
      new NFA.LimitedNodeFactory(MAX_NODES),
    ),
  );
}

function automaton(source: string, ignoreCase = false): NFA {
  const { expression, maxCharacter } = JS.Parser.fromLiteral({
    source,
    flags: ignoreCase ? 'is' : 's',
  }).parse({
    backreferences: 'throw',
  });
  return NFA.fromRegex(
    expression,
    { maxCharacter },
    { assertions: 'throw' },
    new NFA.LimitedNodeFactory(MAX_NODES),
  );
}

/** The library tells by an exception what it cannot do, or what would take too much. */
function guarded<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch {
    return undefined;
  }
}

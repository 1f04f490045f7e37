import type { Glob } from '../../patterns/globs.js';
import {
  globMatches,
  globsAreEverything,
  globsMeet,
  literalGlob,
  prefixGlob,
  regexGlobs,
} from '../../patterns/globs.js';
import type { Expr } from './expressions.js';

export type Truth = 'yes' | 'no' | 'maybe';

/** What a value of a pipeline is in one way of running. */
export type Value =
  | { readonly kind: 'known'; readonly value: string | number | boolean | null }
  /** A name that is one of those that a pattern stands for; without globs where they cannot say it. */
  | { readonly kind: 'some'; readonly globs: readonly Glob[] | undefined; readonly text: string }
  /** A name that none of the names and patterns in the file fits. */
  | { readonly kind: 'other' }
  /** Anything but these. */
  | { readonly kind: 'not'; readonly values: readonly string[] }
  | { readonly kind: 'open' };

export const OPEN_VALUE: Value = { kind: 'open' };

/** Values by path, such as `pipeline.git.branch`. */
export type Values = (path: string) => Value | undefined;

/** Whether a condition holds. */
export function holds(expression: Expr, values: Values): Truth {
  switch (expression.op) {
    case 'literal':
      return isTruthy(expression.value);
    case 'path':
      return truthOf(values(expression.path) ?? OPEN_VALUE);
    case 'and':
      return all(expression.parts.map((part) => holds(part, values)));
    case 'or':
      return negated(all(expression.parts.map((part) => negated(holds(part, values)))));
    case 'not':
      return negated(holds(expression.part, values));
    case 'equal':
      return equalTruth(expression.parts, values);
    case 'matches':
      return fits(valueOf(expression.value, values), wholeGlobs(expression.pattern));
    case 'starts-with':
      return fits(valueOf(expression.value, values), [prefixGlob(expression.pattern)]);
    case 'open':
      return 'maybe';
  }
}

function valueOf(expression: Expr, values: Values): Value {
  if (expression.op === 'literal') return { kind: 'known', value: expression.value };
  return expression.op === 'path' ? (values(expression.path) ?? OPEN_VALUE) : OPEN_VALUE;
}

function isTruthy(value: string | number | boolean | null): Truth {
  return value === null || value === '' || value === 0 || value === false || Number.isNaN(value)
    ? 'no'
    : 'yes';
}

function truthOf(value: Value): Truth {
  switch (value.kind) {
    case 'known':
      return isTruthy(value.value);
    case 'some':
    case 'other':
      return 'yes';
    default:
      return 'maybe';
  }
}

function equalTruth(parts: readonly Expr[], values: Values): Truth {
  const [first, ...others] = parts.map((part) => valueOf(part, values));
  if (first === undefined) return 'no';
  return all(others.map((other) => same(first, other)));
}

function same(a: Value, b: Value): Truth {
  if (a.kind !== 'known') return b.kind === 'known' ? same(b, a) : 'maybe';
  const text = String(a.value);
  switch (b.kind) {
    case 'known':
      // Texts that parameters stand for have lost their type.
      return text === String(b.value) ? 'yes' : 'no';
    case 'some':
      return (b.globs?.some((glob) => globMatches(glob, text)) ?? true) ? 'maybe' : 'no';
    case 'other':
      return 'no';
    case 'not':
      return b.values.includes(text) ? 'no' : 'maybe';
    case 'open':
      return 'maybe';
  }
}

function fits(value: Value, globs: readonly Glob[] | undefined): Truth {
  switch (value.kind) {
    case 'known': {
      if (value.value === null) return 'no';
      if (globs === undefined) return 'maybe';
      const text = String(value.value);
      return globs.some((glob) => globMatches(glob, text)) ? 'yes' : 'no';
    }
    case 'some':
      if (globs === undefined) return 'maybe';
      if (globsAreEverything(globs)) return 'yes';
      if (value.globs === undefined) return 'maybe';
      if (isSame(globs, value.globs)) return 'yes';
      return value.globs.some((own) => globs.some((glob) => globsMeet(own, glob))) ? 'maybe' : 'no';
    case 'other':
      if (globs === undefined) return 'maybe';
      return globsAreEverything(globs) ? 'yes' : 'no';
    default:
      return 'maybe';
  }
}

function isSame(a: readonly Glob[], b: readonly Glob[]): boolean {
  if (a === b) return true;
  return (
    a.length === b.length &&
    a.every((glob, index) => {
      const other = b[index];
      return other?.length === glob.length && glob.every((part, at) => part === other[at]);
    })
  );
}

/** Whether a name that is known, or one of a pattern, is among those that some of these globs stand for. */
export function isAmong(value: Value, globs: readonly Glob[] | undefined): Truth {
  return fits(value, globs);
}

/** What a regular expression comes to that must match the whole; undefined where it says more than globs can. */
export function wholeGlobs(pattern: string): readonly Glob[] | undefined {
  const bare = pattern.replace(/^\^/u, '').replace(/(?<!\\)\$$/u, '');
  return regexGlobs(`^(?:${bare})$`);
}

export function textGlobs(text: string): readonly Glob[] {
  return [literalGlob(text)];
}

function all(truths: readonly Truth[]): Truth {
  if (truths.includes('no')) return 'no';
  return truths.includes('maybe') ? 'maybe' : 'yes';
}

function negated(truth: Truth): Truth {
  return truth === 'maybe' ? 'maybe' : truth === 'yes' ? 'no' : 'yes';
}

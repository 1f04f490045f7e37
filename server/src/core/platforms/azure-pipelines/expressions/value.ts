import type { Primitive } from './ast.js';

/**
 * What an expression can be, over all runs that one way of starting allows.
 * `values`: one of these. `prefix`: a text that starts like this, fixed or chosen by somebody. `any`: nothing is known
 * but, perhaps, whether it counts as true.
 */
export type Value =
  | { readonly kind: 'values'; readonly values: readonly Primitive[] }
  | { readonly kind: 'prefix'; readonly prefix: string }
  | { readonly kind: 'any'; readonly truth?: Truth };

/** Which truth values are possible. */
export interface Truth {
  readonly canBeTrue: boolean;
  readonly canBeFalse: boolean;
}

export const ANY: Value = { kind: 'any' };
export const EITHER: Truth = { canBeTrue: true, canBeFalse: true };
export const TRUE: Truth = { canBeTrue: true, canBeFalse: false };
export const FALSE: Truth = { canBeTrue: false, canBeFalse: true };

/** One of several known values. */
export function oneOf(...values: readonly Primitive[]): Value {
  return { kind: 'values', values };
}

/** A text of which only the start is known. */
export function startingWith(prefix: string): Value {
  return { kind: 'prefix', prefix };
}

/**
 * Every text but the empty one counts as true, `'false'` among them.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/process/expressions#type-casting
 */
export function truthOf(value: Value): Truth {
  if (value.kind === 'any') return value.truth ?? EITHER;
  if (value.kind === 'prefix') return value.prefix === '' ? EITHER : TRUE;
  return union(value.values.map((item) => (isTrue(item) ? TRUE : FALSE)));
}

export function negated({ canBeTrue, canBeFalse }: Truth): Truth {
  return { canBeTrue: canBeFalse, canBeFalse: canBeTrue };
}

export function union(truths: readonly Truth[]): Truth {
  return {
    canBeTrue: truths.some((truth) => truth.canBeTrue),
    canBeFalse: truths.some((truth) => truth.canBeFalse),
  };
}

export function allOf(truths: readonly Truth[]): Truth {
  return {
    canBeTrue: truths.every((truth) => truth.canBeTrue),
    canBeFalse: truths.some((truth) => truth.canBeFalse),
  };
}

export function anyOf(truths: readonly Truth[]): Truth {
  return negated(allOf(truths.map(negated)));
}

/** `eq`: the right side is converted to the type of the left one; texts compare without case. */
export function equal(left: Value, right: Value): Truth {
  if (left.kind === 'any' || right.kind === 'any') return EITHER;
  if (left.kind === 'prefix' || right.kind === 'prefix') {
    const [open, other] = left.kind === 'prefix' ? [left, right] : [right, left];
    if (open.kind !== 'prefix') return EITHER;
    if (other.kind === 'prefix') return share(open.prefix, other.prefix) ? EITHER : FALSE;
    const possible = other.values.some((value) =>
      textOf(value).toLowerCase().startsWith(open.prefix.toLowerCase()),
    );
    return possible ? EITHER : FALSE;
  }
  return union(left.values.flatMap((a) => right.values.map((b) => (isEqual(a, b) ? TRUE : FALSE))));
}

/** Compares every pair of known texts without case; either outcome where one is not known. */
export function compareTexts(a: Value, b: Value, test: (a: string, b: string) => boolean): Truth {
  if (a.kind !== 'values' || b.kind !== 'values') return EITHER;
  return union(
    a.values.flatMap((x) =>
      b.values.map((y) => (test(textOf(x).toLowerCase(), textOf(y).toLowerCase()) ? TRUE : FALSE)),
    ),
  );
}

/** `startsWith`, also of a text of which the start is known. */
export function startsWith(text: Value, part: Value): Truth {
  if (text.kind !== 'prefix' || part.kind !== 'values') {
    return compareTexts(text, part, (a, b) => a.startsWith(b));
  }
  const prefix = text.prefix.toLowerCase();
  return union(
    part.values.map((value) => {
      const wanted = textOf(value).toLowerCase();
      if (prefix.startsWith(wanted)) return TRUE;
      return wanted.startsWith(prefix) ? EITHER : FALSE;
    }),
  );
}

/** A value as text: booleans as `True` and `False`, null as nothing. */
export function textOf(value: Primitive): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return String(value);
}

function isTrue(value: Primitive): boolean {
  return typeof value === 'string' ? value !== '' : Boolean(value);
}

function isEqual(left: Primitive, right: Primitive): boolean {
  if (typeof left === 'boolean') return left === isTrue(right);
  if (typeof left === 'number') return left === Number(right);
  return textOf(left).toLowerCase() === textOf(right).toLowerCase();
}

function share(a: string, b: string): boolean {
  const [one, other] = [a.toLowerCase(), b.toLowerCase()];
  return one.startsWith(other) || other.startsWith(one);
}

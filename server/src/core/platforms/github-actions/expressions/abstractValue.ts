/** A scalar of GitHub's expression language. */
export type Primitive = string | number | boolean | null;

/**
 * What an expression can be, over all runs that one scenario allows.
 * `values`: one of these. `name`: a fixed string that the file does not tell, such as this repository's name.
 * `any`: nothing is known, or whoever starts the session chooses; at most whether it counts as true.
 */
export type AbstractValue =
  | { readonly kind: 'values'; readonly values: readonly Primitive[] }
  | FixedName
  | { readonly kind: 'list'; readonly items: readonly AbstractValue[] }
  | { readonly kind: 'any'; readonly truth?: Truth };

/** A string that is fixed for all runs of the scenario, though the file does not tell it. */
export interface FixedName {
  readonly kind: 'name';
  readonly name: string;
  /** Whether it may be equal to this string of the file. */
  readonly canBe: (literal: string) => boolean;
  /** What it is known to start with. */
  readonly prefix?: string;
  /** Whether two values of this name may still differ, as the logins of two outsiders do. */
  readonly several?: true;
}

/** Which truth values are possible. */
export interface Truth {
  readonly canBeTrue: boolean;
  readonly canBeFalse: boolean;
}

export const ANY: AbstractValue = { kind: 'any' };
export const EITHER: Truth = { canBeTrue: true, canBeFalse: true };
export const TRUE: Truth = { canBeTrue: true, canBeFalse: false };
export const FALSE: Truth = { canBeTrue: false, canBeFalse: true };

/** One of several known values. */
export function oneOf(...values: readonly Primitive[]): AbstractValue {
  return { kind: 'values', values };
}

/** A fixed string that is not in the file; by default it may be equal to any string that has its prefix. */
export function named(
  name: string,
  prefix = '',
  canBe: (literal: string) => boolean = () => true,
): AbstractValue {
  return { kind: 'name', name, prefix, canBe };
}

/** A string that no string of the file is equal to, for example the login of somebody unknown. */
export function stranger(
  name: string,
  prefix = '',
  canBe: (literal: string) => boolean = () => false,
): AbstractValue {
  return { kind: 'name', name, prefix, canBe, several: true };
}

/** False, 0, -0, '' and null are false; all else is true. */
export function truthOf(value: AbstractValue): Truth {
  if (value.kind === 'any') return value.truth ?? EITHER;
  if (value.kind !== 'values') return TRUE;
  return union(value.values.map((item) => (isFalsy(item) ? FALSE : TRUE)));
}

export function not(truth: Truth): Truth {
  return { canBeTrue: truth.canBeFalse, canBeFalse: truth.canBeTrue };
}

export function union(truths: readonly Truth[]): Truth {
  return {
    canBeTrue: truths.some((truth) => truth.canBeTrue),
    canBeFalse: truths.some((truth) => truth.canBeFalse),
  };
}

export function asValue(truth: Truth): AbstractValue {
  const values: Primitive[] = [];
  if (truth.canBeTrue) values.push(true);
  if (truth.canBeFalse) values.push(false);
  return { kind: 'values', values };
}

/** GitHub's `==`: strings compare without case, differing types as numbers. */
export function equal(a: AbstractValue, b: AbstractValue): Truth {
  if (a.kind === 'any' || b.kind === 'any' || a.kind === 'list' || b.kind === 'list') return EITHER;
  if (a.kind === 'name' && b.kind === 'name') {
    if (a.name !== b.name) return FALSE;
    return a.several === true || b.several === true ? EITHER : TRUE;
  }
  if (a.kind === 'name') return equal(b, a);
  if (b.kind === 'name') return equalToName(a.values, b);
  return union(a.values.flatMap((x) => b.values.map((y) => (looselyEqual(x, y) ? TRUE : FALSE))));
}

function equalToName(values: readonly Primitive[], name: FixedName): Truth {
  const prefix = (name.prefix ?? '').toLowerCase();
  const possible = values.map((value) => {
    // A name that reads as a number is equal to that number.
    if (typeof value !== 'string') return !Number.isNaN(Number(prefix)) && name.canBe(String(value));
    return value !== '' && value.toLowerCase().startsWith(prefix) && name.canBe(value);
  });
  return possible.some(Boolean) ? EITHER : FALSE;
}

/** GitHub's `startsWith`, without case. */
export function startsWith(text: AbstractValue, part: AbstractValue): Truth {
  if (text.kind !== 'name' || text.prefix === undefined || part.kind !== 'values') {
    return compareTexts(text, part, (a, b) => a.startsWith(b));
  }
  const prefix = text.prefix.toLowerCase();
  return union(
    part.values.map((value) => {
      const wanted = String(value ?? '').toLowerCase();
      if (prefix.startsWith(wanted)) return TRUE;
      return wanted.startsWith(prefix) ? EITHER : FALSE;
    }),
  );
}

/** Compares every pair of known texts without case; either outcome where one is not known. */
export function compareTexts(
  a: AbstractValue,
  b: AbstractValue,
  test: (a: string, b: string) => boolean,
): Truth {
  if (a.kind !== 'values' || b.kind !== 'values') return EITHER;
  return union(
    a.values.flatMap((x) =>
      b.values.map((y) =>
        test(String(x ?? '').toLowerCase(), String(y ?? '').toLowerCase()) ? TRUE : FALSE,
      ),
    ),
  );
}

export function isFalsy(value: Primitive): boolean {
  return value === null || value === false || value === 0 || value === '' || Number.isNaN(value);
}

function looselyEqual(a: Primitive, b: Primitive): boolean {
  if (typeof a === 'string' && typeof b === 'string') return a.toLowerCase() === b.toLowerCase();
  if (typeof a === typeof b) return a === b;
  return toNumber(a) === toNumber(b);
}

function toNumber(value: Primitive): number {
  if (value === null) return 0;
  if (typeof value === 'string') return value.trim() === '' ? 0 : Number(value);
  return Number(value);
}

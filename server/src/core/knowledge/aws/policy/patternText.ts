import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { Wildcards } from '../wildcards.js';
import {
  covers,
  joined,
  literal,
  LONGEST,
  overlap,
  standsFor,
  UNKNOWN_TEXT,
  wildcards,
} from '../wildcards.js';
import type { RequestContext, Tri } from './types.js';

/** How a text of a policy is to be read. */
export interface Reading {
  /** Whether `*` and `?` are wildcards here. */
  readonly wild: boolean;
  /** Where variables get their values; absent where the policy's version or the operator knows none. */
  readonly variables?: RequestContext;
}

/** The only version of the policy language that knows variables; in the other one they are plain text. */
const WITH_VARIABLES = '2012-10-17';

/** What variables of a policy of this version get their values from. */
export function variablesOf(
  version: string | undefined,
  context: RequestContext,
): { variables?: RequestContext } {
  return version === WITH_VARIABLES ? { variables: context } : {};
}

/** `${key}` or `${key, 'default'}`; a text without a closing brace is plain. */
const VARIABLE = /\$\{([^{}]*)\}/gu;
const DEFAULT = /^([^,]*?)\s*,\s*'(.*)'\s*$/u;

/**
 * The pattern that a text of a policy is, or `absent` when it names a variable that the request has not: such a text
 * matches nothing.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function patternOf(text: string, { wild, variables }: Reading): Wildcards | 'absent' {
  if (text.length > LONGEST) return UNKNOWN_TEXT;
  const plain = wild ? wildcards : literal;
  if (variables === undefined || !text.includes('${')) return plain(text);
  const parts: Wildcards[] = [];
  let end = 0;
  for (const found of text.matchAll(VARIABLE)) {
    const value = variableValue(found[1] ?? '', variables);
    if (value === 'absent') return value;
    parts.push(plain(text.slice(end, found.index)), value);
    end = found.index + found[0].length;
  }
  return joined([...parts, plain(text.slice(end))]);
}

const PERHAPS_ABSENT: Wildcards = { ...UNKNOWN_TEXT, fragile: true };

function variableValue(inside: string, context: RequestContext): Wildcards | 'absent' {
  // `${*}`, `${?}` and `${$}` are how one writes these characters themselves.
  if (inside === '*' || inside === '?' || inside === '$') return literal(inside);
  // A part of the name that the template leaves open could make it any variable.
  if (inside.includes(UNKNOWN_PART)) return PERHAPS_ABSENT;
  const [, key = inside.trim(), fallback] = DEFAULT.exec(inside) ?? [];
  const value = context.get(key);
  if (value === 'unknown') return fallback === undefined ? PERHAPS_ABSENT : UNKNOWN_TEXT;
  if (value === 'absent' || value.length === 0) return fallback === undefined ? 'absent' : literal(fallback);
  const [only] = value;
  // Variables are made for keys with one value; what several come to is not documented.
  return value.length === 1 && only !== undefined ? literal(only) : UNKNOWN_TEXT;
}

/**
 * Whether the text names a variable that the request has not, or may not have: "this might cause the entire statement to
 * be invalid", whatever else in it matches.
 */
export function mayBeVoid(pattern: Wildcards | 'absent'): boolean {
  return pattern === 'absent' || pattern.fragile === true;
}

/** Whether the pattern stands for the value, parts of which may not be known. */
export function matches(pattern: Wildcards, value: Wildcards): Tri {
  if (!overlap(pattern, value)) return false;
  if (pattern.open) return 'unknown';
  return !value.open || covers(pattern, value) || 'unknown';
}

/** The same for a text, which may hold `UNKNOWN_PART`. */
export function matchesText(pattern: Wildcards, text: string): Tri {
  if (text.includes(UNKNOWN_PART) || text.length > LONGEST) return matches(pattern, literal(text));
  return standsFor(pattern, text) && (pattern.open ? 'unknown' : true);
}

import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import { literal, overlap, wildcards } from '../wildcards.js';
import { instant } from './instant.js';
import { holdsRange, ipRange, rangesMeet } from './ipRange.js';
import type { Operator, Relation } from './operators.js';
import { matchesText, mayBeVoid, patternOf } from './patternText.js';
import { and } from './tri.js';
import type { RequestContext, Tri } from './types.js';

/** How one value of the request compares with one of the policy. */
export interface Comparison {
  readonly matched: Tri;
  /** Whether the policy's value names a variable that the request has not, or may not have. */
  readonly void?: boolean;
}

/**
 * Whether one value of the request matches one value of the policy, negation aside.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function compareValue(
  { family, relation }: Pick<Operator, 'family' | 'relation'>,
  expected: string,
  actual: string,
  variables: RequestContext | undefined,
): Comparison {
  switch (family) {
    case 'String':
      return compareString(relation, expected, actual, variables);
    case 'Arn':
      return compareArn(expected, actual, variables);
    case 'Numeric':
      return { matched: compareNumbers(relation, expected, actual, number) };
    case 'Date':
      return { matched: compareNumbers(relation, expected, actual, instant) };
    case 'Bool':
      return { matched: compareKnown(expected, actual, boolean) };
    case 'Binary':
      return { matched: compareKnown(expected, actual, base64) };
    case 'Ip':
      return { matched: compareAddress(expected, actual) };
    case 'Null':
      return { matched: 'unknown' };
  }
}

function compareString(
  relation: Relation,
  expected: string,
  actual: string,
  variables: RequestContext | undefined,
): Comparison {
  const fold = relation === 'equals-ignoring-case';
  const context: RequestContext | undefined = fold && variables ? lowerCased(variables) : variables;
  const pattern = patternOf(fold ? expected.toLowerCase() : expected, {
    wild: relation === 'like',
    ...(context === undefined ? {} : { variables: context }),
  });
  const given = fold ? actual.toLowerCase() : actual;
  return { matched: pattern !== 'absent' && matchesText(pattern, given), void: mayBeVoid(pattern) };
}

function lowerCased(context: RequestContext): RequestContext {
  return {
    get: (key) => {
      const value = context.get(key);
      return typeof value === 'string' ? value : value.map((text) => text.toLowerCase());
    },
  };
}

const COMPONENTS = 6;

/** ARNs are compared component by component: a wildcard does not reach over the colons before the sixth. */
function compareArn(expected: string, actual: string, variables: RequestContext | undefined): Comparison {
  const wanted = components(expected);
  const given = components(actual);
  const reading = { wild: true, ...(variables === undefined ? {} : { variables }) };
  const patterns = wanted.map((text) => patternOf(text, reading));
  const matched =
    isAligned(wanted) && isAligned(given)
      ? and(...patterns.map((pattern, at) => pattern !== 'absent' && matchesText(pattern, given[at] ?? '')))
      : compareShortArn(expected, actual);
  return { matched, void: patterns.some(mayBeVoid) };
}

/** Whether the text is a whole ARN, and its colons are all known. */
function isAligned(parts: readonly string[]): boolean {
  return parts.length === COMPONENTS && !parts.slice(0, -1).some((part) => part.includes(UNKNOWN_PART));
}

/** What is no whole ARN, or one of which more than a component may be unknown, is at best perhaps the same. */
function compareShortArn(expected: string, actual: string): Tri {
  if (expected === '*') return true;
  // A variable may hold colons.
  const pattern = wildcards(expected.replace(/\$\{[^{}]*\}/gu, UNKNOWN_PART));
  return overlap(pattern, literal(actual)) && 'unknown';
}

/** Colons within `${…}` are the variable's own. */
function components(arn: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  for (let at = 0; at < arn.length && parts.length < COMPONENTS - 1; at++) {
    if (arn.startsWith('${', at)) depth++;
    else if (arn[at] === '}' && depth > 0) depth--;
    else if (arn[at] === ':' && depth === 0) {
      parts.push(arn.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, arn.slice(start)];
}

function compareNumbers(
  relation: Relation,
  expected: string,
  actual: string,
  read: (text: string) => number | undefined,
): Tri {
  const wanted = read(expected);
  const given = read(actual);
  if (wanted === undefined || given === undefined) return 'unknown';
  switch (relation) {
    case 'less':
      return given < wanted;
    case 'at-most':
      return given <= wanted;
    case 'greater':
      return given > wanted;
    case 'at-least':
      return given >= wanted;
    default:
      return given === wanted;
  }
}

function number(text: string): number | undefined {
  return /^\s*[+-]?(?:\d+\.?\d*|\.\d+)\s*$/u.test(text) ? Number(text) : undefined;
}

function compareKnown(expected: string, actual: string, read: (text: string) => string | undefined): Tri {
  const wanted = read(expected);
  const given = read(actual);
  return wanted === undefined || given === undefined ? 'unknown' : wanted === given;
}

function boolean(text: string): string | undefined {
  const folded = text.trim().toLowerCase();
  return folded === 'true' || folded === 'false' ? folded : undefined;
}

/** Both sides are in base64, and equal bytes are equal texts but for the padding. */
function base64(text: string): string | undefined {
  return /^[A-Za-z0-9+/]*={0,2}$/u.test(text) ? text.replace(/=+$/u, '') : undefined;
}

function compareAddress(expected: string, actual: string): Tri {
  const wanted = ipRange(expected);
  const given = ipRange(actual);
  if (wanted === undefined || given === undefined) return 'unknown';
  if (holdsRange(wanted, given)) return true;
  // A request that is only known to come from a range may come from the part that both share.
  return rangesMeet(wanted, given) && 'unknown';
}

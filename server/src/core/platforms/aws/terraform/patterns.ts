import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import type { TextRange } from '../../../text/textRange.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import { entryAt, mappingAt, scalarAt, sequenceAt } from './build.js';

/*
 * Terraform's regular expressions are those of RE2, which never take long. A part of them means the same to JavaScript,
 * and takes no long time there either; any other is left open.
 * https://developer.hashicorp.com/terraform/language/functions/regex
 */

const LONGEST_PATTERN = 200;
const LONGEST_TEXT = 2_000;
const MOST_REPEATS = 4;
const MOST_MATCHES = 100;
/** Flags, anchors and classes that JavaScript has not or means otherwise, and repeats of what is in brackets. */
const OTHERWISE = /\\[AzQECpPaGK\d]|\[\[:|\(\?(?!:|P?<)|\)[*+{]|[*+?}]\+/u;

/** The same for JavaScript; undefined where it may mean something else, or take long. */
function compiled(pattern: string, flags: string): RegExp | undefined {
  if (pattern.length > LONGEST_PATTERN || OTHERWISE.test(pattern)) return undefined;
  if ((pattern.match(/[*+{]/gu)?.length ?? 0) > MOST_REPEATS) return undefined;
  try {
    return new RegExp(pattern.replaceAll('(?P<', '(?<'), `u${flags}`);
  } catch {
    return undefined;
  }
}

function readable(text: string): boolean {
  return text.length <= LONGEST_TEXT && !text.includes(UNKNOWN_PART);
}

/** What `replace` gives for a pattern between slashes; undefined where that is not worked out. */
export function replacedBy(pattern: string, text: string, other: string): string | undefined {
  const expression = readable(text) ? compiled(pattern, 'g') : undefined;
  // `$1` and `${name}` are RE2's way of naming what was found; a dollar sign is `$$`.
  if (expression === undefined || /\$(?!\d|\$|\{\d+\})/u.test(other)) return undefined;
  return text.replace(expression, other.replace(/\$\{(\d+)\}/gu, '$$$1'));
}

/** The first match; undefined where there is none, which Terraform refuses, or where it is not worked out. */
export function firstMatch(
  pattern: string | undefined,
  text: string | undefined,
): RegExpMatchArray | undefined {
  if (pattern === undefined || text === undefined || !readable(text)) return undefined;
  return compiled(pattern, '')?.exec(text) ?? undefined;
}

/** All matches; undefined where they are not worked out. */
export function allMatches(
  pattern: string | undefined,
  text: string | undefined,
): readonly RegExpMatchArray[] | undefined {
  if (pattern === undefined || text === undefined || !readable(text)) return undefined;
  const expression = compiled(pattern, 'g');
  const found = expression && [...text.matchAll(expression)];
  return found === undefined || found.length > MOST_MATCHES ? undefined : found;
}

/** A match as Terraform gives it: the text, the list of its groups, or an object where they have names. */
export function matchNode(range: TextRange, match: RegExpMatchArray | undefined): SyntaxNode | undefined {
  if (match === undefined) return undefined;
  const [whole = '', ...groups] = match;
  const text = (group: string | undefined): SyntaxNode =>
    scalarAt(range, group ?? null, group === undefined ? 'plain' : 'double');
  if (match.groups !== undefined) {
    return mappingAt(
      range,
      Object.entries(match.groups).map(([name, group]) => entryAt(range, name, text(group))),
    );
  }
  return groups.length === 0 ? text(whole) : sequenceAt(range, groups.map(text));
}

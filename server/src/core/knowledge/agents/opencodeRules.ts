import { globCovers, globMatches, globsMeet } from './permissions/globs.js';

/*
 * How OpenCode decides on a call: the last rule that matches wins.
 * https://opencode.ai/v1/docs/permissions/ (`permission`), https://opencode.ai/v2/docs/permissions/ (`permissions`)
 */

/** What a rule says of the calls that it matches. */
export type Effect = 'allow' | 'ask' | 'deny';

/** One rule: a pattern of tools, and one of what they are used on. */
export interface OpenCodeRule<P> {
  readonly tool: string;
  readonly pattern: string;
  readonly effect: Effect;
  readonly place: P;
}

/** What is decided for a tool, or for a part of its calls. */
export interface Decided<P> {
  /** `undefined` for all calls that no other part speaks of. */
  readonly pattern: string | undefined;
  readonly effect: Effect;
  /** Patterns within it of which a later rule says something else. */
  readonly without: readonly string[];
  /** The rule that says so; `undefined` where none does. */
  readonly place: P | undefined;
}

/** What the rules, in their order, come to for one tool; `fallback` where none of them matches. */
export function decided<P>(
  rules: readonly OpenCodeRule<P>[],
  tool: string,
  fallback: Effect,
): readonly Decided<P>[] {
  const own = rules.filter((rule) => globMatches(rule.tool, tool));
  const last = own.findLastIndex(({ pattern }) => pattern === '*');
  const base = own[last];
  // What stands before a rule for every call is overruled by it.
  const parts = own.slice(last + 1);
  const effect = base?.effect ?? fallback;
  return [
    { pattern: undefined, effect, without: otherwise(parts, '*', effect), place: base?.place },
    ...parts.flatMap((part, index) => {
      const later = parts.slice(index + 1);
      if (later.some(({ pattern }) => globCovers(pattern, part.pattern))) return [];
      const { pattern, effect: says, place } = part;
      return [{ pattern, effect: says, without: otherwise(later, pattern, says), place }];
    }),
  ];
}

function otherwise<P>(later: readonly OpenCodeRule<P>[], within: string, effect: Effect): readonly string[] {
  return later
    .filter((rule) => rule.effect !== effect && rule.effect !== 'allow' && globsMeet(rule.pattern, within))
    .map(({ pattern }) => pattern);
}

import { commandGlobs, commandsCover, commandsMeet } from '../permissions/commands.js';
import { globCovers, globsMeet } from '../permissions/globs.js';
import type { Idle, PermissionRule, RuleList } from '../permissions/rule.js';
import { COMMAND_TOOLS, idleRule, parseRule, serverRuleOf, speaksOf } from '../permissions/rule.js';
import type { Origin } from '../../../model/origin.js';

/** A rule at its place in a file. */
export interface PlacedRule {
  readonly rule: PermissionRule;
  readonly list: RuleList;
  readonly origin: Origin;
}

/** The rule that a text is; `undefined` for a text that is none. */
export function placedRule(text: string, list: RuleList, origin: Origin): PlacedRule | undefined {
  const rule = parseRule(text);
  return rule && { rule, list, origin };
}

/** Whether every call that `inner` matches is matched by `outer` too. */
export function covers(outer: PlacedRule, inner: PlacedRule): boolean {
  return isAsked(outer) && namesAll(outer, inner) && reachesAll(outer.rule, inner.rule);
}

/** Whether another rule of the same list already says what a rule without effect was meant to say. */
export function isSaidElsewhere(
  { repair }: Idle,
  { list, origin }: PlacedRule,
  near: (placed: PlacedRule) => readonly PlacedRule[],
): boolean {
  const meant = repair === undefined ? undefined : placedRule(repair, list, origin);
  if (meant === undefined) return false;
  // Whoever may not read a file may not edit it either: https://code.claude.com/docs/en/permissions#read-and-edit
  const reading =
    list === 'deny' ? placedRule((repair ?? '').replace(/^Edit\(/u, 'Read('), list, origin) : undefined;
  return [meant, ...(reading === undefined ? [] : [reading])].some((one) =>
    near(one).some((other) => covers(other, one)),
  );
}

/** Whether some call is matched by both. */
export function meets(a: PlacedRule, b: PlacedRule): boolean {
  if (!isAsked(a) || !(namesAll(a, b) || namesAll(b, a))) return false;
  const { rule: x } = a;
  const { rule: y } = b;
  if (x.specifier === undefined || y.specifier === undefined) return true;
  if (COMMAND_TOOLS.has(x.tool)) return commandsMeet(commandGlobs(x.specifier), commandGlobs(y.specifier));
  return x.specifier === y.specifier || globsMeet(pathGlob(x.specifier), pathGlob(y.specifier));
}

/** A rule that Claude Code never asks covers nothing. */
function isAsked({ rule, list }: PlacedRule): boolean {
  return idleRule(rule, list) === undefined;
}

function namesAll(outer: PlacedRule, inner: PlacedRule): boolean {
  const { tool } = outer.rule;
  if (outer.list !== 'allow' && tool.includes('*') && globCovers(tool, inner.rule.tool)) return true;
  const own = serverRuleOf(outer.rule);
  const other = serverRuleOf(inner.rule);
  if (own !== undefined && other !== undefined) {
    if (own.server !== other.server) return false;
    return own.tool === undefined || (other.tool !== undefined && globCovers(own.tool, other.tool));
  }
  return speaksOf(outer.rule, inner.rule.tool);
}

function reachesAll(outer: PermissionRule, inner: PermissionRule): boolean {
  if (outer.specifier === undefined) return true;
  if (inner.specifier === undefined) return false;
  if (COMMAND_TOOLS.has(outer.tool)) {
    return commandsCover(commandGlobs(outer.specifier), commandGlobs(inner.specifier));
  }
  return (
    outer.specifier === inner.specifier || globCovers(pathGlob(outer.specifier), pathGlob(inner.specifier))
  );
}

/** Close enough for comparing two rules of one file: `**` and `*` are both a star. */
export function pathGlob(specifier: string): string {
  return specifier.replace(/^\.\//u, '').replace(/\*{2,}/gu, '*');
}

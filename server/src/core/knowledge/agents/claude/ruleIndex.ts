import { HeadIndex, headOf } from '../../../patterns/headIndex.js';
import { commandGlobs } from '../permissions/commands.js';
import type { PermissionRule } from '../permissions/rule.js';
import { COMMAND_TOOLS, serverRuleOf, toolFamily } from '../permissions/rule.js';
import type { PlacedRule } from './placedRules.js';
import { pathGlob } from './placedRules.js';

/** Stands between the parts of a head, in no name. */
const AND_THEN = '\n';
const STAR = /\*/u;

/** Rules by what they speak of: those that may say something of a call are found without a look at all others. */
export class RuleIndex {
  readonly #byHead: HeadIndex<PlacedRule>;

  constructor(readonly rules: readonly PlacedRule[]) {
    this.#byHead = new HeadIndex(rules, ({ rule }) => headsOf(rule));
  }

  /** Rules some of whose calls may be calls of this one too, in their order. */
  near({ rule }: Pick<PlacedRule, 'rule'>): readonly PlacedRule[] {
    return this.#byHead.near(headsOf(rule));
  }
}

/** What every call begins with that a rule may match: the family of its tool, then its command, path or name. */
function headsOf(rule: PermissionRule): readonly string[] {
  const { tool, specifier } = rule;
  const server = serverRuleOf(rule);
  if (server !== undefined && !server.server.includes('*')) {
    return [`mcp__${server.server}${AND_THEN}${headOf(server.tool ?? '', STAR)}`];
  }
  // A star in the name of a tool may stand for any family.
  if (tool.includes('*')) return [tool.startsWith('mcp__') ? 'mcp__' : ''];
  const family = toolFamily(tool) + AND_THEN;
  if (specifier === undefined) return [family];
  const globs = COMMAND_TOOLS.has(tool) ? commandGlobs(specifier) : [pathGlob(specifier)];
  return globs.map((glob) => family + headOf(glob, STAR));
}

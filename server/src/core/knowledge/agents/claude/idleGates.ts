import { COMMAND_TOOLS, idleRule } from '../permissions/rule.js';
import { ruleReach } from './ruleReach.js';
import type { Gate } from '../../../model/facts.js';
import type { Permissions } from './allowed.js';
import type { PlacedRule } from './placedRules.js';
import { covers, isSaidElsewhere } from './placedRules.js';
import { RuleIndex } from './ruleIndex.js';
import { quoted } from '../../../text/quoted.js';

/** Whether a command that runs is kept from files and hosts by more than the text of the rules. */
export interface Enforcement {
  readonly sandboxed: boolean;
  readonly autoAllows: boolean;
}

/** Deny and ask rules that look like gates and are none. */
export function idleGates(permissions: Permissions, enforcement: Enforcement): readonly Gate[] {
  const { ask, deny } = permissions;
  const lists = [new RuleIndex(deny), new RuleIndex(ask)];
  const never = lists.flatMap((list) => list.rules.flatMap((placed) => neverAsked(placed, list) ?? []));
  return [
    ...never,
    ...goneRound(permissions, lists, enforcement),
    ...(enforcement.autoAllows ? ask.flatMap((placed) => skipped(placed) ?? []) : []),
  ];
}

function neverAsked(placed: PlacedRule, together: RuleIndex): Gate | undefined {
  const { rule, list, origin } = placed;
  const idle = idleRule(rule, list);
  if (idle === undefined || isSaidElsewhere(idle, placed, (meant) => together.near(meant))) return undefined;
  return {
    id: `rule-idle:${list}:${rule.text}`,
    kind: list === 'ask' ? 'human-in-the-loop' : 'condition',
    state: 'ineffective',
    name: rule.text.trim(),
    why: idle.why,
    ...(idle.repair === undefined ? {} : { repair: idle.repair }),
    origin,
  };
}

/**
 * A command that runs whatever it is given does what a denied one would have done. Deny rules for files hold for the
 * agent's own tools and for commands that it knows, not for programs that open files themselves:
 * https://code.claude.com/docs/en/permissions#read-and-edit
 */
function goneRound(
  { allow, deny }: Permissions,
  before: readonly RuleIndex[],
  { sandboxed }: Enforcement,
): readonly Gate[] {
  const open = allow.find(
    (placed) =>
      COMMAND_TOOLS.has(placed.rule.tool) &&
      ruleReach(placed.rule).reach.runsAnything === true &&
      !before.some((list) => list.near(placed).some((candidate) => covers(candidate, placed))),
  );
  if (open === undefined) return [];
  const by = `${quoted(open.rule.text.trim())} under \`allow\``;
  const effective = deny.filter(
    ({ rule, list }) => idleRule(rule, list) === undefined && rule.specifier !== undefined,
  );
  const files = effective.filter(({ rule }) => rule.tool === 'Read' || rule.tool === 'Edit');
  const commands = effective.filter(
    (placed) => COMMAND_TOOLS.has(placed.rule.tool) && placed.rule.specifier !== undefined,
  );
  return [
    ...(sandboxed
      ? []
      : together(
          files,
          'files',
          `${by} runs programs that open files themselves, where rules for files do not hold`,
          'Only the sandbox keeps them out: switch it on, or name the commands that may run.',
        )),
    ...together(
      commands,
      'commands',
      `${by} runs any program, and another program, or a script, does what this one would`,
      'Name the commands that may run.',
    ),
  ];
}

/** One cause is told once: at the first of the rules. */
function together(rules: readonly PlacedRule[], what: string, why: string, advice: string): readonly Gate[] {
  const [first, ...others] = rules;
  if (first === undefined) return [];
  const name = quoted(first.rule.text.trim());
  return [
    {
      id: `deny-gone-round:${what}`,
      kind: 'condition',
      state: 'ineffective',
      name: others.length === 0 ? name : `${name} (and ${String(others.length)} more)`,
      why,
      advice,
      origin: first.origin,
    },
  ];
}

/** https://code.claude.com/docs/en/permissions#how-permissions-interact-with-sandboxing */
function skipped({ rule, origin }: PlacedRule): Gate | undefined {
  if (rule.tool !== 'Bash' || rule.specifier !== undefined) return undefined;
  return {
    id: 'ask-skipped:sandbox',
    kind: 'human-in-the-loop',
    state: 'ineffective',
    name: rule.text.trim(),
    why: 'with `sandbox.autoAllowBashIfSandboxed`, which is on unless it is switched off, a command in the sandbox runs without this question',
    origin,
  };
}

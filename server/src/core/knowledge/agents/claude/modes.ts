import { decide } from '../permissions/decide.js';
import { COMMAND_TOOLS } from '../permissions/rule.js';
import type { Call, Mode, Outcome, Policy } from '../permissions/decide.js';
import { builtinTool } from '../builtinTools.js';
import type { ToolReach } from '../toolReach.js';
import { ANY_COMMAND, THIS_WORKSPACE, plainReach } from '../toolReach.js';
import type { Gate, Grant } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import { toolGrant } from '../toolGrant.js';
import type { Permissions } from './allowed.js';
import { quoted } from '../../../text/quoted.js';

const MODES: ReadonlyMap<string, Mode> = new Map([
  ['default', 'default'],
  ['manual', 'default'],
  ['acceptEdits', 'acceptEdits'],
  ['plan', 'plan'],
  ['auto', 'auto'],
  ['dontAsk', 'dontAsk'],
  ['bypassPermissions', 'bypassPermissions'],
]);

/** The mode that a word names; `undefined` for a word that is none. */
export function modeOf(text: string | undefined): Mode | undefined {
  return text === undefined ? undefined : MODES.get(text);
}

/** What decides over the calls that no rule names. */
export interface Standing {
  readonly mode: Mode;
  /** Whether the mode is written here, and where, or where it would be. */
  readonly declared: boolean;
  readonly origin: Origin;
  readonly autoAllows: boolean;
  readonly contained: boolean;
  /** Whether somebody can be asked at all. */
  readonly attended: boolean;
}

const PROMPT = 'prompt';
const CLASSIFIER = 'classifier';

const FILE = '/workspace/a-file-that-no-rule-names';
const BY_FILE: ReadonlySet<string> = new Set('Edit Write MultiEdit NotebookEdit Read Grep Glob'.split(' '));

/** A call of a tool that stands for those which no rule names. */
export function callOf(tool: string): Call {
  if (COMMAND_TOOLS.has(tool)) return { tool, command: 'a-program-that-no-rule-names' };
  if (tool === 'WebFetch') return { tool, host: 'a-host-that-no-rule-names' };
  return BY_FILE.has(tool) ? { tool, path: FILE } : { tool };
}

const OTHERS: readonly (readonly [string, ToolReach])[] = [
  ['Bash', { ...ANY_COMMAND }],
  ['Edit', reachOf('Edit')],
  ['Read', reachOf('Read')],
  ['WebFetch', reachOf('WebFetch')],
];

const PLACES = { cwd: '/workspace', root: '/workspace', home: '/home/anybody' };

function reachOf(tool: string): ToolReach {
  return builtinTool(tool) ?? { system: THIS_WORKSPACE, access: 'read', opens: `use ${quoted(tool)}` };
}

/** What the agent's own tools may do beyond the rules, and what stands before that. */
export function standingTools(
  permissions: Permissions,
  standing: Standing,
): { readonly grants: readonly Grant[]; readonly gates: readonly Gate[] } {
  const policy = policyOf(permissions, standing);
  const used = new Set<string>();
  const grants = OTHERS.flatMap(([action, reach]) => {
    if (permissions.allow.some(({ rule }) => rule.tool === action && rule.specifier === undefined)) return [];
    const outcome = decide(callOf(action), policy);
    if (outcome === 'deny' || (outcome === 'ask' && !standing.attended)) return [];
    const gates = gatesOfOutcome(outcome);
    for (const gate of gates) used.add(gate);
    const plain = plainReach(reach);
    const inSandbox =
      action === 'Bash' &&
      standing.autoAllows &&
      outcome === 'allow' &&
      standing.mode !== 'bypassPermissions';
    return [
      toolGrant({
        action,
        reach: inSandbox
          ? { ...plain, system: THIS_WORKSPACE, opens: 'run any command in the sandbox' }
          : plain,
        origin: standing.origin,
        gates,
        certainty: standing.declared ? 'declared' : 'platform-default',
        declaredFor: standing.declared ? 'session' : 'default',
      }),
    ];
  });
  return { grants, gates: standingGates(standing).filter(({ id }) => used.has(id)) };
}

function policyOf(permissions: Permissions, standing: Standing): Policy {
  const rules = (list: 'allow' | 'ask' | 'deny'): Policy['allow'] =>
    permissions[list].map(({ rule }) => rule);
  return {
    allow: rules('allow'),
    ask: rules('ask'),
    deny: rules('deny'),
    mode: standing.mode,
    sandboxed: standing.autoAllows,
    places: PLACES,
  };
}

/** What becomes of one call. */
export function outcomeOf(call: Call, permissions: Permissions, standing: Standing): Outcome {
  return decide(call, policyOf(permissions, standing));
}

/** Ids of the gates that an outcome is. */
export function gatesOfOutcome(outcome: Outcome): readonly string[] {
  if (outcome === 'allow') return [];
  return [outcome === 'reviewed' ? CLASSIFIER : PROMPT];
}

/** The gates before what no rule allows, of which the mode decides. */
export function standingGates({ declared, origin }: Standing): readonly Gate[] {
  return [
    {
      id: PROMPT,
      kind: 'human-in-the-loop',
      state: declared ? 'enforced' : 'assumed',
      name: 'question before what no rule allows',
      why: declared
        ? 'Claude Code asks a person before it does what no rule allows'
        : 'Claude Code asks unless it is started in a mode that does not; on some plans a classifier decides by default',
      origin,
    },
    {
      id: CLASSIFIER,
      kind: 'condition',
      state: 'assumed',
      name: 'classifier of auto mode',
      why: 'A model reviews each action in the place of a person, which lowers the risk and does not rule it out',
      origin,
    },
  ];
}

/** The gate that a mode takes away. */
export function bypass(
  { mode, declared, origin }: Pick<Standing, 'mode' | 'declared' | 'origin'>,
  repair: string | undefined,
): Gate | undefined {
  if (mode !== 'bypassPermissions' || !declared) return undefined;
  return {
    id: 'approval-off:bypassPermissions',
    kind: 'human-in-the-loop',
    state: 'ineffective',
    name: 'permission prompts',
    why: '`bypassPermissions` skips every question that no ask rule demands',
    ...(repair === undefined ? {} : { repair }),
    origin,
  };
}

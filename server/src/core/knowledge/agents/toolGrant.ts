import { sensitivityOf } from '../names/words.js';
import type { ToolReach } from './toolReach.js';
import type { Breadth } from '../../model/breadth.js';
import type { EvidenceItem, Grant, Sensitivity } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import type { Certainty } from '../../model/vocabulary.js';
import { quoted } from '../../text/quoted.js';

/** A tool, or a pattern of its calls, that an agent may use. */
export interface ToolGrant {
  /** As a reader knows it: the rule, or the tool's name. */
  readonly action: string;
  readonly reach: ToolReach;
  readonly origin: Origin;
  readonly gates: readonly string[];
  readonly certainty?: Certainty;
  readonly declaredFor?: Grant['declaredFor'];
  /** How a specifier that could stand in its place is written; absent where none can. */
  readonly written?: (specifier: string) => string;
  /** What is taken out of it by other rules, as written. */
  readonly without?: readonly string[];
  readonly unneeded?: EvidenceItem;
  /** Names that tell whether production, money or an administration is reached. */
  readonly named?: string;
}

export function toolGrant(tool: ToolGrant): Grant {
  const { action, reach, origin, gates, unneeded, without = [] } = tool;
  const breadth = breadthOf(tool);
  const sensitivity = reach.access === 'read' ? [] : sensitivityIn(tool.named ?? '', reach);
  return {
    action,
    right: action,
    access: reach.access,
    system: reach.system,
    resource: reach.system.name,
    certainty: tool.certainty ?? 'declared',
    declaredFor: tool.declaredFor ?? 'session',
    evidence: unneeded === undefined ? 'unknown' : 'unneeded',
    evidenceFrom: unneeded === undefined ? [] : [unneeded],
    gates,
    opens: reach.opens,
    ...(reach.conversational === undefined ? {} : { conversational: reach.conversational }),
    ...(breadth === undefined ? {} : { breadth: [breadth] }),
    ...(sensitivity.length === 0 ? {} : { sensitivity }),
    ...(without.length === 0 ? {} : { attributes: { except: without } }),
    via: [],
    origin,
  };
}

function breadthOf({ action, reach, origin, written, without = [] }: ToolGrant): Breadth | undefined {
  if (reach.breadth === undefined) return undefined;
  const { form, covers, whole, options } = reach.breadth;
  const [first, ...others] = without;
  const more = others.length === 0 ? '' : ` and ${String(others.length)} more`;
  return {
    dimension: 'action',
    form,
    text: action,
    covers: first === undefined ? covers : `${covers}, except ${quoted(first)}${more}`,
    whole,
    narrowable: written !== undefined && options.length > 0,
    options:
      written === undefined
        ? []
        : options.map((option) => ({ ...option, values: option.values.map(written) })),
    origin,
  };
}

const MOVES = /deploy|release|migrat|push|apply|promote|publish|seed|prod_?db|database|psql|mysql/iu;

/** What a name says of a reach that writes: a build for production is no deployment to it. */
function sensitivityIn(named: string, { system }: ToolReach): readonly Sensitivity[] {
  // A list of tasks is no master of anything.
  const kinds = sensitivityOf(named.replace(/task-?_?master/giu, ''));
  return kinds.filter((kind) => {
    if (kind === 'publishing' || kind === 'customer-data') return false;
    return system.kind !== 'tool' || (kind === 'production' && MOVES.test(named));
  });
}

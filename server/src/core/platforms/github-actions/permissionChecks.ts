import { PERMISSION_QUERY } from '../../knowledge/actions/permissionChecks.js';
import type { Gate } from '../../model/facts.js';
import type { Reading } from './reading.js';
import { codeOf } from './strangers/scripts.js';
import type { StepAsks } from './strangers/whoAsked.js';
import { askedBy } from './strangers/whoAsked.js';
import type { Job, Step } from './workflow.js';

const CHECK = /^(check|tells|own):step-(\d+)$/u;

/** A gate that stands in a step. */
export interface CheckedInStep {
  /** From 1. */
  readonly number: number;
  /** A `check` ends the job; one that `tells` holds back the steps that ask for its answer; its `own` only itself. */
  readonly kind: 'check' | 'tells' | 'own';
}

/** Where in this job a gate checks; `undefined` for a gate that stands before all of its steps. */
export function checkedInStep(gate: string): CheckedInStep | undefined {
  const [, kind, number] = CHECK.exec(gate) ?? [];
  return kind === undefined ? undefined : { number: Number(number), kind: kind as CheckedInStep['kind'] };
}

/**
 * Steps that ask what whoever started the run may do, and whose answer matters: a no ends the job, or can be asked for by
 * later steps. One that only prints is none.
 */
export function permissionChecks(reading: Reading, job: Job): readonly Gate[] {
  return job.steps.flatMap((step) => {
    const asks = askedBy(reading, step);
    const kind = kindOf(step, asks);
    if (kind === undefined) return [];
    const proves = asks.says === 'proves';
    return [
      {
        id: `${kind}:step-${String(step.number)}`,
        kind: 'condition' as const,
        state: proves ? ('enforced' as const) : ('assumed' as const),
        name: `permission check in ${step.label}`,
        ...(proves ? {} : { holdsIf: `${step.label} refuses whoever may not write` }),
        why: proves
          ? PROVES[kind]
          : 'it asks who started the run; what becomes of the answer is not followed here',
        origin: reading.originOf(step.uses ?? step.node.entries[0]?.key ?? step.node),
      },
    ];
  });
}

const PROVES: Readonly<Record<CheckedInStep['kind'], string>> = {
  check: 'it asks what whoever started the run may do, and fails where that is too little',
  tells: 'it asks what whoever started the run may do, and later steps run only where that is enough',
  own: 'it asks what whoever started the run may do, and does nothing where that is too little',
};

function kindOf(step: Step, { says, fails, onlyItself }: StepAsks): CheckedInStep['kind'] | undefined {
  if (says !== 'proves' && says !== 'asks') return undefined;
  if (onlyItself) return 'own';
  if (fails) return says === 'proves' || asksForSure(step) ? 'check' : undefined;
  return step.id === undefined ? undefined : 'tells';
}

/** A name that is compared, or a query: that a script mentions who acted says little. */
const COMPARES =
  /(?:head\.repo|head_repository|isCrossRepository|\.user\.login|\bactor|sender\.login|author_?association)[^\n]{0,80}(?:===?|!==?|\bincludes\b)|\[\[?\s+["']?\$\{?\w*(?:ACTOR|USER|AUTHOR|LOGIN|SENDER|ASSOCIATION|HEAD_REPO|FORK)\w*\}?["']?\s+(?:=|==|!=)\s|case\s+["']?\$\{?\w*(?:ACTOR|USER|AUTHOR|ASSOCIATION)/iu;

function asksForSure(step: Step): boolean {
  const code = codeOf(step);
  return code === undefined || PERMISSION_QUERY.test(code.text) || COMPARES.test(code.text);
}

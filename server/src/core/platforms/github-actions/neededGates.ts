import type { Gate } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import type { Condition } from './conditions.js';
import { overridesFailure } from './conditions.js';
import { oneOf } from './expressions/abstractValue.js';
import { isOperation } from './expressions/ast.js';
import { truth } from './expressions/evaluate.js';
import type { Reading } from './reading.js';
import type { Job } from './workflow.js';

/** A gate of a job that others need: where it stands, they tell where they say that they need it. */
export type BeyondGate = Omit<Gate, 'origin'>;

/** The gates that a job hands on to those that need it: its own, and those of the jobs that it needs. */
export interface GatesBeyond {
  readonly gates: readonly BeyondGate[];
  /** Whether there are more than are told. */
  readonly isCut: boolean;
}

/** More different gates before a job than that are not told; nobody sets up so many. */
export const MOST_GATES_BEYOND = 64;

/** What stands before all jobs that need this one. */
export function gatesBeyond(job: Job, own: readonly Gate[], needed: NeededGates): GatesBeyond {
  const named = own.map((gate) => ({ ...gate, name: `${gate.name} of job ${job.id}` }));
  const { gates, isCut } = firstAndLast([...named, ...needed.gates].map(placeless));
  return { gates, isCut: isCut || needed.isCut };
}

/** The gates before a job by the jobs that it needs. */
export interface NeededGates {
  readonly gates: readonly Gate[];
  readonly isCut: boolean;
}

/**
 * What is checked in a job stands before all jobs that need it, unless they also run when it was refused.
 *
 * @param beyond what a needed job hands on; `undefined` for one that is not in the workflow
 */
export function neededGates(
  reading: Reading,
  job: Job,
  condition: Condition | undefined,
  beyond: (id: string) => GatesBeyond | undefined,
): NeededGates {
  let isCut = false;
  const gates = job.needs.flatMap(({ id, node }) => {
    const before = beyond(id);
    if (before === undefined) return [];
    isCut ||= before.isCut;
    if (condition === undefined || !overridesFailure(condition) || !ignoresResult(condition, id)) {
      const origin = reading.originOf(node);
      return before.gates.map((gate) => handedOn(gate, origin));
    }
    return before.gates
      .filter(({ kind }) => kind === 'approval')
      .map((gate) => bypassed(reading, gate, condition, id));
  });
  return { gates, isCut };
}

function handedOn(gate: BeyondGate, origin: Origin): Gate {
  const how = gate.state === 'ineffective' ? 'bypassed' : 'needs';
  return { ...gate, id: `${how}:${bareId(gate.id)}`, origin };
}

function placeless(gate: Gate): BeyondGate {
  const copy: BeyondGate & { origin?: Origin } = { ...gate };
  delete copy.origin;
  return copy;
}

/**
 * Of gates with the same id the first and the last: the one tells the order and the other the words, whatever is done
 * with them further on. So the lists stay short, over however many paths a gate is reached.
 */
function firstAndLast(gates: readonly BeyondGate[]): GatesBeyond {
  const last = new Map(gates.map((gate, at) => [gate.id, at]));
  const seen = new Set<string>();
  let isCut = false;
  const kept = gates.filter(({ id }, at) => {
    const isFirst = !seen.has(id);
    if (isFirst && seen.size >= MOST_GATES_BEYOND) {
      isCut = true;
      return false;
    }
    seen.add(id);
    return isFirst || last.get(id) === at;
  });
  return { gates: kept, isCut };
}

/** A gate that the job passes by; nothing that the configuration declares of it changes that, so it has no key. */
function bypassed(
  reading: Reading,
  { id, kind, name }: BeyondGate,
  condition: Condition,
  needed: string,
): Gate {
  return {
    id: `bypassed:${bareId(id)}`,
    kind,
    state: 'ineffective',
    name,
    why: `\`if: ${condition.text}\` lets it run also when ${name} was refused`,
    ...(condition.expression === undefined
      ? {}
      : {
          repair: `${isOperation(condition.expression) ? `(${condition.text})` : condition.text} && needs.${needed}.result == 'success'`,
        }),
    origin: reading.originOf(condition.node),
  };
}

/** A gate's id without how it came here, which names its job only once however many jobs lie between. */
function bareId(id: string): string {
  return id.replace(/^(?:(?:needs|bypassed):)+/u, '');
}

/** Whether the condition can hold although the needed job failed or was skipped. */
function ignoresResult(condition: Condition, neededJob: string): boolean {
  if (condition.expression === undefined) return true;
  // A job whose approval was refused has failed; one that is skipped was left out on purpose.
  const results = ['failure', 'cancelled'];
  const { canBeTrue } = truth(condition.expression, (path) =>
    path === `needs.${neededJob.toLowerCase()}.result` || path === 'needs.*.result'
      ? path === 'needs.*.result'
        ? { kind: 'list', items: [oneOf('failure')] }
        : oneOf(...results)
      : undefined,
  );
  // `success()` and `!failure()` come out as either; they do hold back a job whose need was refused.
  return canBeTrue && !/\bsuccess\(\)|!\s*failure\(\)/u.test(condition.text);
}

import type { Gate } from '../../model/facts.js';
import type { Condition } from './conditions.js';
import { overridesFailure } from './conditions.js';
import { oneOf } from './expressions/abstractValue.js';
import { isOperation } from './expressions/ast.js';
import { truth } from './expressions/evaluate.js';
import type { Reading } from './reading.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import type { Job } from './workflow.js';
import { gateWords } from '../../model/words.js';

/** A gate of a job that others need. */
interface BeyondGate {
  /** Where it stands does not matter: they tell where they say that they need the job. */
  readonly gate: Gate;
  readonly name: string;
  /** Its id without how it came here, which names its job only once however many jobs lie between. */
  readonly bareId: string;
}

/** The gates that a job hands on to those that need it: its own, and those of the jobs that it needs. */
export interface GatesBeyond {
  readonly gates: readonly BeyondGate[];
  /** Whether there are more than are told. */
  readonly isCut: boolean;
}

/** More different gates before a job than that are not told; nobody sets up so many. */
export const MOST_GATES_BEYOND = 32;

/** What stands before all jobs that need this one. */
export function gatesBeyond(job: Job, own: readonly Gate[], needed: NeededGates): GatesBeyond {
  const found = new FirstAndLast<BeyondGate>();
  for (const gate of own) found.add(gate.id, () => beyond(gate, `${gate.name} of job ${job.id}`));
  for (const gate of needed.gates) found.add(gate.id, () => beyond(gate, gate.name));
  return { gates: found.kept(), isCut: needed.isCut || found.isCut };
}

/** The gates before a job by the jobs that it needs. */
export interface NeededGates {
  readonly gates: readonly Gate[];
  readonly isCut: boolean;
}

/**
 * What is checked in a job stands before all jobs that need it, unless they also run when it was refused.
 *
 * @param beyondOf what a needed job hands on; `undefined` for one that does not come before
 */
export function neededGates(
  reading: Reading,
  job: Job,
  condition: Condition | undefined,
  beyondOf: (id: string) => GatesBeyond | undefined,
): NeededGates {
  const found = new FirstAndLast<Gate>();
  let isCut = false;
  const environment = get(job.node, 'environment');
  const own = `environment:${textOf(environment?.kind === 'mapping' ? get(environment, 'name') : environment) ?? ''}`;
  for (const { id, node } of job.needs) {
    const before = beyondOf(id);
    if (before === undefined || before.gates.length === 0) continue;
    isCut ||= before.isCut;
    if (condition === undefined || !overridesFailure(condition) || !ignoresResult(condition, id)) {
      const origin = reading.originOf(node);
      for (const { gate, name, bareId } of before.gates) {
        const handedOn = `${gate.state === 'ineffective' ? 'bypassed' : 'needs'}:${bareId}`;
        found.add(handedOn, () => ({ ...gate, id: handedOn, name, origin }));
      }
    } else {
      for (const gate of before.gates) {
        // A job that names the same environment asks there again.
        if (gate.gate.kind !== 'approval' || gate.bareId === own) continue;
        found.add(`bypassed:${gate.bareId}`, () => bypassed(reading, gate, condition, id));
      }
    }
  }
  return { gates: found.kept(), isCut: isCut || found.isCut };
}

function beyond(gate: Gate, name: string): BeyondGate {
  return { gate, name, bareId: gate.id.replace(/^(?:(?:needs|bypassed):)+/u, '') };
}

/** Whether the same is handed on, wherever it stands. */
export function sameBeyond(a: GatesBeyond, b: GatesBeyond): boolean {
  return (
    a.isCut === b.isCut &&
    a.gates.length === b.gates.length &&
    a.gates.every((one, at) => {
      const other = b.gates[at];
      return other?.name === one.name && TOLD.every((key) => other.gate[key] === one.gate[key]);
    })
  );
}

/** All of a gate but its name and place. */
const TOLD = [
  'id',
  'kind',
  'state',
  'why',
  'key',
  'repair',
  'repairTitle',
  'advice',
] as const satisfies readonly Exclude<keyof Gate, 'origin' | 'name'>[];

/**
 * Of gates with the same id the first and the last: the one tells the order and the other the words, whatever is done
 * with them further on. So the lists stay short, over however many paths a gate is reached, and only what is kept is
 * made.
 */
class FirstAndLast<T> {
  readonly #found = new Map<string, { first: Placed<T>; last: Placed<T> }>();
  #count = 0;
  /** Whether there were more than are kept. */
  isCut = false;

  add(id: string, make: () => T): void {
    const placed = { at: this.#count++, make };
    const known = this.#found.get(id);
    if (known !== undefined) known.last = placed;
    else if (this.#found.size >= MOST_GATES_BEYOND) this.isCut = true;
    else this.#found.set(id, { first: placed, last: placed });
  }

  kept(): readonly T[] {
    return [...this.#found.values()]
      .flatMap(({ first, last }) => (first === last ? [first] : [first, last]))
      .sort((a, b) => a.at - b.at)
      .map(({ make }) => make());
  }
}

interface Placed<T> {
  readonly at: number;
  readonly make: () => T;
}

/** A gate that the job passes by; nothing that the configuration declares of it changes that, so it has no key. */
function bypassed(
  reading: Reading,
  { bareId, name, gate: { kind } }: BeyondGate,
  condition: Condition,
  needed: string,
): Gate {
  return {
    id: `bypassed:${bareId}`,
    kind,
    state: 'ineffective',
    name,
    why: `${gateWords(`if: ${condition.text}`)} lets it run also when ${name} was refused`,
    ...(condition.expression === undefined
      ? {}
      : {
          repair: `${isOperation(condition.expression) ? `(${condition.text})` : condition.text} && needs.${needed}.result == 'success'`,
        }),
    origin: reading.originOf(condition.node),
  };
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

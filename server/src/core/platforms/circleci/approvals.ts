import type { Invocation, Requirement } from './invocations.js';
import type { Cause, Run, WorkflowRuns } from './runs.js';
import type { Candidate } from './refs.js';

/** Approval jobs, each with the requirement by which a job waits for it. */
export type Before = ReadonlyMap<Invocation, Requirement>;

/** The approvals that one run of a job waits for. What is filtered out for a run is not waited for. */
class Approvals {
  readonly #known = new Map<Invocation, Before>();

  constructor(
    readonly workflow: WorkflowRuns,
    readonly run: Run,
  ) {}

  before(invocation: Invocation, depth = 0): Before {
    const known = this.#known.get(invocation);
    if (known !== undefined || depth > DEEPEST) return known ?? new Map();
    const found = new Map<Invocation, Requirement>();
    this.#known.set(invocation, found);
    const { cause, candidate } = this.run;
    for (const requirement of invocation.requires) {
      for (const needed of this.workflow.needed(requirement)) {
        if (this.workflow.runs(needed, cause, candidate) === 'no') continue;
        if (needed.kind === 'approval') found.set(needed, requirement);
        // A job that also starts when this one did not succeed does not wait for what stands before it.
        if (requirement.statuses.some((status) => status !== 'success')) continue;
        for (const [approval] of this.before(needed, depth + 1)) {
          if (!found.has(approval)) found.set(approval, requirement);
        }
      }
    }
    return found;
  }
}

/** More jobs in a row than anybody writes. */
const DEEPEST = 200;

/** The approvals of a workflow's runs, worked out once for each. */
export class ApprovalIndex {
  readonly #known = new Map<Candidate, Map<Cause, Approvals>>();

  constructor(readonly workflow: WorkflowRuns) {}

  of(run: Run): Approvals {
    const byCause = this.#known.get(run.candidate) ?? new Map<Cause, Approvals>();
    this.#known.set(run.candidate, byCause);
    const known = byCause.get(run.cause) ?? new Approvals(this.workflow, run);
    byCause.set(run.cause, known);
    return known;
  }
}

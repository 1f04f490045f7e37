import { ByNode } from '../../pipelines/byNode.js';
import type { Invocation, Requirement } from './invocations.js';
import type { Cause, Run, WorkflowRuns } from './runs.js';
import type { Candidate } from './refs.js';

/** Approval jobs, each with the requirement by which a job waits for it. */
export type Before = ReadonlyMap<Invocation, Requirement>;

/** The approvals that one run of a job waits for. What is filtered out for a run is not waited for. */
class Approvals {
  readonly #before = new ByNode<Invocation, Before>(
    (invocation) => this.#waitsFor(invocation).map(({ needed }) => needed),
    (invocation, of) => {
      const found = new Map<Invocation, Requirement>();
      for (const { needed, requirement } of this.#waitsFor(invocation)) {
        if (needed.kind === 'approval') found.set(needed, requirement);
        // A job that also starts when this one did not succeed does not wait for what stands before it.
        if (requirement.statuses.some((status) => status !== 'success')) continue;
        for (const approval of of(needed)?.keys() ?? []) {
          if (found.size >= MOST_APPROVALS) break;
          if (!found.has(approval)) found.set(approval, requirement);
        }
      }
      return found;
    },
  );

  constructor(
    readonly workflow: WorkflowRuns,
    readonly run: Run,
  ) {}

  before(invocation: Invocation): Before {
    return this.#before.of(invocation);
  }

  #waitsFor(invocation: Invocation): readonly Wait[] {
    const { cause, candidate } = this.run;
    return invocation.requires.flatMap((requirement) =>
      this.workflow
        .needed(requirement)
        .filter((needed) => this.workflow.runs(needed, cause, candidate) !== 'no')
        .map((needed) => ({ needed, requirement })),
    );
  }
}

/** A job that another one waits for, with the words that say so. */
interface Wait {
  readonly needed: Invocation;
  readonly requirement: Requirement;
}

/** One job may wait for all others; more approvals than that before one job are not told apart. */
export const MOST_APPROVALS = 64;

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

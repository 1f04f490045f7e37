import type { IncludedAgent } from '../../model/agentParts.js';
import type { Definition, FactProblem, Note, SessionFacts, Unknown } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { agentSessions } from './agents/agentSessions.js';
import { setupNote } from './agents/copilotSetup.js';
import type { WorkflowContext } from './lowerJob.js';
import { lowerJob } from './lowerJob.js';
import type { NeededGates } from './neededGates.js';
import { MOST_GATES_BEYOND } from './neededGates.js';
import { MOST_CONDITIONS_BEFORE } from './passing.js';
import { followReferences } from './references.js';
import { checkJob } from './shape.js';
import type { Job } from './workflow.js';
import { concurrencyKey } from './workflow.js';

/** All that one job says, by itself and by what it reads of its workflow. */
export interface JobFacts {
  /** Its own session, and those of its agents. */
  readonly sessions: readonly SessionFacts[];
  /** Its agents, for those who call the workflow. */
  readonly included: readonly IncludedAgent[];
  readonly definition: Definition;
  readonly notes: readonly Note[];
  /** Where the job itself says how many of it may run at once. */
  readonly concurrency: Origin | undefined;
  /** Shapes that GitHub refuses, as they stand, and in what the job asks for. */
  readonly shape: readonly FactProblem[];
  readonly problems: readonly FactProblem[];
}

export function jobFacts(context: WorkflowContext, job: Job, needed: NeededGates): JobFacts {
  const { reading, workflow, starts } = context;
  checkJob(reading, job, workflow);
  const shape = [...reading.problems];
  const session = lowerJob(context, job, needed.gates);
  const agents = agentSessions(context, job, session);
  const follows = starts.triggers.flatMap((trigger) => followReferences(reading, trigger));
  const limits = limitsOf(context, job, needed);
  const own = limits.length === 0 ? session : { ...session, unknowns: [...session.unknowns, ...limits] };
  const concurrency = concurrencyKey(job.node);
  return {
    sessions: [own, ...agents.map((agent) => agent.session)].map((each) =>
      follows.length === 0 ? each : { ...each, references: [...each.references, ...follows] },
    ),
    included: agents.map(({ included }) => included),
    definition: {
      space: 'session',
      key: `${reading.uri}#job:${job.id}`,
      origin: reading.originOf(job.key),
    },
    notes: setupNote(reading, job),
    concurrency: concurrency && reading.originOf(concurrency),
    shape,
    problems: reading.problems.slice(shape.length),
  };
}

/** What is not told because there is more of it than anybody writes. */
function limitsOf({ reading, starts }: WorkflowContext, job: Job, needed: NeededGates): readonly Unknown[] {
  const origin = reading.originOf(job.key);
  const limit = (what: string, most: number, of: string): Unknown => ({
    what,
    why: `more than ${String(most)} ${of} stand in the jobs that it needs`,
    origin,
  });
  return [
    ...(needed.isCut ? [limit('which gates stand before it', MOST_GATES_BEYOND, 'gates')] : []),
    ...(starts.source.passing(job).isCut
      ? [limit('which of its runs come as far', MOST_CONDITIONS_BEFORE, 'conditions')]
      : []),
  ];
}

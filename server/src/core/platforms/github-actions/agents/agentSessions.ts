import type { IncludedAgent } from '../../../model/agentParts.js';
import { bringsText } from '../../../knowledge/agents/textEvents.js';
import type { Influence, Initiator, SessionFacts } from '../../../model/facts.js';
import { isUntrusted } from '../../../model/vocabulary.js';
import { get } from '../../../syntax/syntaxTree.js';
import { guardingGates } from '../gates.js';
import type { WorkflowContext } from '../lowerJob.js';
import { checkedInStep } from '../permissionChecks.js';
import { secretUses } from '../secrets.js';
import { gateOrder } from '../stepChecks.js';
import type { Job } from '../workflow.js';
import { agentsOfStep, startsAgent } from './agentsOfStep.js';
import type { AgentStep } from './agentStep.js';
import { isOpen, isOpenToBots, openingInput } from './admission.js';
import { toolsOf } from './agentTools.js';
import { isHandedText } from './handedText.js';
import { includedAgent } from './includedAgent.js';
import { withHeld } from './held.js';

/** An agent of a job, and what it is to those who call the workflow. */
export interface AgentOfJob {
  readonly session: SessionFacts;
  readonly included: IncludedAgent;
}

/** The agents that steps of a job run, each a session of its own: what it does, nobody has written down. */
export function agentSessions(
  context: WorkflowContext,
  job: Job,
  session: SessionFacts,
): readonly AgentOfJob[] {
  return job.steps.flatMap((step, index) => {
    if (!startsAgent(step)) return [];
    const { reading, starts } = context;
    const gates = guardingGates(reading, starts, job, session.gates);
    // Its own question who starts it narrows the initiators: it is not asked again before each tool.
    const before = gateOrder(reading, starts, job, gates)
      .ofStep(step)
      .filter((id) => checkedInStep(id)?.number !== step.number);
    return agentsOfStep(reading, step, before).map((agent, nth) => {
      const name = `${step.id ?? String(index + 1)}${nth === 0 ? '' : `.${String(nth + 1)}`}`;
      const found = sessionOf(context, agent, { job, session, name });
      const accepts = session.accepts === undefined ? {} : { accepts: session.accepts };
      const around = [context.workflow.env, get(job.node, 'env')];
      return { session: found, included: { ...includedAgent(agent, found.localId, around), ...accepts } };
    });
  });
}

interface Place {
  readonly job: Job;
  readonly session: SessionFacts;
  readonly name: string;
}

function sessionOf(context: WorkflowContext, agent: AgentStep, { job, session, name }: Place): SessionFacts {
  const { reading, workflow } = context;
  const { action, step, place: origin, before } = agent;
  const tools = toolsOf(agent);
  const held = withHeld(agent, tools.grants, {
    workflow,
    job,
    session,
    uses: secretUses(reading, workflow, job, job.steps),
  });
  const initiators = initiatorsOf(context, agent, job, session);
  return {
    localId: `job:${job.id}/agent:${name}`,
    kind: 'agent',
    name: `${workflow.title} / ${job.id} / ${action.name}`,
    noun: 'agent',
    label: action.name,
    credential: `agent ${action.name}`,
    subject: { job: job.id, agent: action.name },
    origin,
    extent: step.node.written,
    role: 'runs',
    initiators,
    lifetime: session.lifetime,
    grants: held.grants.map((grant) => ({ ...grant, gates: [...before, ...grant.gates] })),
    callable: false,
    gates: [
      ...session.gates.filter(
        ({ id, state }) => state !== 'ineffective' && (checkedInStep(id)?.number ?? 0) < step.number,
      ),
      ...tools.gates,
    ],
    carried: [],
    sweeps: [],
    references: [],
    participants: [],
    exposures: [],
    tokenUses: [],
    influences: influencesOf(agent, context, { job, session, name }, initiators),
    tiers: [],
    purposes: [],
    needs: null,
    unknowns: [...tools.unknowns, ...held.unknowns],
  };
}

/** Who starts it: those who start the job and get to the step, as far as the action does not turn them away. */
function initiatorsOf(
  context: WorkflowContext,
  agent: AgentStep,
  job: Job,
  session: SessionFacts,
): readonly Initiator[] {
  const { reading, starts } = context;
  const condition = agent.step.condition && reading.conditionOf(agent.step.condition);
  const reaching = starts.reaching(job, condition);
  const initiators = session.initiators.filter(({ id }) => reaching === undefined || reaching.includes(id));
  return isOpen(agent)
    ? initiators
    : withoutDoubles(initiators.map((initiator) => narrowed(initiator, agent)));
}

/** Whoever has write access comes in by an event once, from a fork or not. */
function withoutDoubles(initiators: readonly Initiator[]): readonly Initiator[] {
  const seen = new Set<string>();
  return initiators.filter(
    ({ event, actor }) => !seen.has(`${event} ${actor}`) && seen.add(`${event} ${actor}`),
  );
}

function narrowed(initiator: Initiator, agent: AgentStep): Initiator {
  if (!isUntrusted(initiator.actor)) return initiator;
  const { name, source } = agent.action;
  const { id, event, conditions, certainty, origin, actor, withholds } = initiator;
  const shared = { id, event, conditions, certainty, origin, source };
  if (isOpenToBots(agent)) {
    return { ...shared, withholds, actor, who: `GitHub Apps that anyone can create, which ${name} trusts` };
  }
  const who = `people with write access, for whom ${name} asks`;
  return { ...shared, withholds: [], actor: 'collaborator', who };
}

function influencesOf(
  agent: AgentStep,
  { workflow }: WorkflowContext,
  { job, session }: Place,
  initiators: readonly Initiator[],
): readonly Influence[] {
  const { step, place, command } = agent;
  const surroundings = [workflow.env, get(job.node, 'env'), step.env];
  const fed = initiators.filter(
    ({ id, event, actor }) =>
      isUntrusted(actor) &&
      bringsText(event) &&
      (command === undefined || isHandedText(step, surroundings) || isInfluenced(session, id)),
  );
  if (fed.length === 0) return [];
  return [
    {
      kind: 'text',
      how: `${step.label} gives an agent what they write`,
      initiators: fed.map(({ id }) => id),
      origin: openingInput(agent) ?? place,
    },
  ];
}

/** Whether code or files of whoever starts it are there to be read. */
function isInfluenced({ influences }: SessionFacts, id: string): boolean {
  return influences.some(({ initiators }) => initiators?.includes(id) ?? true);
}

import { agentAction } from '../../../knowledge/agents/agentActions.js';
import type { Influence, Initiator, SessionFacts } from '../../../model/facts.js';
import { isUntrusted } from '../../../model/vocabulary.js';
import { readCondition } from '../conditions.js';
import { guardingGates } from '../gates.js';
import type { WorkflowContext } from '../lowerJob.js';
import { checkedInStep } from '../permissionChecks.js';
import { secretUses } from '../secrets.js';
import { gateOrder } from '../stepChecks.js';
import type { Job, Step } from '../workflow.js';
import type { AgentStep, StepTools } from './agentStep.js';
import { scalarInput } from './agentStep.js';
import { claudeTools } from './claudeStep.js';
import { withHeld } from './held.js';
import { codexTools, copilotTools, geminiTools, opencodeTools } from './otherSteps.js';

const TOOLS: Readonly<Record<AgentStep['action']['agent'], (agent: AgentStep) => StepTools>> = {
  claude: claudeTools,
  codex: codexTools,
  gemini: geminiTools,
  copilot: copilotTools,
  opencode: opencodeTools,
};

/** Events that bring a text of whoever causes them. */
const BRINGS_TEXT =
  /^(?:issues|issue_comment|pull_request|pull_request_target|pull_request_review|pull_request_review_comment|discussion|discussion_comment|workflow_run)$/u;

/** The agents that steps of a job run, each a session of its own: what it does, nobody has written down. */
export function agentSessions(
  context: WorkflowContext,
  job: Job,
  session: SessionFacts,
): readonly SessionFacts[] {
  return job.steps.flatMap((step, index) => {
    const action = step.uses === undefined ? undefined : agentAction(step.uses.text);
    if (action === undefined || step.uses === undefined) return [];
    const { reading, starts } = context;
    const gates = guardingGates(reading, starts, job, session.gates);
    // Its own question who starts it narrows the initiators: it is not asked again before each tool.
    const before = gateOrder(reading, starts, job, gates)
      .ofStep(step)
      .filter((id) => checkedInStep(id) !== step.number);
    const agent: AgentStep = { reading, step, uses: step.uses, action, before };
    return [sessionOf(context, agent, { job, session, name: step.id ?? String(index + 1) })];
  });
}

interface Place {
  readonly job: Job;
  readonly session: SessionFacts;
  readonly name: string;
}

function sessionOf(context: WorkflowContext, agent: AgentStep, { job, session, name }: Place): SessionFacts {
  const { reading, workflow } = context;
  const { action, step, uses, before } = agent;
  const origin = reading.originOf(uses);
  const tools = TOOLS[action.agent](agent);
  const held = withHeld(agent, tools.grants, {
    workflow,
    job,
    session,
    uses: secretUses(reading, workflow, job),
  });
  const initiators = initiatorsOf(context, agent, job, session);
  return {
    localId: `job:${job.id}/agent:${name}`,
    kind: 'agent',
    name: `${context.title} / ${job.id} / ${action.name}`,
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
        ({ id, state }) => state !== 'ineffective' && checkedInStep(id) !== step.number,
      ),
      ...tools.gates,
    ],
    carried: [],
    sweeps: [],
    references: [],
    participants: [],
    exposures: [],
    tokenUses: [],
    influences: influencesOf(agent, initiators),
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
  const condition = agent.step.condition && readCondition(reading.tree, agent.step.condition);
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

function isOpen(agent: AgentStep): boolean {
  const { asksForWriteAccess, openedBy } = agent.action;
  if (!asksForWriteAccess) return true;
  return openedBy?.when.test(scalarInput(agent, openedBy.input)?.text ?? '') === true;
}

function narrowed(initiator: Initiator, { action }: AgentStep): Initiator {
  if (!isUntrusted(initiator.actor)) return initiator;
  const { id, event, conditions, certainty, origin } = initiator;
  return {
    id,
    event,
    conditions,
    certainty,
    origin,
    withholds: [],
    actor: 'collaborator',
    who: `people with write access, for whom ${action.name} asks`,
    source: action.source,
  };
}

function influencesOf(agent: AgentStep, initiators: readonly Initiator[]): readonly Influence[] {
  const { reading, step, uses, action } = agent;
  const fed = initiators.filter(({ event, actor }) => isUntrusted(actor) && BRINGS_TEXT.test(event));
  if (fed.length === 0) return [];
  const place = promptOf(action.prompts, agent) ?? uses;
  return [
    {
      kind: 'text',
      how: `${step.label} gives an agent what they write`,
      initiators: fed.map(({ id }) => id),
      origin: reading.originOf(place),
    },
  ];
}

function promptOf(names: readonly string[], agent: AgentStep): Step['uses'] {
  // A prompt may be long: what lets strangers in is shorter, and nearer to the cause.
  return (
    scalarInput(agent, agent.action.openedBy?.input) ??
    (names.some((name) => scalarInput(agent, name) !== undefined) ? agent.uses : undefined)
  );
}

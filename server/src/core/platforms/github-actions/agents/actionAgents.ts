import type { IncludedAgents } from '../../../model/agentParts.js';
import { emptySession } from '../../../model/emptySession.js';
import type { SessionFacts } from '../../../model/facts.js';
import { parentUri } from '../../../text/uri.js';
import type { Reading } from '../reading.js';
import type { Step } from '../workflow.js';
import type { AgentStep } from './agentStep.js';
import { includedAgent } from './includedAgent.js';
import { agentsOfStep } from './agentsOfStep.js';
import { toolsOf } from './agentTools.js';

/** The agents that the steps of a composite action start, as sessions that belong to whatever job uses it. */
export interface AgentsOfAction {
  readonly sessions: readonly SessionFacts[];
  readonly agent?: IncludedAgents;
}

export function agentsOfAction(reading: Reading, title: string, steps: readonly Step[]): AgentsOfAction {
  const found = steps.flatMap((step, index) =>
    agentsOfStep(reading, step, []).map((agent, nth) => {
      const name = `${step.id ?? String(index + 1)}${nth === 0 ? '' : `.${String(nth + 1)}`}`;
      return { localId: `action/agent:${name}`, agent };
    }),
  );
  if (found.length === 0) return { sessions: [] };
  return {
    sessions: found.map(({ localId, agent }) => sessionOf(agent, title, localId)),
    agent: {
      kind: 'included',
      key: parentUri(reading.uri),
      agents: found.map(({ localId, agent }) => includedAgent(agent, localId)),
    },
  };
}

function sessionOf(agent: AgentStep, title: string, localId: string): SessionFacts {
  const { action, place, step } = agent;
  const { grants, gates, unknowns } = toolsOf(agent);
  return {
    ...emptySession(place, step.node.written),
    localId,
    kind: 'agent',
    name: `${title} / ${action.name}`,
    noun: 'agent',
    label: action.name,
    credential: `agent ${action.name}`,
    subject: { action: title, agent: action.name },
    role: 'runs',
    lifetime: { seconds: null, basis: 'unknown', boundBy: 'the job that uses the action', origin: place },
    grants,
    gates,
    unknowns: [
      ...unknowns,
      {
        what: 'the token and the secrets that it has',
        why: 'they are those of the job that uses the action',
        origin: place,
      },
    ],
  };
}

import type { Origin } from '../../../model/origin.js';
import type { AgentStep } from './agentStep.js';
import { scalarInput } from './agentStep.js';

/** Whether anybody who causes the event gets the agent to work: it asks nobody, or is told to let everybody in. */
export function isOpen(agent: AgentStep): boolean {
  const { asksForWriteAccess, openedBy } = agent.action;
  if (!asksForWriteAccess) return true;
  if (openedBy?.when.test(scalarInput(agent, openedBy.input)?.text ?? '') !== true) return false;
  return openedBy.beside === undefined || isGiven(agent, openedBy.beside);
}

/** Whether bots of anybody get it to work. */
export function isOpenToBots(agent: AgentStep): boolean {
  const { openedToBots } = agent.action;
  return openedToBots?.when.test(scalarInput(agent, openedToBots.input)?.text ?? '') === true;
}

/** A prompt may be long: what lets strangers in is shorter, and nearer to the cause. */
export function openingInput(agent: AgentStep): Origin | undefined {
  const { openedBy, openedToBots } = agent.action;
  const input = isOpen(agent) ? openedBy?.input : isOpenToBots(agent) ? openedToBots?.input : undefined;
  const node = scalarInput(agent, input);
  return node === undefined ? undefined : agent.reading.originOf(node);
}

function isGiven(agent: AgentStep, input: string): boolean {
  const text = scalarInput(agent, input)?.text.trim();
  return text !== undefined && text !== '';
}

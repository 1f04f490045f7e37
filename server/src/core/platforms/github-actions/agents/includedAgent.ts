import type { IncludedAgent } from '../../../model/agentParts.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { isOpen, isOpenToBots } from './admission.js';
import type { AgentStep } from './agentStep.js';
import { isHandedInput, isHandedText } from './handedText.js';

/** An agent as those see it who use its action, or call its workflow, with the environments around its step. */
export function includedAgent(
  agent: AgentStep,
  localId: string,
  around: readonly (SyntaxNode | undefined)[] = [],
): IncludedAgent {
  const { action, command, step, place } = agent;
  const { name, source } = action;
  const environments = [...around, step.env];
  return {
    localId,
    ...(!isOpen(agent) && !isOpenToBots(agent) ? { asksForWriteAccess: { name, source } } : {}),
    isHandedText:
      command === undefined || isHandedText(step, environments) || isHandedInput(step, environments),
    influence: { how: `${step.label} gives an agent what they write`, origin: place },
  };
}

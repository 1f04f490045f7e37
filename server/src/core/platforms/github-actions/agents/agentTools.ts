import type { AgentName } from '../../../knowledge/agents/agentActions.js';
import type { AgentStep, StepTools } from './agentStep.js';
import { claudeTools } from './claudeStep.js';
import {
  aiderCommand,
  ampCommand,
  codexCommand,
  copilotCommand,
  cursorCommand,
  geminiCommand,
  opencodeCommand,
} from './commandTools.js';
import { codexTools, copilotTools, geminiTools, opencodeTools } from './otherSteps.js';

type ToolsOf = (agent: AgentStep) => StepTools;

/** Agents that an action runs. */
const BY_ACTION: Partial<Record<AgentName, ToolsOf>> = {
  claude: claudeTools,
  codex: codexTools,
  gemini: geminiTools,
  copilot: copilotTools,
  opencode: opencodeTools,
};

/** Agents that a script starts. */
const BY_COMMAND: Record<AgentName, ToolsOf> = {
  claude: claudeTools,
  codex: codexCommand,
  gemini: geminiCommand,
  copilot: copilotCommand,
  opencode: opencodeCommand,
  cursor: cursorCommand,
  amp: ampCommand,
  aider: aiderCommand,
};

/** What the agent may do by what its step says. */
export function toolsOf(agent: AgentStep): StepTools {
  const { agent: name } = agent.action;
  const of = agent.command === undefined ? BY_ACTION[name] : BY_COMMAND[name];
  return of?.(agent) ?? { grants: [], gates: [], unknowns: [] };
}

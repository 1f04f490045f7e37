import type { AgentAction } from '../../../knowledge/agents/agentActions.js';
import { agentAction } from '../../../knowledge/agents/agentActions.js';
import type { AgentCall } from '../../../knowledge/agents/agentCommands.js';
import { agentCall } from '../../../knowledge/agents/agentCommands.js';
import { plainShell } from '../../../syntax/shell/plainShell.js';
import type { ScalarNode } from '../../../syntax/syntaxTree.js';
import type { Reading } from '../reading.js';
import type { Step } from '../workflow.js';
import { inputOf, scalarOf } from '../workflow.js';
import { optionsOfCommand, optionsOfInput } from './agentOptions.js';
import type { AgentStep } from './agentStep.js';

/** The agents that one step starts: by an action, or by the commands of its script, in order. */
export function agentsOfStep(reading: Reading, step: Step, before: readonly string[]): readonly AgentStep[] {
  if (step.uses !== undefined) {
    const action = agentAction(step.uses.text);
    if (action === undefined) return [];
    const node = action.args === undefined ? undefined : scalarOf(inputOf(step, action.args));
    const place = reading.originOf(step.uses);
    const options = node === undefined ? [] : optionsOfInput(reading, node);
    return [{ reading, step, place, action, options, before }];
  }
  return step.run === undefined ? [] : agentsOfScript(reading, step, step.run, before);
}

/** A cheap look: most steps start none. */
export function startsAgent({ uses, run }: Step): boolean {
  return uses === undefined
    ? run !== undefined && MAY_CALL.test(run.text)
    : agentAction(uses.text) !== undefined;
}

const MAY_CALL = /claude|codex|gemini|copilot|cursor-agent|opencode|\bamp\b|aider/u;

function agentsOfScript(
  reading: Reading,
  step: Step,
  run: ScalarNode,
  before: readonly string[],
): readonly AgentStep[] {
  const { commands } = (reading.parseShell ?? plainShell)(run.text);
  return commands.flatMap((command) => {
    const call = agentCall(command);
    if (call === undefined) return [];
    const { called, words } = call;
    const { place, options } = optionsOfCommand(reading, run, {
      called,
      before: callsBefore(run.text, called, command.start),
      words,
    });
    return [{ reading, step, place, action: actionOf(call), options, before, command: call }];
  });
}

/** How often the word stands in the script before the command. */
function callsBefore(script: string, word: string, end: number): number {
  const inWord = (character: string): boolean => /[\w-]/u.test(character);
  let count = 0;
  for (let at = script.indexOf(word); at >= 0 && at < end; at = script.indexOf(word, at + 1)) {
    if (!inWord(script.charAt(at - 1)) && !inWord(script.charAt(at + word.length))) count++;
  }
  return count;
}

/** A program has no inputs, and asks nobody who started the job. */
function actionOf({ program }: AgentCall): AgentAction {
  const { agent, name, source } = program;
  return { action: '', agent, name, prompts: [], asksForWriteAccess: false, modelKeys: [], source };
}

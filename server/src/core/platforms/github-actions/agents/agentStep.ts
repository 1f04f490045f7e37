import type { AgentAction } from '../../../knowledge/agents/agentActions.js';
import { readsInput } from '../../../knowledge/agents/agentActions.js';
import type { AgentCall } from '../../../knowledge/agents/agentCommands.js';
import type { ListedTool } from '../../../knowledge/agents/toolLists.js';
import { toolsIn } from '../../../knowledge/agents/toolLists.js';
import type { Gate, Grant, Unknown } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import type { ScalarNode } from '../../../syntax/syntaxTree.js';
import { within } from '../../../text/block.js';
import type { Reading } from '../reading.js';
import type { Step } from '../workflow.js';
import { inputOf, scalarOf } from '../workflow.js';
import type { Given, GivenOption } from './agentOptions.js';

/** A step that runs an agent. */
export interface AgentStep {
  readonly reading: Reading;
  readonly step: Step;
  /** What starts it: the action's name, or the program's. */
  readonly place: Origin;
  readonly action: AgentAction;
  /** The options of its command line. */
  readonly options: readonly GivenOption[];
  /** Ids of the gates before the step. */
  readonly before: readonly string[];
  /** Present for an agent that a script starts. */
  readonly command?: AgentCall;
}

/** What the agent's own settings let it do, as far as the step tells. */
export interface StepTools {
  readonly grants: readonly Grant[];
  readonly gates: readonly Gate[];
  readonly unknowns: readonly Unknown[];
}

/** What is given to an input that the action has at this version; any other it leaves alone. */
export function scalarInput({ step, action }: AgentStep, name: string | undefined): ScalarNode | undefined {
  if (name === undefined || !readsInput(action, step.uses?.text ?? '', name)) return undefined;
  return scalarOf(inputOf(step, name));
}

/** The tools that inputs of older versions list. */
export function listedIn(agent: AgentStep, inputs: readonly string[] | undefined): readonly Given[] {
  return (inputs ?? []).flatMap((name) => {
    const node = scalarInput(agent, name);
    return node === undefined ? [] : placed(agent.reading, node, toolsIn(node.text));
  });
}

/** The values of options of the agent's command line, each taken apart as a list of tools. */
export function optionValues({ options }: AgentStep, names: RegExp): readonly Given[] {
  return options
    .filter(({ name }) => names.test(name))
    .flatMap(({ values }) => values.flatMap(({ tools }) => tools));
}

/** The values of options that take one, as other words may follow. */
export function singleValues({ options }: AgentStep, names: RegExp): readonly Given[] {
  return options.flatMap(({ name, values: [value] }) =>
    names.test(name) && value !== undefined ? [{ text: value.text, origin: value.origin }] : [],
  );
}

/** Whether an option stands on the agent's command line, and where. */
export function optionPlace({ options }: AgentStep, names: RegExp): Origin | undefined {
  return options.find(({ name }) => names.test(name))?.origin;
}

/** Texts of a scalar at their places in the file, in order: a block scalar is written with other offsets than it reads. */
export function placed(reading: Reading, node: ScalarNode, texts: readonly ListedTool[]): readonly Given[] {
  const whole = reading.originOf(node);
  if (node.range !== node.written) return texts.map(({ text }) => ({ text, origin: whole }));
  const raw = reading.tree.text.slice(node.written.start, node.written.end);
  let from = 0;
  return texts.map(({ text }) => {
    const at = raw.indexOf(text, from);
    if (at < 0) return { text, origin: whole };
    from = at + text.length;
    return { text, origin: { uri: reading.uri, range: within(node.written, at, from) } };
  });
}

export function isComputed(node: ScalarNode | undefined): boolean {
  return node?.text.includes('${{') === true;
}

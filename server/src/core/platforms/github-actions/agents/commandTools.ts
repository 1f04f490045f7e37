import { builtinTool } from '../../../knowledge/agents/builtinTools.js';
import { GEMINI_TOOLS, geminiReach } from '../../../knowledge/agents/geminiTools.js';
import { toolGrant } from '../../../knowledge/agents/toolGrant.js';
import type { ToolReach } from '../../../knowledge/agents/toolReach.js';
import { ANY_COMMAND, plainReach, THIS_WORKSPACE } from '../../../knowledge/agents/toolReach.js';
import type { Gate, Grant } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import type { AgentStep, StepTools } from './agentStep.js';
import { optionPlace, optionValues, singleValues } from './agentStep.js';
import { copilotTool } from './otherSteps.js';
import { quoted } from '../../../text/quoted.js';

/*
 * Agents that a script starts: nobody is there to be asked, so that each does what its options let it do without a
 * question, and no more.
 */

const IN_SANDBOX: ToolReach = {
  system: THIS_WORKSPACE,
  access: 'write',
  opens: 'run any command in the sandbox',
};

/**
 * "By default it runs in `read-only` mode"; `--full-auto` is `--sandbox workspace-write`.
 * https://github.com/openai/codex/blob/main/docs/exec.md, https://developers.openai.com/codex/noninteractive
 */
export function codexCommand(agent: AgentStep): StepTools {
  const sandbox = [
    ...singleValues(agent, /^(?:-s|--sandbox)$/u),
    ...singleValues(agent, /^(?:-c|--config)$/u).flatMap(({ text, origin }) => {
      const mode = /^sandbox_mode=["']?([\w-]+)/u.exec(text)?.[1];
      return mode === undefined ? [] : [{ text: mode, origin }];
    }),
  ].at(-1);
  const bypass = optionPlace(agent, /^--(?:dangerously-bypass-approvals-and-sandbox|yolo)$/u);
  if (bypass !== undefined) return anything(agent, bypass, 'the sandbox that holds it to the workspace');
  if (sandbox?.text === 'danger-full-access') {
    return anything(agent, sandbox.origin, 'the sandbox that holds it to the workspace');
  }
  const auto = optionPlace(agent, /^--full-auto$/u);
  const writes = auto ?? (sandbox?.text === 'workspace-write' ? sandbox.origin : undefined);
  const reach: ToolReach =
    writes === undefined
      ? { ...IN_SANDBOX, access: 'read', opens: 'run commands that only read' }
      : IN_SANDBOX;
  const profile = singleValues(agent, /^(?:-p|--profile)$/u)[0];
  return {
    ...only([
      granted(
        'shell',
        reach,
        writes ?? sandbox?.origin ?? agent.place,
        sandbox !== undefined || auto !== undefined,
      ),
    ]),
    unknowns:
      profile === undefined
        ? []
        : [
            {
              what: `what profile ${quoted(profile.text)} lets through`,
              why: 'it stands in a file that is read when it runs',
              origin: profile.origin,
            },
          ],
  };
}

/**
 * What would be asked for is denied where nobody can be asked, and what only reads is not asked for.
 * https://geminicli.com/docs/reference/policy-engine/, https://geminicli.com/docs/core/concepts#approval-mode
 */
export function geminiCommand(agent: AgentStep): StepTools {
  const [mode] = singleValues(agent, /^--approval-mode$/u);
  const yolo = optionPlace(agent, /^(?:-y|--yolo)$/u) ?? (mode?.text === 'yolo' ? mode.origin : undefined);
  const sandboxed = optionPlace(agent, /^(?:-s|--sandbox)$/u) !== undefined;
  if (yolo !== undefined) {
    const grants = GEMINI_TOOLS.map((tool) =>
      granted(
        tool,
        sandboxed && tool === 'run_shell_command' ? IN_SANDBOX : plainReach(geminiReach(tool)),
        yolo,
        true,
      ),
    );
    return { grants, gates: [switchedOff(agent, yolo, 'every question')], unknowns: [] };
  }
  const edits =
    mode?.text === 'auto_edit' ? [granted('write_file', geminiReach('write_file'), mode.origin, true)] : [];
  const allowed = optionValues(agent, /^--allowed-tools$/u).map(({ text, origin }) =>
    toolGrant({ action: text, reach: geminiReach(text), origin, gates: [] }),
  );
  return only([granted('read_file', geminiReach('read_file'), agent.place, false), ...edits, ...allowed]);
}

/** https://docs.github.com/en/copilot/how-tos/copilot-cli/use-copilot-cli/allowing-tools: deny comes before allow. */
export function copilotCommand(agent: AgentStep): StepTools {
  const denied = optionValues(agent, /^--deny-tool$/u).map(({ text }) => text);
  const all = optionPlace(agent, /^--(?:allow-all-tools|allow-all|yolo)$/u);
  const reads = granted('read', builtinTool('Read') ?? IN_SANDBOX, agent.place, false);
  if (all !== undefined) {
    if (denied.includes('shell')) {
      const edits = denied.includes('write') ? [] : [granted('write', editing(), all, true)];
      return { ...only([reads, ...edits]), gates: [switchedOff(agent, all, 'every question')] };
    }
    return anything(agent, all, 'every question', denied);
  }
  const grants = optionValues(agent, /^--allow-tool$/u).flatMap((given) =>
    denied.includes(given.text) ? [] : (copilotTool(given, denied) ?? []),
  );
  return only([reads, ...grants]);
}

/** "Without --force, anything that would need approval is rejected": https://cursor.com/docs/cli/headless */
export function cursorCommand(agent: AgentStep): StepTools {
  const force = optionPlace(agent, /^(?:-f|--force|--yolo)$/u);
  if (force !== undefined) return anything(agent, force, 'every question');
  const mode = singleValues(agent, /^--mode$/u)[0]?.text;
  const reads = mode === 'ask' || mode === 'plan' || optionPlace(agent, /^--plan$/u) !== undefined;
  return reads
    ? only([granted('read', builtinTool('Read') ?? IN_SANDBOX, agent.place, true)])
    : only([granted('edit', editing(), agent.place, false)]);
}

/** Everything but what its own settings deny is allowed: https://opencode.ai/docs/permissions/ */
export function opencodeCommand(agent: AgentStep): StepTools {
  return only([granted('bash', plainReach(ANY_COMMAND), agent.place, false)]);
}

/** https://ampcode.com/manual#permissions: rules that stand in settings decide, unless all is allowed. */
export function ampCommand(agent: AgentStep): StepTools {
  const all = optionPlace(agent, /^--dangerously-allow-all$/u);
  if (all !== undefined) return anything(agent, all, 'every question');
  return {
    ...only([granted('edit_file', editing(), agent.place, false)]),
    unknowns: [
      {
        what: 'which commands it may run',
        why: 'its permission rules stand in settings that are read when it runs',
        origin: agent.place,
      },
    ],
  };
}

/**
 * It changes files and commits them; commands that the model proposes are not run, whatever `--yes-always` answers:
 * `explicit_yes_required` in https://github.com/Aider-AI/aider/blob/main/aider/coders/base_coder.py
 */
export function aiderCommand(agent: AgentStep): StepTools {
  return only([granted('edit', editing(), agent.place, false)]);
}

function editing(): ToolReach {
  return builtinTool('Edit') ?? { ...IN_SANDBOX, opens: 'change files of the workspace' };
}

function anything(
  agent: AgentStep,
  origin: Origin,
  gone: string,
  without: readonly string[] = [],
): StepTools {
  const grant = toolGrant({ action: 'shell', reach: plainReach(ANY_COMMAND), origin, gates: [], without });
  return { grants: [grant], gates: [switchedOff(agent, origin, gone)], unknowns: [] };
}

function switchedOff({ reading }: AgentStep, origin: Origin, gone: string): Gate {
  const written = reading.tree.text.slice(origin.range.start, origin.range.end);
  return {
    id: `approval-off:${written}`,
    kind: 'human-in-the-loop',
    state: 'ineffective',
    name: gone.startsWith('the sandbox') ? 'sandbox' : 'permission prompts',
    why: `${quoted(written)} takes ${gone} away`,
    origin,
  };
}

function granted(action: string, reach: ToolReach, origin: Origin, declared: boolean): Grant {
  return toolGrant({
    action,
    reach,
    origin,
    gates: [],
    certainty: declared ? 'declared' : 'platform-default',
    declaredFor: declared ? 'session' : 'default',
  });
}

function only(grants: readonly Grant[]): StepTools {
  return { grants, gates: [], unknowns: [] };
}

import { builtinTool } from '../../../knowledge/agents/builtinTools.js';
import { GEMINI_TOOLS, geminiReach, geminiTool } from '../../../knowledge/agents/geminiTools.js';
import { serverNamed } from '../../../knowledge/agents/servers/lookup.js';
import { serverReach } from '../../../knowledge/agents/servers/toolReach.js';
import { shellReach } from '../../../knowledge/agents/shellReach.js';
import { toolGrant } from '../../../knowledge/agents/toolGrant.js';
import type { ToolReach } from '../../../knowledge/agents/toolReach.js';
import { ANY_COMMAND, plainReach, THIS_WORKSPACE } from '../../../knowledge/agents/toolReach.js';
import type { Gate, Grant } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import type { Given } from './agentOptions.js';
import type { AgentStep, StepTools } from './agentStep.js';
import { isComputed, listedIn, optionPlace, optionValues, placed, scalarInput } from './agentStep.js';
import { field, fieldsOf, parsed, stringsOf } from './json.js';
import { quoted } from '../../../text/quoted.js';

/**
 * Codex in a job: any command, in a sandbox unless that is taken away.
 * https://github.com/openai/codex-action/blob/main/action.yml, inputs `sandbox`, `safety-strategy` and `codex-args`
 */
export function codexTools(agent: AgentStep): StepTools {
  const { reading, place } = agent;
  const mode = scalarInput(agent, 'sandbox');
  const profile = scalarInput(agent, 'permission-profile');
  const free = sandboxOff(agent);
  if (free !== undefined) {
    const gate: Gate = {
      id: 'approval-off:danger-full-access',
      kind: 'human-in-the-loop',
      state: 'ineffective',
      name: 'sandbox',
      why: 'the sandbox that holds it to the workspace is taken away',
      ...(free.repair === undefined ? {} : { repair: free.repair }),
      origin: free.origin,
    };
    const reach = plainReach(ANY_COMMAND);
    return {
      grants: [toolGrant({ action: 'shell', reach, origin: free.origin, gates: [] })],
      gates: [gate],
      unknowns: [],
    };
  }
  const given = profile ?? mode;
  const origin = given === undefined ? place : reading.originOf(given);
  const strategy = scalarInput(agent, 'safety-strategy')?.text;
  const reads = strategy === 'read-only' || (profile?.text ?? mode?.text ?? '').includes('read-only');
  const reach: ToolReach = {
    system: THIS_WORKSPACE,
    access: reads ? 'read' : 'write',
    opens: reads ? 'run commands that only read' : 'run any command in the sandbox',
  };
  return {
    grants: [
      toolGrant({
        action: 'shell',
        reach,
        origin,
        gates: [],
        certainty: (profile ?? mode) === undefined ? 'platform-default' : 'declared',
      }),
    ],
    gates: [],
    unknowns:
      profile === undefined || profile.text.startsWith(':')
        ? []
        : [
            {
              what: `what profile ${quoted(profile.text)} lets through`,
              why: 'it stands in a file that is put in place when it runs',
              origin,
            },
          ],
  };
}

function sandboxOff(agent: AgentStep): { readonly origin: Origin; readonly repair?: string } | undefined {
  const mode = scalarInput(agent, 'sandbox');
  if (mode?.text === 'danger-full-access') {
    return { origin: agent.reading.originOf(mode), repair: 'workspace-write' };
  }
  const profile = scalarInput(agent, 'permission-profile');
  if (profile !== undefined && /danger|full-access/u.test(profile.text)) {
    return { origin: agent.reading.originOf(profile) };
  }
  const option = optionPlace(agent, /^--(?:dangerously-bypass-approvals-and-sandbox|yolo)$/u);
  const given = optionValues(agent, /^(?:-s|--sandbox)$/u).find(({ text }) => text === 'danger-full-access');
  const origin = option ?? given?.origin;
  return origin === undefined ? undefined : { origin };
}

/**
 * Gemini CLI in a job is started with `--yolo`: what its settings leave it, it does.
 * https://github.com/google-github-actions/run-gemini-cli/blob/main/action.yml
 */
export function geminiTools(agent: AgentStep): StepTools {
  const { reading, place } = agent;
  const node = scalarInput(agent, agent.action.settings);
  const text = node?.text.replace(/\$\{\{.*?\}\}/gu, 'computed');
  const settings = text === undefined ? {} : parsed(text);
  if (node !== undefined && settings === undefined) {
    const why = isComputed(node) ? 'they are known when it runs' : 'they are no JSON';
    return {
      grants: [],
      gates: [],
      unknowns: [{ what: 'what its settings leave it', why, origin: reading.originOf(node) }],
    };
  }
  const core = field(settings, 'tools', 'core') ?? field(settings, 'coreTools');
  const excluded = [field(settings, 'tools', 'exclude'), field(settings, 'excludeTools')].flatMap(stringsOf);
  const texts = (names: readonly string[]): readonly Given[] =>
    node === undefined
      ? names.map((name) => ({ text: name, origin: place }))
      : placed(
          reading,
          node,
          names.map((name) => ({ text: name, start: 0, end: 0 })),
        );
  const listed = Array.isArray(core)
    ? texts(stringsOf(core))
    : texts(GEMINI_TOOLS).map((given) => ({ ...given, origin: place }));
  const left = listed.filter(
    ({ text: tool }) => !excluded.some((other) => other === tool || other === geminiTool(tool).tool),
  );
  return {
    grants: [
      ...left.map(({ text: tool, origin }) =>
        toolGrant({
          action: tool,
          reach: geminiReach(tool),
          origin,
          gates: [],
          certainty: Array.isArray(core) ? 'declared' : 'platform-default',
          declaredFor: Array.isArray(core) ? 'session' : 'default',
          without: excluded.filter((other) => geminiTool(other).tool === geminiTool(tool).tool),
        }),
      ),
      ...serverGrants(field(settings, 'mcpServers'), texts),
    ],
    gates: [],
    unknowns: [],
  };
}

function serverGrants(
  servers: unknown,
  texts: (names: readonly string[]) => readonly Given[],
): readonly Grant[] {
  return fieldsOf(servers).flatMap(([name, value]) => {
    const known = serverNamed(name);
    const only = field(value, 'includeTools');
    const names = Array.isArray(only) ? stringsOf(only) : [undefined];
    const [place] = texts([name]);
    if (place === undefined) return [];
    return names.flatMap((tool) => {
      const reach = serverReach(name, tool, known);
      if (reach.unknown !== undefined) return [];
      return [
        toolGrant({
          action: `${name}/${tool ?? '*'}`,
          reach,
          origin: place.origin,
          gates: [],
          certainty: 'inferred',
        }),
      ];
    });
  });
}

/** The CLI of Copilot has the tools that it is given: input `copilot-allow-tools`, "shell(git:*),write". */
export function copilotTools(agent: AgentStep): StepTools {
  const grants = listedIn(agent, agent.action.allowed).flatMap((given) => copilotTool(given) ?? []);
  return { grants, gates: [], unknowns: [] };
}

/** What one entry of its lists lets through. */
export function copilotTool({ text, origin }: Given, without: readonly string[] = []): Grant | undefined {
  const match = /^([\w-]+)(?:\((.*)\))?$/u.exec(text);
  const [, name = text, inner] = match ?? [];
  const builtin = builtinTool(name === 'write' ? 'edit' : name);
  const known = serverNamed(name);
  const reach =
    builtin?.runsAnything === true
      ? shellReach(inner)
      : (builtin ?? (known === undefined ? undefined : serverReach(name, inner, known)));
  if (reach === undefined) return undefined;
  const own = without.filter((other) => other.startsWith(`${name}(`));
  return toolGrant({
    action: text,
    reach,
    origin,
    gates: [],
    without: own,
    written: (specifier) => `shell(${specifier})`,
  });
}

/** OpenCode "allows all operations without requiring explicit approval": https://opencode.ai/docs/permissions/ */
export function opencodeTools({ place }: AgentStep): StepTools {
  const grant = toolGrant({
    action: 'bash',
    reach: plainReach(ANY_COMMAND),
    origin: place,
    gates: [],
    certainty: 'platform-default',
    declaredFor: 'default',
  });
  return { grants: [grant], gates: [], unknowns: [] };
}

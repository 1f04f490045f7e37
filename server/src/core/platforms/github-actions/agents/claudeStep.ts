import type { Permissions } from '../../../knowledge/agents/claude/allowed.js';
import { allowedTools, ASK } from '../../../knowledge/agents/claude/allowed.js';
import { bypass, modeOf, standingTools } from '../../../knowledge/agents/claude/modes.js';
import type { PlacedRule } from '../../../knowledge/agents/claude/placedRules.js';
import { placedRule } from '../../../knowledge/agents/claude/placedRules.js';
import { builtinTool } from '../../../knowledge/agents/builtinTools.js';
import type { RuleList } from '../../../knowledge/agents/permissions/rule.js';
import { parseRule } from '../../../knowledge/agents/permissions/rule.js';
import { toolGrant } from '../../../knowledge/agents/toolGrant.js';
import type { ToolReach } from '../../../knowledge/agents/toolReach.js';
import type { Gate, Unknown } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import type { Given } from './agentOptions.js';
import type { AgentStep, StepTools } from './agentStep.js';
import { isComputed, listedIn, optionPlace, optionValues, placed, scalarInput } from './agentStep.js';
import { field, parsed, stringsOf } from './json.js';
import { quoted } from '../../../text/quoted.js';

/** What it may do on a mention, beside the push to a branch of its own: src/modes/tag/index.ts of the action. */
const TAG_MODE = ['Read', 'Bash(git add:*)', 'Bash(git commit:*)', 'Bash(git rm:*)'];
const TAG_PUSH: ToolReach = {
  system: { kind: 'repository', name: 'the remote repository' },
  access: 'write',
  opens: 'commit and push to its branch',
};
const ALLOWED = /^--allowed-?tools$/iu;
const DENIED = /^--disallowed-?tools$/iu;

/**
 * Claude Code in a job: nobody is there to be asked, so that what no rule allows is refused.
 * https://code.claude.com/docs/en/headless, https://github.com/anthropics/claude-code-action/blob/main/docs/configuration.md
 */
export function claudeTools(agent: AgentStep): StepTools {
  const { place, action } = agent;
  const settings = settingsIn(agent);
  const tagMode = action.action === 'anthropics/claude-code-action' && isMention(agent);
  const given = (list: RuleList, texts: readonly Given[]): readonly PlacedRule[] =>
    texts.flatMap(({ text, origin }) => placedRule(text, list, origin) ?? []);
  const own = tagMode ? TAG_MODE.map((text) => ({ text, origin: place })) : [];
  const permissions: Permissions = {
    allow: given('allow', [
      ...listedIn(agent, action.allowed),
      ...listOf(agent, ALLOWED),
      ...settings.allow,
      ...own,
    ]),
    ask: given('ask', settings.ask),
    deny: given('deny', [...listedIn(agent, action.denied), ...listOf(agent, DENIED), ...settings.deny]),
    rejected: new Map(),
    contained: false,
  };
  const standing = {
    ...modeIn(agent, settings.mode, tagMode),
    autoAllows: false,
    contained: false,
    attended: false,
  };
  const allowed = allowedTools(permissions);
  const others = standingTools(permissions, standing);
  const off = switchedOff(agent, standing);
  return {
    // An ask rule is a refusal where nobody can be asked.
    grants: [
      ...allowed.grants.filter(({ gates }) => !gates.includes(ASK)),
      ...others.grants,
      ...(tagMode
        ? [
            toolGrant({
              action: 'push to its branch',
              reach: TAG_PUSH,
              origin: place,
              gates: [],
            }),
          ]
        : []),
    ],
    gates: [
      ...(off === undefined ? [] : [off]),
      ...allowed.gates.filter(({ id }) => id !== ASK),
      ...others.gates,
    ],
    unknowns: [...allowed.unknowns, ...computed(agent)],
  };
}

/** The mode by the name that the step has for it. */
function switchedOff(agent: AgentStep, standing: Parameters<typeof bypass>[0]): Gate | undefined {
  const off = bypass(standing, undefined);
  const { start, end } = standing.origin.range;
  const written = agent.reading.tree.text.slice(start, end);
  return off && { ...off, why: `${quoted(written)} lets it do whatever no deny rule names` };
}

/** Without a prompt it waits for a mention: src/modes/detector.ts of the action. */
function isMention(agent: AgentStep): boolean {
  return agent.action.prompts.every(
    (name) => name.includes('instructions') || scalarInput(agent, name) === undefined,
  );
}

function modeIn(
  agent: AgentStep,
  fromSettings: Given | undefined,
  tagMode: boolean,
): {
  readonly mode: NonNullable<ReturnType<typeof modeOf>>;
  readonly declared: boolean;
  readonly origin: Origin;
} {
  const skips = optionPlace(agent, /^--(?:allow-)?dangerously-skip-permissions$/u);
  if (skips !== undefined) return { mode: 'bypassPermissions', declared: true, origin: skips };
  const [option] = optionValues(agent, /^--permission-mode$/u);
  const written = option ?? fromSettings;
  const mode = modeOf(written?.text);
  if (written !== undefined && mode !== undefined) return { mode, declared: true, origin: written.origin };
  return {
    mode: tagMode ? 'acceptEdits' : 'default',
    declared: tagMode,
    origin: agent.place,
  };
}

type Settings = Readonly<Record<RuleList, readonly Given[]>> & { readonly mode?: Given };

const NOTHING: Settings = { allow: [], ask: [], deny: [] };

/** Settings that stand in the step as JSON; those of a file are that file's own. */
function settingsIn(agent: AgentStep): Settings {
  const option = agent.options.find(({ name }) => name === '--settings')?.values[0];
  if (option !== undefined) {
    return settingsOf(option.text, (texts) => texts.map((text) => ({ text, origin: option.origin })));
  }
  const node = scalarInput(agent, agent.action.settings);
  if (node === undefined) return NOTHING;
  return settingsOf(node.text, (texts) =>
    placed(
      agent.reading,
      node,
      texts.map((text) => ({ text, start: 0, end: 0 })),
    ),
  );
}

function settingsOf(text: string, given: (texts: readonly string[]) => readonly Given[]): Settings {
  const value = text.trimStart().startsWith('{') ? parsed(text) : undefined;
  if (value === undefined) return NOTHING;
  const of = (key: string): unknown => field(value, 'permissions', key);
  const [mode] = given(stringsOf([of('defaultMode')]));
  return {
    allow: given(stringsOf(of('allow'))),
    ask: given(stringsOf(of('ask'))),
    deny: given(stringsOf(of('deny'))),
    ...(mode === undefined ? {} : { mode }),
  };
}

/** In a script a prompt may follow the list: only what is a tool's name is one. */
function listOf(agent: AgentStep, names: RegExp): readonly Given[] {
  const values = optionValues(agent, names);
  if (agent.command === undefined) return values;
  return values.filter(({ text }) => {
    const tool = parseRule(text)?.tool ?? '';
    return tool.startsWith('mcp__') || builtinTool(tool) !== undefined || /^[A-Z]\w+\(/u.test(text);
  });
}

function computed(agent: AgentStep): readonly Unknown[] {
  const { action, reading, command, options } = agent;
  const why = 'part of it is known when it runs';
  const inScript =
    command === undefined
      ? []
      : options.filter(
          (option) => option.computed && (ALLOWED.test(option.name) || DENIED.test(option.name)),
        );
  const inInputs = [action.args, action.settings, ...(action.allowed ?? [])].flatMap((name) => {
    const node = scalarInput(agent, name);
    if (node === undefined || name === undefined || !isComputed(node)) return [];
    return [
      {
        what: `which tools ${quoted(name)} lets through`,
        why,
        origin: reading.originOf(node),
      },
    ];
  });
  return [
    ...inInputs,
    ...inScript.map(({ name, origin }) => ({
      what: `which tools ${quoted(name)} lets through`,
      why,
      origin,
    })),
  ];
}

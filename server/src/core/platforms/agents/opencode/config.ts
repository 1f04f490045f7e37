import type { Decided } from '../../../knowledge/agents/opencodeRules.js';
import { decided } from '../../../knowledge/agents/opencodeRules.js';
import { shellReach } from '../../../knowledge/agents/shellReach.js';
import { toolGrant } from '../../../knowledge/agents/toolGrant.js';
import type { ToolReach } from '../../../knowledge/agents/toolReach.js';
import {
  ANY_COMMAND,
  plainReach,
  THIS_MACHINE,
  THIS_WORKSPACE,
} from '../../../knowledge/agents/toolReach.js';
import type { Gate, Grant, SessionFacts } from '../../../model/facts.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, get } from '../../../syntax/syntaxTree.js';
import { OPENCODE } from '../mcp/dialects.js';
import { readServers, serverGrants, serverSecrets } from '../mcp/servers.js';
import type { Reading } from '../reading.js';
import { agentSession } from '../session.js';
import type { PlacedRule } from './rules.js';
import { asksByDefault, rulesIn } from './rules.js';

const SOURCE = 'https://opencode.ai/v1/docs/permissions/';
const PROMPT = 'prompt';
const VERSION = 'version';

/** Tools that change or bring in something, by the names that rules have for them. */
const TOOLS: Readonly<Record<string, ToolReach>> = {
  bash: { ...ANY_COMMAND, source: SOURCE },
  edit: { system: THIS_WORKSPACE, access: 'write', opens: 'change files of the workspace', source: SOURCE },
  webfetch: {
    system: { kind: 'network', name: 'the web' },
    access: 'read',
    opens: 'fetch pages, whose text it then reads',
    source: SOURCE,
  },
  external_directory: {
    system: THIS_MACHINE,
    access: 'write',
    opens: 'read and change files outside of the workspace',
    source: SOURCE,
  },
};

/**
 * OpenCode: a session for the configuration, and one for each agent that it gives rules of its own, which come after
 * those of all.
 * https://opencode.ai/docs/config/, https://opencode.ai/v1/docs/permissions/, https://opencode.ai/v2/docs/permissions/
 */
export function lowerOpenCode(reading: Reading): readonly SessionFacts[] {
  const { root } = reading;
  if (root?.kind !== 'mapping') return [];
  const rules = rulesIn(root);
  const key = root.entries[0]?.key ?? root;
  const agents = [...entries(get(root, 'agent')), ...entries(get(root, 'agents'))].flatMap((agent) => {
    const own = rulesIn(agent.value);
    return own.length === 0
      ? []
      : [sessionOf(reading, root, { name: agent.key.text, key: agent.key, rules: [...rules, ...own] })];
  });
  return [sessionOf(reading, root, { name: undefined, key, rules }), ...agents];
}

interface Part {
  readonly name: string | undefined;
  readonly key: SyntaxNode;
  readonly rules: readonly PlacedRule[];
}

function sessionOf(reading: Reading, root: SyntaxNode, { name, key, rules }: Part): SessionFacts {
  const origin = reading.originOf(key);
  const asks = asksByDefault(root);
  const ofServers = readServers(name === undefined ? get(root, 'mcp') : undefined).map((server) => ({
    server,
    ...serverGrants(reading, server, () => serverGates(rules, server.name, asks)),
  }));
  return agentSession(
    {
      localId: name === undefined ? 'config' : `agent:${name}`,
      noun: 'agent',
      label: name === undefined ? 'OpenCode' : `OpenCode (${name})`,
      name: name === undefined ? 'OpenCode / configuration' : `OpenCode / agent ${name}`,
      subject: { agent: 'opencode', ...(name === undefined ? {} : { profile: name }) },
      origin,
      extent: name === undefined ? root.written : key.written,
    },
    {
      grants: [
        ...Object.keys(TOOLS).flatMap((tool) => toolGrants(reading, { rules, tool, asks, fallback: key })),
        ...ofServers.flatMap(({ grants }) => grants),
      ],
      gates: gatesAt(origin),
      carried: ofServers.flatMap(({ server }) => serverSecrets(reading, server, OPENCODE)),
      unknowns: [
        ...ofServers.flatMap(({ unknowns }) => unknowns),
        reading.unknown(
          key,
          'what else it does without a question',
          'settings of the person and of the organization lie outside of this file',
        ),
      ],
    },
  );
}

function gatesAt(origin: Gate['origin']): readonly Gate[] {
  return [
    {
      id: PROMPT,
      kind: 'human-in-the-loop',
      state: 'enforced',
      name: 'question before a call',
      why: 'OpenCode asks for what a rule says `ask` to, unless it is started with `--auto`',
      origin,
    },
    {
      id: VERSION,
      kind: 'condition',
      state: 'assumed',
      name: 'default of the version',
      why: 'No rule here says anything of it: OpenCode 1 runs it without a question, OpenCode 2 asks',
      origin,
    },
  ];
}

interface Asked {
  readonly rules: readonly PlacedRule[];
  readonly tool: string;
  /** Whether what no rule matches is asked for. */
  readonly asks: boolean;
  /** Where a default is told. */
  readonly fallback: SyntaxNode;
}

/** What no rule matches runs, but for files outside of the folder: https://opencode.ai/v1/docs/permissions/#defaults */
function toolGrants(reading: Reading, { rules, tool, asks, fallback }: Asked): readonly Grant[] {
  const isOutside = tool === 'external_directory';
  return decided(rules, tool, asks || isOutside ? 'ask' : 'allow').flatMap((one) => {
    if (one.effect === 'deny' || (isOutside && one.place === undefined)) return [];
    const node = one.place?.key ?? fallback;
    return [
      toolGrant({
        action: one.pattern === undefined ? tool : `${tool}(${one.pattern})`,
        reach: reachOf(tool, one),
        origin: reading.originOf(node),
        gates: one.effect === 'ask' ? [PROMPT] : one.place === undefined ? [VERSION] : [],
        without: one.without,
        ...(one.place === undefined
          ? { certainty: 'platform-default' as const, declaredFor: 'default' as const }
          : {}),
      }),
    ];
  });
}

function reachOf(tool: string, { pattern, effect, place }: Decided<unknown>): ToolReach {
  const whole = (Object.hasOwn(TOOLS, tool) ? TOOLS[tool] : undefined) ?? ANY_COMMAND;
  const reach = tool === 'bash' && pattern !== undefined ? shellReach(pattern) : whole;
  return effect === 'ask' || place === undefined ? plainReach(reach) : reach;
}

/** Tools of a server have its name in front: `server_tool`. */
function serverGates(rules: readonly PlacedRule[], server: string, asks: boolean): readonly string[] {
  const [base] = decided(rules, `${server}_`, asks ? 'ask' : 'allow');
  if (base?.effect === 'ask' || base?.effect === 'deny') return [PROMPT];
  return base?.place === undefined ? [VERSION] : [];
}

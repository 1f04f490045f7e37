import { builtinTool } from '../../../knowledge/agents/builtinTools.js';
import { serverNamed } from '../../../knowledge/agents/servers/lookup.js';
import { serverReach } from '../../../knowledge/agents/servers/toolReach.js';
import type { ToolReach } from '../../../knowledge/agents/toolReach.js';
import { plainReach } from '../../../knowledge/agents/toolReach.js';
import type { Gate, Grant, SessionFacts, Unknown } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import { baseName } from '../../../text/uri.js';
import { toolGrant } from '../../../knowledge/agents/toolGrant.js';
import type { Listed } from '../listed.js';
import { listedTools } from '../listed.js';
import { COPILOT } from '../mcp/dialects.js';
import { readServers, serverGrants, serverSecrets } from '../mcp/servers.js';
import type { Reading } from '../reading.js';
import { isPrompt } from '../select.js';
import { agentSession } from '../session.js';
import { quoted } from '../../../text/quoted.js';

const PROMPT = 'prompt';

/**
 * An agent, chat mode or prompt of Copilot: its list says which tools it has. In an editor they are asked for; the agent
 * in the cloud asks nobody, works in a runner of its own behind a firewall, and its token is limited to its own branch.
 * https://docs.github.com/en/copilot/reference/custom-agents-configuration
 * https://docs.github.com/en/copilot/concepts/agents/coding-agent/about-coding-agent
 */
export function lowerCopilotFile(reading: Reading): readonly SessionFacts[] {
  const { root } = reading;
  if (root === undefined) return [];
  const name =
    textOf(get(root, 'name')) ?? baseName(reading.uri).replace(/(?:\.(?:agent|chatmode|prompt))?\.md$/u, '');
  const noun = isPrompt(reading.uri) ? 'prompt' : 'agent';
  const key = get(root, 'name') ?? (root.kind === 'mapping' ? (root.entries[0]?.key ?? root) : root);
  const origin = reading.originOf(key);
  const gate: Gate = {
    id: PROMPT,
    kind: 'human-in-the-loop',
    state: 'assumed',
    name: 'question in the editor',
    why: COPILOT.asks,
    origin,
  };
  const servers = readServers(get(root, 'mcp-servers')).map((server) => ({
    server,
    ...serverGrants(reading, server, () => [PROMPT]),
  }));
  const own = new Set(servers.map(({ server }) => server.name));
  const listed = toolsOf(reading, root, origin);
  return [
    agentSession(
      {
        localId: `${noun}:${name}`,
        noun,
        label: name,
        name: `Copilot / ${noun} ${name}`,
        subject: { agent: name },
        origin,
        extent: root.written,
      },
      {
        grants: [
          ...listed.flatMap((tool) => grantOf(tool, own) ?? []),
          ...servers.flatMap(({ grants }) => grants),
        ],
        gates: [gate],
        carried: servers.flatMap(({ server }) => serverSecrets(reading, server, COPILOT)),
        unknowns: [
          ...servers.flatMap(({ unknowns }) => unknowns),
          ...listed.flatMap((tool) => unknownOf(tool, own) ?? []),
          reading.unknown(
            key,
            'what its firewall lets through in the cloud',
            'that is in the settings of the repository',
          ),
        ],
      },
    ),
  ];
}

/** Aliases of what Copilot brings along. https://docs.github.com/en/copilot/reference/custom-agents-configuration#tool-aliases */
const ALL_TOOLS = ['execute', 'read', 'edit', 'search', 'agent', 'web'];

interface Tool extends Listed {
  /** Set where it stands in no list of its own: there is none, or a star. */
  readonly byDefault?: true;
}

/** Without a list, or with a star, an agent has every tool that there is. */
function toolsOf(reading: Reading, root: SyntaxNode, key: Origin): readonly Tool[] {
  const node = get(root, 'tools');
  const listed = listedTools(reading, node);
  const star = listed.find(({ text }) => text === '*');
  if (node !== undefined && star === undefined) return listed;
  const origin = star?.origin ?? key;
  return [...ALL_TOOLS, 'MCP/*'].map((text) => ({ text, origin, byDefault: true }));
}

/** Names that are not known are ignored by Copilot, so that a profile can serve several programs. */
function grantOf({ text, origin, byDefault }: Tool, own: ReadonlySet<string>): Grant | undefined {
  const wide = reachOf(text, own);
  // That a tool is there is no word on what is done with it without a question.
  const reach = wide === undefined || byDefault === undefined ? wide : plainReach(wide);
  return reach === undefined
    ? undefined
    : toolGrant({
        action: text,
        reach,
        origin,
        gates: [PROMPT],
        certainty: byDefault === true ? 'platform-default' : text.includes('/') ? 'inferred' : 'declared',
        ...(byDefault === true ? { declaredFor: 'default' as const } : {}),
      });
}

/** A tool of a server of which nothing is known; of servers in the file itself all is told there. */
function unknownOf({ text, origin }: Tool, own: ReadonlySet<string>): Unknown | undefined {
  const [server = '', tool] = text.split('/');
  const reach = reachOf(text, own);
  const isKnown = reach !== undefined && reach.unknown === undefined;
  if (tool === undefined || own.has(server) || isKnown) return undefined;
  return {
    what: text === 'MCP/*' ? 'which servers its tools come from' : `what ${quoted(text)} may do`,
    why:
      text === 'MCP/*'
        ? 'it has every tool of the servers that are set up where it runs'
        : 'its server is not among those that TrustScope knows',
    origin,
  };
}

function reachOf(text: string, own: ReadonlySet<string>): ToolReach | undefined {
  const builtin = builtinTool(text);
  if (builtin !== undefined) return plainReach(builtin);
  const [server = '', tool] = text.split('/');
  const known = serverNamed(server);
  if (tool === undefined || known === undefined || own.has(server)) return undefined;
  return serverReach(server, tool === '*' ? undefined : tool, known);
}

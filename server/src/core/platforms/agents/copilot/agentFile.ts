import { builtinTool } from '../../../knowledge/agents/builtinTools.js';
import { serverNamed } from '../../../knowledge/agents/servers/lookup.js';
import { serverReach } from '../../../knowledge/agents/servers/toolReach.js';
import type { ToolReach } from '../../../knowledge/agents/toolReach.js';
import { plainReach } from '../../../knowledge/agents/toolReach.js';
import type { Gate, Grant, SessionFacts } from '../../../model/facts.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import { baseName } from '../../../text/uri.js';
import { toolGrant } from '../../../knowledge/agents/toolGrant.js';
import type { Listed } from '../listed.js';
import { listedTools } from '../listed.js';
import { COPILOT } from '../mcp/dialects.js';
import { readServers, serverGrants, serverSecrets } from '../mcp/servers.js';
import type { Reading } from '../reading.js';
import { agentSession } from '../session.js';

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
  const noun = /\/prompts\/|\.prompt\.md$/u.test(reading.uri) ? 'prompt' : 'agent';
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
          ...listedTools(reading, get(root, 'tools')).flatMap((tool) => grantOf(tool, own) ?? []),
          ...servers.flatMap(({ grants }) => grants),
        ],
        gates: [gate],
        carried: servers.flatMap(({ server }) => serverSecrets(reading, server, COPILOT)),
        unknowns: [
          ...servers.flatMap(({ unknowns }) => unknowns),
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

/** Names that are not known are ignored by Copilot, so that a profile can serve several programs. */
function grantOf({ text, origin }: Listed, own: ReadonlySet<string>): Grant | undefined {
  const reach = reachOf(text, own);
  return reach === undefined
    ? undefined
    : toolGrant({
        action: text,
        reach,
        origin,
        gates: [PROMPT],
        certainty: text.includes('/') ? 'inferred' : 'declared',
      });
}

function reachOf(text: string, own: ReadonlySet<string>): ToolReach | undefined {
  const builtin = builtinTool(text);
  if (builtin !== undefined) return plainReach(builtin);
  const [server = '', tool] = text.split('/');
  const known = serverNamed(server);
  if (tool === undefined || known === undefined || own.has(server)) return undefined;
  return serverReach(server, tool === '*' ? undefined : tool, known);
}

import { spanning } from '../../../text/block.js';
import type { OfferedServer } from '../../../model/agentParts.js';
import type { Gate, SessionFacts } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import type { MappingNode, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get } from '../../../syntax/syntaxTree.js';
import { baseName, parentUri } from '../../../text/uri.js';
import type { Lowered, Reading } from '../reading.js';
import { isTrue } from '../reading.js';
import { agentSession } from '../session.js';
import type { Dialect } from './dialects.js';
import { CLAUDE, dialectAt } from './dialects.js';
import type { ServerEntry } from './servers.js';
import { readServers, serverGrants, serverSecrets } from './servers.js';

/** The sessions of a file that lists MCP servers: one for each, as each runs by itself and has its own credentials. */
export function lowerServers(reading: Reading): Lowered {
  const { root, uri } = reading;
  const dialect = dialectAt(uri);
  const servers = readServers(listOf(root));
  const sessions = servers.map((server) => sessionOf(reading, server, dialect));
  // https://code.claude.com/docs/en/mcp#project-scope: `.mcp.json` at the root of the project is Claude Code's.
  if (dialect !== CLAUDE) return { sessions };
  const offered = servers.map((server) => offeredServer(server, reading.originOf(server.key)));
  return { sessions, agent: { kind: 'servers', folder: parentUri(uri), servers: offered } };
}

function offeredServer({ name, started, disabled }: ServerEntry, origin: Origin): OfferedServer {
  return { ...started, name, localId: localIdOf(name), disabled, origin };
}

function localIdOf(name: string): string {
  return `server:${name}`;
}

/** `mcpServers`, or `servers` for VS Code; a plugin's file is the list itself. */
function listOf(root: SyntaxNode | undefined): SyntaxNode | undefined {
  const named = get(root, 'mcpServers') ?? get(root, 'servers') ?? get(get(root, 'mcp'), 'servers');
  if (named !== undefined || root?.kind !== 'mapping') return named;
  return root.entries.every(({ value }) => isServer(value)) ? root : undefined;
}

function isServer(node: SyntaxNode): node is MappingNode {
  return node.kind === 'mapping' && (get(node, 'command') ?? get(node, 'url')) !== undefined;
}

function sessionOf(reading: Reading, server: ServerEntry, dialect: Dialect): SessionFacts {
  const { name, key, node } = server;
  const origin = reading.originOf(key);
  // https://code.visualstudio.com/docs/copilot/reference/mcp-configuration#_sandbox-configuration
  const sandboxed = isTrue(get(node, 'sandboxEnabled'));
  const gate: Gate = sandboxed
    ? {
        id: 'sandbox',
        kind: 'condition',
        state: 'enforced',
        name: 'sandbox',
        why: 'It runs in a sandbox that lets through only the files and hosts listed here, and its tools are used without a question',
        origin,
      }
    : {
        id: 'prompt',
        kind: 'human-in-the-loop',
        state: 'assumed',
        name: `question by ${dialect.client}`,
        why: dialect.asks,
        origin,
      };
  const { grants, unknowns } = serverGrants(reading, server, () => [gate.id]);
  return agentSession(
    {
      localId: localIdOf(name),
      noun: 'MCP server',
      label: name,
      name: `${baseName(reading.uri)} / ${name}`,
      subject: { server: name },
      origin,
      extent: spanning(key.written, node.written),
    },
    {
      grants,
      gates: [gate],
      carried: serverSecrets(reading, server, dialect),
      unknowns,
    },
  );
}

import { serverNamed } from '../../../knowledge/agents/servers/lookup.js';
import { serverReach } from '../../../knowledge/agents/servers/toolReach.js';
import { shellReach } from '../../../knowledge/agents/shellReach.js';
import { toolGrant } from '../../../knowledge/agents/toolGrant.js';
import type { ToolReach } from '../../../knowledge/agents/toolReach.js';
import { ANY_COMMAND, plainReach, THIS_WORKSPACE } from '../../../knowledge/agents/toolReach.js';
import type { Gate, Grant, SessionFacts } from '../../../model/facts.js';
import type { ScalarNode, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get } from '../../../syntax/syntaxTree.js';
import { quoted } from '../../../text/quoted.js';
import type { Reading } from '../reading.js';
import { at, textsOf } from '../reading.js';
import { agentSession } from '../session.js';

const CLI = 'https://cursor.com/docs/cli/reference/permissions';
const EDITOR = 'https://cursor.com/docs/reference/permissions';
const PROMPT = 'prompt';

/** One entry of a list of what runs without a question. */
interface Allowed {
  readonly node: ScalarNode;
  readonly reach: ToolReach;
}

/**
 * Cursor's command line: `.cursor/cli.json` of a project holds permissions alone.
 * https://cursor.com/docs/cli/reference/configuration
 */
export function lowerCursorCli(reading: Reading): readonly SessionFacts[] {
  const { root } = reading;
  const list = at(root, 'permissions', 'allow');
  const denied = textsOf(at(root, 'permissions', 'deny')).map(({ text }) => text);
  const allowed = textsOf(list)
    .filter(({ text }) => !denied.includes(text))
    .map((node) => ({ node, reach: tokenReach(node.text) }));
  return sessionOf(reading, { label: 'Cursor CLI', agent: 'cursor-cli', list, allowed, denied });
}

/**
 * Cursor's editor: what runs without approval in this folder, added to what whoever works here has listed.
 * https://cursor.com/docs/reference/permissions
 */
export function lowerCursorEditor(reading: Reading): readonly SessionFacts[] {
  const { root } = reading;
  const commands = get(root, 'terminalAllowlist');
  const tools = get(root, 'mcpAllowlist');
  const allowed = [
    ...textsOf(commands).map((node) => ({ node, reach: commandReach(node.text, EDITOR) })),
    ...textsOf(tools).map((node) => ({ node, reach: toolReach(node.text, EDITOR) })),
  ];
  return sessionOf(reading, {
    label: 'Cursor',
    agent: 'cursor',
    list: commands ?? tools,
    allowed,
    denied: [],
  });
}

interface Lists {
  readonly label: string;
  readonly agent: string;
  readonly list: SyntaxNode | undefined;
  readonly allowed: readonly Allowed[];
  readonly denied: readonly string[];
}

function sessionOf(reading: Reading, lists: Lists): readonly SessionFacts[] {
  const { root } = reading;
  const { label, agent, list, allowed, denied } = lists;
  if (root?.kind !== 'mapping' || list === undefined || allowed.length === 0) return [];
  const origin = reading.originOf(root.entries[0]?.key ?? root);
  const prompt: Gate = {
    id: PROMPT,
    kind: 'human-in-the-loop',
    state: 'assumed',
    name: 'approval',
    why: 'Cursor asks before commands and tools that no list names, unless it is started or set to run everything',
    origin,
  };
  return [
    agentSession(
      {
        localId: 'permissions',
        noun: 'agent',
        label,
        name: `${label} / permissions of the folder`,
        subject: { agent },
        origin,
        extent: root.written,
      },
      {
        grants: [...allowed.map((one) => allowedGrant(reading, one, denied)), otherCommands(reading, list)],
        gates: [prompt],
        unknowns: [
          reading.unknown(
            root.entries[0]?.key ?? root,
            'what else it does without a question',
            'settings of the person and of the organization lie outside of this file',
          ),
        ],
      },
    ),
  ];
}

function allowedGrant(reading: Reading, { node, reach }: Allowed, denied: readonly string[]): Grant {
  const kind = /^\w+(?=\()/u.exec(node.text)?.[0];
  return toolGrant({
    action: node.text,
    reach,
    origin: reading.originOf(node),
    gates: [],
    without: kind === undefined ? [] : denied.filter((other) => other.startsWith(`${kind}(`)),
    named: node.text,
  });
}

function otherCommands(reading: Reading, list: SyntaxNode): Grant {
  return toolGrant({
    action: 'other commands',
    reach: plainReach({ ...ANY_COMMAND, source: CLI }),
    origin: reading.originOf(list),
    gates: [PROMPT],
    certainty: 'platform-default',
    declaredFor: 'default',
  });
}

/** `Shell(command)`, `Shell(command:arguments)`, `Read(glob)`, `Write(glob)`, `WebFetch(domain)`, `Mcp(server:tool)`. */
function tokenReach(text: string): ToolReach {
  const [, kind = text, inner = ''] = /^(\w+)\(([\s\S]*)\)$/u.exec(text) ?? [];
  switch (kind.toLowerCase()) {
    case 'shell':
      return commandReach(inner, CLI);
    case 'mcp':
      return toolReach(inner, CLI);
    case 'write':
      return {
        system: THIS_WORKSPACE,
        access: 'write',
        opens: `change files: ${quoted(inner)}`,
        source: CLI,
      };
    case 'webfetch':
      return {
        system: { kind: 'network', name: 'the web' },
        access: 'read',
        opens: 'fetch pages, whose text it then reads',
        source: CLI,
      };
    default:
      return { system: THIS_WORKSPACE, access: 'read', opens: `use ${quoted(text)}`, source: CLI };
  }
}

/** A command is told by its first word, what follows a colon are its arguments. */
function commandReach(text: string, source: string): ToolReach {
  const [, command = text, rest = '*'] = /^([^:\s]+):(.*)$/u.exec(text) ?? [];
  if (/^\*+$/u.test(command)) return { ...ANY_COMMAND, source };
  return { ...shellReach(`${command} ${rest}`), source };
}

/** `server:tool`, either of which may be a pattern. */
function toolReach(text: string, source: string): ToolReach {
  const [server = text, tool = '*'] = text.split(':').map((part) => part.trim());
  if (server.includes('*')) {
    return {
      system: { kind: 'tool', name: 'MCP servers' },
      access: 'write',
      opens: `use ${tool.includes('*') ? 'every tool' : quoted(tool)} of every MCP server`,
      breadth: {
        form: 'all',
        covers: 'every tool of every MCP server, those that are added later among them',
        whole: true,
        options: [],
      },
      source,
    };
  }
  return { ...serverReach(server, tool.includes('*') ? undefined : tool, serverNamed(server)), source };
}
